"""Writes a review into a .docx: tracked changes for wordings, comments for everything else."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from sayso.errors import SourceError
from sayso.result import Location, Review
from sayso.word.commentparts import CommentParts
from sayso.word.comments import Anchor, Anchors, Edges, write_range
from sayso.word.cuts import cut
from sayso.word.ids import Ids, Stamp
from sayso.word.invariants import assert_safe
from sayso.word.names import Element, attribute, both, child
from sayso.word.notes import Change, Plan, plan
from sayso.word.package import Package, serialise
from sayso.word.revisions import Edit, apply, least_edit, reason_against
from sayso.word.stories import read_document
from sayso.word.text import Document


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated .docx: its bytes, how many findings became changes, how many comments were written.

    `unplaced` names the findings that could be neither, with the reason; nothing is lost silently.
    """

    data: bytes
    changes: int
    comments: int
    unplaced: tuple[tuple[str, str], ...]


def annotate(
    package: Package,
    review: Review,
    *,
    author: str = "Sayso",
    changes: bool = True,
    comments: bool = True,
    date: datetime | None = None,
) -> Annotated:
    """Write a review into the package it was made from; the package itself stays as it is.

    `author` signs what is written and `date` (now when None; naive means local time) dates it. `changes` off turns
    wordings into comments; `comments` off leaves everything but the changes out. With nothing to write, the bytes are
    those that came in.

    Raises SourceError `docx-protected` and `docx-signed`, what reading raises, and UnsafeAnnotationError when the
    result does not pass its own checks.
    """
    if package.signed:
        raise SourceError(
            "docx-signed", "The document is digitally signed, and changing it would break that; save an unsigned copy."
        )
    changes = changes and _protection(package) != "comments"
    document = read_document(package)
    writer = _Writer(package, document, author, date)
    writer.write(plan(review, changes=changes, comments=comments))
    return writer.result(author)


@dataclass(slots=True)
class _Work:
    """What is to be written in one paragraph."""

    edits: list[Edit] = field(default_factory=list)
    ranges: list[tuple[Anchor, str]] = field(default_factory=list)


class _Writer:
    def __init__(self, package: Package, document: Document, author: str, date: datetime | None) -> None:
        self._package = package
        self._document = document
        stories = [*document.roots, *package.related(package.main, "comments")]
        self._ids = Ids(package.read(name) for name in stories)
        self._stamp = Stamp.of(author, date)
        self._anchors = Anchors(document, package.main)
        self._comments = CommentParts(package, self._stamp, self._ids)
        self._index = {id(place): i for i, place in enumerate(document.places)}
        self._work: dict[int, _Work] = defaultdict(_Work)
        self._intended: dict[Element, str] = {}
        self._changes = 0
        self._unplaced: list[tuple[str, str]] = []

    def write(self, plan_: Plan) -> None:
        """Place everything first, then write paragraph by paragraph."""
        for note in plan_.notes:
            self._note(note.findings, note.location, note.text)
        for change in plan_.changes:
            self._change(change)
        for index in sorted(self._work):
            self._paragraph(index, self._work[index])

    def result(self, author: str) -> Annotated:
        package = self._package
        if not self._work:
            return Annotated(package.data, 0, 0, tuple(self._unplaced))
        changed = {package.main: serialise(self._document.roots[package.main]), **self._comments.parts()}
        data = package.save(changed)
        paragraphs = self._document.roots[package.main].iter(*both("p"))
        intended = {i: self._intended[p] for i, p in enumerate(paragraphs) if p in self._intended}
        assert_safe(package.data, data, author, intended)
        return Annotated(data, self._changes, self._comments.count, tuple(self._unplaced))

    def _note(self, findings: tuple[str, ...], location: Location | None, text: str) -> None:
        reason = self._try_note(location, text)
        if reason:
            self._unplaced += [(f, reason) for f in findings]

    def _try_note(self, location: Location | None, text: str) -> str:
        """Plan a comment; returns why there can be none, "" when there is one."""
        if location is not None and not self._stands(location):
            return "text-differs"
        if self._anchors.free <= 0:
            return "too-many-comments"
        if location is None:
            anchor = self._anchors.on_top()
        else:
            anchor = self._anchors.on(location.paragraph, location.start, location.end)
        if anchor is None:
            return "no-place"
        self._anchors.free -= 1
        if anchor.where and location is not None:
            text = f"{anchor.where}, “{location.quote}”: {text}"
        self._work[self._index[id(anchor.place)]].ranges.append((anchor, text))
        return ""

    def _change(self, change: Change) -> None:
        at = change.location
        if not self._stands(at):
            self._unplaced.append((change.finding, "text-differs"))
            return
        place = self._document.places[at.paragraph]
        edit = least_edit(place.text, at.start, at.end, change.replacement)
        if edit is None:
            self._unplaced.append((change.finding, "no-difference"))
            return
        reason = reason_against(place, edit) or self._overlap(at.paragraph, edit)
        if not reason:
            insort(self._work[at.paragraph].edits, edit, key=attrgetter("start", "end"))
            self._changes += 1
            if change.note:
                self._note((), at, change.note)
            return
        if change.instead:
            reason = self._try_note(at, change.instead)
        if reason:
            self._unplaced.append((change.finding, reason))

    def _overlap(self, paragraph: int, edit: Edit) -> str:
        others = self._work[paragraph].edits if paragraph in self._work else []
        at = bisect_left(others, edit.start, key=attrgetter("start"))
        return "overlap" if any(_meet(edit, other) for other in others[max(0, at - 2) : at + 2]) else ""

    def _stands(self, at: Location) -> bool:
        places = self._document.places
        return (
            0 <= at.paragraph < len(places)
            and 0 <= at.start <= at.end <= len(places[at.paragraph].text)
            and places[at.paragraph].text[at.start : at.end] == at.quote
        )

    def _paragraph(self, index: int, work: _Work) -> None:
        place = self._document.places[index]
        borders = [o for e in work.edits for o in (e.start, e.end)]
        borders += [o for a, _ in work.ranges for o in (a.start, a.end)]
        cut(place, borders, self._ids)
        edges: Edges = {}
        for edit in work.edits:
            apply(place, edit, self._ids, self._stamp, edges)
        if work.edits:
            self._intended[place.element] = _edited(place.text, work.edits)
        for anchor, words in sorted(work.ranges, key=lambda r: (r[0].start, -r[0].end)):
            number = self._comments.add(words)
            write_range(anchor, number, self._comments.reference_style, edges)


def _edited(text: str, edits: list[Edit]) -> str:
    """The text with these edits made, which stand in order."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same words, or insert at the same place."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _protection(package: Package) -> str:
    """What a protected document still lets one do, "" when all of it (ECMA-376 Part 1 §17.15.1.29).

    Raises SourceError `docx-protected` where that is nothing.
    """
    for part in package.related(package.main, "settings")[:1]:
        protection = child(package.parse(part), "documentProtection")
        if protection is None or attribute(protection, "enforcement") in (None, "0", "false", "off"):
            continue
        edit = attribute(protection, "edit") or ""
        if edit in ("readOnly", "forms"):
            raise SourceError(
                "docx-protected",
                "The document is protected against changes; in Word, choose Review, Restrict Editing, Stop Protection, "
                "and send it again.",
            )
        return edit
    return ""
