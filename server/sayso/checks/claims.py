"""The ledger: what the text promises, counts or says came of it, and whether somebody has confirmed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.brief import Fact
from sayso.checks.reading import Place, Reading
from sayso.language.analysis import Text
from sayso.language.forms import all_forms
from sayso.language.tokens import NUMBER, PUNCTUATION, tokenize
from sayso.result import Claim, ClaimKind, ClaimState, Finding

if TYPE_CHECKING:
    from sayso.checks.advice import Seen

ABSOLUTES = frozenset(
    "never always ensure ensures ensured ensuring guarantee guarantees guaranteed all every everyone everybody only "
    "no none nobody nothing nowhere cannot can't won't completely fully entirely solely strictly absolutely totally "
    "impossible permanently forever zero".split()
)
# In a count these words only say how many: "only 12 towns" and "all 12 towns" promise nothing.
_COUNTING = frozenset("all every only no none zero".split())
_SOFTENED = frozenset("not nearly almost hardly mostly".split())

_GOES_ON = frozenset("and but or so because when while where since if until before after that which".split())
_GOES_BACK = _GOES_ON | {"who", "than"}
_FEW_WORDS = 5  # a shorter piece says too little: it is read on over a comma
_ENOUGH_WORDS = 7  # a phrase this long may end where the next part of its sentence begins
_MOST_WORDS = 14


def phrase(reading: Reading, place: Place) -> Place:
    """What an editor would underline around a match: its clause, cut where a long one goes on to something else."""
    keys = reading.texts[place.paragraph].tokens.keys
    first, last = _piece(reading, place)
    if first < place.start and keys[first] in ("and", "but", "or", "so"):
        first += 1
    if last - first <= _MOST_WORDS:
        return Place(place.paragraph, min(first, place.start), max(last, place.end))
    start, end = place.start, place.end
    while end < last and not (keys[end] in _GOES_ON and end - max(first, start - 4) >= _ENOUGH_WORDS):
        end += 1
    while start > first and not (keys[start] in _GOES_BACK and end - start >= _ENOUGH_WORDS):
        start -= 1
    if start < place.start and keys[start] in _GOES_BACK:
        start += 1
    if end - start > _MOST_WORDS:
        start = max(start, min(place.start, place.start - (_MOST_WORDS - (place.end - place.start)) // 2))
        end = min(end, max(place.end, start + _MOST_WORDS))
    return Place(place.paragraph, start, end)


def _piece(reading: Reading, place: Place) -> tuple[int, int]:
    """The clause of a match; a very short one with the piece after it, or the one before."""
    kinds = reading.texts[place.paragraph].tokens.kinds
    _, begins, ends = reading.sentence(place)
    _, first, last = reading.clause(place)
    if last - first < _FEW_WORDS:
        at = last
        while at < ends and kinds[at] == PUNCTUATION:
            at += 1
        stop = at
        while stop < ends and kinds[stop] != PUNCTUATION:
            stop += 1
        if at < stop <= first + _MOST_WORDS:
            last = stop
    if last - first < _FEW_WORDS:
        at = first
        while at > begins and kinds[at - 1] == PUNCTUATION:
            at -= 1
        stop = at
        while stop > begins and kinds[stop - 1] != PUNCTUATION:
            stop -= 1
        if last - _MOST_WORDS <= stop < at:
            first = stop
    return first, last


_KIND_ORDER = {"claim-assurance": 0, "claim-result": 1, "claim-number": 2}


def one_line_each(seen: list[Seen]) -> list[Seen]:
    """Of claims that overlap one stays, so that words are confirmed once: a promise before a result before a count."""
    taken: dict[int, list[Place]] = {}
    gone: set[int] = set()
    claims = [s for s in seen if s.rule.type == "claim" and s.place]
    for one in sorted(claims, key=lambda s: (_KIND_ORDER.get(s.rule.element, 3), s.place or Place(0, 0, 0), s.rule.id)):
        assert one.place
        here = taken.setdefault(one.place.paragraph, [])
        if any(one.place.start < other.end and other.start < one.place.end for other in here):
            gone.add(id(one))
        else:
            here.append(one.place)
    return [s for s in seen if id(s) not in gone]


_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun".split()
)
# A number after one of these words is a name or an address, not a count.
_NUMBERED = frozenset(
    "no no. nos nos. number p p. pp page pages room suite section sections sec sec. § §§ # article articles chapter "
    "chapters appendix appendices part parts bill act law order resolution ordinance rule regulation title clause "
    "paragraph route highway block floor ward district precinct version v release protocol goal objective pillar item "
    "figure fig fig. table note step phase tier stage level grade class year week day question option form forms "
    "ext extension box post local window line bus unit building exhibit brief briefs issue volume vol vol. lot "
    "covid sars grant contract docket case policy standard module zone region zip".split()
)
_UNITS_OF_DAY = frozenset("a.m a.m. am p.m p.m. pm o'clock noon".split())
_BEFORE_YEAR = frozenset(
    "in since by from until till through of between before after during for late early mid the spring summer fall "
    "autumn winter to and or school fiscal fy".split()
)
_BEFORE_AGE = frozenset("is was i'm 'm am age aged ages over under turned turns turning at were are".split())
_YEAR = re.compile(r"(?:19|20)\d\d(?:s|[-/]\d\d)?")


def is_incidental(reading: Reading, place: Place) -> bool:
    """Whether every figure in a match only dates, numbers or addresses something: nothing there was counted."""
    text = reading.texts[place.paragraph]
    figures = [i for i in range(place.start, place.end) if text.tokens.kinds[i] == NUMBER]
    return bool(figures) and all(_is_label(text, i) for i in figures)


def _is_label(text: Text, at: int) -> bool:
    tokens = text.tokens
    keys, kinds = tokens.keys, tokens.kinds
    first, last = text.sentences[text.sentence_of[at]]
    key = keys[at]
    before = keys[at - 1] if at > first else ""
    after = keys[at + 1] if at + 1 < last else ""
    if before in (".", ",") and at - 2 >= first and (keys[at - 2] in _MONTHS or keys[at - 2] in _NUMBERED):
        before = keys[at - 2]
    if key[0] in "$£€" or key.endswith("%"):
        return False
    if ":" in key or key in ("911", "211", "311", "360") or key.endswith(("st", "nd", "rd", "th")):
        return True
    if after in _UNITS_OF_DAY or after in _MONTHS or before in _MONTHS or before in _DAYS or before in _NUMBERED:
        return True
    if (
        key.isdigit()
        and len(key) <= 2
        and (at == first or (at == first + 1 and before in "([*•-"))
        and after in (".", ")", "]")
    ):
        return True  # a list's own number
    if before in "[(" and after in "])" and key.isdigit():
        return True
    if _YEAR.fullmatch(key) and (before in _BEFORE_YEAR or not after[:1].isalpha()):
        return True
    if _joined_by_hyphen(text, at, at - 1) or _joined_by_hyphen(text, at, at + 1):
        return True  # a telephone number, a form's name, a range of ages
    if (
        key.isdigit()
        and len(key) <= 2
        and (
            (before in _BEFORE_AGE and not after[:1].isalpha())
            or (before == "," and after in (",", "."))
            or after == "year"
        )
    ):
        return True  # somebody's age
    named = (
        at - 1 >= first + 1
        and kinds[at - 1] not in (NUMBER, PUNCTUATION)
        and text.text[tokens.starts[at - 1]].isupper()
    )
    return named and before not in ("i",) and len(key) <= 5 and "," not in key


def _joined_by_hyphen(text: Text, a: int, b: int) -> bool:
    """Whether two neighboring figures are written as one, with a hyphen between."""
    a, b = min(a, b), max(a, b)
    tokens = text.tokens
    if a < 0 or b >= len(tokens) or tokens.kinds[a] != NUMBER or tokens.kinds[b] != NUMBER:
        return False
    return text.text[tokens.ends[a] : tokens.starts[b]] in ("-", "\u2011", "\u2010", "\u2013", ".", ". ", ") ")


def ledger(reading: Reading, findings: Iterable[tuple[Finding, Place]], facts: tuple[Fact, ...]) -> list[Claim]:
    """One line for each claim finding, in document order."""
    lines = []
    for finding, place in findings:
        kind: ClaimKind = finding.element.removeprefix("claim-")  # type: ignore[assignment]
        keys = reading.texts[place.paragraph].tokens.keys[place.start : place.end]
        state, fact = _state(keys, facts)
        assert finding.location
        lines.append(Claim(finding.id, finding.location, kind, is_absolute(keys, kind), state, fact))
    return lines


def is_absolute(keys: Sequence[str], kind: ClaimKind = "assurance") -> bool:
    """Whether the words leave no exception: never, always, nobody, guarantees…"""
    for before, key in pairwise(["", *keys]):
        if key in ABSOLUTES and not (kind != "assurance" and key in _COUNTING) and before not in _SOFTENED:
            return True
    return "100%" in keys


_FACT_SHARE = 0.6  # so much of a fact's words must be in the claim
_CLAIM_SHARE = 0.5  # and more than this of the claim's in the fact, so that nothing unconfirmed rides along
_NEGATIONS = frozenset("no not never nor neither nobody none nothing nowhere without cannot".split())
_EXCEPTIONS = frozenset(
    "but except unless only other besides until if some sometimes may might could should would most many few".split()
)
_EMPTY = frozenset(
    "a an the of to in on for and or is are be been being was were am it its this that these those there with by from "
    "as at we our us you your they their them he she his her i my me has have had having will can do does did not no "
    "never nobody none nothing nor neither without cannot ever any anyone anybody one all every so than then also "
    "who which what when where how very always".split()
)
_IRREGULAR = {
    form: verb
    for verb in "sell keep hold give see send tell take find get leave know write lose pay buy fall rise".split()
    for form in all_forms(verb, "v")
}
_ENDINGS = ("ing", "ed", "es", "s", "d", "e")


def _state(said: Sequence[str], facts: tuple[Fact, ...]) -> tuple[ClaimState, str | None]:
    """What the facts say of a claim's words. A fact must be about the same thing; where that is not sure, nothing is.

    Contradicted: a fact in force says the same with the opposite sign. Then confirmed, then expired.
    """
    confirmed: str | None = None
    expired: str | None = None
    for fact in facts:
        gone = fact.expires is not None and fact.expires < date.today()
        for words in (tokenize(fact.says).keys, tokenize(fact.wording).keys):
            if not _same_subject(words, said):
                continue
            if _denials(words) % 2 == _denials(said) % 2:
                if gone:
                    expired = expired or fact.id
                else:
                    confirmed = confirmed or fact.id
            elif not gone and _plain(words) and _plain(said):
                return "contradicted", fact.id
    if confirmed:
        return "confirmed", confirmed
    return ("expired", expired) if expired else ("unconfirmed", None)


def _same_subject(fact: Sequence[str], said: Sequence[str]) -> bool:
    known, claimed = _content(fact), _content(said)
    shared = known & claimed
    if not known or len(shared) < min(2, len(known)):
        return False
    if {k for k in claimed if k[:1].isdigit() or k[:1] in "$£€"} - known:
        return False  # a figure that the fact does not hold is not the fact's
    return len(shared) >= _FACT_SHARE * len(known) and len(shared) > _CLAIM_SHARE * len(claimed)


def _content(keys: Sequence[str]) -> set[str]:
    return {_stem(k) for k in keys if k[-1:].isalnum() or k.endswith("%")} - _EMPTY - {_stem(k) for k in _EMPTY}


def _stem(key: str) -> str:
    """The word without its ending, roughly: enough to see “sharing” and “shared”, “sold” and “sell” as one."""
    key = _IRREGULAR.get(key, key)
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 3 and key.isalpha():
            return key[: -len(ending)]
    return key


def _denials(keys: Sequence[str]) -> int:
    return sum(k in _NEGATIONS or k.endswith("n't") for k in keys)


def _plain(keys: Sequence[str]) -> bool:
    """Whether a sentence says yes or no without exception, so that its opposite can be told."""
    return _denials(keys) <= 1 and not _EXCEPTIONS.intersection(keys)
