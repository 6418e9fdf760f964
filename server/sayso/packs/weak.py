"""Patterns that match too easily: their shortest match is one of the commonest words.

It happens by accident, mostly where ( ) was written for a choice that has to be made, { }.
"""

from __future__ import annotations

from itertools import chain

from sayso.language.pattern import Bound, Either, Element, Focus, Gap, Sequence, Word
from sayso.packs.model import Item, Pack, Pattern, Rule

_COMMON = frozenset(
    "a an the and or but if of to in on at by for from with as is are was were be been it its this that these those "
    "not no we us our you your they them their he she who what which when where how there here can could will would "
    "do does did have has had more most all any some one two so than then also just only up out into over about".split()
)


def weak_patterns(pack: Pack) -> list[tuple[Rule | Item, Pattern]]:
    """Every pattern of a rule or an item that one common word alone can meet."""
    rules = [(r, p) for r in pack.rules for p in r.patterns]
    items = [(i, p) for i in pack.items for s in i.signals for p in s.patterns]
    return [(entry, p) for entry, p in chain[tuple[Rule | Item, Pattern]](rules, items) if _is_weak(p.sequence)]


def _is_weak(sequence: Sequence) -> bool:
    shortest = _shortest(sequence)
    return len(shortest) == 1 and bool(shortest[0] & _COMMON)


def _shortest(sequence: Sequence) -> list[frozenset[str]]:
    """The fewest words that match, each by the keys it may have (none known: a vocabulary's)."""
    return [keys for element in sequence.elements for keys in _least(element)]


def _least(element: Element) -> list[frozenset[str]]:
    if isinstance(element, Word):
        return [element.keys]
    if isinstance(element, Focus):
        return _shortest(element.inner)
    if isinstance(element, Either):
        return min((_shortest(choice) for choice in element.choices), key=len)
    return [] if isinstance(element, Gap | Bound) else [frozenset()]
