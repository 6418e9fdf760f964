"""Holds every annotated .docx against the one it was made from, before its bytes leave.

Knows nothing of how the file was written: it opens both archives with another reader, takes our changes and comments
back out of the new one, and compares what is left with the original, node by node. A breach means the file is
withheld.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from sayso.errors import UnsafeAnnotationError
from sayso.word.names import (
    MC,
    OFFICE,
    OFFICE_STRICT,
    REL_COMMENTS_EXTENDED,
    REL_COMMENTS_EXTENSIBLE,
    REL_COMMENTS_IDS,
    REL_PEOPLE,
    RELATIONSHIPS,
    STRICT,
    TRANSITIONAL,
    Element,
    attribute,
    both,
)
from sayso.word.resolve import accepted_texts, differences, take_back

_REVISIONS = both(
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
    "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
)  # fmt: skip
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_MAX_RANGES = 32_767
_ENTRY_FACTS = ("compress_type", "CRC", "compress_size", "file_size")
_MICROSOFT = {
    "people": REL_PEOPLE,
    "commentsExtended": REL_COMMENTS_EXTENDED,
    "commentsIds": REL_COMMENTS_IDS,
    "commentsExtensible": REL_COMMENTS_EXTENSIBLE,
}
_CHANGING = ("comments", *_MICROSOFT)


def assert_safe(before: bytes, after: bytes, author: str, intended: Mapping[int, str]) -> None:
    """Raise UnsafeAnnotationError unless `after` is `before` with changes and comments by `author` and nothing else.

    `intended` gives, for the paragraphs of the main part that have changes (counted from 0 in document order), their
    text with every change accepted.
    """
    breaches = check(before, after, author, intended)
    if breaches:
        raise UnsafeAnnotationError(breaches)


def check(before: bytes, after: bytes, author: str, intended: Mapping[int, str]) -> list[str]:
    """The breaches found, named by check and part, never by text; empty when all is well."""
    try:
        with zipfile.ZipFile(BytesIO(before)) as old, zipfile.ZipFile(BytesIO(after)) as new:
            return list(_Pair(before, after, old, new, author).breaches(intended))
    except (zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, RuntimeError) as error:
        return [f"entries: unreadable ({type(error).__name__})"]


class _Pair:
    def __init__(self, before: bytes, after: bytes, old: zipfile.ZipFile, new: zipfile.ZipFile, author: str) -> None:
        self._before, self._after, self._old, self._new, self._author = before, after, old, new, author
        self._names = {i.filename: i for i in old.infolist()}
        self._changed: list[str] = []

    def breaches(self, intended: Mapping[int, str]) -> Iterator[str]:
        yield from self._entries()
        main = _target(self._old, "", "officeDocument")
        if main is None:
            yield "entries: no main part"
            return
        allowed = {_TYPES, _relationships(main), main}
        allowed |= {t for kind in _CHANGING if (t := _target(self._new, main, kind))}
        for name in self._changed:
            if name not in allowed:
                yield f"entries: {name} changed"
        yield from self._lists(main)
        comments = _target(self._new, main, "comments")
        ours, found = self._comments(comments, main)
        yield from found
        old, new = self._tree(self._old, main), self._tree(self._new, main)
        yield from _marks(new, old, self._author, ours)
        yield from self._accept(old, new, main, intended)
        yield from _ids(old, new, ours)
        known = _ids_of(old)
        take_back(new, lambda e: attribute(e, "id") not in known, ours)
        yield from (f"reject: {d}" for d in differences(old, new))

    def _entries(self) -> Iterator[str]:
        """Every entry is there, once, and its compressed bytes are the same unless it is one we change."""
        new = {i.filename: i for i in self._new.infolist()}
        if len(new) != len(self._new.infolist()):
            yield "entries: duplicated"
        for name, info in self._names.items():
            other = new.get(name)
            if other is None:
                yield f"entries: {name} lost"
            elif any(getattr(info, f) != getattr(other, f) for f in _ENTRY_FACTS) or _packed(
                self._before, info
            ) != _packed(self._after, other):
                self._changed.append(name)
        order = [n for n in new if n in self._names]
        if order != [n for n in self._names if n in new]:
            yield "entries: order changed"

    def _lists(self, main: str) -> Iterator[str]:
        """Content types and relationships lost nothing."""
        for name in (_TYPES, _relationships(main)):
            if name in self._changed:
                lost = _items(self._tree(self._old, name)) - _items(self._tree(self._new, name))
                if lost:
                    yield f"keep: {name} lost entries"

    def _comments(self, name: str | None, main: str) -> tuple[frozenset[str], list[str]]:
        """The ids of the comments that are new, and what is wrong with the comment parts."""
        if name is None:
            return frozenset(), []
        found = []
        new = self._tree(self._new, name)
        old_name = _target(self._old, main, "comments")
        old = self._tree(self._old, old_name) if old_name else None
        before = [] if old is None else [etree.tostring(c, with_tail=False, method="c14n", exclusive=True) for c in old]
        after = [etree.tostring(c, with_tail=False, method="c14n", exclusive=True) for c in new]
        if after[: len(before)] != before:
            found.append("keep: another comment is gone or changed")
        added = [c for c in list(new)[len(before) :] if isinstance(c.tag, str)]
        for comment in added:
            if attribute(comment, "author") != self._author or not attribute(comment, "date"):
                found.append("marks: a comment without author or date")
            if not any(True for _ in comment.iterchildren(*both("p"))):
                found.append("marks: a comment without a paragraph")
        ids = Counter(attribute(c, "id") or "" for c in new)
        ours = frozenset(attribute(c, "id") or "" for c in added)
        if "" in ours or any(ids[i] > 1 for i in ours):
            found.append("ids: a comment's id is missing or repeated")
        found += _prefixes(new, old)
        for kind in _CHANGING[1:]:
            part = _target(self._new, main, kind)
            if part in self._changed and part is not None:
                was, now = self._tree(self._old, part), self._tree(self._new, part)
                if _items(was) - _items(now):
                    found.append(f"keep: {kind} lost entries")
                found += _prefixes(now, was)
        return ours, found

    def _accept(self, old: Element, new: Element, main: str, intended: Mapping[int, str]) -> Iterator[str]:
        """With all changes accepted each changed paragraph reads as intended, and no other has a change of ours."""
        styles = _target(self._old, main, "styles")
        hidden = _hidden_styles(self._tree(self._old, styles)) if styles else frozenset()
        if accepted_texts(new, intended, hidden) != dict(intended):
            yield "accept: a paragraph is not the intended text"
        expected = {p for i, p in enumerate(new.iter(*both("p"))) if i in intended}
        known = _ids_of(old)
        for change in new.iter(*both("ins", "del")):
            home = next(change.iterancestors(*both("p")), None)
            if attribute(change, "id") not in known and home not in expected:
                yield "accept: a change where none was intended"
                return

    def _tree(self, archive: zipfile.ZipFile, name: str) -> Element:
        return etree.fromstring(archive.read(name), _PARSER)


_TYPES = "[Content_Types].xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def _packed(data: bytes, info: zipfile.ZipInfo) -> memoryview:
    at = info.header_offset
    start = (
        at + 30 + int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    )
    return memoryview(data)[start : start + info.compress_size]


def _relationships(part: str) -> str:
    folder, slash, base = part.rpartition("/")
    return f"{folder}{slash}_rels/{base}.rels"


def _target(archive: zipfile.ZipFile, part: str, kind: str) -> str | None:
    """The first part that `part` has a relationship of this kind with."""
    names = {n.lower(): n for n in archive.namelist()}
    listed = names.get(_relationships(part).lower())
    if listed is None:
        return None
    for item in etree.fromstring(archive.read(listed), _PARSER).iter(f"{{{RELATIONSHIPS}}}Relationship"):
        if item.get("Type") in _types(kind) and item.get("TargetMode") != "External":
            target = unquote(item.get("Target", "").split("#")[0]).replace("\\", "/")
            steps: list[str] = [] if target.startswith("/") else part.split("/")[:-1]
            for step in target.split("/"):
                if step == "..":
                    steps = steps[:-1]
                elif step not in ("", "."):
                    steps.append(step)
            if (found := names.get("/".join(steps).lower())) is not None:
                return found
    return None


def _types(kind: str) -> tuple[str, ...]:
    return (_MICROSOFT[kind],) if kind in _MICROSOFT else (f"{OFFICE}/{kind}", f"{OFFICE_STRICT}/{kind}")


def _items(root: Element) -> Counter[bytes]:
    return Counter(etree.tostring(item, with_tail=False, method="c14n", exclusive=True) for item in root)


def _ids_of(root: Element) -> frozenset[str | None]:
    return frozenset(attribute(e, "id") for e in root.iter(*both("ins", "del", "moveFrom", "moveTo")))


def _prefixes(root: Element, old: Element | None) -> Iterator[str]:
    """Every prefix that may be ignored is declared, but for those that were not before."""
    if _undeclared(root) - (_undeclared(old) if old is not None else set()):
        yield "prefixes: mc:Ignorable names one that is not declared"


def _undeclared(root: Element) -> set[str]:
    return set((root.get(f"{{{MC}}}Ignorable") or "").split()) - {prefix for prefix in root.nsmap if prefix}


def _marks(new: Element, old: Element, author: str, ours: frozenset[str]) -> Iterator[str]:
    """Our changes are well formed, stand where they may, and our comments have their three marks in order."""
    known = _ids_of(old)
    for change in new.iter(*both("ins", "del")):
        if attribute(change, "id") in known:
            continue
        if attribute(change, "author") != author or not attribute(change, "date"):
            yield "marks: a change without author or date"
        above = {etree.QName(a).localname for a in _up_to_paragraph(change)}
        if above & {"ins", "del", "moveFrom", "moveTo", "r", "rPr", "txbxContent"}:
            yield "marks: a change inside another or inside a run"
        inside = {etree.QName(e).localname for e in change.iter(etree.Element)}
        if inside & {"fldChar", "instrText", "delInstrText", "hyperlink", "fldSimple", "drawing", "commentReference"}:
            yield "marks: a change around a field, a link or an object"
        if "t" in inside and etree.QName(change).localname == "del" and any(True for _ in change.iter(*both("t"))):
            yield "marks: w:t in w:del"
        if etree.QName(change).localname == "ins" and any(True for _ in change.iter(*both("delText"))):
            yield "marks: w:delText in w:ins"
    for text in new.iter(*both("delText")):
        if not any(True for _ in text.iterancestors(*both("del", "moveFrom"))):
            yield "marks: w:delText outside a deletion"
    seen: dict[str, list[str]] = {i: [] for i in ours}
    total = 0
    for mark in new.iter(*both(*_MARKS)):
        name = etree.QName(mark).localname
        total += name == _MARKS[0]
        comment = attribute(mark, "id") or ""
        if comment in seen:
            seen[comment].append(name)
            if any(True for _ in mark.iterancestors(*both("txbxContent", "del", "moveFrom"))):
                yield "anchors: a comment where Word shows none"
    if any(tuple(marks) != _MARKS for marks in seen.values()):
        yield "anchors: a comment without start, end and reference in order"
    if total > _MAX_RANGES:
        yield "anchors: more comments than Word opens"
    yield from _prefixes(new, old)


def _up_to_paragraph(element: Element) -> Iterator[Element]:
    for ancestor in element.iterancestors():
        if ancestor.tag in (f"{{{TRANSITIONAL}}}p", f"{{{STRICT}}}p"):
            return
        yield ancestor


def _ids(old: Element, new: Element, ours: frozenset[str]) -> Iterator[str]:
    """No id of ours is anything else's, and no tracked change repeats another's."""
    before, after = (
        Counter(attribute(e, "id") for e in root.iter(*_REVISIONS, *both("bookmarkStart"))) for root in (old, new)
    )
    if any(count > max(1, before[i]) for i, count in after.items()):
        yield "ids: a change repeats an id"
    if any(after[i] for i in ours):
        yield "ids: a comment's id is also a change's or a bookmark's"


def _hidden_styles(styles: Element) -> frozenset[str]:
    found = set()
    for style in styles.iter(*both("style")):
        for properties in style.iterchildren(*both("rPr")):
            vanish = next(properties.iterchildren(*both("vanish")), None)
            if vanish is not None and attribute(vanish, "val") not in ("0", "false", "off"):
                found.add(attribute(style, "styleId") or "")
    return frozenset(found)
