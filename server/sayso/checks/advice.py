"""Rules, evaluated: from the places where their patterns matched to findings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from sayso.checks.claims import is_incidental, phrase
from sayso.checks.guards import Statuses, allowed, in_scope, is_kept, is_name, is_quoted
from sayso.checks.reading import Place, Reading
from sayso.checks.wording import replacements
from sayso.language.analysis import within
from sayso.packs.elements import is_wording
from sayso.packs.model import Pattern, Rule


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule saw: the place (None: the whole draft) and what may be said instead there."""

    rule: Rule
    place: Place | None
    say: tuple[str, ...] = ()

    @property
    def is_suggestion(self) -> bool:
        return self.rule.type == "suggestion" and bool(self.say)


def evaluate(reading: Reading, rules: list[Rule], statuses: Statuses) -> list[Seen]:
    """Everything these rules see in a draft, rule by rule."""
    wanted = {rule.id for rule in rules}
    matched: dict[str, list[tuple[Place, Pattern]]] = {}
    for number, places in reading.hits.items():
        for rule in reading.compiled.rules_by_number.get(number, ()):
            if rule.id in wanted:
                pattern = next(p for p in rule.patterns if reading.compiled.number[p.source] == number)
                matched.setdefault(rule.id, []).extend((Place(*hit), pattern) for hit in places)
    seen: list[Seen] = []
    for rule in rules:
        if rule.missing:
            seen += _missing(reading, rule, statuses)
        elif rule.id in matched:
            seen += _matched(reading, rule, matched[rule.id], statuses)
    return seen


def _matched(reading: Reading, rule: Rule, matches: list[tuple[Place, Pattern]], statuses: Statuses) -> list[Seen]:
    matches.sort(key=lambda m: (m[0].paragraph, m[0].start, -m[0].end))
    kept = [
        (place, pattern)
        for place, pattern in matches
        if _speaks(reading, rule, place) and allowed(reading, place, rule.unless, rule.when, statuses)
    ]
    if not kept:
        return []
    first = kept[0][0]
    kept = [m for m in kept if in_scope(reading, m[0], rule.scope, first)]
    kept = _enough(reading, rule, kept)
    if rule.once or rule.scope in ("late", "after-opening") or rule.covers == "draft":
        kept = kept[:1]
    if rule.covers == "draft" and kept:
        return [Seen(rule, None)]
    return _joined([_see(reading, rule, place, pattern) for place, pattern in kept])


def _speaks(reading: Reading, rule: Rule, place: Place) -> bool:
    """Whether a rule may say anything about these words: not about quotations and names, unless it says so."""
    if "in-quotation" not in rule.even and is_quoted(reading, place):
        return False
    if rule.element == "claim-number" and is_incidental(reading, place):
        return False
    if "in-name" in rule.even:
        return not (is_wording(rule.element) and is_kept(reading, place))
    return not is_name(reading, place)


def _enough(reading: Reading, rule: Rule, kept: list[tuple[Place, Pattern]]) -> list[tuple[Place, Pattern]]:
    """What is left when a rule asks for several matches: in one paragraph, in the draft, or in a share of sentences."""
    if rule.share:
        sentences = {reading.sentence(place) for place, _ in kept}
        total = sum(len(t.sentences) for t in reading.texts)
        if len(sentences) < rule.share * total:
            return []
    if rule.per == "paragraph":
        groups = [list(g) for _, g in groupby(kept, key=lambda m: m[0].paragraph)]
        return [g[0] for g in groups if _distinct(g) >= rule.at_least]
    return kept if _distinct(kept) >= rule.at_least else []


def _distinct(matches: list[tuple[Place, Pattern]]) -> int:
    """How many matches do not overlap one before them."""
    count, end = 0, (-1, -1)
    for place, _ in matches:
        if (place.paragraph, place.start) >= end:
            count += 1
            end = (place.paragraph, place.end)
    return count


def _see(reading: Reading, rule: Rule, place: Place, pattern: Pattern) -> Seen:
    if rule.covers in _WIDENED:
        return Seen(rule, _widened(reading, rule, place))
    focus, say = replacements(reading, rule, pattern, place)
    return Seen(rule, focus, say if rule.type == "suggestion" and may_edit(reading, focus) else ())


_WIDENED = {"paragraph": Reading.whole_paragraph, "sentence": Reading.sentence, "clause": Reading.clause}


def _widened(reading: Reading, rule: Rule, place: Place) -> Place:
    """A place widened as far as its rule covers; the clause of a claim is what an editor would underline."""
    if rule.covers not in _WIDENED:
        return place
    widen = phrase if rule.covers == "clause" and rule.type == "claim" else _WIDENED[rule.covers]
    return reading.trimmed(widen(reading, place))


def may_edit(reading: Reading, place: Place) -> bool:
    """Whether words may be replaced: not in quotation marks of any sort, names, title case, or across a mark."""
    text = reading.texts[place.paragraph]
    start, end = text.span(place.start, place.end)
    marked = any(a < end and start < b for a, b in text.tokens.marks)
    quoted = within(text.quoted, place.start, place.end) or within(text.scare_quoted, place.start, place.end)
    crosses = any(start < q < end for q in text.tokens.quotes if text.text[q] in '"“”«»„')
    odd = any(c in "\u00ad\ufffc\t\n" for c in text.text[start:end])
    # "clients' needs": a plural's bare apostrophe would be left behind by a word with no s of its own.
    possessive = text.text[end : end + 1] in ("'", "’") and text.text[end - 1] in "sS"
    return not (marked or quoted or crosses or odd or possessive or text.title_case or is_name(reading, place))


def _missing(reading: Reading, rule: Rule, statuses: Statuses) -> list[Seen]:
    """A rule about what is not there speaks at its anchor, or about the whole draft."""
    if reading.places(rule.patterns):
        return []
    anchors = reading.places(rule.anchor)
    place = anchors[0] if anchors else Place(0, 0, 0)
    if (rule.anchor and not anchors) or not len(reading.texts[place.paragraph].tokens):
        return []
    if not allowed(reading, place, rule.unless, rule.when, statuses):
        return []
    return [Seen(rule, _widened(reading, rule, place) if anchors else None)]


def _joined(seen: list[Seen]) -> list[Seen]:
    """One rule's findings on the same words become one, the widest."""
    out: list[Seen] = []
    for one in sorted(seen, key=lambda s: (s.place or Place(0, 0, 0))[:2]):
        last = out[-1] if out else None
        if last and last.place and one.place and _overlap(last.place, one.place):
            if _weight(one) > _weight(last):
                out[-1] = one
        else:
            out.append(one)
    return out


def _weight(seen: Seen) -> tuple[int, bool]:
    """How much one of two findings on the same words says: the wider, then the one that offers wording."""
    return (seen.place.end - seen.place.start if seen.place else 0), bool(seen.say)


def _overlap(a: Place, b: Place) -> bool:
    return a.paragraph == b.paragraph and a.start < b.end and b.start < a.end


def without_repeats(seen: list[Seen]) -> list[Seen]:
    """Of wording findings that overlap only the most telling stays: the graver, then the edit, then the longer."""
    rank = {"must": 0, "should": 1, "consider": 2, "good": 3}
    wording = [s for s in seen if s.place and is_wording(s.rule.element)]
    others = [s for s in seen if not (s.place and is_wording(s.rule.element))]
    wording.sort(
        key=lambda s: (
            rank[s.rule.severity],
            not s.is_suggestion,
            -((s.place.end - s.place.start) if s.place else 0),
            s.rule.id,
        )
    )
    kept: list[Seen] = []
    taken: dict[int, list[Place]] = {}
    for one in wording:
        assert one.place
        here = taken.setdefault(one.place.paragraph, [])
        if not any(_overlap(one.place, other) for other in here):
            here.append(one.place)
            kept.append(one)
    return others + kept
