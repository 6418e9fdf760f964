"""Accepting and rejecting changes in a parsed part, and comparing two parts node by node: the checker's own reading.

Shares nothing with the code that reads drafts or writes changes but the names of the format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from sayso.word.names import STRICT, TRANSITIONAL, XML_SPACE, Element, attribute, both

_PARAGRAPHS = frozenset(both("p"))
_RUNS = frozenset(both("r"))
_TEXTS = frozenset(both("t"))
_CHARACTERS = {
    "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad",
    **dict.fromkeys(
        ("sym", "footnoteReference", "endnoteReference", "drawing", "pict", "object", "fldChar", "ptab", "pgNum",
         "separator", "continuationSeparator"), "\ufffc"),
}  # fmt: skip
_NOT_READ = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rt", "rubyPr"})
_GONE = frozenset({"del", "moveFrom"})


def take_back(root: Element, is_ours: Callable[[Element], bool], comments: frozenset[str]) -> None:
    """Reject our changes and take our comments' marks out of a tree, in place."""
    for change in [e for e in root.iter(*both("ins", "del")) if is_ours(e)]:
        parent = change.getparent()
        if parent is None or etree.QName(parent).localname in ("rPr", "trPr"):
            continue
        if etree.QName(change).localname == "del":
            for text in change.iter(*both("delText")):
                text.tag = f"{{{etree.QName(text).namespace}}}t"
            for item in list(change):
                change.addprevious(item)
        parent.remove(change)
    for mark in list(root.iter(*both("commentRangeStart", "commentRangeEnd", "commentReference"))):
        if attribute(mark, "id") in comments:
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
            if parent.tag in _RUNS and not any(_local(c) != "rPr" for c in parent):
                above = parent.getparent()
                assert above is not None
                above.remove(parent)


def differences(old: Element, new: Element) -> Iterator[str]:
    """Where two trees differ, told by kind only: text, formatting, marks; runs may be cut differently."""
    if _same_bytes(old, new):
        return
    if old.tag != new.tag or sorted(old.attrib.items()) != sorted(new.attrib.items()):
        yield f"{_local(old)} changed"
    elif old.tag in _PARAGRAPHS:
        yield from _paragraph_differences(old, new)
    else:
        ours, theirs = [c for c in old if _solid(c)], [c for c in new if _solid(c)]
        if len(ours) != len(theirs) or (old.text or "").strip() != (new.text or "").strip():
            yield f"{_local(old)} lost or gained something"
        elif not ours:
            yield f"{_local(old)} changed"
        else:
            for a, b in zip(ours, theirs, strict=True):
                yield from differences(a, b)


def accepted_texts(root: Element, wanted: Mapping[int, object], hidden_styles: frozenset[str]) -> dict[int, str]:
    """The text of some of a part's paragraphs, counted from 0 in document order, with every change accepted."""
    kinds = [attribute(e, "fldCharType") for e in root.iter(*both("fldChar"))]
    balanced = kinds.count("begin") == kinds.count("end")
    fields: list[bool] = []
    found = {}
    index = -1
    for element in root.iter(*both("p", "fldChar")):
        if element.tag not in _PARAGRAPHS:
            _step(fields, element)
            continue
        index += 1
        if index in wanted:
            out: list[str] = []
            _read(element, _kept(element), fields[:] if balanced else None, hidden_styles, out)
            found[index] = "".join(out)
    return found


def _step(fields: list[bool], mark: Element) -> None:
    """Follow complex fields: one entry for each that is open, whether its result has begun."""
    kind = attribute(mark, "fldCharType")
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def _read(element: Element, kept: bool, fields: list[bool] | None, hidden: frozenset[str], out: list[str]) -> None:
    for item in element:
        if not isinstance(item.tag, str):
            continue
        name = _local(item)
        if name == "t" and item.tag in _TEXTS:
            if fields is None or all(fields):
                out.append(_text(item, kept))
        elif name in _CHARACTERS and _wordy(item):
            out.append(_CHARACTERS[name])
            if name == "fldChar" and fields is not None:
                _step(fields, item)
        elif name in _NOT_READ:
            continue
        elif name in _GONE or (name == "r" and _hidden(item, hidden)):
            for mark in item.iter(*both("fldChar")):
                if fields is not None:
                    _step(fields, mark)
        elif name == "AlternateContent":
            branch = next((b for b in item if _local(b) in ("Choice", "Fallback")), None)
            if branch is not None:
                _read(branch, kept, fields, hidden, out)
        elif len(item):
            _read(item, _own_space(item, kept), fields, hidden, out)


def _hidden(run: Element, styles: frozenset[str]) -> bool:
    for properties in run.iterchildren(*both("rPr")):
        for item in properties:
            if _local(item) == "vanish" and attribute(item, "val") not in ("0", "false", "off"):
                return True
            if _local(item) == "rStyle" and attribute(item, "val") in styles:
                return True
    return False


def _paragraph_differences(old: Element, new: Element) -> Iterator[str]:
    was, now = list(_merged(_stream(old, _kept(old)))), list(_merged(_stream(new, _kept(new))))
    if was == now:
        return
    texts = ["".join(e[-1] for e in events if e[0] == "text") for events in (was, now)]
    if texts[0] != texts[1]:
        yield "text differs"
    elif [e for e in was if e[0] != "text"] != [e for e in now if e[0] != "text"]:
        yield "a mark or an object differs"
    else:
        yield "formatting differs"


_Event = tuple[str, bytes, str]


def _stream(element: Element, kept: bool) -> Iterator[_Event]:
    """What a paragraph holds, in order, without its division into runs: (kind, formatting or properties, text)."""
    for item in element:
        if not isinstance(item.tag, str):
            continue
        if item.tag in _RUNS:
            yield from _run_stream(item, _own_space(item, kept))
        elif _local(item) == "pPr" or not len(item):
            yield "mark", _canonical(item), ""
        else:
            attributes = repr(sorted((str(k), str(v)) for k, v in item.attrib.items()))
            yield "open", f"{item.tag}{attributes}".encode(), ""
            yield from _stream(item, _own_space(item, kept))
            yield "close", item.tag.encode(), ""


def _run_stream(run: Element, kept: bool) -> Iterator[_Event]:
    formatting = b""
    for item in run:
        if not isinstance(item.tag, str):
            continue
        name = _local(item)
        if name == "rPr":
            formatting = _canonical(item) if len(item) else b""
        elif item.tag in _TEXTS:
            yield "text", formatting, _text(item, kept)
        elif name == "delText" and _wordy(item):
            yield "deleted", formatting, _text(item, kept)
        else:
            yield "object", formatting + _canonical(item), ""


def _merged(events: Iterator[_Event]) -> Iterator[_Event]:
    last: _Event | None = None
    for event in events:
        if last is not None and event[0] in ("text", "deleted") and event[:2] == last[:2]:
            last = (last[0], last[1], last[2] + event[2])
            continue
        if last is not None and (last[2] or last[0] not in ("text", "deleted")):
            yield last
        last = event
    if last is not None and (last[2] or last[0] not in ("text", "deleted")):
        yield last


def _canonical(element: Element) -> bytes:
    """Canonical bytes; the ids of recorded formatting changes are left out, for a split run needs two."""
    if any(True for _ in element.iter(*both("rPrChange", "ins", "del"))) and _local(element) == "rPr":
        root = etree.fromstring(etree.tostring(element, with_tail=False))
        for item in root.iter(*both("rPrChange", "ins", "del")):
            for name in [k for k in item.attrib if str(k).endswith("}id")]:
                del item.attrib[name]
        element = root
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def _same_bytes(old: Element, new: Element) -> bool:
    return etree.tostring(old, with_tail=False) == etree.tostring(new, with_tail=False)


def _text(element: Element, kept: bool) -> str:
    text = element.text or ""
    return text if _own_space(element, kept) else text.strip(" \t\r\n")


def _own_space(element: Element, kept: bool) -> bool:
    value = element.get(XML_SPACE)
    return kept if value is None else value == "preserve"


def _kept(element: Element) -> bool:
    """Whether `xml:space` says, on the element or the nearest above it, that outer white space counts."""
    here: Element | None = element
    while here is not None:
        if (value := here.get(XML_SPACE)) is not None:
            return value == "preserve"
        here = here.getparent()
    return False


def _solid(element: Element) -> bool:
    return isinstance(element.tag, str)


def _wordy(element: Element) -> bool:
    return str(element.tag).startswith((f"{{{TRANSITIONAL}}}", f"{{{STRICT}}}"))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
