"""The anchor of a pattern: of the words it cannot do without, the set that sentences hold least often.

A sentence that holds none of an anchor's words cannot match, so the matcher need not try. How often words are met is
counted over sample texts that are given (a pack's own examples); what they do not hold counts as rare.
"""

from __future__ import annotations

from collections.abc import Mapping

from sayso.language.pattern import Either, Element, Focus, Sequence, Vocabulary, Word

Anchor = frozenset[str]
Presence = Mapping[str, int]


def anchor_of(sequence: Sequence, presence: Presence) -> Anchor:
    """The anchor of a pattern; one made only of optional parts gets all that it may hold.

    `presence` says in how many sample sentences each key stands.
    """
    best = _best(sequence, presence)
    return best[1] if best else _all(sequence)


def _best(sequence: Sequence, presence: Presence) -> tuple[float, Anchor] | None:
    found = [b for e in sequence.elements if (b := _needed(e, presence))]
    return min(found, key=lambda b: (b[0], sorted(b[1]))) if found else None


def _needed(element: Element, presence: Presence) -> tuple[float, Anchor] | None:
    """What an element cannot do without, and how often that is met; None where it can do without anything."""
    if isinstance(element, Word):
        return sum(presence.get(k, 0) + 0.1 for k in element.keys), element.keys
    if isinstance(element, Vocabulary):
        return presence.get(element.key, 0) + 0.5, frozenset({element.key})
    if isinstance(element, Focus):
        return _best(element.inner, presence)
    if isinstance(element, Either):
        parts = [_best(choice, presence) for choice in element.choices]
        known = [p for p in parts if p]
        if len(known) < len(parts):
            return None
        return sum(p[0] for p in known), frozenset().union(*(p[1] for p in known))
    return None


def _all(sequence: Sequence) -> Anchor:
    keys: set[str] = set()
    for element in sequence.elements:
        if isinstance(element, Word):
            keys.update(element.keys)
        elif isinstance(element, Vocabulary):
            keys.add(element.key)
        elif isinstance(element, Focus):
            keys.update(_all(element.inner))
        elif isinstance(element, Either):
            for choice in element.choices:
                keys.update(_all(choice))
    return frozenset(keys)
