"""What a paragraph is, from its properties and its style: title, heading, list item, quotation or none of these."""

from __future__ import annotations

import re

from sayso.draft import Role
from sayso.word.names import Element, attribute, both, child, is_on
from sayso.word.package import Package

_HEADING = re.compile(r"heading ?[1-9]$")
_QUOTATIONS = {"quote", "intense quote", "intensequote", "block text", "blocktext"}
_BODY_LEVEL = 9


class Styles:
    """The styles of a package. A file without a styles part has none, which is no error."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, Element] = {}
        self._ids_by_name: dict[tuple[str, str], str] = {}
        self._roles: dict[str, Role | None] = {}
        self._default: str | None = None
        for part in package.related(package.main, "styles")[:1]:
            for style in package.parse(part).iter(*both("style")):
                self._add(style)
        self.hidden = frozenset(i for i, s in self._styles.items() if self._hides(s))

    def id_of(self, kind: str, name: str) -> str | None:
        """The id of the style of that kind ("paragraph", "character") and built-in English name, if there is one."""
        return self._ids_by_name.get((kind, name))

    def role(self, properties: Element | None) -> Role | None:
        """The role that a paragraph's `w:pPr` gives it, None for plain text.

        Built-in styles keep their English name in every language of Word (ECMA-376 Part 1 §17.7.4.9); their ids are
        translated, so both are looked at, through the whole chain of styles a style is based on.
        """
        style = outline = numbering = None
        if properties is not None:
            named = child(properties, "pStyle")
            style = attribute(named, "val") if named is not None else None
            outline = child(properties, "outlineLvl")
            numbering = child(properties, "numPr")
        from_style = self._style_role(style or self._default)
        if from_style == "title":
            return "title"
        if outline is not None:
            level = _number(outline)
            if level < _BODY_LEVEL:
                return "heading"
            if from_style == "heading":
                from_style = None
        if from_style in ("heading", "quotation"):
            return from_style
        if numbering is not None:
            return "list-item" if _numbered(numbering) else None
        return from_style

    def _add(self, style: Element) -> None:
        style_id = attribute(style, "styleId") or ""
        kind = attribute(style, "type") or "paragraph"
        self._styles[style_id] = style
        self._ids_by_name.setdefault((kind, _name(style)), style_id)
        if kind == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
            self._default = style_id

    def _style_role(self, style_id: str | None) -> Role | None:
        if style_id is None:
            return None
        if style_id not in self._roles:
            self._roles[style_id] = self._find_role(style_id)
        return self._roles[style_id]

    def _find_role(self, style_id: str) -> Role | None:
        listed = False
        seen: set[str] = set()
        here: str | None = style_id
        while here and here not in seen:
            seen.add(here)
            style = self._styles.get(here)
            names = {here.lower()} if style is None else {_name(style), here.lower()}
            if "title" in names:
                return "title"
            if any(_HEADING.match(n) for n in names):
                return "heading"
            if names & _QUOTATIONS:
                return "quotation"
            if style is None:
                break
            properties = child(style, "pPr")
            if properties is not None:
                outline, numbering = child(properties, "outlineLvl"), child(properties, "numPr")
                if outline is not None and _number(outline) < _BODY_LEVEL:
                    return "heading"
                listed = listed or (numbering is not None and _numbered(numbering))
            based = child(style, "basedOn")
            here = attribute(based, "val") if based is not None else None
        return "list-item" if listed else None

    @staticmethod
    def _hides(style: Element) -> bool:
        properties = child(style, "rPr")
        return attribute(style, "type") == "character" and properties is not None and is_on(child(properties, "vanish"))


def _name(style: Element) -> str:
    name = child(style, "name")
    return ((attribute(name, "val") if name is not None else None) or "").lower()


def _number(element: Element) -> int:
    value = attribute(element, "val") or ""
    return int(value) if value.isdigit() else _BODY_LEVEL


def _numbered(numbering: Element) -> bool:
    # Numbering 0 takes a paragraph out of its style's list, ECMA-376 Part 1 §17.9.18.
    number = child(numbering, "numId")
    return number is None or attribute(number, "val") != "0"
