"""Reading: which words are in the draft, in which order, under which role."""

from __future__ import annotations

import pytest

from sayso.word import open_package, read_document
from word.build import docx, para, part, run

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def box(text: str) -> str:
    inner = f"<w:txbxContent>{para(run(text))}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def changed(kind: str, inner: str) -> str:
    return f'<w:{kind} w:id="9" w:author="A" w:date="2024-01-01T00:00:00Z">{inner}</w:{kind}>'


def control(inner: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


OBJECT = "\ufffc"
TABLE = f"<w:tbl><w:tr><w:tc>{para(run('in a cell'))}</w:tc></w:tr></w:tbl>"
DELETED = run("gone").replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
READ = {
    "runs join": (para(run("a "), run("b")), ["a b"]),
    "empty paragraphs count": (para() + para(run("a")) + para(), ["", "a", ""]),
    "outer space without preserve": (para("<w:r><w:t> a </w:t></w:r>", run("b")), ["ab"]),
    "space inherited": ('<w:p xml:space="preserve"><w:r><w:t> a </w:t></w:r></w:p>', [" a "]),
    "tab, break, hyphens": (
        para("<w:r><w:t>a</w:t><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/></w:r>"),
        ["a\t\n\n\u2011\u00ad"],
    ),
    "symbol": (para(run("a"), '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'), ["a" + OBJECT]),
    "insertions are read": (para(run("a "), changed("ins", run("b"))), ["a b"]),
    "deletions are not": (para(run("a "), changed("del", DELETED), run("b")), ["a b"]),
    "moved text once": (para(changed("moveFrom", run("x")), changed("moveTo", run("y"))), ["y"]),
    "hyperlink": (para(run("a "), f"<w:hyperlink>{run('b')}</w:hyperlink>"), ["a b"]),
    "smart tag": (para(f"<w:smartTag>{run('Paris')}</w:smartTag>"), ["Paris"]),
    "simple field": (para(f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>'), ["7"]),
    "complex field": (para(BEGIN, code(" PAGE "), SEPARATE, run("7"), END), [OBJECT * 2 + "7" + OBJECT]),
    "text in an instruction": (
        para(BEGIN, code("IF "), run("no"), SEPARATE, run("7"), END),
        [OBJECT * 2 + "7" + OBJECT],
    ),
    "a field never closed": (para(BEGIN, run("a")), [OBJECT + "a"]),
    "field over paragraphs": (
        para(BEGIN, code("TOC")) + para(run("x"), SEPARATE, run("One")) + para(END),
        [OBJECT, OBJECT + "One", OBJECT],
    ),
    "inline control": (para(control(run("a"))), ["a"]),
    "block control": (control(para(run("a")) + para(run("b"))), ["a", "b"]),
    "cell and row controls": (
        f"<w:tbl>{control('<w:tr>' + control('<w:tc>' + para(run('a')) + '</w:tc>') + '</w:tr>')}</w:tbl>",
        ["a"],
    ),
    "nested tables": (f"<w:tbl><w:tr><w:tc>{TABLE}{para(run('b'))}</w:tc></w:tr></w:tbl>", ["in a cell", "b"]),
    "a deleted row": (
        f"<w:tbl><w:tr><w:trPr>{changed('del', '')}</w:trPr><w:tc>{para(run('a'))}</w:tc></w:tr></w:tbl>"
        + para(run("b")),
        ["", "b"],
    ),
    "text box once, after its paragraph": (para(run("a"), box("boxed")) + para(run("b")), ["a" + OBJECT, "boxed", "b"]),
    "alternate runs once": (
        para(
            f'<mc:AlternateContent><mc:Choice Requires="w14">{run("new")}</mc:Choice>'
            f"<mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>"
        ),
        ["new"],
    ),
    "ruby base alone": (
        para(f"<w:r><w:ruby><w:rt>{run('guide')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"),
        ["base"],
    ),
    "formula": (para(run("a "), "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", run("b")), ["a b"]),
    "hidden text": (para(run("a"), run("secret", "<w:vanish/>"), run("b", '<w:vanish w:val="0"/>')), ["ab"]),
    "bidirectional": (para(f'<w:bdo w:val="rtl">{run("a")}</w:bdo>'), ["a"]),
    "comments and instructions of XML": (para("<!-- x -->", run("a"), "<?p x?>"), ["a"]),
    "an element nobody knows": (para(f'<x:new xmlns:x="urn:x">{run("a")}</x:new>'), ["a"]),
}


@pytest.mark.parametrize("strict", [False, True], ids=["transitional", "strict"])
@pytest.mark.parametrize("name", READ)
def test_reads(name: str, strict: bool) -> None:
    body, expected = READ[name]
    document = read_document(open_package(docx(body + para(run("The end.")), strict=strict)))
    assert [p.text for p in document.draft.paragraphs] == [*expected, "The end."]
    for place in document.places:
        at = 0
        for piece in place.pieces:
            assert piece.start == at
            at = piece.end
        assert at == len(place.text)


def test_stories_in_reading_order() -> None:
    """Notes come in the order of their references, not of their part; what nothing refers to is not read."""
    body = para(run("Body"), '<w:r><w:footnoteReference w:id="3"/></w:r>', '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body += para('<w:r><w:endnoteReference w:id="1"/></w:r>')
    body += '<w:sectPr><w:headerReference w:type="default" r:id="r-header1"/></w:sectPr>'
    notes = "".join(
        f'<w:footnote w:id="{i}"{t}>{para(run(w))}</w:footnote>'
        for i, t, w in ((0, ' w:type="separator"', "line"), (2, "", "two"), (3, "", "three"), (4, "", "unused"))
    )
    data = docx(
        body,
        {
            "header1": part("hdr", para(run("Top"))),
            "footer1": part("ftr", para(run("not referred to"))),
            "footnotes": part("footnotes", notes),
            "endnotes": part("endnotes", f'<w:endnote w:id="1">{para(run("end"))}</w:endnote>'),
        },
    )
    draft = read_document(open_package(data)).draft
    assert [(p.story, p.text) for p in draft.paragraphs] == [
        ("body", "Body" + OBJECT * 2),
        ("body", OBJECT),
        ("header", "Top"),
        ("footnote", "three"),
        ("footnote", "two"),
        ("endnote", "end"),
    ]


def style(name: str, style_id: str, inner: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{inner}</w:style>'


STYLES = part(
    "styles",
    style("Title", "Titel")
    + style("heading 2", "berschrift2")
    + style("Own", "Eigene", '<w:basedOn w:val="berschrift2"/>')
    + style("Intense Quote", "IntensivesZitat")
    + style("List Bullet", "Liste", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    + style("Outlined", "Gliederung", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + style("Loop", "Schleife", '<w:basedOn w:val="Schleife"/>')
    + style("Secret", "Geheim", "<w:rPr><w:vanish/></w:rPr>", "character"),
)
ROLES = {
    "title": ('<w:pStyle w:val="Titel"/>', "title"),
    "heading in another language": ('<w:pStyle w:val="berschrift2"/>', "heading"),
    "based on a heading": ('<w:pStyle w:val="Eigene"/>', "heading"),
    "heading without a style's definition": ('<w:pStyle w:val="Heading1"/>', "heading"),
    "outline level of the style": ('<w:pStyle w:val="Gliederung"/>', "heading"),
    "outline level": ('<w:outlineLvl w:val="0"/>', "heading"),
    "body level": ('<w:pStyle w:val="Gliederung"/><w:outlineLvl w:val="9"/>', "body"),
    "quotation": ('<w:pStyle w:val="IntensivesZitat"/>', "quotation"),
    "list by style": ('<w:pStyle w:val="Liste"/>', "list-item"),
    "list": ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>', "list-item"),
    "taken out of its list": ('<w:pStyle w:val="Liste"/><w:numPr><w:numId w:val="0"/></w:numPr>', "body"),
    "a style based on itself": ('<w:pStyle w:val="Schleife"/>', "body"),
    "plain": ("", "body"),
}


@pytest.mark.parametrize("name", ROLES)
def test_roles(name: str) -> None:
    properties, role = ROLES[name]
    data = docx(para(run("First, a sentence.")) + para(run("Words."), properties=properties), {"styles": STYLES})
    assert read_document(open_package(data)).draft.paragraphs[1].role == role


def test_cells_and_hidden_style() -> None:
    data = docx(para(run("A b."), run("x", '<w:rStyle w:val="Geheim"/>')) + TABLE, {"styles": STYLES})
    draft = read_document(open_package(data)).draft
    assert [(p.text, p.role) for p in draft.paragraphs] == [("A b.", "body"), ("in a cell", "table-cell")]
