"""The parts that comments are kept in: joined where the file has them, whatever their names; else created.

The comments part is ECMA-376 Part 1 §17.13.4; commentsExtended, commentsIds, commentsExtensible and people are
[MS-DOCX] §2.5.1 to §2.5.5, and get an entry from us only where they are there already.
"""

from __future__ import annotations

import hashlib
import posixpath

from lxml import etree

from sayso.word.ids import Ids, Stamp, declares
from sayso.word.names import (
    CONTENT_TYPES,
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
    TYPE_COMMENTS,
    W14,
    W15,
    W16CEX,
    W16CID,
    Element,
    both,
    namespace,
)
from sayso.word.package import Package, content_types, relationships_part, serialise
from sayso.word.refusals import damaged
from sayso.word.revisions import add_text
from sayso.word.styles import Styles

_PARAGRAPH_LIMIT = 0x80000000


class CommentParts:
    """Collects comments to write; `parts` then gives every part that they change."""

    def __init__(self, package: Package, stamp: Stamp, ids: Ids) -> None:
        self._package = package
        self._stamp = stamp
        self._ids = ids
        found = package.related(package.main, "comments")
        self._name = found[0] if found else None
        ns = STRICT if package.strict else TRANSITIONAL
        self._root = package.parse(found[0]) if found else etree.Element(f"{{{ns}}}comments", nsmap={"w": ns})
        if self._root.tag not in both("comments"):
            raise damaged()
        self._extra = {
            kind: (names[0], package.parse(names[0]))
            for kind in (REL_COMMENTS_EXTENDED, REL_COMMENTS_IDS, REL_COMMENTS_EXTENSIBLE, REL_PEOPLE)
            if (names := package.related(package.main, kind))
        }
        if any(kind != REL_PEOPLE for kind in self._extra):
            self._root = _declaring(self._root, "w14", W14)
        self._taken = _taken(self._root, *(root for _, root in self._extra.values()))
        styles = Styles(package)
        self._text_style = styles.id_of("paragraph", "annotation text")
        self.reference_style = styles.id_of("character", "annotation reference")
        self.count = 0

    def add(self, text: str) -> int:
        """A new comment; paragraphs stand between blank lines, other line breaks are kept. Returns its id."""
        w = namespace(self._root)
        comment = etree.SubElement(self._root, f"{{{w}}}comment")
        number = self._stamp.mark(comment, self._ids, self._root)
        comment.set(f"{{{w}}}initials", "".join(word[0] for word in self._stamp.author.split()[:3]))
        paragraphs = [p.strip("\n") for p in text.split("\n\n") if p.strip()] or [text]
        for index, words in enumerate(paragraphs):
            self._paragraph(comment, words, first=index == 0)
        self._join(comment[-1])
        self.count += 1
        return number

    def parts(self) -> dict[str, bytes]:
        """The changed and new parts by name, empty when no comment was added."""
        if not self.count:
            return {}
        changed = {name: serialise(root) for name, root in self._extra.values()}
        if self._name is not None:
            changed[self._name] = serialise(self._root)
            return changed
        name = self._free_name()
        changed[name] = serialise(self._root)
        types = content_types(self._package)
        override = etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override")
        override.set("PartName", "/" + name)
        override.set("ContentType", TYPE_COMMENTS)
        changed["[Content_Types].xml"] = serialise(types)
        changed[relationships_part(self._package.main)] = serialise(self._relationship_to(name))
        return changed

    def _paragraph(self, comment: Element, words: str, *, first: bool) -> None:
        w = namespace(self._root)
        paragraph = etree.SubElement(comment, f"{{{w}}}p")
        if self._text_style is not None:
            properties = etree.SubElement(paragraph, f"{{{w}}}pPr")
            etree.SubElement(properties, f"{{{w}}}pStyle").set(f"{{{w}}}val", self._text_style)
        if first:
            run = etree.SubElement(paragraph, f"{{{w}}}r")
            if self.reference_style is not None:
                properties = etree.SubElement(run, f"{{{w}}}rPr")
                etree.SubElement(properties, f"{{{w}}}rStyle").set(f"{{{w}}}val", self.reference_style)
            etree.SubElement(run, f"{{{w}}}annotationRef")
        add_text(etree.SubElement(paragraph, f"{{{w}}}r"), words)

    def _join(self, last: Element) -> None:
        """Tell the other comment parts of a comment, by its last paragraph."""
        kinds = [k for k in self._extra if k != REL_PEOPLE]
        if kinds:
            paragraph, durable = self._unique(), self._unique()
            last.set(f"{{{W14}}}paraId", paragraph)
            last.set(f"{{{W14}}}textId", "77777777")
            for kind in kinds:
                self._entry(kind, paragraph, durable)
        if REL_PEOPLE in self._extra:
            self._person(self._extra[REL_PEOPLE][1])

    def _entry(self, kind: str, paragraph: str, durable: str) -> None:
        root = self._extra[kind][1]
        if kind == REL_COMMENTS_EXTENDED:
            entry = etree.SubElement(root, f"{{{W15}}}commentEx")
            entry.set(f"{{{W15}}}paraId", paragraph)
            entry.set(f"{{{W15}}}done", "0")
        elif kind == REL_COMMENTS_IDS:
            entry = etree.SubElement(root, f"{{{W16CID}}}commentId")
            entry.set(f"{{{W16CID}}}paraId", paragraph)
            entry.set(f"{{{W16CID}}}durableId", durable)
        else:
            entry = etree.SubElement(root, f"{{{W16CEX}}}commentExtensible")
            entry.set(f"{{{W16CEX}}}durableId", durable)
            entry.set(f"{{{W16CEX}}}dateUtc", self._stamp.utc)

    def _person(self, root: Element) -> None:
        author = self._stamp.author
        if any(p.get(f"{{{W15}}}author") == author for p in root):
            return
        person = etree.SubElement(root, f"{{{W15}}}person")
        person.set(f"{{{W15}}}author", author)
        presence = etree.SubElement(person, f"{{{W15}}}presenceInfo")
        presence.set(f"{{{W15}}}providerId", "None")
        presence.set(f"{{{W15}}}userId", author)

    def _unique(self) -> str:
        """Eight hexadecimal digits below 0x80000000 that no paragraph or comment has, the same on every run."""
        seed = f"{self._stamp.author}/{self.count}/{len(self._taken)}"
        while True:
            seed = hashlib.sha256(seed.encode()).hexdigest()
            number = int(seed[:8], 16) % _PARAGRAPH_LIMIT
            value = f"{number:08X}"
            if number and value not in self._taken:
                self._taken.add(value)
                return value

    def _free_name(self) -> str:
        folder = posixpath.dirname(self._package.main)
        name, number = posixpath.join(folder, "comments.xml"), 1
        while name in self._package:
            number += 1
            name = posixpath.join(folder, f"comments{number}.xml")
        return name

    def _relationship_to(self, name: str) -> Element:
        part = relationships_part(self._package.main)
        known = part in self._package
        root = self._package.parse(part) if known else etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
        used = {item.get("Id") for item in root}
        number = len(used) + 1
        while f"rId{number}" in used:
            number += 1
        item = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        item.set("Id", f"rId{number}")
        item.set("Type", f"{OFFICE_STRICT if self._package.strict else OFFICE}/comments")
        item.set("Target", posixpath.relpath(name, posixpath.dirname(self._package.main) or "."))
        return root


def _taken(*roots: Element) -> set[str]:
    return {
        str(value).upper()
        for root in roots
        for element in root.iter()
        for key, value in element.attrib.items()
        if str(key).endswith(("}paraId", "}durableId"))
    }


def _declaring(root: Element, prefix: str, uri: str) -> Element:
    """The same part with that namespace declared, and named as one that older readers may ignore."""
    if declares(root, uri):
        return root
    nsmap: dict[str, str] = {p: u for p, u in root.nsmap.items() if p}
    known = {u: p for p, u in nsmap.items()}
    while nsmap.get(prefix, uri) != uri:
        prefix += "x"
    prefix = known.get(uri, prefix)
    nsmap[prefix] = uri
    if MC not in known:
        nsmap["mc" if "mc" not in nsmap else "mcx"] = MC
    new = etree.Element(root.tag, nsmap=nsmap)
    new.attrib.update(root.attrib)
    new.set(f"{{{MC}}}Ignorable", f"{root.get(f'{{{MC}}}Ignorable') or ''} {prefix}".strip())
    new.text = root.text
    new.extend(list(root))
    return new
