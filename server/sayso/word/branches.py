"""Alternate content and text boxes: one branch is read, so nothing stored twice is read twice."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.word.names import KIND, Element


def chosen(alternate: Element) -> Iterator[Element]:
    """The one branch that is read: the first choice, else the fallback (ECMA-376 Part 3 §7.6)."""
    branches = [b for b in alternate if KIND.get(b.tag) in ("Choice", "Fallback")]
    return iter(branches[:1])


def box_contents(element: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing; of one stored twice only the new form."""
    for inner in element:
        kind = KIND.get(inner.tag)
        if kind == "txbxContent":
            yield inner
        elif kind == "AlternateContent":
            for branch in chosen(inner):
                yield from box_contents(branch)
        elif isinstance(inner.tag, str) and len(inner):
            yield from box_contents(inner)
