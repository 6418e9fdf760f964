"""The service as the tests use it: the real application over the shipped rules, and a document to send."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sayso.packs import CompiledPack, load_pack
from sayso.web.app import create_app
from web.sample import SENTENCE, TITLE, form


@pytest.fixture(scope="session")
def pack() -> CompiledPack:
    return load_pack()


@pytest.fixture(scope="session")
def app(pack: CompiledPack) -> Flask:
    return create_app(pack)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def document() -> bytes:
    """A .docx with a title and one sentence."""
    made = docx.Document()
    made.add_heading(TITLE, 0)
    made.add_paragraph(SENTENCE)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def send(client: FlaskClient) -> Callable[..., TestResponse]:
    """Sends a document to a call, with what is asked about it."""

    def send(call: str, data: bytes, name: str = "draft.docx", asked: Any = None, **kwargs: Any) -> TestResponse:
        parts: list[tuple[str, str | None, str | bytes]] = [("file", name, data)]
        if asked is not None:
            parts.append(("request", None, asked if isinstance(asked, str) else json.dumps(asked)))
        body, kind = form(*parts)
        return client.post(f"/api/v1/{call}", data=body, content_type=kind, **kwargs)

    return send
