"""The nine items: each one's status, by the signals found in the text, with the words that show it."""

from __future__ import annotations

from sayso.checks.guards import allowed, in_scope
from sayso.checks.reading import Place, Reading
from sayso.packs.model import Condition, Item, Signal
from sayso.result import ItemResult, Status

EVIDENCE_SHOWN = 4


def judge(reading: Reading, items: tuple[Item, ...], applicable: frozenset[str]) -> list[ItemResult]:
    """Every item's result, in the pack's order. An item that is missing and does not apply is `not-applicable`."""
    return [_judge(reading, item, item.id in applicable) for item in items]


def not_applicable(items: tuple[Item, ...]) -> list[ItemResult]:
    """The results for a text that is not on the topic."""
    return [ItemResult(i.id, i.label, "not-applicable", (), i.advice) for i in items]


def _judge(reading: Reading, item: Item, applies: bool) -> ItemResult:
    found = {s.name: _places(reading, s) for s in item.signals}
    for status, conditions in (("met", item.met), ("partly", item.partly)):
        held = next((c for c in conditions if _holds(c, found)), None)
        if held:
            return _result(reading, item, status, _evidence(held, found))  # type: ignore[arg-type]
    return _result(reading, item, "missing" if applies else "not-applicable", [])


def _places(reading: Reading, signal: Signal) -> list[Place]:
    places = [p for p in reading.places(signal.patterns) if allowed(reading, p, signal.unless, signal.when, {})]
    if not places:
        return []
    places = [p for p in places if in_scope(reading, p, signal.scope, places[0])]
    if signal.covers == "sentence":
        places = [reading.trimmed(reading.sentence(p)) for p in places]
    elif signal.covers == "clause":
        places = [reading.trimmed(reading.clause(p)) for p in places]
    return _apart(places)


def _apart(places: list[Place]) -> list[Place]:
    """Places that do not overlap, the wider of two that do."""
    out: list[Place] = []
    for place in sorted(set(places), key=lambda p: (p.paragraph, p.start, -p.end)):
        if not out or out[-1].paragraph != place.paragraph or out[-1].end <= place.start:
            out.append(place)
    return out


def _holds(condition: Condition, found: dict[str, list[Place]]) -> bool:
    return all(not found[name] if count == 0 else len(found[name]) >= count for name, count in condition.needs)


def _evidence(condition: Condition, found: dict[str, list[Place]]) -> list[Place]:
    """The first places of every signal the condition needed, in document order."""
    shown = [p for name, count in condition.needs if count for p in found[name][: max(count, 2)]]
    return sorted(set(shown))[:EVIDENCE_SHOWN]


def _result(reading: Reading, item: Item, status: Status, places: list[Place]) -> ItemResult:
    return ItemResult(item.id, item.label, status, tuple(reading.location(p) for p in places), item.advice)
