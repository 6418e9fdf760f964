"""Reading the body of a request: JSON, or a document with JSON beside it, in memory and within limits."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any

from flask import Flask, Request, current_app, request
from werkzeug.formparser import FormDataParser

from sayso.web.asked import Asked, Closed, load
from sayso.web.problems import InvalidRequestError, refuse

MAX_UPLOAD = 20_000_000  # bytes
JSON = "application/json"
MULTIPART = "multipart/form-data"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A document as it was sent; `name` is its file name without folders."""

    name: str
    data: bytes


class InMemoryRequest(Request):
    """A request whose uploads stay in memory, where Werkzeug would write those over 500 kB to a temporary file."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()

    def make_form_data_parser(self) -> FormDataParser:
        """Werkzeug's parser, made to say when a form is broken instead of handing out an empty one."""
        parser = super().make_form_data_parser()
        parser.silent = False
        return parser


def require_length() -> None:
    """Refuse a body without a declared length or over the limit, before a byte of it is read."""
    if request.method not in ("POST", "PUT", "PATCH") or request.routing_exception is not None:
        return
    if "Transfer-Encoding" in request.headers or "Content-Length" not in request.headers:
        refuse(
            411, "length-required", "Say how long the body is, in a Content-Length header, and do not send it chunked."
        )
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    if (request.content_length or 0) > limit:
        refuse(413, "too-large", f"A request may hold {limit / 1_000_000:g} MB at most; send a smaller file.")


def hold_in_memory(app: Flask, max_upload: int) -> None:
    """Make the application take bodies of at most `max_upload` bytes, and keep them in memory."""
    app.request_class = InMemoryRequest
    app.config["MAX_CONTENT_LENGTH"] = max_upload
    # The JSON beside a document is a form field for Werkzeug; it may hold an office's whole list of facts.
    app.config["MAX_FORM_MEMORY_SIZE"] = 2_000_000
    app.config["MAX_FORM_PARTS"] = 10
    app.before_request(require_length)


def read_json(schema: type[Closed]) -> Asked:
    """The request in a JSON body.

    Raises SaysoError: `wrong-type` (415), `bad-json` (400), and those of `asked.load`.
    """
    if request.mimetype != JSON:
        refuse(415, "wrong-type", f"Send {JSON}.")
    return load(schema, _parsed(request.get_data(cache=False)))


def read_upload(schema: type[Closed]) -> tuple[Upload, Asked]:
    """The document in a form's `file`, and what its `request` asks.

    Raises SaysoError: `wrong-type` (415), `bad-form` and `bad-json` (400), and those of `asked.load`.
    """
    if request.mimetype != MULTIPART:
        refuse(415, "wrong-type", f"Send {MULTIPART} with the document as `file` and, as JSON, `request`.")
    try:
        files, form = request.files, request.form
    except ValueError:
        refuse(400, "bad-form", f"The body is not valid {MULTIPART}.")
    if {*files, *form} - {"file", "request"}:
        raise InvalidRequestError(
            [{"field": "", "detail": "A part stands here that is not known; known are file, request."}]
        )
    if len(files.getlist("file")) != 1:
        detail = "Send one document here, as a part with a file name."
        raise InvalidRequestError([{"field": "file", "detail": detail}])
    # A browser's Blob arrives as a file, anybody else's field as a form value.
    asked = files["request"].read() if "request" in files else form.get("request", "{}").encode()
    return Upload(_name(files["file"].filename), files["file"].read()), load(schema, _parsed(asked))


def _parsed(data: bytes) -> Any:
    """The value in a JSON text, which must be UTF-8."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        refuse(400, "bad-json", "The body is not valid JSON in UTF-8.")


def _name(sent: str | None) -> str:
    name = PurePosixPath(_UNPRINTABLE.sub("", sent or "").replace("\\", "/")).name
    return name if name.strip(". ") else "draft.docx"
