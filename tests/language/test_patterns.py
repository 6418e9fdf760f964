"""The pattern language, through the matcher that runs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.alignment import align
from sayso.language.analysis import analyse
from sayso.language.matcher import Matcher
from sayso.language.pattern import PatternError, any_form, parse

VOCABULARIES = {"helpers": [any_form(w) for w in ("teacher", "social worker", "shelter (staff)")]}


def found(pattern: str, text: str) -> list[str]:
    """The words that a pattern's finding would cover."""
    matcher = Matcher(VOCABULARIES)
    sequence = parse(pattern)
    matcher.add(sequence)
    analysed = analyse(text)
    out = []
    for _, start, end in matcher.scan(analysed):
        a, b = analysed.span(*align(sequence, analysed, start, end).focus)
        out.append(text[a:b])
    return out


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (
            "break~ down (the) {data|information} silo~",
            "They broke down the data-silos.",
            ["broke down the data-silos"],
        ),
        ("break~v down", "A break down the road.", ["break down"]),
        ("case~n", "The cases cased cases.", ["cases", "cases"]),
        ("{data|big numbers}~ here", "Big numbers here, data here.", ["Big numbers here", "data here"]),
        ("no ..3 whole", "No one sees the whole.", ["No one sees the whole"]),
        ("no ..2 whole", "No one sees the whole.", []),
        ("no ..3 whole", "No. The whole is here.", []),
        ("a ..2 b", "a x, y b", ["a x, y b"]),
        ("<helpers> can", "Social workers can, shelter staff can.", ["Social workers can", "shelter staff can"]),
        ("[<helpers>] ..3 list", "Every social worker kept a list.", ["social worker"]),
        ("share~ [data]", "We share data and data.", ["data"]),
        ("^ we share", "“We share.” Do we share?", ["We share"]),
        ("together $", "Together we work together.", ["together"]),
        ("<number> children", "It found 300 children in 12 schools.", ["300 children"]),
        ("said <name>", "It works, said Ana Ruiz.", ["said Ana Ruiz"]),
        ("called <quoted>", "They called it called “the hub” then.", ["called “the hub"]),
        ("data , please", "Data, please. Data please.", ["Data, please"]),
        ("people 's data", "people’s data", ["people’s data"]),
        ("whole", "the \u201cwhole\u201d \U0001f600 whole", ["whole", "whole"]),
    ],
)
def test_what_patterns_match(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("{a|b", "missing"),
        ("a}", "too many"),
        ("..3 a", "both sides"),
        ("a ..40 b", "1 to 12"),
        ("{}", "nothing"),
        ("..2", "no word"),
        ("[a] [b]", "only one part"),
        ("~a", "cannot be read"),
        ("a ,~", "no forms"),
    ],
)
def test_a_bad_pattern_says_what_is_wrong(pattern: str, says: str) -> None:
    with pytest.raises(PatternError, match=says):
        parse(pattern)


def test_shared_beginnings_do_not_join_foreign_patterns() -> None:
    matcher = Matcher({})
    for pattern in ("a (x) c", "a x d", "{a|b} e"):
        matcher.add(parse(pattern))
    for text, numbers in (
        ("a x c", {0}),
        ("a x d", {1}),
        ("b e", {2}),
        ("b x d", set()),
        ("x c", set()),
        ("b c", set()),
    ):
        assert {h[0] for h in matcher.scan(analyse(text))} == numbers


@given(
    before=st.sampled_from(["", "😀 ", "e\u0301 ", "İ ", "\u00a0", "“", "👩‍👧 "]),
    middle=st.sampled_from([" ", "\u00a0", "\u2011", " \n"]),
)
def test_the_words_found_are_the_words_meant(before: str, middle: str) -> None:
    text = f"{before}data{middle}silos stay."
    assert found("data silo~", text) == [f"data{middle}silos"]
