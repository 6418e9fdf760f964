"""Content controls: whether the words in one may be edited (ECMA-376 Part 1 §17.5.2)."""

from __future__ import annotations

from sayso.word.names import STRICT, TRANSITIONAL, W15, Element, attribute, child

# Controls whose content Word makes itself, or takes from a list.
_MADE = frozenset(
    f"{{{ns}}}{local}"
    for ns in (TRANSITIONAL, STRICT)
    for local in ("dropDownList", "comboBox", "date", "picture", "citation", "bibliography", "equation", "dataBinding")
) | {f"{{{W15}}}dataBinding", "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"}
_PLACEHOLDER = "showingPlcHdr"


def control_bar(control: Element) -> str:
    """ "control" when the words of a `w:sdt` must be left alone: locked, data-bound, made by Word; else ""."""
    properties = child(control, "sdtPr")
    if properties is None:
        return ""
    lock = child(properties, "lock")
    if lock is not None and attribute(lock, "val") in ("contentLocked", "sdtContentLocked"):
        return "control"
    if child(properties, _PLACEHOLDER) is not None or any(item.tag in _MADE for item in properties):
        return "control"
    return ""
