"""Which token stood for which part of a pattern, for the few matches that need to know.

The trie only says that a pattern matched; what a finding covers ([ ]) and which forms its words had (~) is found here,
by reading the one pattern against the few tokens it matched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.language.analysis import Text
from sayso.language.pattern import Bound, Either, Element, Focus, Gap, Sequence, Vocabulary, Word


@dataclass(frozen=True, slots=True)
class Alignment:
    """`focus` is the token range the finding is about; `inflected` the (word, token) pairs of its ~ words."""

    focus: tuple[int, int]
    inflected: tuple[tuple[Word, int], ...]


@dataclass(frozen=True, slots=True)
class _Trail:
    focus: tuple[int, int] | None = None
    inflected: tuple[tuple[Word, int], ...] = ()


def align(sequence: Sequence, text: Text, start: int, end: int) -> Alignment:
    """The alignment of a pattern with tokens `start` to `end` of a text, which it matched."""
    for at, trail in _sequence(sequence.elements, text, start, end, _Trail()):
        if at == end:
            focus = trail.focus or (start, end)
            inside = tuple((w, i) for w, i in trail.inflected if focus[0] <= i < focus[1])
            return Alignment(focus, inside)
    return Alignment((start, end), ())


def _sequence(
    elements: tuple[Element, ...], text: Text, at: int, end: int, trail: _Trail
) -> Iterator[tuple[int, _Trail]]:
    if not elements:
        yield at, trail
        return
    for after, longer in _element(elements[0], text, at, end, trail):
        yield from _sequence(elements[1:], text, after, end, longer)


def _element(element: Element, text: Text, at: int, end: int, trail: _Trail) -> Iterator[tuple[int, _Trail]]:
    if isinstance(element, Word):
        if at < end and text.tokens.keys[at] in element.keys:
            inflected = (*trail.inflected, (element, at)) if element.lemma else trail.inflected
            yield at + 1, _Trail(trail.focus, inflected)
    elif isinstance(element, Either):
        for choice in element.choices:
            yield from _sequence(choice.elements, text, at, end, trail)
    elif isinstance(element, Focus):
        for after, inner in _sequence(element.inner.elements, text, at, end, trail):
            yield after, _Trail((at, after), inner.inflected)
    elif isinstance(element, Bound):
        yield at, trail
    elif isinstance(element, Vocabulary):
        for name, after in text.classes.get(at, ()):
            if name == element.key and after <= end:
                yield after, trail
    elif isinstance(element, Gap):
        for after in range(at, end + 1):
            yield after, trail
