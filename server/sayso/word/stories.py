"""Walks the parts of a package in reading order and fills the places of a document.

Order: the body with its tables, controls and text boxes (each text box after the paragraph it hangs on); then the
headers and footers in the order in which sections name them, each once; then footnotes and endnotes in the order of
their references.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.draft import Story
from sayso.word.branches import box_contents, chosen
from sayso.word.controls import control_bar
from sayso.word.fields import Fields, balanced, is_link
from sayso.word.names import (
    KIND,
    OBJECT,
    OFFICE,
    OFFICE_STRICT,
    READ_AS,
    XML_SPACE,
    Element,
    attribute,
    both,
    child,
    is_on,
)
from sayso.word.package import Package
from sayso.word.styles import Styles
from sayso.word.text import Document, Piece, Place, draft_of

_WHITE = " \t\r\n"
_SKIPPED = frozenset(
    "pPr tblPr tblGrid tblPrEx trPr tcPr sectPr sdtPr sdtEndPr smartTagPr customXmlPr proofErr bookmarkStart"
    " bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd moveFromRangeStart moveFromRangeEnd"
    " moveToRangeStart moveToRangeEnd lastRenderedPageBreak instrText delInstrText rPr".split()
)
_RIGHT_TO_LEFT = frozenset(both("rtl"))
_VANISH = frozenset(both("vanish"))
_CHANGED = frozenset(both("rPrChange"))
_RSTYLE = frozenset(both("rStyle"))
_FORMULAS = ("oMath", "oMathPara")


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds the place of the walk."""

    story: Story
    part: str
    bar: str = ""
    host: Element | None = None
    gone: bool = False
    preserve: bool = False
    in_table: bool = False
    anchor: tuple[Place, Piece] | None = None
    outside: str = ""


def read_document(package: Package, source: str = "") -> Document:
    """Read every story of a package; `source` names it in the draft.

    Raises SourceError: `empty` when there is no text in it, `too-many-words`, and what `Package.parse` raises.
    """
    return _Reader(package).read(source)


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package)
        self._places: list[Place] = []
        self._roots: dict[str, Element] = {}
        self._references: dict[str, list[tuple[str, Place, Piece]]] = {"footnote": [], "endnote": []}
        self._fields = Fields()
        self._line: list[str] = []
        self._at = 0
        self._place: Place | None = None

    def read(self, source: str) -> Document:
        main = self._package.main
        body = self._root(main)
        self._story(body, _Around("body", main))
        margins: tuple[tuple[str, Story], ...] = (("headerReference", "header"), ("footerReference", "footer"))
        for reference, story in margins:
            for part in self._margin_parts(body, reference):
                self._story(self._root(part), _Around(story, part))
        notes: tuple[tuple[str, Story], ...] = (("footnotes", "footnote"), ("endnotes", "endnote"))
        for kind, story in notes:
            for part in self._package.related(main, kind)[:1]:
                self._notes(self._root(part), _Around(story, part))
        return Document(draft_of(self._places, source), tuple(self._places), self._roots)

    def _root(self, part: str) -> Element:
        if part not in self._roots:
            self._roots[part] = self._package.parse(part)
        return self._roots[part]

    def _margin_parts(self, body: Element, reference: str) -> list[str]:
        targets = {r.id: r.target for r in self._package.relationships(self._package.main)}
        found = []
        for element in body.iter(*both(reference)):
            target = targets.get(element.get(f"{{{OFFICE}}}id") or element.get(f"{{{OFFICE_STRICT}}}id") or "")
            if target and target in self._package:
                found.append(target)
        return list(dict.fromkeys(found))

    def _notes(self, root: Element, around: _Around) -> None:
        notes = {attribute(note, "id"): note for note in root if isinstance(note.tag, str)}
        readable = balanced(root)
        for note_id, place, piece in self._references[around.story]:
            note = notes.pop(note_id, None)
            if note is not None and attribute(note, "type") in (None, "normal"):
                self._fields = Fields(readable)
                self._blocks(note, replace(around, anchor=_in_body(place, piece)))

    def _story(self, root: Element, around: _Around) -> None:
        self._fields = Fields(balanced(root))
        self._blocks(root, _preserving(root, around))

    def _blocks(self, parent: Element, around: _Around) -> None:
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            kind = KIND.get(element.tag, "")
            if kind == "p":
                self._paragraph(element, around)
            elif kind in _SKIPPED:
                continue
            elif kind == "tbl":
                self._blocks(element, replace(around, in_table=True))
            elif kind == "tr":
                properties = child(element, "trPr")
                gone = properties is not None and child(properties, "del") is not None
                self._blocks(element, replace(around, gone=True, outside="revision") if gone else around)
            elif kind in ("tc", "sdtContent", "customXml", "smartTag"):
                self._blocks(element, around)
            elif kind == "sdt":
                bar = control_bar(element)
                outside = around.outside or ("made" if bar == "made" else "")
                self._blocks(element, replace(around, bar=around.bar or bar, outside=outside))
            elif kind == "AlternateContent":
                for branch in chosen(element):
                    self._blocks(branch, replace(around, bar="alternate", outside="alternate"))
            elif kind in ("ins", "moveTo"):
                self._blocks(element, replace(around, bar="revision"))
            elif kind in ("del", "moveFrom"):
                self._blocks(element, replace(around, bar="revision", gone=True, outside="revision"))
            elif len(element):
                self._blocks(element, around)

    def _paragraph(self, element: Element, around: _Around) -> None:
        properties = child(element, "pPr")
        role = self._styles.role(properties)
        if around.in_table and role in (None, "quotation"):
            role = role or "table-cell"
        place = Place(element, around.part, around.story, role or "body", anchor=around.anchor, bar=around.outside)
        self._places.append(place)
        saved = self._line, self._at, self._place
        self._line, self._at, self._place = [], 0, place
        if not around.bar and properties is not None and is_on(child(properties, "bidi")):
            around = replace(around, bar="right-to-left")
        self._inline(element, _preserving(element, around))
        place.text = "".join(self._line)
        self._line, self._at, self._place = saved

    def _inline(self, parent: Element, around: _Around) -> None:
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            kind = KIND.get(element.tag, "")
            if kind == "r":
                self._run(element, around)
            elif kind in _SKIPPED:
                continue
            elif kind in ("hyperlink", "smartTag", "customXml"):
                self._inline(element, _preserving(element, around))
            elif kind == "sdt":
                content = child(element, "sdtContent")
                bar = control_bar(element)
                host = element if around.host is None and bar == "made" else around.host
                if content is not None:
                    self._inline(content, replace(around, bar=around.bar or bar, host=host))
            elif kind in ("ins", "moveTo"):
                self._inline(element, replace(around, bar="revision"))
            elif kind in ("del", "moveFrom"):
                self._barrier(element, element, "revision", around)
                self._inline(element, replace(around, bar="revision", gone=True))
            elif kind == "fldSimple":
                bar = "" if is_link(attribute(element, "instr") or "") else "field"
                self._inline(element, replace(around, bar=around.bar or bar))
            elif kind in ("dir", "bdo"):
                self._inline(element, replace(around, bar=around.bar or "right-to-left"))
            elif kind == "AlternateContent":
                host = element if around.host is None else around.host
                for branch in chosen(element):
                    self._inline(branch, replace(around, bar=around.bar or "alternate", host=host))
            else:
                self._barrier(element, element, "formula", around)
                if len(element) and element.tag.rpartition("}")[2] not in _FORMULAS:
                    host = element if around.host is None else around.host
                    self._inline(element, replace(around, bar=around.bar or "unknown", host=host))

    def _run(self, run: Element, around: _Around) -> None:
        properties = child(run, "rPr")
        if properties is not None:
            around = self._formatted(properties, run, around)
        self._run_children(run, run, _preserving(run, around))

    def _formatted(self, properties: Element, run: Element, around: _Around) -> _Around:
        for item in properties:
            tag = item.tag
            if (tag in _VANISH and is_on(item)) or (tag in _RSTYLE and attribute(item, "val") in self._styles.hidden):
                self._barrier(run, run, "hidden", around)
                around = replace(around, gone=True)
            elif tag in _CHANGED:
                around = replace(around, bar=around.bar or "revision")
            elif tag in _RIGHT_TO_LEFT and is_on(item):
                around = replace(around, bar=around.bar or "right-to-left")
        return around

    def _run_children(self, parent: Element, run: Element, around: _Around) -> None:
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            kind = KIND.get(element.tag, "")
            if kind == "t":
                if not self._fields.in_instruction():
                    self._text(element, run, around)
            elif kind == "fldChar":
                self._object(element, run, OBJECT, around)
                self._fields.step(attribute(element, "fldCharType"))
            elif kind == "instrText":
                self._fields.instruct(element.text or "")
            elif kind in _SKIPPED:
                continue
            elif kind in READ_AS:
                piece = self._object(element, run, READ_AS[kind], around)
                if len(element):
                    self._boxes(element, around, piece)
                elif piece is not None and kind in ("footnoteReference", "endnoteReference"):
                    note = kind.removesuffix("Reference")
                    assert self._place is not None
                    self._references[note].append((attribute(element, "id") or "", self._place, piece))
            elif kind == "AlternateContent":
                for branch in chosen(element):
                    self._run_children(branch, run, replace(around, bar=around.bar or "alternate"))
            elif kind == "ruby":
                # The guide over the base text is not read, ECMA-376 Part 1 §17.3.3.25.
                for base in element.iter(*both("rubyBase")):
                    self._inline(base, replace(around, bar=around.bar or "ruby", host=around.host or run))
            else:
                self._barrier(element, run, "mark", around)

    def _text(self, element: Element, run: Element, around: _Around) -> None:
        text = element.text or ""
        own = element.get(XML_SPACE)
        if not (own == "preserve" if own else around.preserve):
            text = text.strip(_WHITE)
        if around.gone or not text:
            return
        self._add(Piece(self._at, self._at + len(text), element, run, around.bar or self._fields.bar(), around.host))
        self._line.append(text)
        self._at += len(text)

    def _object(self, element: Element, run: Element, text: str, around: _Around) -> Piece | None:
        if around.gone:
            self._barrier(element, run, "hidden", around)
            return None
        piece = Piece(self._at, self._at + 1, element, run, "object", around.host)
        self._add(piece)
        self._line.append(text)
        self._at += 1
        return piece

    def _barrier(self, element: Element, run: Element, bar: str, around: _Around) -> None:
        self._add(Piece(self._at, self._at, element, run, bar, around.host))

    def _add(self, piece: Piece) -> None:
        assert self._place is not None
        self._place.pieces.append(piece)

    def _boxes(self, element: Element, around: _Around, piece: Piece | None) -> None:
        """The text boxes of a drawing; of one stored twice, for new and old readers, only the new form."""
        assert self._place is not None
        anchor = _in_body(self._place, piece) if piece is not None else None
        inside = _Around("text-box", around.part, bar="text-box", anchor=anchor, gone=around.gone)
        fields, self._fields = self._fields, Fields(self._fields.balanced)
        for box in box_contents(element):
            self._blocks(box, inside)
        self._fields = fields


def _in_body(place: Place, piece: Piece) -> tuple[Place, Piece] | None:
    return (place, piece) if place.story == "body" else place.anchor


def _preserving(element: Element, around: _Around) -> _Around:
    value = element.get(XML_SPACE)
    if value is None or (value == "preserve") == around.preserve:
        return around
    return replace(around, preserve=value == "preserve")
