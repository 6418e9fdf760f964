"""The examples of the API description. The tests hold them to the schemas, and the engine to the example request."""

from __future__ import annotations

import http
from typing import Any

_WORDS = "break down data silos"
_TEXT = f"The county wants to {_WORDS}, so that a school nurse knows which children have asthma."
_LOCATION = {"story": "body", "paragraph": 1, "start": 20, "end": 41, "quote": _WORDS}

REVIEW_REQUEST: dict[str, Any] = {
    "paragraphs": [
        {"text": "Better information for school nurses", "role": "title"},
        {"text": _TEXT},
    ],
    "brief": {"kind": "news", "audience": "public"},
    "offsets": "utf-16",
}

REVIEW: dict[str, Any] = {
    "schema": "sayso.review/1",
    "source": "draft",
    "brief": {"kind": "news", "kind_from": "author", "audience": "public", "topic": "auto", "facts": []},
    "on_topic": True,
    "counts": {"words": 20, "sentences": 2, "paragraphs": 2},
    "checklist": [
        {
            "id": "helpers-first",
            "label": "Begins with the people who help",
            "status": "partly",
            "evidence": [{"story": "body", "paragraph": 0, "start": 23, "end": 36, "quote": "school nurses"}],
            "advice": "Open with the people who help, and what they try to do.",
        }
    ],
    "findings": [
        {
            "id": "0f3a9c",
            "rule": "language.data-silos",
            "element": "language",
            "type": "suggestion",
            "severity": "should",
            "location": _LOCATION,
            "message": "Say what is separate and who is helped when it comes together.",
            "why": "Readers picture a system instead of people being helped.",
            "section": "Effective Language",
            "replacements": ["put together information that sits in separate places"],
        }
    ],
    "claims": [],
    "questions": [],
    "idea_map": [{"idea": "separate-places", "location": _LOCATION}],
}


def problem(status: int, code: str) -> dict[str, Any]:
    """A problem of this status and code."""
    title = http.HTTPStatus(status).phrase
    detail = "One sentence that says what to do."
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    if code == "invalid-request":
        body["errors"] = [{"field": "paragraphs.0.text", "detail": "Missing data for required field."}]
    return body
