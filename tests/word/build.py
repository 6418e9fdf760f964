"""Makes .docx files and reviews for the tests, and reads the results by rules of its own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from sayso.draft import Draft
from sayso.result import BriefUsed, Claim, Counts, Finding, ItemResult, Location, Review

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15 wps"'
)
KINDS = {
    "styles": "styles",
    "settings": "settings",
    "header1": "header",
    "footer1": "footer",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}


def part(root: str, inner: str) -> str:
    """A part's XML with every namespace the tests use."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {NAMESPACES}>{inner}</w:{root}>'


def run(text: str, properties: str = "") -> str:
    """A run of text, its spaces kept."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*inner: str, properties: str = "") -> str:
    """A paragraph of this inner XML."""
    before = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{before}{''.join(inner)}</w:p>"


def docx(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    main: str = "word/document.xml",
    strict: bool = False,
    encoding: str = "utf-8",
    extra: Mapping[str, bytes] | None = None,
    relationships: str = "",
) -> bytes:
    """The bytes of a .docx with that body; `parts` maps "styles", "header1", "comments"… to their XML."""
    parts = dict(parts or {})
    folder = main.rpartition("/")[0]
    links = "".join(
        f'<Relationship Id="r-{name}" Type="{OFFICE}/{KINDS[name]}" Target="{name}.xml"/>' for name in parts
    )
    files: dict[str, bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{MAIN_TYPE}"/></Types>'
        ).encode(),
        "_rels/.rels": _relationships(f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{main}"/>'),
        main: part("document", f"<w:body>{body}<w:sectPr/></w:body>").encode(),
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": _relationships(links + relationships),
    }
    files |= {f"{folder}/{name}.xml": xml.encode() for name, xml in parts.items()}
    if strict:
        swap = {W.encode(): STRICT_W.encode(), OFFICE.encode(): STRICT_OFFICE.encode()}
        for old, new in swap.items():
            files = {name: data.replace(old, new) for name, data in files.items()}
    if encoding != "utf-8":
        text = files[main].decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
        files[main] = text.encode(encoding)
    return zipped({**files, **(extra or {})})


def _relationships(inner: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{inner}</Relationships>'.encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, in this order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Every file of a zip."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def find(draft: Draft, words: str, nth: int = 0) -> Location:
    """Where these words stand in a draft, the `nth` time."""
    for index, paragraph in enumerate(draft.paragraphs):
        for match in re.finditer(re.escape(words), paragraph.text):
            if nth == 0:
                return Location(index, match.start(), match.end(), words, paragraph.story)
            nth -= 1
    raise AssertionError(f"{words!r} is not in the draft")


def suggestion(at: Location | None, *replacements: str, name: str = "s", rule: str = "language.x") -> Finding:
    return Finding(name, rule, "language", "suggestion", "should", at, "Say it.", "Why so.", "Words", replacements)


def comment(at: Location | None, message: str = "Look here.", name: str = "c", why: str = "") -> Finding:
    return Finding(name, "framing.y", "framing", "comment", "should", at, message, why, "Frames")


def review(
    *findings: Finding, checklist: tuple[ItemResult, ...] = (), claims: tuple[Claim, ...] = (), on_topic: bool = True
) -> Review:
    """A review that holds just these."""
    brief = BriefUsed("news", "author", "public", "auto")
    return Review("x.docx", brief, on_topic, Counts(1, 1, 1), checklist, findings, claims, (), ())


def texts(data: bytes, *, accept: bool) -> list[str]:
    """The text of each body paragraph with every change accepted, or every one rejected."""
    root = tree(data)
    gone, kept = ("del", "ins") if accept else ("ins", "del")
    out = []
    for paragraph in root.iter(f"{{{W}}}p", f"{{{STRICT_W}}}p"):
        line = ""
        for item in paragraph.iter():
            name = etree.QName(item).localname
            above = [etree.QName(a).localname for a in item.iterancestors()]
            if gone in above:
                continue
            if name == "t" or (name == "delText" and not accept and kept in above):
                line += item.text or ""
            elif name in ("tab", "br"):
                line += {"tab": "\t", "br": "\n"}[name]
        out.append(line)
    return out


def tree(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(unzipped(data)[name])


def covered(data: bytes) -> list[tuple[str, str]]:
    """Each comment's first paragraph and the words it stands on, deletions and insertions both."""
    files = unzipped(data)
    notes = {
        c.get(f"{{{W}}}id"): "".join(c[0].itertext()) for c in etree.fromstring(files["word/comments.xml"]).iter(f"{{{W}}}comment")
    }  # fmt: skip
    found: dict[str | None, str] = {}
    open_: set[str | None] = set()
    for item in etree.fromstring(files["word/document.xml"]).iter():
        name = etree.QName(item).localname
        number = item.get(f"{{{W}}}id")
        if name == "commentRangeStart":
            open_.add(number)
            found[number] = ""
        elif name == "commentRangeEnd":
            open_.discard(number)
        elif name in ("t", "delText"):
            for here in open_:
                found[here] += item.text or ""
    return [(notes[number], words) for number, words in found.items() if number in notes]
