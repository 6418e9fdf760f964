"""The language of patterns, as written in rule files.

break down        these words, in any capitals; hyphens and spaces are alike
break~            any form of the word; break~v only the verb's, need~n only the noun's
{a|b c}           either; each may be several words; {a|b}~ either, in any form
(the)             may be there
..3               up to three words between, never past the end of the sentence
<helpers>         a word of that vocabulary; <number>, <name> and <quoted> are built in
^  $              the sentence begins, ends here
[data]            only these words are what the finding is about; the rest must stand around them
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.language.forms import all_forms
from sayso.language.tokens import PUNCTUATION, tokenize

BUILT_IN = frozenset({"number", "name", "quoted"})
MAX_GAP = 12

_PIECE = re.compile(
    r"\s+|(?P<open>[{(\[])|(?P<close>[})\]])|(?P<bar>\|)|<(?P<vocabulary>[a-z][a-z-]*)>|\.\.(?P<gap>\d+)"
    r"|(?P<bound>[\^$])|(?P<word>[^\s{}()\[\]|<>~^$]+)(?:~(?P<part>[nv]?)(?![a-z]))?"
)
_ANY_FORM = re.compile(r"~([nv]?)(?![a-z])")
_CLOSES = {"{": "}", "(": ")", "[": "]"}


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, by the keys it may have. `lemma` is set when any form may stand (`part` "n", "v" or both)."""

    keys: frozenset[str]
    lemma: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """An entry of a vocabulary; `key` is how it stands among the keys of words (no token is spelt so)."""

    name: str

    @property
    def key(self) -> str:
        return f"<{self.name}>"


@dataclass(frozen=True, slots=True)
class Gap:
    most: int


@dataclass(frozen=True, slots=True)
class Bound:
    """Where the sentence begins ("^") or ends ("$")."""

    at: str


@dataclass(frozen=True, slots=True)
class Either:
    choices: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Focus:
    """The words that the finding is about."""

    inner: Sequence


Element = Word | Vocabulary | Gap | Bound | Either | Focus


@dataclass(frozen=True, slots=True)
class Sequence:
    elements: tuple[Element, ...]


EMPTY = Sequence(())


@cache
def parse(source: str) -> Sequence:
    """The pattern written as `source`; the same one is parsed once. Raises PatternError."""
    parser = _Parser(source)
    sequence = parser.sequence(None)
    if not any(isinstance(e, Word | Vocabulary | Either | Focus) for e in sequence.elements):
        raise PatternError("it names no word; write at least one word or <vocabulary>")
    if isinstance(sequence.elements[0], Gap) or isinstance(sequence.elements[-1], Gap):
        raise PatternError("a gap (..3) needs a word on both sides")
    return sequence


def any_form(source: str) -> Sequence:
    """The pattern of a vocabulary's entry: without a ~ of its own, its last word may have any form."""
    if "~" in source or not (source[-1:].isalpha() or source[-1:] == "}"):
        return parse(source)
    try:
        return parse(source + "~")
    except PatternError:
        return parse(source)


def vocabularies_of(sequence: Sequence) -> set[str]:
    """The names of the vocabularies that a pattern uses, built-in ones left out."""
    found: set[str] = set()
    for e in sequence.elements:
        if isinstance(e, Vocabulary):
            found.add(e.name)
        elif isinstance(e, Either):
            for choice in e.choices:
                found |= vocabularies_of(choice)
        elif isinstance(e, Focus):
            found |= vocabularies_of(e.inner)
    return found - BUILT_IN


def has_gap(sequence: Sequence) -> bool:
    """Whether a gap stands anywhere in the pattern."""
    return any(
        isinstance(e, Gap)
        or (isinstance(e, Either) and any(has_gap(c) for c in e.choices))
        or (isinstance(e, Focus) and has_gap(e.inner))
        for e in sequence.elements
    )


def _last_in_any_form(sequence: Sequence, part: str) -> Sequence:
    """The sequence with its last word in any form."""
    last = sequence.elements[-1]
    if isinstance(last, Word) and last.lemma:
        return sequence
    if not isinstance(last, Word) or len(last.keys) != 1:
        raise PatternError("a ~ after } needs a plain word at the end of each choice")
    (key,) = last.keys
    return Sequence((*sequence.elements[:-1], Word(all_forms(key, part), key, part)))


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.focused = False

    def sequence(self, closes: str | None, *, choices: bool = False) -> Sequence:
        """Elements up to `closes` (or a bar, inside a choice); the closing mark is left for the caller."""
        elements: list[Element] = []
        while self.at < len(self.source):
            m = _PIECE.match(self.source, self.at)
            if not m:
                raise PatternError(f"“{self.source[self.at :]}” cannot be read; a ~ stands right after a word")
            if m["close"] or m["bar"]:
                if m["close"] == closes or (m["bar"] and choices):
                    return Sequence(tuple(elements))
                raise PatternError(f"there is a “{m[0]}” too many")
            self.at = m.end()
            elements += self._element(m)
        if closes:
            raise PatternError(f"a “{closes}” is missing")
        return Sequence(tuple(elements))

    def _element(self, m: re.Match[str]) -> list[Element]:
        if mark := m["open"]:
            return [self._group(mark)]
        if m["vocabulary"]:
            return [Vocabulary(m["vocabulary"])]
        if m["gap"]:
            most = int(m["gap"])
            if not 0 < most <= MAX_GAP:
                raise PatternError(f"a gap spans 1 to {MAX_GAP} words, not {most}")
            return [Gap(most)]
        if m["bound"]:
            return [Bound(m["bound"])]
        if m["word"]:
            return self._words(m["word"], m["part"])
        return []

    def _group(self, mark: str) -> Element:
        closes = _CLOSES[mark]
        if mark == "[":
            if self.focused:
                raise PatternError("only one part can stand in [ ]")
            self.focused = True
        inner = [self.sequence(closes, choices=mark != "[")]
        while self.source[self.at : self.at + 1] == "|":
            self.at += 1
            inner.append(self.sequence(closes, choices=True))
        self.at += 1
        if any(not s.elements for s in inner):
            raise PatternError(f"there is nothing in “{mark}{closes}”")
        if m := _ANY_FORM.match(self.source, self.at):
            self.at = m.end()
            inner = [_last_in_any_form(s, m[1]) for s in inner]
        if mark == "[":
            return Focus(inner[0])
        return Either((*inner, EMPTY) if mark == "(" else tuple(inner))

    def _words(self, source: str, part: str | None) -> list[Element]:
        tokens = tokenize(source)
        if not tokens.keys or any(k == "\ufffc" for k in tokens.keys):
            raise PatternError(f"“{source}” is no word that a text can hold")
        words: list[Element] = [Word(frozenset({key})) for key in tokens.keys]
        if part is not None:
            last = tokens.keys[-1]
            if tokens.kinds[-1] == PUNCTUATION:
                raise PatternError(f"“{source}~” has no forms; ~ stands after a word")
            words[-1] = Word(all_forms(last, part), last, part)
        return words
