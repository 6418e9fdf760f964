"""Writing: what becomes a change, what a comment, and what is said when neither can be."""

from __future__ import annotations

from datetime import datetime

import pytest

from sayso.errors import SourceError
from sayso.result import Finding, Location
from sayso.word import Annotated, annotate, open_package, read_document
from word.build import (
    OFFICE,
    STRICT_W,
    W,
    comment,
    covered,
    docx,
    find,
    para,
    part,
    review,
    run,
    suggestion,
    texts,
    tree,
    unzipped,
    zipped,
)  # fmt: skip
from word.test_stories import BEGIN, DELETED, END, SEPARATE, box, changed, code, control

WHEN = datetime(2026, 3, 4, 5, 6, 7)
QUIET = {"comments": False}


def write(data: bytes, *findings: tuple[str, str], **options: bool) -> Annotated:
    """Annotate with a suggestion for each (words, replacement)."""
    package = open_package(data)
    draft = read_document(package).draft
    made = [suggestion(find(draft, words), new, name=f"s{i}") for i, (words, new) in enumerate(findings)]
    return annotate(package, review(*made, on_topic=False), date=WHEN, **options)


EDITS = {
    "inside a run": para(run("We break down data silos now.")),
    "over runs of different formatting": para(run("We break "), run("down ", "<w:b/>"), run("data silos now.", "<w:i/>")),
    "text without preserve": para("<w:r><w:t>We</w:t><w:t xml:space='preserve'> break down </w:t></w:r>", run("data silos now.")),
    "next to a bookmark": para(
        run("We "), '<w:bookmarkStart w:id="1" w:name="b"/>', run("break down"), '<w:bookmarkEnd w:id="1"/>', run(" data silos now.")
    ),
    "around a bookmark": para(run("We break "), '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>', run("down data silos now.")),
    "around proofing marks": para(run("We break "), '<w:proofErr w:type="spellStart"/>', run("down data silos now.")),
    "around a comment's mark": para(
        '<w:commentRangeStart w:id="1"/>', run("We break "), '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
        run("down data silos now."),
    ),
    "inside a link": para(run("We "), f"<w:hyperlink>{run('break down data silos')}</w:hyperlink>", run(" now.")),
    "over a link's border": para(run("We break "), f"<w:hyperlink>{run('down data')}</w:hyperlink>", run(" silos now.")),
    "inside a link field": para(
        run("We "), BEGIN, code(' HYPERLINK "x" '), SEPARATE, run("break down data silos"), END, run(" now.")
    ),
    "over a control's border": para(run("We break "), control(run("down data")), run(" silos now.")),
    "inside a block control": control(para(run("We break down data silos now."))),
    "inside a smart tag": para(f"<w:smartTag>{run('We break down data silos')}</w:smartTag>", run(" now.")),
    "with a tab and page mark in the run": para(
        '<w:r><w:tab/><w:t xml:space="preserve">We break </w:t><w:lastRenderedPageBreak/><w:t>down data silos now.</w:t><w:br/></w:r>'
    ),
    "in a cell": f"<w:tbl><w:tr><w:tc>{para(run('We break down data silos now.'))}</w:tc></w:tr></w:tbl>",
    "beside somebody's insertion": para(changed("ins", run("Now ")), run("We break down data silos now.")),
    "beside somebody's deletion": para(changed("del", DELETED), run("We break down data silos now.")),
}  # fmt: skip


@pytest.mark.parametrize("strict", [False, True], ids=["transitional", "strict"])
@pytest.mark.parametrize("name", EDITS)
def test_change(name: str, strict: bool) -> None:
    body = EDITS[name] + para(run("The end."))
    parts = {"comments": part("comments", f'<w:comment w:id="1" w:author="A">{para(run("old"))}</w:comment>')}
    data = docx(body, parts if "commentReference" in body else None, strict=strict)
    before = texts(data, accept=True)
    result = write(data, ("break down data silos", "tear down data walls"), **QUIET)
    assert (result.changes, result.comments, result.unplaced) == (1, 0, ())
    assert texts(result.data, accept=True) == [
        t.replace("break down data silos", "tear down data walls") for t in before
    ]
    root = tree(result.data)
    w = STRICT_W if strict else W
    ours = [e for e in root.iter(f"{{{w}}}ins", f"{{{w}}}del") if e.get(f"{{{w}}}author") == "Sayso"]
    assert {e.get(f"{{{w}}}date") for e in ours} == {"2026-03-04T05:06:07Z"}
    assert sum(e.tag.endswith("ins") for e in ours) == 1


def test_fewest_words_and_formatting_of_the_first_replaced() -> None:
    data = docx(para(run("The county will "), run("leverage ", "<w:b/>"), run("its data.", "<w:i/>")))
    result = write(data, ("county will leverage its data", "county will use its data"), **QUIET)
    xml = unzipped(result.data)["word/document.xml"].decode()
    assert '<w:delText xml:space="preserve">leverage</w:delText>' in xml
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">use</w:t>' in xml
    assert xml.count("<w:ins ") == xml.count("<w:del ") == 1


INSERTIONS = [
    ("share data", "safely share data", "Schools safely share data, now."),
    ("share data", "share data safely", "Schools share data safely, now."),
    ("share data", "share good data", "Schools share good data, now."),
    ("share data", "data", "Schools data, now."),
    ("Schools", "All schools", "All schools share data, now."),
    ("now.", "now!", "Schools share data, now!"),
    ("share data", "share\tall\ndata", "Schools share\tall\ndata, now."),
]


@pytest.mark.parametrize(("words", "new", "expected"), INSERTIONS)
@pytest.mark.parametrize(
    "body", [para(run("Schools share data, now.")), para(run("Schools "), run("share ", "<w:b/>"), run("data, now."))]
)
def test_insertions_and_deletions(body: str, words: str, new: str, expected: str) -> None:
    data = docx(body)
    result = write(data, (words, new), **QUIET)
    assert texts(result.data, accept=True) == [expected]
    assert texts(result.data, accept=False) == texts(data, accept=False)


def test_several_in_one_run() -> None:
    data = docx(para(run("one two three four five")))
    result = write(data, ("five", "5"), ("one", "1"), ("three", "3"), ("two", ""), **QUIET)
    assert texts(result.data, accept=True) == ["1  3 four 5"]
    assert result.changes == 4


def test_characters_of_several_code_points_stay_whole() -> None:
    data = docx(para(run("cafe\u0301 👩🏽\u200d🚒 at noon")))
    result = write(data, ("cafe\u0301", "cafe"), ("👩🏽\u200d🚒", "👩🏽"), **QUIET)
    xml = unzipped(result.data)["word/document.xml"].decode()
    assert ">cafe\u0301<" in xml
    assert ">👩🏽\u200d🚒<" in xml


LOCKED = '<w:lock w:val="contentLocked"/>'
BOUND = '<w:dataBinding w:xpath="/x"/>'
BARRED = {
    "in somebody's insertion": para(run("We "), changed("ins", run("break down")), run(" data silos now.")),
    "over somebody's deletion": para(run("We break "), changed("del", DELETED), run("down data silos now.")),
    "formatting changed by somebody": para(
        run("We break down data silos now.", '<w:rPrChange w:id="3" w:author="A"><w:rPr/></w:rPrChange>')
    ),
    "moved here": para(changed("moveTo", run("We break down data silos now."))),
    "in a field": para(run("We "), BEGIN, code(" REF x "), SEPARATE, run("break down data silos"), END, run(" now.")),
    "in a simple field": para(f'<w:fldSimple w:instr="REF x">{run("We break down data silos now.")}</w:fldSimple>'),
    "locked": para(run("We "), control(run("break down data silos"), LOCKED), run(" now.")),
    "bound": para(run("We "), control(run("break down data silos"), BOUND), run(" now.")),
    "bound block": control(para(run("We break down data silos now.")), BOUND),
    "right to left": para(run("We break down data silos now.", "<w:rtl/>")),
    "right-to-left paragraph": para(run("We break down data silos now."), properties="<w:bidi/>"),
    "over a formula": para(run("We break "), "<m:oMath/>", run("down data silos now.")),
    "over hidden text": para(run("We break "), run("secretly ", "<w:vanish/>"), run("down data silos now.")),
    "ruby": para(
        f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('break down data silos')}</w:rubyBase></w:ruby></w:r>"
    ),
    "in a text box": para(run("Anchor."), box("We break down data silos now.")),
    "alternate": para(
        f'<mc:AlternateContent><mc:Choice Requires="w14">{run("break down data silos")}</mc:Choice></mc:AlternateContent>'
    ),
}


@pytest.mark.parametrize("name", BARRED)
def test_comment_where_no_change_is_safe(name: str) -> None:
    data = docx(BARRED[name] + para(run("The end.")))
    result = write(data, ("break down data silos", "tear down data walls"))
    assert (result.changes, result.comments, result.unplaced) == (0, 1, ())
    assert texts(result.data, accept=True) == texts(data, accept=True)
    assert write(data, ("break down data silos", "tear down walls"), **QUIET).unplaced[0][0] == "s0"
    said = b"tear down data walls"
    assert said in unzipped(result.data)["word/comments.xml"]


@pytest.mark.parametrize("over", ["<w:tab/>", "<w:br/>", "<w:softHyphen/>", '<w:footnoteReference w:id="1"/>'])
def test_no_change_over_what_is_no_word(over: str) -> None:
    package = open_package(docx(para(f"<w:r><w:t>break</w:t>{over}<w:t>down now</w:t></w:r>")))
    text = read_document(package).draft.paragraphs[0].text
    at = Location(0, 0, 10, text[:10])
    result = annotate(package, review(suggestion(at, "tear up"), on_topic=False))
    assert (result.changes, result.comments) == (0, 1)


@pytest.mark.parametrize("name", EDITS)
def test_comment_on_exactly_the_words(name: str) -> None:
    package = open_package(docx(EDITS[name]))
    draft = read_document(package).draft
    found = [comment(find(draft, "reak down data silo"), "One"), comment(find(draft, "down"), "Two", name="d")]
    result = annotate(package, review(*found, on_topic=False))
    assert set(covered(result.data)) == {("One", "reak down data silo"), ("Two", "down")}


def test_comments_beside_bound_controls() -> None:
    body = para(run("We "), control(run("break down"), BOUND), run(" walls.")) + control(para(run("Bound.")), BOUND)
    package = open_package(docx(body))
    draft = read_document(package).draft
    result = annotate(
        package, review(comment(find(draft, "down"), "A"), comment(find(draft, "Bound"), "B", name="d"), on_topic=False)
    )
    said = {first.split("”")[-1]: words for first, words in covered(result.data)}
    assert said == {"A": "break down", ": B": "We break down walls."}


def test_words_outside_the_body_hang_on_the_body() -> None:
    body = para(run("Title here"), properties='<w:pStyle w:val="Title"/>')
    body += para(run("Text"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" goes on."), box("Boxed words"))
    body += '<w:sectPr><w:headerReference w:type="default" r:id="r-header1"/></w:sectPr>'
    parts = {
        "header1": part("hdr", para(run("Top words"))),
        "footnotes": part("footnotes", f'<w:footnote w:id="2">{para(run("Note words"))}</w:footnote>'),
    }
    package = open_package(docx(body, parts))
    draft = read_document(package).draft
    made = [comment(find(draft, w), "See.", name=w) for w in ("Top words", "Note words", "Boxed words")]
    result = annotate(package, review(*made, on_topic=False))
    assert [first for first, _ in covered(result.data)] == [
        "In the header, “Top words”: See.",
        "In the footnote, “Note words”: See.",
        "In the text box, “Boxed words”: See.",
    ]
    assert dict(covered(result.data))["In the header, “Top words”: See."] == "Title here"
    assert {n for n in unzipped(result.data) if unzipped(result.data)[n] != unzipped(package.data).get(n)} == {
        "word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
    }  # fmt: skip


def test_all_that_cannot_be_placed_is_said() -> None:
    package = open_package(docx(para(run("We share data."))))
    wrong = Location(0, 0, 2, "Us")
    findings = [
        comment(wrong, name="moved"),
        suggestion(wrong, "x", name="moved too"),
        suggestion(Location(7, 0, 2, "We"), "x", name="nowhere"),
        suggestion(Location(0, 0, 2, "We"), "We", name="same"),
    ]
    result = annotate(package, review(*findings, on_topic=False))
    assert dict(result.unplaced) == {
        "moved": "text-differs", "moved too": "text-differs", "nowhere": "text-differs", "same": "no-difference"
    }  # fmt: skip
    assert result.data == package.data


def test_overlapping_suggestions_become_comments() -> None:
    data = docx(para(run("one two three")))
    result = write(data, ("one two", "1 2"), ("two three", "2 3"))
    assert (result.changes, result.comments) == (1, 2)


def test_nothing_to_write_gives_the_bytes_back() -> None:
    package = open_package(docx(para(run("Fine."))))
    assert annotate(package, review(on_topic=False)).data == package.data


def test_package_can_be_annotated_again() -> None:
    package = open_package(docx(para(run("one two three"))))
    found = suggestion(find(read_document(package).draft, "two"), "2")
    first, second = (annotate(package, review(found), date=WHEN) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("edit", "changes", "comments"), [("comments", 0, 1), ("trackedChanges", 1, 1), ("none", 1, 1)]
)
def test_protection_that_allows_it(edit: str, changes: int, comments: int) -> None:
    settings = part("settings", f'<w:documentProtection w:edit="{edit}" w:enforcement="1"/>')
    result = write(docx(para(run("one two")), {"settings": settings}), ("two", "2"))
    assert (result.changes, result.comments) == (changes, comments)


@pytest.mark.parametrize("edit", ["readOnly", "forms"])
def test_protection_that_does_not(edit: str) -> None:
    settings = part("settings", f'<w:documentProtection w:edit="{edit}" w:enforcement="{{}}"/>')
    with pytest.raises(SourceError) as caught:
        write(docx(para(run("one two")), {"settings": settings.format("true")}), ("two", "2"))
    assert caught.value.code == "docx-protected"
    assert write(docx(para(run("one two")), {"settings": settings.format("0")}), ("two", "2")).changes == 1


def test_signed() -> None:
    data = docx(para(run("one two")))
    name = "_rels/.rels"
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    signed = unzipped(data)[name].replace(
        b"</Rel", f'<Relationship Id="s" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Rel'.encode()
    )
    with pytest.raises(SourceError) as caught:
        write(zipped({**unzipped(data), name: signed}), ("two", "2"))
    assert caught.value.code == "docx-signed"


def test_utc_beside_local_only_where_declared() -> None:
    du = "http://schemas.microsoft.com/office/word/2023/wordml/word16du"
    data = docx(para(run("one two")))
    main = unzipped(data)["word/document.xml"].replace(b'mc:Ignorable="', f'xmlns:du="{du}" mc:Ignorable="du '.encode())
    assert b"dateUtc" not in unzipped(write(data, ("two", "2")).data)["word/document.xml"]
    files = unzipped(write(zipped({**unzipped(data), "word/document.xml": main}), ("two", "2")).data)
    assert b" du:dateUtc=" in files["word/document.xml"]
    assert b"dateUtc" not in files["word/comments.xml"]


W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
EXTRA = {
    "commentsExtended": ("http://schemas.microsoft.com/office/2011/relationships/commentsExtended", W15, "commentsEx"),
    "commentsIds": (
        "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
        "http://schemas.microsoft.com/office/word/2016/wordml/cid",
        "commentsIds",
    ),
    "commentsExtensible": (
        "http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible",
        "http://schemas.microsoft.com/office/word/2018/wordml/cex",
        "commentsExtensible",
    ),
    "people": ("http://schemas.microsoft.com/office/2011/relationships/people", W15, "people"),
}


@pytest.mark.parametrize("declared", [True, False])
def test_joins_the_comment_parts_there_are(declared: bool) -> None:
    """Other people's comments stay as they are, in a part of whatever name, and ours get ids nobody has."""
    old = f'<w:comment w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z">{para(run("old"))}</w:comment>'
    comments = part("comments", old)
    if not declared:
        comments = f'<w:comments xmlns:w="{W}">{old}</w:comments>'
    links = f'<Relationship Id="c" Type="{OFFICE}/comments" Target="notes/remarks.xml"/>' + "".join(
        f'<Relationship Id="x{i}" Type="{kind}" Target="{name}.xml"/>'
        for i, (name, (kind, _, _)) in enumerate(EXTRA.items())
    )
    extra = {f"word/{n}.xml": f'<x:{root} xmlns:x="{ns}"/>'.encode() for n, (_, ns, root) in EXTRA.items()}
    body = para(
        '<w:commentRangeStart w:id="1"/>', run("one "), '<w:commentRangeEnd w:id="1"/>',
        '<w:r><w:commentReference w:id="1"/></w:r><w:bookmarkStart w:id="2" w:name="b"/>', run("two"),
        '<w:bookmarkEnd w:id="2"/>',
    )  # fmt: skip
    data = docx(body, relationships=links, extra={**extra, "word/notes/remarks.xml": comments.encode()})
    package = open_package(data)
    draft = read_document(package).draft
    result = annotate(
        package,
        review(comment(find(draft, "two"), why="Because."), comment(find(draft, "one"), name="d"), on_topic=False),
    )
    files = unzipped(result.data)
    assert result.comments == 2
    remarks = tree(result.data, "word/notes/remarks.xml")
    assert [c.get(f"{{{W}}}id") for c in remarks] == ["1", "3", "4"]
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    ids = [c[-1].get(f"{{{w14}}}paraId") for c in remarks][1:]
    assert None not in ids
    assert len(set(ids)) == 2
    assert {p: u for p, u in remarks.nsmap.items() if u == w14}
    extended = tree(result.data, "word/commentsExtended.xml")
    assert [e.get(f"{{{W15}}}paraId") for e in extended] == ids
    durable = [list(e.attrib.values())[1] for e in tree(result.data, "word/commentsIds.xml")]
    assert durable == [next(iter(e.attrib.values())) for e in tree(result.data, "word/commentsExtensible.xml")]
    assert [p.get(f"{{{W15}}}author") for p in tree(result.data, "word/people.xml")] == ["Sayso"]
    assert files["[Content_Types].xml"] == unzipped(data)["[Content_Types].xml"]


def test_new_comments_part_is_declared_and_free_of_clashes() -> None:
    data = docx(para(run("one two")), extra={"word/comments.xml": b"<other/>"})
    files = unzipped(write(data, ("two", "2")).data)
    assert b"/word/comments2.xml" in files["[Content_Types].xml"]
    assert b'Target="comments2.xml"' in files["word/_rels/document.xml.rels"]
    assert files["word/comments.xml"] == b"<other/>"


def test_more_comments_than_word_opens_are_reported() -> None:
    marks = "".join(f'<w:commentRangeStart w:id="{i}"/>' for i in range(1, 32_768))
    result = write(docx(para(marks, run("one two"))), ("two", "2"))
    assert (result.changes, result.comments) == (1, 0)
    package = open_package(docx(para(marks, run("one two"))))
    assert annotate(package, review(comment(None), on_topic=False)).unplaced == (("c", "too-many-comments"),)


def test_characters_that_xml_cannot_hold() -> None:
    package = open_package(docx(para(run("one two"))))
    finding = Finding("s", "r", "e", "comment", "should", None, "a\x00b\x0bc", "", "s")
    assert covered(annotate(package, review(finding, on_topic=False)).data) == [("abc", "one two")]
