"""Every error as `application/problem+json` (RFC 9457), with a stable `code` and a sentence that says what to do.

What a client sent never appears in one: problems end up in logs, screenshots and tickets.
"""

from __future__ import annotations

import http
import json
import logging
import traceback
from typing import Any, NoReturn

from flask import Response
from marshmallow import Schema, fields, validate
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from sayso.errors import SaysoError

PROBLEM_TYPE = "application/problem+json"

log = logging.getLogger("sayso.web")

KNOWN: dict[int, tuple[str, str]] = {
    400: ("bad-request", "The request cannot be read; send it as the API description says."),
    404: ("not-found", "There is nothing at this address; /api/v1/openapi.json lists what there is."),
    405: ("method-not-allowed", "This address does not take that method; the Allow header names those it takes."),
    413: ("too-large", "That is more than the service takes in one request; send less."),
    500: (
        "internal-error",
        "Something went wrong in Sayso, not in your draft. Try again; if it happens again, report it.",
    ),
}


class InvalidRequestError(SaysoError):
    """The request is well-formed but not what the API takes; `problems` names each field and what is wrong with it."""

    def __init__(self, problems: list[dict[str, str]], *, code: str = "invalid-request") -> None:
        super().__init__(code, "Some fields are not as they must be; `errors` names each and says what is wrong.")
        self.problems = problems


class FieldErrorSchema(Schema):
    """One field of a request that is not as it must be."""

    field = fields.String(
        required=True, metadata={"description": "Where: names and indexes joined by dots; empty for the whole request"}
    )
    detail = fields.String(required=True, metadata={"description": "What is wrong with it; never what was sent"})


class ProblemSchema(Schema):
    """An error: what went wrong, in a sentence that says what to do, and a code for programs."""

    type = fields.String(required=True, validate=validate.Equal("about:blank"))
    title = fields.String(required=True, metadata={"description": "The name of the HTTP status"})
    status = fields.Integer(required=True)
    detail = fields.String(required=True, metadata={"description": "One sentence for a person"})
    code = fields.String(required=True, metadata={"description": "Stable; programs may rely on it"})
    errors = fields.List(fields.Nested(FieldErrorSchema), metadata={"description": "With code `invalid-request`"})


def problem(status: int, code: str, detail: str, **members: Any) -> Response:
    """A problem as a response; `members` are added to the five that every problem has."""
    title = http.HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code, **members}
    return Response(json.dumps(body, ensure_ascii=False), status, content_type=PROBLEM_TYPE)


def of_sayso(error: SaysoError) -> Response:
    """A refusal of ours."""
    if isinstance(error, InvalidRequestError):
        return problem(error.status, error.code, error.message, errors=error.problems)
    return problem(error.status, error.code, error.message)


def of_framework(error: HTTPException) -> Response:
    """An error that Flask or Werkzeug raised, in our words: theirs may quote the request."""
    status = error.code or 500
    code, detail = KNOWN.get(status) or KNOWN[400 if status < 500 else 500]
    response = problem(status, code, detail)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def of_bug(error: Exception) -> Response:
    """Anything unforeseen. Only its class and place are logged, because its message may hold words of a document."""
    log.error(place_of(error))
    return problem(500, *KNOWN[500])


def place_of(error: BaseException) -> str:
    """The class of an error and the line of code it comes from, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {frames[-1].name}, {frames[-1].filename} line {frames[-1].lineno}" if frames else ""
    return type(error).__name__ + where


def keep_private(response: Response) -> Response:
    """Tell browsers and proxies to keep no copy, and to take the answer for what it says it is."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def refuse(status: int, code: str, detail: str) -> NoReturn:
    """Raise a refusal."""
    raise SaysoError(code, detail, status=status)
