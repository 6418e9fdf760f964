"""The HTTP service: it translates requests into drafts and reviews into answers, and knows nothing else.

`app.create_app` makes the application, `serve.serve` runs it. A document is held in memory while its request lasts and
appears in no log, no file and no error.
"""
