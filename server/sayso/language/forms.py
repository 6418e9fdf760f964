"""The forms of a word, by table.

Regular English forms follow four spelling rules; what departs from them stands in `forms.json`, which
`tools/make_forms.py` writes with lemminflect and a person reviews. Nothing is guessed: a form that could be two
things is reported as both, and the caller decides.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, get_args

Slot = Literal["base", "s", "past", "participle", "ing", "plural"]
SLOTS: tuple[Slot, ...] = get_args(Slot)
VERB_SLOTS: tuple[Slot, ...] = ("base", "s", "past", "participle", "ing")
NOUN_SLOTS: tuple[Slot, ...] = ("base", "plural")

_VOWELS = "aeiou"


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    text = files("sayso.language").joinpath("forms.json").read_text("utf-8")
    table: dict[str, dict[str, str]] = json.loads(text)
    return table


def forms(word: str, part: str = "") -> dict[Slot, str]:
    """Each form of the base word `word`; `part` "n" or "v" keeps to the noun's or the verb's."""
    slots = NOUN_SLOTS if part == "n" else VERB_SLOTS if part == "v" else SLOTS
    odd = _table().get(word, {})
    return {slot: odd.get(slot) or regular(word, slot) for slot in slots}


# The one English verb with more than five forms; 'm, 're and 's are how tokens spell its contractions.
_FORMS_OF_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'m", "'re", "'s"})


@cache
def all_forms(word: str, part: str = "") -> frozenset[str]:
    """Every spelling that `word~` matches."""
    return _FORMS_OF_BE if word == "be" else frozenset(forms(word, part).values())


def slots_of(word: str, form: str, part: str = "") -> frozenset[Slot]:
    """Which forms of the base word `word` are spelt `form` (lower case)."""
    return frozenset(slot for slot, spelling in forms(word, part).items() if spelling == form)


def regular(word: str, slot: Slot) -> str:
    """The form that the spelling rules alone give; `forms.json` holds what differs from it."""
    if slot == "base":
        return word
    last, before = word[-1:], word[-2:-1]
    soft_y = last == "y" and before not in _VOWELS
    if slot in ("s", "plural"):
        if soft_y:
            return word[:-1] + "ies"
        return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if slot == "ing":
        if last == "e" and before not in "eoy":
            return (word[:-2] + "y" if before == "i" else word[:-1]) + "ing"
        return word + "ing"
    if last == "e":
        return word + "d"
    return word[:-1] + "ied" if soft_y else word + "ed"
