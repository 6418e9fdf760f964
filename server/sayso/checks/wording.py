"""What to say instead: a replacement put into the form, capitals and article that its sentence needs.

Where the form is not certain there is no replacement, and the finding becomes a comment.
"""

from __future__ import annotations

import re

from sayso.checks.reading import Place, Reading
from sayso.language.alignment import Alignment, align
from sayso.language.forms import Slot, forms, slots_of
from sayso.language.pattern import Word
from sayso.packs.model import Pattern, Rule

_INFLECTED = re.compile(r"([A-Za-z]+)~([nv]?)(?![A-Za-z])")
_HAVE_OR_BE = frozenset(
    "have has had having be is are was were been being am get gets got getting 's 've 're 'm isn't aren't wasn't "
    "weren't haven't hasn't hadn't".split()
)
_SUBJECTS = frozenset("i you he she it we they who that which".split())
_MODALS = frozenset("to can could will would shall should may might must do does did don't doesn't didn't".split())
_SILENT_H = ("hour", "honest", "honor", "honour", "heir")
_LIKE_YOU = ("uni", "use", "usual", "util", "eu", "one", "once", "ubiq", "user")


def replacements(reading: Reading, rule: Rule, pattern: Pattern, place: Place) -> tuple[Place, tuple[str, ...]]:
    """The place that a finding covers, and what may stand there instead; nothing where no form is certain."""
    text = reading.texts[place.paragraph]
    alignment = align(pattern.sequence, text, place.start, place.end)
    focus = Place(place.paragraph, *alignment.focus)
    sources = rule.replacements if pattern.say is None else pattern.say
    if not sources:
        return focus, ()
    out: list[str] = []
    for source in sources:
        fitted = _inflected(reading, focus, alignment, source)
        if fitted is None:
            continue
        fitted = _capitals(reading, focus, fitted)
        widened, fitted = _article(reading, focus, fitted)
        if widened != focus and len(sources) > 1:
            continue
        if widened != focus:
            return widened, (fitted,)
        out.append(fitted)
    return focus, tuple(dict.fromkeys(out))


def _inflected(reading: Reading, focus: Place, alignment: Alignment, source: str) -> str | None:
    """`source` with every ~ word in the form of the word it stands for, or None where that is not certain."""
    wanted = list(_INFLECTED.finditer(source))
    given = list(alignment.inflected)
    if not wanted:
        return source
    out, at = [], 0
    for n, m in enumerate(wanted):
        if n >= len(given):
            return None
        word, token = given[n]
        form = _form(reading, focus.paragraph, word, token, m[1], m[2])
        if form is None:
            return None
        out += [source[at : m.start()], form]
        at = m.end()
    return "".join(out) + source[at:]


def _form(reading: Reading, paragraph: int, word: Word, token: int, lemma: str, part: str) -> str | None:
    keys = reading.texts[paragraph].tokens.keys
    slots = slots_of(word.lemma or "", keys[token], word.part or part)
    offered = forms(lemma, part or word.part)
    choices = {offered[s] for s in slots if s in offered}
    if len(choices) == 1:
        return choices.pop()
    slot = _slot_in_context(keys, token, slots)
    return offered.get(slot) if slot else None


def _slot_in_context(keys: list[str], token: int, slots: frozenset[Slot]) -> Slot | None:
    """Which of several forms with one spelling a word is, by the words before it; None where they do not tell."""
    before = [k for k in keys[max(0, token - 3) : token] if not k.endswith("ly") and k not in ("not", "never", "also")]
    last = before[-1] if before else ""
    if {"past", "participle"} <= slots:
        if last in _HAVE_OR_BE:
            return "participle"
        if last in _SUBJECTS and "base" not in slots:
            return "past"
        return None
    if {"s", "plural"} <= slots:
        return "s" if last in ("it", "he", "she", "that", "which", "who") else None
    if "base" in slots and last in _MODALS:
        return "base"
    return None


def _capitals(reading: Reading, focus: Place, fitted: str) -> str:
    text = reading.texts[focus.paragraph]
    start, end = text.span(focus.start, focus.end)
    quote = text.text[start:end]
    shouts = len(quote) > 3 and quote.isupper()
    if shouts and text.text.isupper():
        return fitted.upper()
    begins = focus.start == reading.sentence(focus).start
    capital = begins if quote.isupper() else quote[:1].isupper()
    return fitted[:1].upper() + fitted[1:] if capital else fitted


def _article(reading: Reading, focus: Place, fitted: str) -> tuple[Place, str]:
    """Takes "a" or "an" before the focus into it where the new first word needs the other one."""
    text = reading.texts[focus.paragraph]
    if focus.start == 0:
        return focus, fitted
    before = text.tokens.keys[focus.start - 1]
    wanted = "an" if begins_with_vowel_sound(fitted) else "a"
    if before not in ("a", "an") or before == wanted:
        return focus, fitted
    start, end = text.span(focus.start - 1, focus.start)
    article = wanted.capitalize() if text.text[start:end][0].isupper() else wanted
    return Place(focus.paragraph, focus.start - 1, focus.end), f"{article} {fitted}"


def begins_with_vowel_sound(words: str) -> bool:
    """Whether "an" stands before these words, for the words that replacements begin with."""
    first = re.split(r"[\s-]", words.lower(), maxsplit=1)[0]
    if first.startswith(_SILENT_H):
        return True
    return first[:1] in "aeiou" and not first.startswith(_LIKE_YOU)
