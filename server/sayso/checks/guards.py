"""Guards: what must not, or must, stand around a match for it to count."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.checks.reading import END_SHARE, Place, Reading
from sayso.language.analysis import within
from sayso.packs.model import Guard, Scope

NEGATORS = frozenset("not no never nor neither without hardly cannot none nobody stop avoid".split())
SUPPOSING = frozenset("would could might if imagine suppose imagined hypothetical hypothetically unless".split())
_NEGATION_REACH = 6

Statuses = Mapping[str, str]


def in_scope(reading: Reading, place: Place, scope: Scope, first: Place) -> bool:
    """Whether a place lies where the rule looks. `first` is the earliest place of all its matches: "late" and
    "after-opening" mean that the idea is nowhere before."""
    if scope == "anywhere":
        return True
    if scope == "title":
        return reading.in_title(place)
    if scope == "opening":
        return reading.in_opening(place)
    if scope == "after-opening":
        return not reading.in_opening(first)
    if scope == "late":
        return reading.share_before(first) >= reading.compiled.pack.settings.late_after
    if scope == "end":
        return reading.share_before(place) >= END_SHARE or place.paragraph == len(reading.texts) - 1
    return reading.draft.paragraphs[place.paragraph].role in ("heading", "title")


def allowed(
    reading: Reading, place: Place, unless: tuple[Guard, ...], when: tuple[Guard, ...], statuses: Statuses
) -> bool:
    """Whether none of `unless` holds at a place, and all of `when`."""
    return not any(holds(reading, place, g, statuses) for g in unless) and all(
        holds(reading, place, g, statuses) for g in when
    )


def is_quoted(reading: Reading, place: Place) -> bool:
    return within(reading.texts[place.paragraph].quoted, place.start, place.end)


def is_name(reading: Reading, place: Place) -> bool:
    """Whether a place touches a proper name, or a name that the office keeps."""
    return within(reading.texts[place.paragraph].named, place.start, place.end) or is_kept(reading, place)


def is_kept(reading: Reading, place: Place) -> bool:
    """Whether a place touches a name that the office keeps: wording rules never speak there."""
    return any(k.paragraph == place.paragraph and k.start < place.end and place.start < k.end for k in reading.kept)


def is_negated(reading: Reading, place: Place) -> bool:
    """Whether a negative word stands shortly before a place, in its sentence."""
    return _before(reading, place, NEGATORS, _NEGATION_REACH, contracted=True)


def holds(reading: Reading, place: Place, guard: Guard, statuses: Statuses) -> bool:
    """Whether a guard's condition is true at a place."""
    where = guard.where
    if where == "in-quotation":
        return is_quoted(reading, place)
    if where == "in-name":
        return is_name(reading, place)
    if where == "negated":
        return is_negated(reading, place)
    if where == "hypothetical":
        return _before(reading, place, SUPPOSING, 40, contracted=False)
    if where == "in-question":
        sentence = reading.sentence(place)
        return reading.texts[place.paragraph].tokens.keys[sentence.end - 1] == "?"
    if where == "item":
        return statuses.get(guard.item) in ("met", "partly")
    return _near(reading, place, guard)


def _near(reading: Reading, place: Place, guard: Guard) -> bool:
    found = reading.found(guard.patterns)
    if not found.places:
        return False
    where = guard.where
    if where == "text":
        return True
    if where == "early":
        first = found.places[0]
        return (first.paragraph, first.end) <= (place.paragraph, place.start)
    if where == "opening":
        return any(reading.in_opening(p) for p in found.places)
    if where == "title":
        return reading.title in found.by_paragraph
    if where == "end":
        return in_scope(reading, found.places[-1], "end", found.places[0])
    here = found.by_paragraph.get(place.paragraph)
    if not here:
        return False
    if where == "paragraph":
        return True
    if where == "elsewhere":
        return any(p.end <= place.start or p.start >= place.end for p in here)
    if where == "before":
        return any(p.end == place.start for p in here)
    if where == "after":
        return any(p.start == place.end for p in here)
    sentence = reading.sentence(place)
    return any(sentence.start <= p.start < sentence.end for p in here)


def _before(reading: Reading, place: Place, words: frozenset[str], reach: int, *, contracted: bool) -> bool:
    keys = reading.texts[place.paragraph].tokens.keys
    first = max(reading.sentence(place).start, place.start - reach)
    return any(k in words or (contracted and k.endswith("n't")) for k in keys[first : place.start])
