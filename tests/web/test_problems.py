"""Every refusal is problem+json with its status and code, says what to do, and repeats nothing that was sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sayso.packs import CompiledPack
from sayso.web import api
from sayso.web.app import create_app
from sayso.web.problems import ProblemSchema
from web.sample import SENTENCE, form

Send = Callable[..., TestResponse]
SECRET = "Xylophone"
GOOD = {"text": SENTENCE}


def held(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The problem, held to what every problem must be."""
    assert response.mimetype == "application/problem+json", response.text
    problem = response.json
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code), response.text
    assert ProblemSchema().validate(problem) == {}
    assert problem["detail"].endswith(".")
    assert SECRET.lower() not in response.text.lower()
    assert response.headers["Cache-Control"] == "no-store"
    return problem


def errors(client: FlaskClient, body: Any, code: str = "invalid-request") -> dict[str, str]:
    response = client.post("/api/v1/review", data=json.dumps(body), content_type="application/json")
    problem = held(response, 422, code)
    return {e["field"]: e["detail"] for e in problem["errors"]}


def test_unknown_address_and_method(client: FlaskClient) -> None:
    held(client.get(f"/{SECRET}"), 404, "not-found")
    held(client.post(f"/{SECRET}"), 404, "not-found")
    response = client.get("/api/v1/review")
    held(response, 405, "method-not-allowed")
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b'{"paragraphs": [{"text": "Xylophone"',
        b"\xff\xfe{",
        "{}".encode("utf-16"),
        b"[" * 100_000,
        b'{"paragraphs": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_not_json(client: FlaskClient, body: bytes) -> None:
    held(client.post("/api/v1/review", data=body, content_type="application/json"), 400, "bad-json")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
@pytest.mark.parametrize("call", ["review", "annotate"])
def test_another_type(client: FlaskClient, call: str, kind: str) -> None:
    held(client.post(f"/api/v1/{call}", data=SECRET, content_type=kind), 415, "wrong-type")


def test_annotate_takes_no_json(client: FlaskClient) -> None:
    held(client.post("/api/v1/annotate", json={"paragraphs": [GOOD]}), 415, "wrong-type")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"Xylophone", "multipart/form-data"),
        (b"Xylophone", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: Xylophone", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data; boundary=\xc3\xa4"),
    ],
)
def test_a_broken_form(client: FlaskClient, body: bytes, kind: str) -> None:
    held(client.post("/api/v1/annotate", data=body, content_type=kind), 400, "bad-form")


def test_a_body_without_length(client: FlaskClient) -> None:
    environ = {"wsgi.input": BytesIO(b"{}"), "CONTENT_TYPE": "application/json", "REQUEST_METHOD": "POST"}
    held(client.open("/api/v1/review", environ_overrides=environ), 411, "length-required")
    chunked = {**environ, "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    held(client.open("/api/v1/review", environ_overrides=chunked), 411, "length-required")


def test_a_body_over_the_limit(pack: CompiledPack) -> None:
    client = create_app(pack, max_upload=1000).test_client()
    problem = held(client.post("/api/v1/review", data=b"x" * 1001, content_type="application/json"), 413, "too-large")
    assert "0.001 MB" in problem["detail"]
    assert client.post("/api/v1/review", json={"paragraphs": [GOOD]}).status_code == 200


def test_too_many_words(client: FlaskClient) -> None:
    body = {"paragraphs": [{"text": "word " * 200_001}]}
    held(client.post("/api/v1/review", json=body), 413, "too-many-words")


def test_no_words(client: FlaskClient) -> None:
    held(client.post("/api/v1/review", json={"paragraphs": [{"text": "  \n"}]}), 422, "empty")


@pytest.mark.parametrize(
    ("body", "field", "says"),
    [
        ([], "", "Invalid input"),
        ({}, "paragraphs", "Missing data"),
        ({"paragraphs": []}, "paragraphs", "Shorter than"),
        ({"paragraphs": [GOOD, {}]}, "paragraphs.1.text", "Missing data"),
        ({"paragraphs": [{"text": 7}]}, "paragraphs.0.text", "Not a valid string"),
        ({"paragraphs": [GOOD | {"role": SECRET}]}, "paragraphs.0.role", "title, heading, body"),
        ({"paragraphs": [GOOD | {"rolle": "body"}]}, "paragraphs.0", "known are text, role, story. Did you mean role?"),
        ({"paragraphs": [GOOD], SECRET: 1}, "", "known are brief, dismissed, offsets, paragraphs."),
        ({"paragraphs": [GOOD], "brief": {"kind": SECRET}}, "brief.kind", "news, op-ed"),
        ({"paragraphs": [GOOD], "brief": None}, "brief", "not be null"),
        ({"paragraphs": [GOOD], "offsets": "bytes"}, "offsets", "code-point, utf-16"),
        ({"paragraphs": [GOOD], "brief": {"facts": [{"id": "a"}]}}, "brief.facts.0.says", "Missing data"),
        (
            {"paragraphs": [GOOD], "brief": {"facts": [{"id": "a", "says": "b", "expires": SECRET}]}},
            "brief.facts.0.expires",
            "Not a valid date",
        ),
        (
            {"paragraphs": [GOOD], "brief": {"facts": [{"id": "a", "says": "b\x1b"}]}},
            "brief.facts.0.says",
            "control character",
        ),
        ({"paragraphs": [GOOD], "dismissed": [{"scope": "rule", "id": SECRET}]}, "dismissed.0", "takes `rule`"),
        ({"paragraphs": [GOOD], "dismissed": [{"scope": "here"}]}, "dismissed.0", "takes `id`"),
    ],
)
def test_a_field_that_is_not_as_it_must_be(client: FlaskClient, body: Any, field: str, says: str) -> None:
    assert says in errors(client, body)[field]


def test_many_wrong_fields_are_not_all_listed(client: FlaskClient) -> None:
    assert len(errors(client, {"paragraphs": [{}] * 1000})) == 20


@pytest.mark.parametrize("bad", [chr(0xD800), chr(0xDFFF), "\0"])
def test_characters_that_are_no_text(client: FlaskClient, bad: str) -> None:
    found = errors(client, {"paragraphs": [GOOD, {"text": f"{SECRET}{bad}"}]}, "bad-text")
    assert set(found) == {"paragraphs.1.text"}
    dismissed = [{"scope": "wording", "wording": bad}]
    assert set(errors(client, {"paragraphs": [GOOD], "dismissed": dismissed}, "bad-text")) == {"dismissed.0.wording"}


@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_options_are_true_or_false(send: Send, document: bytes, value: object) -> None:
    problem = held(send("annotate", document, asked={"options": {"changes": value}}), 422, "invalid-request")
    assert problem["errors"][0]["field"] == "options.changes"


def test_a_form_without_a_document(client: FlaskClient, document: bytes) -> None:
    def sent(*parts: tuple[str, str | None, str | bytes]) -> dict[str, Any]:
        body, kind = form(*parts)
        response = client.post("/api/v1/annotate", data=body, content_type=kind)
        return held(response, 422, "invalid-request")["errors"][0]

    assert sent(("request", None, "{}"))["field"] == "file"
    assert sent(("file", None, SECRET))["field"] == "file"
    assert sent(("file", "a.docx", document), ("file", "b.docx", document))["field"] == "file"
    assert "known are file, request" in sent(("file", "a.docx", document), (SECRET, None, "1"))["detail"]


def test_a_form_of_too_many_parts_or_too_large_a_field(client: FlaskClient, send: Send, document: bytes) -> None:
    body, kind = form(*((f"part{n}", None, "x") for n in range(20)))
    held(client.post("/api/v1/annotate", data=body, content_type=kind), 413, "too-large")
    held(send("annotate", document, asked=json.dumps({"x": SECRET * 300_000})), 413, "too-large")


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "empty"),
        (b"%PDF-1.7 Xylophone", 415, "not-a-docx"),
        (b"PK\x03\x04 Xylophone", 422, "docx-damaged"),
    ],
)
@pytest.mark.parametrize("call", ["review", "annotate"])
def test_what_is_not_a_docx(send: Send, call: str, data: bytes, status: int, code: str) -> None:
    held(send(call, data, f"{SECRET}.docx"), status, code)


def test_a_bug_is_told_and_logged_without_a_word_of_the_draft(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def bug(*_: object) -> None:
        raise KeyError(SECRET)

    # A fault that nobody has found yet can only be made.
    monkeypatch.setattr(api.engine, "review", bug)
    held(client.post("/api/v1/review", json={"paragraphs": [{"text": SECRET}]}), 500, "internal-error")
    assert [r.getMessage().split(",")[0] for r in caplog.records] == ["KeyError in bug"]
    assert SECRET not in caplog.text
