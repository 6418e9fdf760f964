"""What of a review is written into a .docx: which findings become changes, which become comments, and their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.result import Claim, Finding, ItemResult, Location, Review

_MARKS = {"met": "✓", "partly": "~", "missing": "✗"}
# Characters that XML 1.0 cannot hold, §2.2 production 2.
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Note:
    """A comment to write: `location` None means the whole draft. Paragraphs of `text` stand between blank lines."""

    findings: tuple[str, ...]
    location: Location | None
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A wording to put in place of a finding's words.

    `note` is the comment that explains it, "" for a rule that has explained itself already; `instead` is the comment
    to write where the change cannot be made.
    """

    finding: str
    location: Location
    replacement: str
    note: str
    instead: str


@dataclass(frozen=True, slots=True)
class Plan:
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]


def plan(review: Review, *, changes: bool = True, comments: bool = True) -> Plan:
    """Decide what is written: `changes` off turns suggestions into comments, `comments` off leaves changes alone."""
    made: list[Change] = []
    notes: list[Note] = []
    whole: list[Finding] = []
    explained: set[str] = set()
    for finding in review.findings:
        if finding.type == "claim":
            continue
        first = finding.rule not in explained
        explained.add(finding.rule)
        if finding.type == "suggestion" and finding.replacements and finding.location is not None:
            change = _change(finding, finding.location, first=first)
            if changes:
                made.append(change)
            else:
                notes.append(Note((finding.id,), finding.location, change.instead))
        elif finding.location is None and finding.type == "comment":
            whole.append(finding)
        else:
            notes.append(Note((finding.id,), finding.location, clean(_explained(finding))))
    notes = [*_checklist(review, whole), *notes, *_claims(review)]
    if not comments:
        made = [Change(c.finding, c.location, c.replacement, "", "") for c in made]
        notes = []
    return Plan(tuple(made), tuple(notes))


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _change(finding: Finding, location: Location, *, first: bool) -> Change:
    options = finding.replacements
    others = f"\n\nOr: {_listed(options[1:])}." if len(options) > 1 else ""
    offered = f"You could write {_listed(options)}." if all(options) else "You could leave these words out."
    note = clean(_explained(finding) + others) if first else ""
    why = f"\n\n{finding.why}" if first and finding.why else ""
    return Change(finding.id, location, clean(options[0]), note, clean(f"{finding.message}\n\n{offered}{why}"))


def _explained(finding: Finding) -> str:
    return f"{finding.message}\n\n{finding.why}" if finding.why else finding.message


def _listed(options: tuple[str, ...]) -> str:
    return " or ".join(f"“{o}”" for o in options)


def _checklist(review: Review, whole: list[Finding]) -> Iterator[Note]:
    """The comment that carries the checklist, and before it what is said about the whole draft."""
    ids = tuple(f.id for f in whole)
    about = [_explained(f) for f in whole]
    items = [item for item in review.checklist if item.status in _MARKS]
    if not review.on_topic or not items:
        if whole:
            yield Note(ids, None, clean("\n\n".join(about)))
        return
    met = sum(item.status == "met" for item in items)
    lines = [f"{_MARKS[i.status]} {i.label}" + (f": {i.advice}" if _wants(i) else "") for i in items]
    ending = [] if any(item.status != "met" for item in items) else ["Nothing is missing. Well done."]
    heading = f"Your checklist: {met} of {len(items)} in place."
    yield Note(ids, None, clean("\n\n".join([*about, heading, *lines, *ending])))


def _wants(item: ItemResult) -> bool:
    return item.status in ("partly", "missing") and bool(item.advice)


def _claims(review: Review) -> Iterator[Note]:
    """A comment for each claim that needs one of its own, and one for all the others that nobody has confirmed."""
    findings = {f.id: f for f in review.findings}
    gathered: list[Claim] = []
    for claim in review.claims:
        finding = findings.get(claim.finding)
        if claim.state == "confirmed":
            continue
        if finding is not None and (claim.state == "contradicted" or claim.absolute):
            yield Note((claim.finding,), claim.location, clean(_explained(finding)))
        else:
            gathered.append(claim)
    if gathered:
        lines = "\n".join(f"• “{c.location.quote}”{_expired(c)}" for c in gathered)
        text = f"To confirm before this goes out:\n\n{lines}"
        yield Note(tuple(c.finding for c in gathered), gathered[0].location, clean(text))


def _expired(claim: Claim) -> str:
    return " (its confirmation has run out)" if claim.state == "expired" else ""
