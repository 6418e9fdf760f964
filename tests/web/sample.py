"""What the tests send: a title and a sentence with one plain wording fault, and a brief that has it reviewed whole."""

TITLE = "Better information for school nurses"
SENTENCE = (
    "The county wants to break down data silos, so that school nurses, social workers and shelter staff can share "
    "information and help families sooner."
)
BRIEF = {"topic": "yes"}


def form(*parts: tuple[str, str | None, str | bytes]) -> tuple[bytes, str]:
    """A multipart body of parts (name, file name or None, content), and its Content-Type.

    Written out here because Werkzeug's test client puts large forms into a temporary file of its own.
    """
    body = b""
    for name, filename, content in parts:
        file = f'; filename="{filename}"' if filename is not None else ""
        body += f'--edge\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode()
        body += (content if isinstance(content, bytes) else content.encode()) + b"\r\n"
    return body + b"--edge--\r\n", "multipart/form-data; boundary=edge"
