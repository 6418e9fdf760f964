"""The calls of the API: each reads a request, asks the engine, and writes the answer."""

from __future__ import annotations

import base64
import re
from pathlib import PurePath
from typing import Any, cast
from urllib.parse import quote

from flask import Response, current_app, jsonify, request
from flask_smorest import Blueprint

from sayso import __version__, engine
from sayso.draft import Draft, from_paragraphs
from sayso.errors import UnsafeAnnotationError
from sayso.packs import CompiledPack
from sayso.result import Review, as_json
from sayso.web import examples
from sayso.web.answers import ANNOTATED, AnnotatedSchema, HealthSchema, ReviewSchema, WithheldSchema
from sayso.web.asked import AnnotateRequestSchema, Asked, DocumentReviewSchema, ReviewRequestSchema
from sayso.web.body import DOCX, JSON, MULTIPART, Upload, read_json, read_upload
from sayso.web.problems import PROBLEM_TYPE, ProblemSchema, problem
from sayso.word import Package, annotate, open_package, read_document

WORD_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
REFUSALS = {
    400: ("bad-json", "The body is not valid JSON, or not a valid form"),
    411: ("length-required", "The body's length was not declared"),
    413: ("too-large", "The body is over the limit, or the draft is too long to review"),
    415: ("wrong-type", "The body is of a kind that this call does not take"),
    422: ("invalid-request", "A field is not as it must be, or the document cannot be read or reviewed"),
    500: ("internal-error", "Something went wrong in the service"),
}

_NOT_PLAIN = re.compile(r'[^ -~]|["\\]')

health = Blueprint("service", __name__, description="For the operator.")
drafts = Blueprint("drafts", __name__, url_prefix="/api/v1", description="Reviewing a draft.")


def _refusals(schema: type[ProblemSchema] = ProblemSchema) -> Any:
    """Describe the problems that a call with a body can answer with."""

    def describe(view: Any) -> Any:
        for status, (code, description) in REFUSALS.items():
            view = drafts.alt_response(
                status,
                schema=schema if status == 422 else ProblemSchema,
                content_type=PROBLEM_TYPE,
                description=description,
                example=examples.problem(status, code),
            )(view)
        return view

    return describe


def _form(schema: Any) -> dict[str, Any]:
    """A form that holds a document and, as JSON, what is asked about it."""
    document = {"type": "string", "format": "binary", "description": "The .docx"}
    return {
        "schema": {
            "type": "object",
            "required": ["file"],
            "additionalProperties": False,
            "properties": {"file": document, "request": schema},
        },
        "encoding": {"file": {"contentType": DOCX}, "request": {"contentType": JSON}},
    }


@health.route("/healthz")
@health.response(200, HealthSchema, description="The service runs", example={"status": "ok", "version": __version__})
def healthz() -> Response:
    """Say that the service runs."""
    return jsonify(status="ok", version=__version__)


@drafts.route("/review", methods=["POST"])
@drafts.doc(
    requestBody={
        "required": True,
        "content": {
            JSON: {"schema": ReviewRequestSchema, "example": examples.REVIEW_REQUEST},
            MULTIPART: _form(DocumentReviewSchema),
        },
    }
)
@_refusals()
@drafts.response(200, ReviewSchema, description="The review", example=examples.REVIEW)
def review() -> Response:
    """Review a draft.

    The draft comes as paragraphs in JSON, or as a .docx in a form.
    """
    if request.mimetype == MULTIPART:
        upload, asked = read_upload(DocumentReviewSchema)
        _, draft, made = _reviewed(upload, asked)
    else:
        asked = read_json(ReviewRequestSchema)
        draft = from_paragraphs(asked.paragraphs, "draft")
        made = engine.review(draft, _pack(), asked.brief, asked.state)
    return jsonify(as_json(made, draft, asked.offsets))


@drafts.route("/annotate", methods=["POST"])
@drafts.doc(requestBody={"required": True, "content": {MULTIPART: _form(AnnotateRequestSchema)}})
@_refusals(WithheldSchema)
@drafts.response(200, AnnotatedSchema, description="With Accept: application/json")
@drafts.alt_response(
    200,
    schema={"type": "string", "format": "binary"},
    content_type=DOCX,
    description="The annotated .docx; with Accept: application/json, the review and the file in base64",
    headers={
        "Content-Disposition": {
            "description": "An attachment named like the document that was sent, with .reviewed.docx at its end",
            "schema": {"type": "string"},
        }
    },
    success=True,
)
def annotate_document() -> Response:
    """Write the review of a .docx into a copy of it, as tracked changes and comments."""
    upload, asked = read_upload(AnnotateRequestSchema)
    package, draft, made = _reviewed(upload, asked)
    how = asked.options
    try:
        annotated = annotate(package, made, author=how.author, changes=how.changes, comments=how.comments)
    except UnsafeAnnotationError as error:
        return problem(error.status, error.code, error.message, review=as_json(made, draft, asked.offsets))
    if request.accept_mimetypes.best_match([DOCX, JSON]) == JSON:
        file = base64.b64encode(annotated.data).decode()
        unplaced = [{"finding": finding, "reason": reason} for finding, reason in annotated.unplaced]
        return jsonify(schema=ANNOTATED, review=as_json(made, draft, asked.offsets), unplaced=unplaced, file=file)
    return Response(annotated.data, mimetype=DOCX, headers={"Content-Disposition": _attachment(upload.name)})


def _reviewed(upload: Upload, asked: Asked) -> tuple[Package, Draft, Review]:
    package = open_package(upload.data)
    draft = read_document(package, upload.name).draft
    return package, draft, engine.review(draft, _pack(), asked.brief, asked.state)


def _pack() -> CompiledPack:
    return cast(CompiledPack, current_app.extensions["sayso.pack"])


def _attachment(name: str) -> str:
    """A Content-Disposition that names the reviewed copy: in ASCII for old clients, and exactly (RFC 8187)."""
    path = PurePath(name)
    # Word opens a document with macros only under the name of one.
    ending = f".reviewed{path.suffix.lower() if path.suffix.lower() in WORD_SUFFIXES else '.docx'}"
    stem = path.stem[:150]
    plain = _NOT_PLAIN.sub("", stem).strip() or "draft"
    exact = quote(stem + ending, safe="!#$&+^`|~")
    return f"attachment; filename=\"{plain}{ending}\"; filename*=UTF-8''{exact}"
