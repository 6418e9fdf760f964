"""Tokens stand exactly where they say, in any script and with any decoration."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.language.tokens import OPAQUE, WORD, key_of, tokenize

ODD = [
    "😀",
    "👩‍👧",
    "e\u0301",
    "İ",
    "\u00a0",
    "“",
    "”",
    "’",
    "\u00ad",
    "\u2011",
    "\u200d",
    "\ufffc",
    "ﬁ",
    "ß",
    "\n",
    "\t",
]
TEXTS = st.lists(st.one_of(st.text(max_size=8), st.sampled_from(["data ", "the county's ", "9 a.m. ", *ODD]))).map(
    "".join
)


@given(TEXTS, st.booleans())
def test_tokens_lie_in_order_inside_the_text(text: str, markdown: bool) -> None:
    tokens = tokenize(text, markdown=markdown)
    at = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert at <= start < end <= len(text)
        at = end
    assert len(tokens.keys) == len(tokens.kinds) == len(tokens.starts)


@given(TEXTS)
def test_every_word_token_is_compared_by_its_own_letters(text: str) -> None:
    tokens = tokenize(text)
    for i, kind in enumerate(tokens.kinds):
        if kind == WORD:
            assert tokens.keys[i] == key_of(text[tokens.starts[i] : tokens.ends[i]])


@given(st.lists(st.sampled_from(["data", "silos", "county", "İstanbul", "Straße"]), min_size=1), st.sampled_from(ODD))
def test_no_letter_is_lost_between_tokens(words: list[str], odd: str) -> None:
    text = f" {odd} ".join(words)
    tokens = tokenize(text)
    covered = {i for a, b in zip(tokens.starts, tokens.ends, strict=True) for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


def spellings(text: str) -> list[str]:
    return tokenize(text).keys


def test_a_letter_whose_lower_case_is_longer_does_not_shift_what_follows() -> None:
    text = "İİİ data silos"
    tokens = tokenize(text)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == ["İİİ", "data", "silos"]


def test_hyphens_inside_compounds_are_no_tokens_and_dashes_are() -> None:
    assert spellings("data-driven data\u2011driven – data") == ["data", "driven", "data", "driven", "–", "data"]


def test_possessives_and_contractions_split_but_negations_do_not() -> None:
    assert spellings("the county's plan isn't what we’re told") == [
        *("the", "county", "'s", "plan", "isn't", "what", "we", "'re", "told")
    ]


def test_soft_hyphens_and_curly_apostrophes_do_not_change_a_key() -> None:
    assert spellings("infor\u00admation doesn’t") == ["information", "doesn't"]


def test_addresses_and_objects_are_opaque() -> None:
    tokens = tokenize("See https://example.org/data-silos?x=1. Write to data@example.org about \ufffc.")
    assert [k for k, kind in zip(tokens.keys, tokens.kinds, strict=True) if kind == OPAQUE] == ["\ufffc"] * 3
    assert "silos" not in tokens.keys


def test_markdown_marks_are_skipped_and_code_is_opaque() -> None:
    text = "We **share data** in `data silos`, see [data silos](https://example.org/silos)."
    tokens = tokenize(text, markdown=True)
    assert tokens.keys == ["we", "share", "data", "in", "\ufffc", ",", "see", "data", "silos", "."]
    assert [text[a:b] for a, b in tokens.marks] == ["**", "**", "[", "](https://example.org/silos)"]
