"""The checker catches each kind of damage, on files damaged behind the writer's back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from sayso.errors import UnsafeAnnotationError
from sayso.word import annotate, open_package, read_document
from sayso.word.invariants import assert_safe, check
from word.build import comment, docx, find, para, part, review, run, suggestion, unzipped, zipped

OLD = part(
    "comments", f'<w:comment w:id="90" w:author="A" w:date="2020-01-01T00:00:00Z">{para(run("old"))}</w:comment>'
)
BODY = (
    para(
        '<w:bookmarkStart w:id="80" w:name="b"/>', run("We break ", "<w:i/>"), run("down data", "<w:b/>"), run(" silos now."),
        '<w:bookmarkEnd w:id="80"/>', '<w:ins w:id="70" w:author="A" w:date="2020-01-01T00:00:00Z">' + run("New") + "</w:ins>",
    )
    + para('<w:commentRangeStart w:id="90"/>', run("Tail "), "<w:r><w:tab/></w:r>", '<w:commentRangeEnd w:id="90"/>',
           '<w:r><w:commentReference w:id="90"/></w:r>')
    + para('<w:fldSimple w:instr="PAGE">' + run("7") + "</w:fldSimple>")
)  # fmt: skip
BEFORE = docx(BODY, {"comments": OLD, "styles": part("styles", "")})
DRAFT = read_document(open_package(BEFORE)).draft
REVIEW = review(
    suggestion(find(DRAFT, "break down data silos"), "tear down data walls"),
    comment(find(DRAFT, "Tail")),
    on_topic=False,
)
AFTER = annotate(open_package(BEFORE), REVIEW, date=datetime(2026, 1, 2, 3, 4, 5)).data
INTENDED = {0: "We tear down data walls now.New"}
MAIN = "word/document.xml"
COMMENTS = "word/comments.xml"
INSERTED = '<w:t xml:space="preserve">tear down data walls</w:t>'


def damaged(name: str, old: str, new: str) -> bytes:
    package = open_package(AFTER)
    text = package.read(name).decode()
    assert old in text, f"{old} is not in {text}"
    return package.save({name: text.replace(old, new, 1).encode()})


def test_sound() -> None:
    assert check(BEFORE, AFTER, "Sayso", INTENDED) == []
    assert_safe(BEFORE, AFTER, "Sayso", INTENDED)


DELETED = '<w:delText xml:space="preserve">break </w:delText>'
DAMAGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "lost text": (lambda: damaged(MAIN, " now.", "."), "reject: text"),
    "text changed in a deletion": (lambda: damaged(MAIN, DELETED, DELETED.replace("break", "brake")), "reject: text"),
    "space lost in a deletion": (lambda: damaged(MAIN, DELETED, DELETED.replace("preserve", "default")), "reject: text"),
    "formatting lost": (lambda: damaged(MAIN, "<w:rPr><w:b/></w:rPr><w:del", "<w:del"), "reject: formatting"),
    "formatting swapped": (lambda: damaged(MAIN, "<w:b/>", "<w:u/>"), "reject: formatting"),
    "bookmark lost": (lambda: damaged(MAIN, '<w:bookmarkEnd w:id="80"/>', ""), "reject: a mark"),
    "bookmark renamed": (lambda: damaged(MAIN, 'w:name="b"', 'w:name="c"'), "reject: a mark"),
    "tab lost": (lambda: damaged(MAIN, "<w:tab/>", ""), "reject: a mark"),
    "field lost": (lambda: damaged(MAIN, 'w:instr="PAGE"', 'w:instr="DATE"'), "reject: a mark"),
    "paragraph gained": (lambda: damaged(MAIN, "<w:sectPr/>", "<w:p/><w:sectPr/>"), "reject: body lost or gained"),
    "somebody's insertion under another name": (
        lambda: damaged(MAIN, 'w:id="70" w:author="A"', 'w:id="70" w:author="B"'), "reject: a mark"
    ),
    "another wording": (lambda: damaged(MAIN, INSERTED, INSERTED.replace("walls", "doors")), "accept: a paragraph"),
    "insertion lost": (lambda: damaged(MAIN, INSERTED, ""), "accept: a paragraph"),
    "insertion in an insertion": (
        lambda: damaged(MAIN, ">New<", ">New</w:t></w:r><w:ins w:id='71' w:author='Sayso' w:date='2026-01-02T03:04:05Z'>"
                        "<w:r><w:t/></w:r></w:ins><w:r><w:t><"),
        "marks: a change inside another",
    ),
    "w:t in w:del": (lambda: damaged(MAIN, DELETED, DELETED.replace("delText", "t")), "marks: w:t in w:del"),
    "w:delText outside": (
        lambda: damaged(MAIN, INSERTED, INSERTED.replace("w:t", "w:delText")), "marks: w:delText in w:ins"
    ),
    "signed by another": (lambda: damaged(MAIN, 'w:author="Sayso"', 'w:author="Somebody"'), "marks: a change without"),
    "a field in a change": (
        lambda: damaged(MAIN, INSERTED, INSERTED + '<w:fldChar w:fldCharType="begin"/>'), "marks: a change around"
    ),
    "a change where none was meant": (
        lambda: damaged(MAIN, '<w:fldSimple', '<w:ins w:id="72" w:author="Sayso" w:date="2026-01-02T03:04:05Z"/><w:fldSimple'),
        "accept: a change where none",
    ),
    "comment without an end": (lambda: damaged(MAIN, '<w:commentRangeEnd w:id="3"/>', ""), "anchors: a comment without"),
    "comment marks out of order": (
        lambda: damaged(MAIN, '<w:commentRangeStart w:id="3"/>', '<w:commentRangeEnd w:id="3"/>'), "anchors: a comment without"
    ),
    "id of a bookmark used again": (lambda: damaged(MAIN, 'w:id="1"', 'w:id="80"'), "ids: a change repeats"),
    "comment lost": (lambda: damaged(COMMENTS, "old", "odd"), "keep: another comment"),
    "comment without a paragraph": (
        lambda: damaged(COMMENTS, "</w:comments>", '<w:comment w:id="95" w:author="Sayso" w:date="x"/></w:comments>'),
        "marks: a comment without a paragraph",
    ),
    "prefix not declared": (lambda: damaged(MAIN, 'mc:Ignorable="w14', 'mc:Ignorable="w99 w14'), "prefixes"),
    "another part changed": (lambda: open_package(AFTER).save({"word/styles.xml": b"<x/>"}), "entries: word/styles.xml"),
    "no longer XML": (lambda: damaged(MAIN, "</w:body>", ""), "entries: unreadable"),
    "no longer a zip": (lambda: AFTER[:-40], "entries: unreadable"),
    "relationship lost": (
        lambda: open_package(AFTER).save(
            {"word/_rels/document.xml.rels": unzipped(AFTER)["word/_rels/document.xml.rels"].replace(b"r-styles", b"r-x")}
        ),
        "keep: word/_rels",
    ),
    "content types lost": (
        lambda: open_package(AFTER).save(
            {"[Content_Types].xml": unzipped(AFTER)["[Content_Types].xml"].replace(b'Extension="xml"', b'Extension="y"')}
        ),
        "keep: [Content_Types].xml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_catches(name: str) -> None:
    make, breach = DAMAGE[name]
    found = check(BEFORE, make(), "Sayso", INTENDED)
    assert any(b.startswith(breach) for b in found), found


def test_catches_a_lost_entry() -> None:
    files = unzipped(AFTER)
    del files["word/styles.xml"]
    assert any("lost" in b for b in check(BEFORE, zipped(files), "Sayso", INTENDED))


def test_a_breach_withholds_the_file_and_never_quotes_it() -> None:
    with pytest.raises(UnsafeAnnotationError) as caught:
        assert_safe(BEFORE, damaged(MAIN, " now.", "."), "Sayso", INTENDED)
    assert caught.value.code == "annotate-unsafe"
    assert caught.value.breaches == ["accept: a paragraph is not the intended text", "reject: text differs"]
