"""The worked story: what an editor says of a draft that begins with data, costs and institutions, and of its rewriting.

The thirteen rows are the elements that a reviewer trained on the guidance raises on a story of this build, each with
the paragraphs it belongs to (None: the whole draft).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.draft import from_text
from sayso.engine import review
from sayso.packs import CompiledPack
from sayso.result import Review

SAMPLES = Path(__file__).parents[2] / "samples"
ROWS: list[tuple[set[str], set[int | None]]] = [
    ({"lead-data"}, {0}),
    ({"lead-problem-group"}, {1}),
    ({"lead-numbers"}, {1}),
    ({"central-administrative"}, {1, None}),
    ({"praise-case"}, {2}),
    ({"story-buried"}, {2}),
    ({"praise-sequence"}, {3}),
    ({"story-jargon"}, {3}),
    ({"praise-privacy"}, {4}),
    ({"reassurance-late", "reassurance-technical"}, {4}),
    ({"public-role-missing"}, {4, None}),
    ({"praise-benefits"}, {5}),
    ({"benefits-administrative", "people-late"}, {5}),
]


def reviewed(name: str, pack: CompiledPack) -> Review:
    return review(from_text((SAMPLES / name).read_text("utf-8"), name), pack)


@pytest.fixture(scope="module")
def original(pack: CompiledPack) -> Review:
    return reviewed("county-release.txt", pack)


@pytest.fixture(scope="module")
def rewritten(pack: CompiledPack) -> Review:
    return reviewed("county-release-rewritten.txt", pack)


def raised(answer: Review, elements: set[str], paragraphs: set[int | None]) -> set[str]:
    return {
        f.id
        for f in answer.findings
        if f.element in elements and (f.location.paragraph if f.location else None) in paragraphs
    }


def test_the_original_gets_the_thirteen_rows_and_little_else(original: Review) -> None:
    found = [raised(original, *row) for row in ROWS]
    missing = [elements for (elements, _), ids in zip(ROWS, found, strict=True) if not ids]
    assert len(missing) <= 2, missing
    known = set().union(*found)
    others = [f.rule for f in original.findings if f.type == "comment" and f.id not in known]
    assert len(others) <= 4, others


def test_the_original_is_edited_where_an_editor_would(original: Review) -> None:
    edits = {(f.location.quote, f.replacements[0]) for f in original.findings if f.type == "suggestion" and f.location}
    assert ("break down the data silos", "put together information that sits in separate places") in edits
    assert ("consumed", "received") in edits


def test_the_rewriting_does_what_the_checklist_asks(rewritten: Review) -> None:
    status = {i.id: i.status for i in rewritten.checklist}
    for item in (
        "helpers-first",
        "separate-places",
        "not-government-first",
        "see-and-have-a-say",
        "privacy-protection",
    ):
        assert status[item] == "met", item


def test_the_rewriting_is_nearly_left_alone(rewritten: Review) -> None:
    assert rewritten.on_topic
    suggestions = [(f.rule, f.replacements) for f in rewritten.findings if f.type == "suggestion"]
    comments = [f.rule for f in rewritten.findings if f.type == "comment"]
    assert len(suggestions) <= 3, suggestions
    assert len(comments) <= 6, comments
    assert not any(f.element.startswith(("lead-", "central-")) for f in rewritten.findings)
    assert sum(f.type == "praise" for f in rewritten.findings) >= 2
