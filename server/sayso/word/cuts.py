"""Splits runs where an edit or a comment begins or ends, so that every such offset falls between two runs.

What a run holds besides the text that is split moves untouched; both halves carry the same properties.
"""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from sayso.word.ids import Ids
from sayso.word.names import TRANSITIONAL, XML_SPACE, Element, attribute, child, namespace
from sayso.word.text import Piece, Place

_START = attrgetter("start")
_UNCUT = frozenset({"object"})


def cut(place: Place, offsets: Iterable[int], ids: Ids) -> None:
    """Make every one of these offsets a border between runs, and bring the place's pieces up to date.

    Works from the end, so the left half of a split stays in the nodes that earlier pieces point to. An offset inside
    a host (a control, ruby) is left alone: comment anchors go outside of it.
    """
    for offset in sorted(set(offsets), reverse=True):
        if 0 < offset < len(place.text):
            _cut_at(place, offset, ids)


def _cut_at(place: Place, offset: int, ids: Ids) -> None:
    pieces = place.pieces
    index = bisect_left(pieces, offset, key=_START)
    while index < len(pieces) and pieces[index].end == pieces[index].start:
        index += 1
    if index == len(pieces) or pieces[index].start > offset:
        index = bisect_left(pieces, offset, key=_START) - 1
        while pieces[index].end <= offset:
            index -= 1
        piece = pieces[index]
        if piece.host is not None or piece.bar in _UNCUT:
            return
        _split_text(place, index, offset)
        index += 1
    piece = pieces[index]
    if piece.host is None and index and pieces[index - 1].run is piece.run:
        _split_run(pieces, index, ids)


def _split_text(place: Place, index: int, offset: int) -> None:
    """Split one `w:t` in two siblings; trimmed white space is dropped, as it is no text."""
    piece = place.pieces[index]
    node = piece.node
    right = copy.copy(node)
    node.text, right.text = place.text[piece.start : offset], place.text[offset : piece.end]
    node.set(XML_SPACE, "preserve")
    right.set(XML_SPACE, "preserve")
    node.addnext(right)
    place.pieces[index : index + 1] = [
        Piece(piece.start, offset, node, piece.run, piece.bar, piece.host),
        Piece(offset, piece.end, right, piece.run, piece.bar, piece.host),
    ]


def _split_run(pieces: list[Piece], index: int, ids: Ids) -> None:
    """Move the piece at `index` and all that follows it in its run into a new run right behind."""
    run = pieces[index].run
    first = pieces[index].node
    while first.getparent() is not run:
        parent = first.getparent()
        if parent is None:
            return
        first = parent
    second = run.makeelement(run.tag)
    second.attrib.update(run.attrib)
    properties = child(run, "rPr")
    if properties is not None:
        second.append(renumbered(copy.deepcopy(properties), ids))
    moving = [first, *first.itersiblings()]
    run.addnext(second)
    second.extend(moving)
    while index < len(pieces) and pieces[index].run is run:
        pieces[index].run = second
        index += 1


def renumbered(properties: Element, ids: Ids) -> Element:
    """Copied run properties, their tracked changes given ids of their own."""
    for item in properties.iter():
        if isinstance(item.tag, str) and attribute(item, "id") is not None and attribute(item, "author") is not None:
            item.set(f"{{{namespace(item) or TRANSITIONAL}}}id", str(ids.take()))
    return properties
