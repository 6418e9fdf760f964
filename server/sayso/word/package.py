"""The package: the parts of a .docx, found through their relationships (Open Packaging Conventions, ECMA-376 Part 2).

Nothing is expanded or parsed until its size is known to be within the limits, and no part is parsed that may hold a
document type declaration or refer to anything outside itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from sayso.word.archive import Archive, Limits
from sayso.word.names import CONTENT_TYPES, OFFICE, OFFICE_STRICT, REL_SIGNATURE, RELATIONSHIPS, STRICT, TRANSITIONAL
from sayso.word.names import Element as _Element
from sayso.word.refusals import damaged, not_a_docx, too_large, unsafe

__all__ = ["Limits", "Package", "Relationship", "open_package"]

_TYPES_PART = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part: `type` is the last step of its type URI for the two office families, else all of it.

    `target` is the name of the part it leads to, or None where it leads outside the package.
    """

    id: str
    type: str
    target: str | None


class Package:
    """An opened .docx: `main` names its main part, `data` is what came in. Nothing in it ever changes."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._by_lower = {name.lower(): name for name in archive.entries}
        self._counted: dict[str, int] = {}
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        self.main = self._find_main()
        root = self._root_tag(self.main)
        if root not in (f"{{{TRANSITIONAL}}}document", f"{{{STRICT}}}document"):
            self.parse(self.main)
            raise not_a_docx()
        self.strict = root.startswith(f"{{{STRICT}}}")

    @property
    def data(self) -> bytes:
        return self._archive.data

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all entries, in the order of the file."""
        return tuple(self._archive.entries)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_lower

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises SourceError `docx-damaged`, also when there is none of that name."""
        found = self._by_lower.get(name.lower())
        if found is None:
            raise damaged()
        return self._archive.read(found)

    def parse(self, name: str) -> _Element:
        """A part as a fresh tree of its own. Raises SourceError `docx-damaged`, `docx-unsafe` or `docx-too-large`."""
        return self._parsed(self._checked(name))

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part ("" for the package itself), in the order of their file."""
        if part not in self._relationships:
            self._relationships[part] = tuple(self._read_relationships(part))
        return self._relationships[part]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts present in the package that `part` has a relationship of that type with."""
        found = (self._by_lower.get(r.target.lower()) for r in self.relationships(part) if r.type == kind and r.target)
        return [name for name in dict.fromkeys(found) if name]

    @property
    def signed(self) -> bool:
        """Whether the package carries a digital signature (ECMA-376 Part 2 §10)."""
        return any(r.type == REL_SIGNATURE for r in self.relationships(""))

    def save(self, changed: Mapping[str, bytes]) -> bytes:
        """The package again with these parts replaced or added; every other entry leaves as it came."""
        return self._archive.write({self._by_lower.get(n.lower(), n): content for n, content in changed.items()})

    def _find_main(self) -> str:
        if _TYPES_PART.lower() not in self._by_lower or "_rels/.rels" not in self._by_lower:
            raise not_a_docx()
        found = self.related("", "officeDocument")
        if not found:
            raise not_a_docx()
        return found[0]

    def _read_relationships(self, part: str) -> Iterator[Relationship]:
        name = relationships_part(part)
        if name not in self:
            return
        for item in self.parse(name).iter(f"{{{RELATIONSHIPS}}}Relationship"):
            kind, target = item.get("Type", ""), item.get("Target", "")
            for family in (OFFICE, OFFICE_STRICT):
                kind = kind.removeprefix(family + "/")
            external = item.get("TargetMode") == "External"
            yield Relationship(item.get("Id", ""), kind, None if external else _resolve(part, target))

    def _checked(self, name: str) -> bytes:
        """The bytes of an XML part, held against the limits and against what no Word document holds."""
        data = self.read(name)
        limits = self._archive.limits
        if len(data) > limits.xml_part:
            raise too_large(f"The text of the document is larger than {limits.xml_part >> 20} MB")
        plain = data.replace(b"\0", b"") if data[:64].count(b"\0") else data
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise unsafe("declares a document type")
        if name not in self._counted:
            self._counted[name] = plain.count(b"<") - plain.count(b"</")
            if sum(self._counted.values()) > limits.elements:
                raise too_large(f"The document is made of more than {limits.elements:,} pieces")
        return data

    def _parsed(self, data: bytes) -> _Element:
        try:
            root = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError):
            raise damaged() from None
        info = root.getroottree().docinfo
        if info.internalDTD is not None or info.doctype:
            raise unsafe("declares a document type")
        return root

    def _root_tag(self, name: str) -> str:
        try:
            events = etree.iterparse(
                BytesIO(self._checked(name)), events=("start",), resolve_entities=False, no_network=True, load_dtd=False
            )
            _, element = next(iter(events))
        except (etree.XMLSyntaxError, StopIteration):
            raise damaged() from None
        return str(element.tag)


def open_package(data: bytes, limits: Limits = Limits()) -> Package:  # noqa: B008 - frozen
    """Open the bytes of a .docx, .docm, .dotx or .dotm.

    Raises SourceError with code `empty`, `not-a-docx`, `docx-encrypted`, `docx-legacy`, `docx-damaged`,
    `docx-too-large` or `docx-unsafe`.
    """
    return Package(Archive(data, limits))


def relationships_part(part: str) -> str:
    """The name of the part that holds the relationships of `part`, ECMA-376 Part 2 §6.5.2.2."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", base + ".rels")


def content_types(package: Package) -> _Element:
    """The content types of the package, as a fresh tree."""
    root = package.parse(_TYPES_PART)
    if root.tag != f"{{{CONTENT_TYPES}}}Types":
        raise damaged()
    return root


def serialise(root: _Element) -> bytes:
    """A changed part as bytes: UTF-8 with the declaration that Word writes."""
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)


def _resolve(part: str, target: str) -> str | None:
    target = unquote(target.split("#")[0].replace("\\", "/"))
    joined = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(part), target)
    return posixpath.normpath(joined).lstrip("/") or None
