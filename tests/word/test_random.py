"""Random paragraphs and random edits: whatever is written, rejecting gives the original and accepting the intention.

The checks of `annotate` itself run on every example too; these are made from the text of the XML alone.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import SourceError
from sayso.result import Location
from sayso.word import annotate, open_package, read_document
from word.build import comment, docx, para, part, review, run, suggestion, texts, tree, unzipped
from word.test_stories import BEGIN, END, SEPARATE, changed, code, control

WORDS = st.lists(
    st.sampled_from(
        ["data", "the", "silos", "cafe\u0301", "İstanbul", "👩🏽\u200d🚒", "a\u00a0b", "break", "-", ",", "“x”"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
SPACED = st.tuples(st.sampled_from(["", " "]), WORDS, st.sampled_from(["", " "])).map("".join)
FORMATS = st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:b/><w:color w:val="FF0000"/>'])
PLAIN = st.builds(run, SPACED, FORMATS)
MANY = st.lists(SPACED, min_size=2, max_size=3).map(
    lambda ts: "<w:r>" + "<w:tab/>".join(f'<w:t xml:space="preserve">{t}</w:t>' for t in ts) + "</w:r>"
)
TRIMMED = WORDS.map(lambda t: f"<w:r><w:t>{t}</w:t></w:r>")
MARKS = st.sampled_from(
    [
        '<w:proofErr w:type="spellStart"/>',
        "<w:r><w:br/></w:r>",
        "<w:r/>",
        '<w:r><w:sym w:char="F04A"/></w:r>',
        "<m:oMath/>",
        run("secret", "<w:vanish/>"),
        "<w:r><w:lastRenderedPageBreak/></w:r>",
    ]
)
RUNS = st.lists(PLAIN | MANY | TRIMMED | MARKS, min_size=1, max_size=4).map("".join)
WRAPPED = st.one_of(
    RUNS,
    RUNS.map(lambda x: f"<w:hyperlink>{x}</w:hyperlink>"),
    RUNS.map(lambda x: f"<w:smartTag>{x}</w:smartTag>"),
    RUNS.map(control),
    RUNS.map(lambda x: control(x, '<w:lock w:val="contentLocked"/>')),
    RUNS.map(lambda x: control(x, '<w:dataBinding w:xpath="/x"/>')),
    RUNS.map(lambda x: f'<w:fldSimple w:instr="PAGE">{x}</w:fldSimple>'),
    RUNS.map(lambda x: BEGIN + code(" REF x ") + SEPARATE + x + END),
    RUNS.map(lambda x: BEGIN + code(' HYPERLINK "x" ') + SEPARATE + x + END),
    RUNS.map(lambda x: changed("ins", x)),
    RUNS.map(lambda x: changed("moveTo", x)),
    PLAIN.map(lambda x: changed("del", x.replace("w:t>", "w:delText>").replace("w:t ", "w:delText "))),
    RUNS.map(lambda x: f'<w:bookmarkStart w:id="5" w:name="b"/>{x}<w:bookmarkEnd w:id="5"/>'),
)
PARAGRAPHS = st.lists(WRAPPED, min_size=1, max_size=5).map(lambda parts: para(*parts))


@st.composite
def drafts(draw: st.DrawFn) -> bytes:
    body = draw(st.lists(PARAGRAPHS, min_size=1, max_size=3))
    # Every change and bookmark of the original gets an id of its own, as the format wants.
    xml = "".join(body) + para(run("The end."))
    parts = xml.split('w:id="')
    numbered = parts[0] + "".join(f'w:id="{100 + i}{rest[rest.index(chr(34)) :]}' for i, rest in enumerate(parts[1:]))
    return docx(numbered, {"styles": part("styles", "")}, strict=draw(st.booleans()))


def places(text: str) -> st.SearchStrategy[tuple[int, int]]:
    ends = st.integers(0, len(text))
    return st.tuples(ends, ends).map(lambda p: (min(p), max(p)))


def accepted_texts(data: bytes) -> list[str]:
    """The paragraphs as read with every change accepted; changes can leave a document that holds no text at all."""
    try:
        return [p.text for p in read_document(open_package(data)).draft.paragraphs]
    except SourceError as error:
        if error.code != "empty":
            raise
        left = texts(data, accept=True)
        assert not any(text.strip() for text in left)
        return left


@settings(max_examples=100, deadline=None)
@given(data=st.data(), source=drafts())
def test_reject_is_the_original_and_accept_is_the_intention(data: st.DataObject, source: bytes) -> None:
    package = open_package(source)
    document = read_document(package)
    findings = []
    wanted: dict[int, list[tuple[int, int, str]]] = {}
    for index, paragraph in enumerate(document.draft.paragraphs):
        at = 0
        for start, end in sorted(data.draw(st.lists(places(paragraph.text), max_size=4))):
            here = Location(index, start, end, paragraph.text[start:end])
            findings.append(comment(here, name=f"c{len(findings)}"))
            if start >= at and start < end:
                new = data.draw(st.sampled_from(["", "one", "two words", here.quote + " more", "more " + here.quote]))
                findings.append(suggestion(here, new, name=f"s{len(findings)}"))
                wanted.setdefault(index, []).append((start, end, new))
                at = end + 1
    result = annotate(package, review(*findings, on_topic=False), date=datetime(2026, 1, 2))
    assert texts(result.data, accept=False) == texts(source, accept=False)
    assert len(texts(result.data, accept=True)) == len(document.places)
    assert {reason for _, reason in result.unplaced} <= {"no-difference"}
    if findings:
        accepted = accepted_texts(result.data)
        plain = [i for i, p in enumerate(document.places) if not any(x.bar for x in p.pieces)]
        for index in plain:
            text = document.draft.paragraphs[index].text
            for start, end, new in reversed(wanted.get(index, [])):
                text = text[:start] + new + text[end:]
            assert accepted[index] == text
    same = unzipped(source).keys() - {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert all(unzipped(source)[name] == unzipped(result.data)[name] for name in same)
    assert tree(result.data) is not None


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_bytes_crash_the_intake(data: st.DataObject) -> None:
    """Flipped bytes are either read or refused with a code, never an error of another kind."""
    damaged = bytearray(docx(para(run("one two three")), {"styles": part("styles", "")}))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with suppress(SourceError):
        document = read_document(open_package(bytes(damaged)))
        annotate(open_package(bytes(damaged)), review(comment(None)))
        assert document.draft.paragraphs
