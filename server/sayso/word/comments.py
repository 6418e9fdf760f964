"""Comment ranges in the body: start, end and reference on exactly the words they are about.

ECMA-376 Part 1 §17.13.4.4, §17.13.4.3 and §17.13.4.5. Word shows comments in the body alone, so what is about a header,
a note or a text box hangs on the place in the body that it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.word.names import Element, both, namespace
from sayso.word.text import Document, Piece, Place

# Word refuses a file with more, [MS-OI29500] §2.1.342.
MAX_RANGES = 32_767
_WHERE = {
    "header": "In the header",
    "footer": "In the footer",
    "footnote": "In the footnote",
    "endnote": "In the endnote",
    "text-box": "In the text box",
    "body": "In a part of the text that cannot carry comments",
}

Edges = dict[Element, tuple[Element, Element]]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment hangs: `start` to `end` (code points) of a body place; `where` says it for words elsewhere."""

    place: Place
    start: int
    end: int
    where: str = ""


class Anchors:
    """Finds the anchor of every comment in a document that was read, and keeps count of the ranges."""

    def __init__(self, document: Document, main: str) -> None:
        self._places = document.places
        self.free = MAX_RANGES - sum(1 for _ in document.roots[main].iter(*both("commentRangeStart")))
        open_ = [p for p in self._places if can_hold(p)]
        titled = (p for p in open_ if p.role == "title" and p.text.strip())
        filled = (p for p in open_ if p.text.strip())
        self.top = next(titled, None) or next(filled, None) or next(iter(open_), None)
        self._near = _nearest(document.places)

    def on(self, paragraph: int, start: int, end: int) -> Anchor | None:
        """The anchor of words of the draft, None where no comment can be placed."""
        place = self._places[paragraph]
        if can_hold(place):
            return Anchor(place, start, end)
        where = _WHERE[place.story]
        if place.anchor is not None and can_hold(place.anchor[0]):
            body, piece = place.anchor
            return Anchor(body, piece.start, piece.end, where)
        near = self._near[paragraph] if place.story == "body" else None
        near = self.top if near is None else near
        return None if near is None else Anchor(near, 0, len(near.text), where)

    def on_top(self) -> Anchor | None:
        """The anchor of what is about the whole draft: its title, else its first paragraph with text."""
        return None if self.top is None else Anchor(self.top, 0, len(self.top.text))


def _nearest(places: Sequence[Place]) -> list[Place | None]:
    """For each place the last one with text, at or before it, that can hold a comment."""
    found: list[Place | None] = []
    last: Place | None = None
    for place in places:
        last = place if can_hold(place) and place.text.strip() else last
        found.append(last)
    return found


def can_hold(place: Place) -> bool:
    """Whether Word shows and keeps a comment in this paragraph."""
    return place.story == "body" and not place.bar


def write_range(anchor: Anchor, comment: int, style: str | None, edges: Edges) -> None:
    """Write the three marks of one comment around its words, whose borders are cut already."""
    place = anchor.place
    w = namespace(place.element)
    start, end = (
        _mark(place.element, f"{{{w}}}{local}", comment) for local in ("commentRangeStart", "commentRangeEnd")
    )
    reference = _reference(place.element, comment, style)
    touched = place.between(anchor.start, anchor.end)
    covered = [p for p in touched if p.end > anchor.start and p.start < anchor.end and p.end > p.start]
    if not covered:
        place.element.extend((start, end, reference))
        return
    first, last = covered[0], covered[-1]
    _edge(first, edges)[0].addprevious(start)
    tail = _edge(last, edges)[1]
    tail.addnext(end)
    host = end
    while (parent := host.getparent()) is not None and parent is not place.element:
        host = parent
    host.addnext(reference)
    if host is end:
        edges[last.host if last.host is not None else last.run] = (_edge(last, edges)[0], reference)


def _edge(piece: Piece, edges: Edges) -> tuple[Element, Element]:
    element = piece.run if piece.host is None else piece.host
    return edges.get(element, (element, element))


def _mark(near: Element, tag: str, comment: int) -> Element:
    element = near.makeelement(tag)
    element.set(f"{{{namespace(near)}}}id", str(comment))
    return element


def _reference(near: Element, comment: int, style: str | None) -> Element:
    w = namespace(near)
    run = near.makeelement(f"{{{w}}}r")
    if style is not None:
        properties = near.makeelement(f"{{{w}}}rPr")
        named = near.makeelement(f"{{{w}}}rStyle")
        named.set(f"{{{w}}}val", style)
        properties.append(named)
        run.append(properties)
    run.append(_mark(near, f"{{{w}}}commentReference", comment))
    return run
