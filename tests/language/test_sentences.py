"""Sentences: what this field's texts hold, and spans that never lose a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.sentences import sentence_spans

GROUPS = [
    ["Ask Dr. Ana Ruiz at St. Luke's Clinic.", "She keeps the list."],
    ["The dept. of parks sent 12 names, approx. half of them new.", "Nobody checked."],
    ["Doors open at 8 a.m. on Tuesday.", "Bring a form."],
    ["The U.S. Census Bureau counts people.", "We count meals."],
    ["1. Ask first.", "2. Share less.", "3. Delete it."],
    ["“We compared lists,” said Jo.", "“It took an hour.”"],
    ["Who sees it?", "(Only your nurse.)"],
    ["Visit www.example.org/help.", "It is free."],
    ["About 4.5 miles away, e.g. past the mill, is a shelter.", "It has beds."],
]


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g[0][:24])
def test_sentences_of_the_field(group: list[str]) -> None:
    text = " ".join(group)
    assert [text[a:b] for a, b in sentence_spans(text)] == group


def test_list_lines_and_short_lines_are_sentences_of_their_own() -> None:
    text = "For release May 3\nTamarack County\n- one list\n- one nurse"
    assert [text[a:b] for a, b in sentence_spans(text)] == [
        "For release May 3",
        "Tamarack County",
        "- one list",
        "- one nurse",
    ]


def test_a_hard_wrapped_sentence_stays_whole() -> None:
    text = (
        "The nurses of the county keep a list of every child who comes in hungry\nand the school keeps one of its own."
    )
    assert len(sentence_spans(text)) == 1


@given(
    st.lists(
        st.sampled_from(["Ask us. ", "We know… ", "😀 ", "No. 4 ", "\n- a", "e.g. ", "“Yes.” ", "x" * 70, "\n", "? "])
    )
)
def test_spans_are_ordered_and_cover_every_visible_character(parts: list[str]) -> None:
    text = "".join(parts)
    spans = sentence_spans(text)
    covered = set()
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        covered |= set(range(start, end))
        at = end
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())
