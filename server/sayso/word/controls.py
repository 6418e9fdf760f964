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
    """What forbids editing the words of a `w:sdt`: "locked", "made" (by Word, from data or a list), or "" for nothing.

    In a locked control comments keep their place; what is made may be made again, and then anchors inside are lost.
    """
    properties = child(control, "sdtPr")
    if properties is None:
        return ""
    if child(properties, _PLACEHOLDER) is not None or any(item.tag in _MADE for item in properties):
        return "made"
    lock = child(properties, "lock")
    if lock is not None and attribute(lock, "val") in ("contentLocked", "sdtContentLocked"):
        return "locked"
    return ""
