"""Forms by table."""

import pytest

from sayso.language.forms import all_forms, forms, slots_of


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("break", {"breaks", "broke", "broken", "breaking"}),
        ("share", {"shares", "shared", "sharing"}),
        ("agency", {"agencies"}),
        ("person", {"people"}),
        ("child", {"children"}),
        ("refer", {"referred", "referring"}),
        ("track", {"tracked", "tracking"}),
        ("tear", {"tore", "torn"}),
        ("put", {"putting"}),
        ("see", {"saw", "seen"}),
        ("tie", {"tying", "tied"}),
    ],
)
def test_forms(word: str, expected: set[str]) -> None:
    assert expected <= all_forms(word)


def test_mass_nouns_have_one_form() -> None:
    assert forms("data", "n") == {"base": "data", "plural": "data"}


def test_a_form_that_is_two_things_is_reported_as_both() -> None:
    assert slots_of("share", "shared") == {"past", "participle"}
    assert slots_of("use", "uses") == {"s", "plural"}
    assert slots_of("break", "broke") == {"past"}
