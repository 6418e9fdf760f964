"""The draft of a .docx, with the map from every offset in it back to the XML.

Reads the text as if every existing change were accepted, over all stories in reading order. A `Place` is one
paragraph of the draft, and its `pieces` say which node each stretch of its text came from, and what keeps it from
being edited.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import attrgetter

from sayso.draft import Draft, Paragraph, Role, Story, from_paragraphs
from sayso.word.names import Element

_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(slots=True)
class Piece:
    """A stretch of a paragraph's text: `node` is the `w:t` or the object that it comes from, in the run `run`.

    `bar` names what forbids an edit, "" when nothing does. A piece without length is something that is no text but
    must not be lost: a deletion of somebody's, a formula, hidden text. `host`, where given, is the element that
    comment anchors have to stay outside of.
    """

    start: int
    end: int
    node: Element
    run: Element
    bar: str = ""
    host: Element | None = None


@dataclass(slots=True)
class Place:
    """One paragraph of the draft, where it stands in the package.

    `anchor` is, for a story in which Word shows no comments, the piece of the body it hangs on: the note's reference
    or the text box's drawing; None for headers and footers. `bar` forbids comments inside the paragraph.
    """

    element: Element
    part: str
    story: Story
    role: Role
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    anchor: tuple[Place, Piece] | None = None
    bar: str = ""

    def between(self, start: int, end: int) -> list[Piece]:
        """The pieces that touch the stretch from `start` to `end`, those that only border on it included."""
        first = bisect_left(self.pieces, start, key=_END)
        return self.pieces[first : bisect_right(self.pieces, end, lo=first, key=_START)]


@dataclass(frozen=True, slots=True)
class Document:
    """A .docx as read: `draft` for the engine, `places` (one for each of its paragraphs), `roots` by part name."""

    draft: Draft
    places: tuple[Place, ...]
    roots: dict[str, Element]


def draft_of(places: list[Place], source: str) -> Draft:
    """The draft of these places. Raises SourceError `empty` when they hold no text."""
    return from_paragraphs([Paragraph(p.text, p.role, p.story) for p in places], source)
