"""The application factory."""

from __future__ import annotations

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider
from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from sayso import __version__
from sayso.errors import SaysoError
from sayso.packs import CompiledPack
from sayso.web import api, asked, body, problems

DESCRIPTION = """Sayso reviews drafts that tell the public about sharing data between the agencies that help people.

Errors are `application/problem+json` with a stable `code`. Nothing of a document is stored or logged."""


class _Json(DefaultJSONProvider):
    ensure_ascii = False
    sort_keys = False
    compact = True


class _Application(Flask):
    json_provider_class = _Json


class _Api(Api):  # type: ignore[misc]  # flask-smorest has no types
    """flask-smorest's Api with problem+json for its errors."""

    ERROR_SCHEMA = problems.ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Answer an error of the framework."""
        return problems.of_framework(error)


def create_app(pack: CompiledPack, *, max_upload: int = body.MAX_UPLOAD) -> Flask:
    """The service as a WSGI application that reviews with `pack` and takes bodies of at most `max_upload` bytes."""
    app = _Application("sayso.web", static_folder=None)
    app.config.update(
        API_TITLE="Sayso",
        API_VERSION=__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.extensions["sayso.pack"] = pack
    body.hold_in_memory(app, max_upload)
    app.register_error_handler(SaysoError, problems.of_sayso)
    app.register_error_handler(Exception, problems.of_bug)
    app.after_request(problems.keep_private)
    described = _Api(app, spec_kwargs={"info": {"description": DESCRIPTION, "license": {"name": "Apache-2.0"}}})
    described.register_blueprint(api.health)
    described.register_blueprint(api.drafts)
    schemas = described.spec.components.schemas
    schemas["Dismissal"] |= asked.DISMISSAL_FORMS
    # flask-smorest puts this into every description, and nothing here has pages.
    del schemas["PaginationMetadata"]
    return app
