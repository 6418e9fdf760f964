"""POST /api/v1/review: the draft in JSON or as a .docx, and the same review that the engine makes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sayso import engine
from sayso.brief import Brief
from sayso.draft import Paragraph, from_paragraphs
from sayso.packs import CompiledPack
from sayso.result import as_json
from sayso.web.answers import ReviewSchema
from web.sample import BRIEF, SENTENCE, TITLE, form

Send = Callable[..., TestResponse]
PARAGRAPHS = [{"text": TITLE, "role": "title"}, {"text": SENTENCE}]


def review(client: FlaskClient, **asked: object) -> dict:
    response = client.post("/api/v1/review", json={"paragraphs": PARAGRAPHS, "brief": BRIEF, **asked})
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/json"
    assert ReviewSchema().validate(response.json) == {}
    return response.json


def test_the_answer_is_the_review_of_the_engine(client: FlaskClient, pack: CompiledPack) -> None:
    draft = from_paragraphs([Paragraph(TITLE, "title"), Paragraph(SENTENCE)], "draft")
    expected = as_json(engine.review(draft, pack, Brief("news", "leaders", "yes")), draft)
    got = review(client, brief={"kind": "news", "audience": "leaders", "topic": "yes"})
    assert got == expected
    assert any(f["location"] and "silos" in f["location"]["quote"] for f in got["findings"])


def test_a_docx_gives_the_review_of_its_text(client: FlaskClient, send: Send, document: bytes) -> None:
    response = send("review", document, "Überblick.docx", {"brief": BRIEF})
    assert response.status_code == 200, response.text
    assert ReviewSchema().validate(response.json) == {}
    assert response.json["source"] == "Überblick.docx"
    assert [f["rule"] for f in response.json["findings"]] == [f["rule"] for f in review(client)["findings"]]


def test_the_request_beside_a_document_may_be_a_field_or_a_blob(
    client: FlaskClient, send: Send, document: bytes
) -> None:
    asked = json.dumps({"brief": {"kind": "blog"}})
    field = send("review", document, asked=asked)
    body, kind = form(("request", "blob", asked), ("file", "draft.docx", document))
    blob = client.post("/api/v1/review", data=body, content_type=kind)
    assert field.json == blob.json
    assert field.json["brief"]["kind"] == "blog"


def test_utf_16_offsets_are_for_editors_that_count_so(client: FlaskClient) -> None:
    paragraphs = [{"text": f"\N{FAMILY}\N{SCHOOL SATCHEL} {SENTENCE}"}]

    def place(offsets: str) -> dict:
        findings = review(client, paragraphs=paragraphs, offsets=offsets)["findings"]
        return next(f["location"] for f in findings if f["location"] and "silos" in f["location"]["quote"])

    points, units = place("code-point"), place("utf-16")
    assert paragraphs[0]["text"][points["start"] : points["end"]] == points["quote"]
    in_units = paragraphs[0]["text"].encode("utf-16-le")[2 * units["start"] : 2 * units["end"]]
    assert in_units.decode("utf-16-le") == units["quote"] == points["quote"]
    assert units["start"] == points["start"] + 2


def test_what_the_author_dismissed_is_left_out(client: FlaskClient) -> None:
    def ours(**asked: object) -> list[dict]:
        found = review(client, **asked)["findings"]
        return [f for f in found if f["rule"] == "language.data-silos"]

    first = ours()[0]
    assert ours(dismissed=[{"scope": "here", "id": first["id"]}]) == ours()[1:]
    assert not ours(dismissed=[{"scope": "rule", "rule": first["rule"]}])
    assert not ours(dismissed=[{"scope": "wording", "wording": first["location"]["quote"]}])


def test_facts_come_back_in_the_brief(client: FlaskClient) -> None:
    fact = {"id": "consent", "says": "Families agree before anything is shared.", "confirmed_on": "2026-01-31"}
    got = review(client, brief={**BRIEF, "facts": [fact]})["brief"]["facts"]
    assert [(f["id"], f["confirmed_on"], f["expires"]) for f in got] == [("consent", "2026-01-31", None)]


@pytest.mark.parametrize("topic", ["auto", "yes"])
def test_an_unrelated_text_is_reviewed_whole_only_when_asked(client: FlaskClient, topic: str) -> None:
    paragraphs = [{"text": "The bakery opens at seven. Bread is sold until noon, and cakes until six."}]
    got = review(client, paragraphs=paragraphs, brief={"topic": topic})
    assert got["on_topic"] is (topic == "yes")
