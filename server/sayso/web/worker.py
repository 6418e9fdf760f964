"""gunicorn's synchronous worker and its log, made to answer with problems and to repeat nothing that was sent.

Left alone, both quote: a request that cannot be parsed comes back in an HTML page and goes into the log, and so does
the message of an error that stopped a request.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http import errors
from gunicorn.workers.sync import SyncWorker

from sayso.web import problems

_UNREADABLE = "The request is not valid HTTP/1.1; send it as the API description says."
_REFUSALS: tuple[tuple[type[BaseException], int, str, str], ...] = (
    (errors.LimitRequestLine, 414, "address-too-long", "The address is too long; put the draft in the body."),
    (errors.LimitRequestHeaders, 431, "headers-too-large", "The headers are too large; put the draft in the body."),
    (errors.UnsupportedTransferCoding, 501, "bad-request", "Send the body as it is, with a Content-Length."),
    (errors.ExpectationFailed, 417, "bad-request", "The Expect header asks for something the service does not do."),
    (errors.ParseException, 400, "bad-request", _UNREADABLE),
    # The master has a worker that takes too long exit, which so is the end of a request, not a fault.
    (SystemExit, 503, "took-too-long", "It took longer than a request may; review the draft in parts."),
)


class Worker(SyncWorker):  # type: ignore[misc]  # gunicorn has no types
    """A worker whose own refusals are problem+json."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Answer a request that never reached the application, or that did not leave it."""
        answer = next(((s, code, detail) for kind, s, code, detail in _REFUSALS if isinstance(exc, kind)), None)
        if answer is None:
            self.log.error(problems.place_of(exc))
        response = problems.problem(*(answer or (500, *problems.KNOWN[500])))
        head = f"HTTP/1.1 {response.status}\r\n{problems.keep_private(response).headers}".rstrip()
        try:
            util.write_nonblock(client, f"{head}\r\nConnection: close\r\n\r\n".encode("latin-1") + response.data)
        except OSError:
            self.log.debug("The client was gone before its answer.")


class Log(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's log without tracebacks: they quote the message of an error, which may hold words of a document."""

    def exception(self, msg: object, *args: object, **kwargs: object) -> None:
        """Log the class and the place of the error that is being handled."""
        error = sys.exception()
        self.error(problems.place_of(error) if error else "Unknown error")
