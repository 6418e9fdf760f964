"""POST /api/v1/annotate: the annotated .docx, or the review and the file in JSON."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from werkzeug.test import TestResponse

from sayso.errors import UnsafeAnnotationError
from sayso.web import api
from sayso.web.answers import AnnotatedSchema, ReviewSchema
from web.sample import BRIEF, SENTENCE

Send = Callable[..., TestResponse]


def parts(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as package:
        return {n: package.read(n).decode() for n in package.namelist() if n.endswith((".xml", ".rels"))}


def test_the_annotated_file_comes_back_as_an_attachment(send: Send, document: bytes) -> None:
    response = send("annotate", document, "County release.docx", {"brief": BRIEF})
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert 'filename="County release.reviewed.docx"' in response.headers["Content-Disposition"]
    found = parts(response.data)
    assert "<w:del " in found["word/document.xml"]
    assert "w:comment " in found["word/comments.xml"]


@pytest.mark.parametrize(
    ("sent", "plain", "exact"),
    [
        ("Entwurf für Köln.docx", "Entwurf fr Kln.reviewed.docx", "Entwurf%20f%C3%BCr%20K%C3%B6ln.reviewed.docx"),
        ("草案.docx", "draft.reviewed.docx", "%E8%8D%89%E6%A1%88.reviewed.docx"),
        ("a'b;c.docx", "a'b;c.reviewed.docx", "a%27b%3Bc.reviewed.docx"),
        ("../../etc/x.docx", "x.reviewed.docx", "x.reviewed.docx"),
        ("macros.DOCM", "macros.reviewed.docm", "macros.reviewed.docm"),
        ("noname", "noname.reviewed.docx", "noname.reviewed.docx"),
    ],
)
def test_the_name_survives_whole_and_harmless(send: Send, document: bytes, sent: str, plain: str, exact: str) -> None:
    header = send("annotate", document, sent).headers["Content-Disposition"]
    assert header == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}"


def test_a_program_gets_review_and_file_together(send: Send, document: bytes) -> None:
    asked = {"brief": BRIEF, "offsets": "utf-16"}
    response = send("annotate", document, asked=asked, headers={"Accept": "application/json"})
    assert response.status_code == 200, response.text
    assert AnnotatedSchema().validate(response.json) == {}
    assert response.json["review"] == send("review", document, asked=asked).json
    assert "word/comments.xml" in parts(base64.b64decode(response.json["file"]))


@pytest.mark.parametrize(
    ("options", "there", "absent"),
    [
        ({"changes": False}, ["<w:commentRangeStart "], ["<w:ins ", "<w:del "]),
        ({"comments": False}, ["<w:del "], ["<w:commentRangeStart "]),
        ({"author": "Zoë of the press office"}, ['w:author="Zoë of the press office"'], ['w:author="Sayso"']),
    ],
)
def test_options_say_what_is_written(
    send: Send, document: bytes, options: dict[str, Any], there: list[str], absent: list[str]
) -> None:
    response = send("annotate", document, asked={"brief": BRIEF, "options": options})
    assert response.status_code == 200, response.text
    body = parts(response.data)["word/document.xml"]
    assert all(mark in body for mark in there)
    assert not any(mark in body for mark in absent)


def test_a_withheld_file_still_gives_the_review(send: Send, document: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def breach(*_: object, **__: object) -> None:
        raise UnsafeAnnotationError(["reject"])

    # No known document breaks the annotated file's own checks, so the breach is made.
    monkeypatch.setattr(api, "annotate", breach)
    response = send("annotate", document)
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert response.json["code"] == "annotate-unsafe"
    assert ReviewSchema().validate(response.json["review"]) == {}
    assert SENTENCE not in response.json["detail"]
