"""Tracked changes: the fewest words replaced by `w:del` and `w:ins` (ECMA-376 Part 1 §17.13.5.14 and §17.13.5.18).

An edit that cannot be placed safely is not placed; `reason_against` says why, and the caller makes it a comment.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass

from sayso.word.cuts import renumbered
from sayso.word.ids import Ids, Stamp
from sayso.word.names import KIND, XML_SPACE, Element, child, namespace
from sayso.word.text import Piece, Place

# Marks that belong to the character before: accents, joiners, variation selectors, skin tones.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u20d0-\u20ff"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff]"
)
_TOKEN = re.compile(rf"(?:\w{_MARK}*)+(?:['’\-\u2011](?:\w{_MARK}*)+)*|\s+|[^\w\s](?:{_MARK}|\u200d[^\s]?)*")
_LINE_PARTS = re.compile(r"[\t\n]|[^\t\n]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """The least that has to change: `start` to `end` of a place's text (code points) becomes `new`.

    `low` and `high` are the words it was cut down from; an insertion at a border between runs prefers those inside.
    """

    start: int
    end: int
    new: str
    low: int
    high: int


def least_edit(text: str, start: int, end: int, new: str) -> Edit | None:
    """The edit of the fewest words that turns `text[start:end]` into `new`; None when they are already the same."""
    old_tokens, new_tokens = _TOKEN.findall(text[start:end]), _TOKEN.findall(new)
    head = 0
    shorter = min(len(old_tokens), len(new_tokens))
    while head < shorter and old_tokens[head] == new_tokens[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old_tokens[-1 - tail] == new_tokens[-1 - tail]:
        tail += 1
    old_tail, new_tail = len(old_tokens) - tail, len(new_tokens) - tail
    middle = "".join(new_tokens[head:new_tail])
    first = start + sum(map(len, old_tokens[:head]))
    last = first + sum(map(len, old_tokens[head:old_tail]))
    if first == last and not middle:
        return None
    return Edit(first, last, middle, start, end)


def reason_against(place: Place, edit: Edit) -> str:
    """Why an edit cannot be made as a tracked change, "" when it can."""
    if place.story != "body":
        return place.story
    if place.bar:
        return place.bar
    runs = set()
    barriers = []
    for piece in place.between(edit.start, edit.end):
        if piece.start == piece.end:
            if edit.start < piece.start < edit.end:
                barriers.append(piece)
        elif piece.end > edit.start and piece.start < edit.end:
            if piece.bar:
                return piece.bar
            runs.add(piece.run)
    if barrier := next((b for b in barriers if b.bar != "mark" or b.run in runs), None):
        return barrier.bar
    if edit.start == edit.end:
        beside = beside_insertion(place, edit)
        return "no-text" if beside is None else beside[0].bar
    return ""


def beside_insertion(place: Place, edit: Edit) -> tuple[Piece, bool] | None:
    """The piece that an insertion goes beside, and whether after it: inside the finding's own words if it can be."""
    before = after = None
    for piece in place.between(edit.start, edit.start):
        if piece.start < edit.start:
            before = piece
        elif piece.end > edit.start:
            after = piece
    if before is not None and before.end > edit.start:
        return before, True
    inside = before if edit.start > edit.low else after
    for choice, behind in ((inside, inside is before), (before, True), (after, False)):
        if choice is not None and not choice.bar:
            return choice, behind
    return None


def apply(place: Place, edit: Edit, ids: Ids, stamp: Stamp, edges: dict[Element, tuple[Element, Element]]) -> None:
    """Write one edit that nothing speaks against, its borders already cut.

    `edges` learns, for each run that was touched, the outermost first and last element that now stand for it.
    """
    if edit.start == edit.end:
        _insert(place, edit, ids, stamp, edges)
        return
    touched = place.between(edit.start, edit.end)
    covered = [p for p in touched if p.start >= edit.start and p.end <= edit.end and p.end > p.start]
    runs = list(dict.fromkeys(p.run for p in covered))
    first = runs[0]
    texts = {p.node: place.text[p.start : p.end] for p in covered}
    deletions = [_delete(group, texts, place, ids, stamp) for group in _groups(runs)]
    last = deletions[0]
    if edit.new:
        last = _insertion(edit.new, first, place, ids, stamp)
        deletions[0].addnext(last)
    for run in runs:
        deletion = run.getparent()
        assert deletion is not None
        edges[run] = (deletion, last if deletion is deletions[0] else deletion)


def _insert(place: Place, edit: Edit, ids: Ids, stamp: Stamp, edges: dict[Element, tuple[Element, Element]]) -> None:
    beside = beside_insertion(place, edit)
    assert beside is not None
    piece, behind = beside
    first, last = edges.get(piece.run, (piece.run, piece.run))
    insertion = _insertion(edit.new, piece.run, place, ids, stamp)
    if behind:
        last.addnext(insertion)
        edges[piece.run] = (first, insertion)
    else:
        first.addprevious(insertion)
        edges[piece.run] = (insertion, last)


def _groups(runs: list[Element]) -> list[list[Element]]:
    """Runs that stand side by side, only proofing marks between them; each group gets one deletion."""
    groups = [[runs[0]]]
    for run in runs[1:]:
        between = []
        here = groups[-1][-1].getnext()
        while here is not None and KIND.get(here.tag) == "proofErr":
            between.append(here)
            here = here.getnext()
        if here is run:
            groups[-1] += [*between, run]
        else:
            groups.append([run])
    return groups


def _delete(group: list[Element], texts: dict[Element, str], place: Place, ids: Ids, stamp: Stamp) -> Element:
    w = namespace(place.element)
    deletion = place.element.makeelement(f"{{{w}}}del")
    group[0].addprevious(deletion)
    stamp.mark(deletion, ids, _top(place))
    for element in group:
        deletion.append(element)
        for item in element:
            if KIND.get(item.tag) == "t":
                item.tag = f"{{{w}}}delText"
                item.text = texts.get(item, "")
                item.set(XML_SPACE, "preserve")
    return deletion


def _insertion(text: str, model: Element, place: Place, ids: Ids, stamp: Stamp) -> Element:
    w = namespace(place.element)
    insertion = place.element.makeelement(f"{{{w}}}ins")
    stamp.mark(insertion, ids, _top(place))
    run = insertion.makeelement(f"{{{w}}}r")
    insertion.append(run)
    properties = child(model, "rPr")
    if properties is not None:
        run.append(renumbered(copy.deepcopy(properties), ids))
    add_text(run, text)
    return insertion


def add_text(run: Element, text: str) -> None:
    """Text as run children: tabs and breaks as their own elements, the rest in `w:t` with its spaces kept."""
    w = namespace(run)
    for part in _LINE_PARTS.findall(text):
        local = {"\t": "tab", "\n": "br"}.get(part, "t")
        item = run.makeelement(f"{{{w}}}{local}")
        if local == "t":
            item.text = part
            item.set(XML_SPACE, "preserve")
        run.append(item)


def _top(place: Place) -> Element:
    return place.element.getroottree().getroot()
