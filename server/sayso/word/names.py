"""The names of WordprocessingML that the rest of `word/` speaks: namespaces, element kinds, relationship types.

Every element is met under two namespaces, the transitional one that Word writes (ECMA-376 Part 4) and the strict one
(ISO/IEC 29500 Part 1); `KIND` gives the same local name for both, so that nothing else has to care.
"""

from __future__ import annotations

from lxml import etree

Element = etree._Element

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W16CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
W16CEX = "http://schemas.microsoft.com/office/word/2018/wordml/cex"
W16DU = "http://schemas.microsoft.com/office/word/2023/wordml/word16du"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
REL_COMMENTS_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
REL_COMMENTS_IDS = "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds"
REL_COMMENTS_EXTENSIBLE = "http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible"
REL_PEOPLE = "http://schemas.microsoft.com/office/2011/relationships/people"
REL_SIGNATURE = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
TYPE_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

OBJECT = "\ufffc"
# What each run child reads as, ECMA-376 Part 1 §17.3.3; every object keeps one place so that offsets stay exact.
READ_AS = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "sym": OBJECT,
    "footnoteReference": OBJECT,
    "endnoteReference": OBJECT,
    "drawing": OBJECT,
    "pict": OBJECT,
    "object": OBJECT,
    "ptab": OBJECT,
    "pgNum": OBJECT,
    "separator": OBJECT,
    "continuationSeparator": OBJECT,
    "fldChar": OBJECT,
}
# Elements that mark a place or a property and hold no text.
_OTHERS = (
    "p pPr r rPr t tbl tr tc tblPr tblGrid tblPrEx trPr tcPr sectPr sdt sdtPr sdtEndPr sdtContent hyperlink smartTag"
    " smartTagPr customXml customXmlPr ins del moveFrom moveTo fldSimple dir bdo instrText delText delInstrText ruby"
    " rubyBase rt rubyPr lastRenderedPageBreak commentReference annotationRef footnoteRef endnoteRef proofErr"
    " bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd moveFromRangeStart"
    " moveFromRangeEnd moveToRangeStart moveToRangeEnd txbxContent fldData"
)
KIND: dict[object, str] = {
    f"{{{ns}}}{local}": local for ns in (TRANSITIONAL, STRICT) for local in (*READ_AS, *_OTHERS.split())
}
KIND[f"{{{MC}}}AlternateContent"] = "AlternateContent"
KIND[f"{{{MC}}}Choice"] = "Choice"
KIND[f"{{{MC}}}Fallback"] = "Fallback"
# Early strict files wrote the content of text boxes in this namespace.
KIND["{http://schemas.microsoft.com/office/word/2006/wordml}txbxContent"] = "txbxContent"


def namespace(element: Element) -> str:
    """The namespace URI of an element, "" when it has none."""
    return etree.QName(element).namespace or ""


def both(*locals_: str) -> tuple[str, ...]:
    """The qualified names of WordprocessingML elements in both namespaces, as `iter` takes them."""
    return tuple(f"{{{ns}}}{local}" for ns in (TRANSITIONAL, STRICT) for local in locals_)


def attribute(element: Element, local: str) -> str | None:
    """A `w:` attribute, whichever of the two namespaces it is written in."""
    value = element.get(f"{{{TRANSITIONAL}}}{local}")
    return element.get(f"{{{STRICT}}}{local}") if value is None else value


def child(element: Element, local: str) -> Element | None:
    """The first child of that WordprocessingML name, or None."""
    return next(element.iterchildren(f"{{{TRANSITIONAL}}}{local}", f"{{{STRICT}}}{local}"), None)


def is_on(element: Element | None) -> bool:
    """Whether a toggle such as `w:bidi` is on: it is when present, unless it says no (ECMA-376 Part 1 §17.17.4)."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off")
