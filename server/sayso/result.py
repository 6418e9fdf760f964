"""The review: what the engine answers, and its JSON form (`sayso.review/1`).

Offsets inside are code points; `as_json` alone turns them into UTF-16 units when asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sayso.draft import Draft

SCHEMA = "sayso.review/1"

FindingType = Literal["suggestion", "comment", "praise", "claim"]
Severity = Literal["must", "should", "consider", "good"]
Status = Literal["met", "partly", "missing", "not-applicable"]
ClaimKind = Literal["assurance", "number", "result"]
ClaimState = Literal["confirmed", "unconfirmed", "expired", "contradicted"]
Offsets = Literal["code-point", "utf-16"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where words stand: the paragraph counts the whole draft's from 0; `quote` is exactly `text[start:end]`."""

    paragraph: int
    start: int
    end: int
    quote: str = field(compare=False)
    story: str = field(compare=False, default="body")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule saw. `location` is None when it is about the whole draft; `replacements` are whole texts for it."""

    id: str
    rule: str
    element: str
    type: FindingType
    severity: Severity
    location: Location | None
    message: str
    why: str
    section: str
    replacements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One of the nine checklist items, with the words that justify its status."""

    id: str
    label: str
    status: Status
    evidence: tuple[Location, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of the ledger: a claim finding, and whether somebody has confirmed it."""

    finding: str
    location: Location
    kind: ClaimKind
    absolute: bool
    state: ClaimState
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A tough question that the draft asks, answers, or both."""

    id: str
    location: Location
    asked: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Idea:
    """One place of the idea map: a checklist id, or government, money, system or equity."""

    idea: str
    location: Location


@dataclass(frozen=True, slots=True)
class Counts:
    words: int
    sentences: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class BriefUsed:
    """The brief a review was made for, with the guessed kind filled in."""

    kind: str
    kind_from: Literal["author", "guessed"]
    audience: str
    topic: str
    facts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The answer to one draft. `findings` stand in document order, those about the whole draft first."""

    source: str
    brief: BriefUsed
    on_topic: bool
    counts: Counts
    checklist: tuple[ItemResult, ...]
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...]
    questions: tuple[Question, ...]
    idea_map: tuple[Idea, ...]

    def advice(self) -> tuple[Finding, ...]:
        """The findings that ask for something: suggestions and comments. They alone decide the exit code."""
        return tuple(f for f in self.findings if f.type in ("suggestion", "comment"))


def as_json(review: Review, draft: Draft, offsets: Offsets = "code-point") -> dict[str, Any]:
    """The review as the contract's JSON object; `offsets` says which units `start` and `end` are in."""
    texts = [p.text for p in draft.paragraphs]

    def place(at: Location | None) -> dict[str, Any] | None:
        if at is None:
            return None
        start, end = at.start, at.end
        if offsets == "utf-16":
            start, end = _utf16(texts[at.paragraph], start), _utf16(texts[at.paragraph], end)
        return {"story": at.story, "paragraph": at.paragraph, "start": start, "end": end, "quote": at.quote}

    return {
        "schema": SCHEMA,
        "source": review.source,
        "brief": {
            "kind": review.brief.kind,
            "kind_from": review.brief.kind_from,
            "audience": review.brief.audience,
            "topic": review.brief.topic,
            "facts": [dict(f) for f in review.brief.facts],
        },
        "on_topic": review.on_topic,
        "counts": {
            "words": review.counts.words,
            "sentences": review.counts.sentences,
            "paragraphs": review.counts.paragraphs,
        },
        "checklist": [
            {
                "id": c.id,
                "label": c.label,
                "status": c.status,
                "evidence": [place(e) for e in c.evidence],
                "advice": c.advice,
            }
            for c in review.checklist
        ],
        "findings": [
            {
                "id": f.id,
                "rule": f.rule,
                "element": f.element,
                "type": f.type,
                "severity": f.severity,
                "location": place(f.location),
                "message": f.message,
                "why": f.why,
                "section": f.section,
                "replacements": list(f.replacements),
            }
            for f in review.findings
        ],
        "claims": [
            {
                "finding": c.finding,
                "location": place(c.location),
                "kind": c.kind,
                "absolute": c.absolute,
                "state": c.state,
                "fact": c.fact,
            }
            for c in review.claims
        ],
        "questions": [
            {"id": q.id, "location": place(q.location), "asked": q.asked, "answered": q.answered}
            for q in review.questions
        ],
        "idea_map": [{"idea": i.idea, "location": place(i.location)} for i in review.idea_map],
    }


def _utf16(text: str, at: int) -> int:
    """The offset in UTF-16 units of code point `at`."""
    return at + sum(ord(c) > 0xFFFF for c in text[:at])
