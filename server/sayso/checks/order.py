"""Which findings a writer is shown: in document order, no more comments than the pack allows, nothing dismissed."""

from __future__ import annotations

from dataclasses import replace

from sayso.brief import State
from sayso.checks.advice import Seen
from sayso.checks.reading import Place
from sayso.packs.elements import is_wording
from sayso.packs.model import Settings
from sayso.result import Finding

_RANK = {"must": 0, "should": 1, "consider": 2, "good": 3}
_MIN_COMMENTS = 3
_QUOTED_AT_MOST = 40
_HARDEST = (
    "praise-see-and-have-a-say",
    "praise-separate-places",
    "praise-privacy-protection",
    "praise-decisions-bridge",
    "praise-helpers-first",
    "praise-benefits-examples",
)
_EASIEST = ("praise-shared-values", "praise-we-us", "praise-not-government-first")


def in_order(seen: list[Seen]) -> list[Seen]:
    """Document order; what is about the whole draft comes first."""
    return sorted(seen, key=lambda s: (s.place or Place(-1, 0, 0), _RANK[s.rule.severity], s.rule.id))


def without_echo(seen: list[Seen]) -> list[Seen]:
    """Drops a comment whose rule has just spoken: the same advice twice in a row is noise."""
    out: list[Seen] = []
    last = ""
    for one in seen:
        if one.rule.type in ("praise", "claim"):
            out.append(one)
            continue
        if one.is_suggestion or one.rule.id != last:
            out.append(one)
        last = one.rule.id
    return out


def within_limits(seen: list[Seen], words: int, settings: Settings) -> tuple[list[Seen], dict[int, list[Seen]]]:
    """The comments a text of this length may get, the most useful kept.

    What is left out comes back under the `id()` of the kept comment that is to mention it, the last one. What is said
    about the whole draft does not count: it goes with the checklist.
    """
    comments = [s for s in seen if s.rule.type in ("comment", "suggestion") and not s.is_suggestion and s.place]
    most = max(_MIN_COMMENTS, round(words * settings.comments_per_1000_words / 1000))
    folded: dict[int, list[Seen]] = {}
    if len(comments) > most:
        repeats = _repeats(comments)
        best = sorted(
            comments,
            key=lambda s: (
                id(s) in repeats,
                _RANK[s.rule.severity],
                is_wording(s.rule.element),
                s.rule.element == "language",  # words that set off a worry before words that are only hard
                s.place or Place(-1, 0, 0),
            ),
        )
        gone = {id(s) for s in best[most:]}
        last = next(s for s in reversed(comments) if id(s) not in gone)
        folded[id(last)] = [s for s in comments if id(s) in gone]
        seen = [s for s in seen if id(s) not in gone]
    return _with_some_praise(seen, settings.praise_per_text), folded


def _with_some_praise(seen: list[Seen], most: int) -> list[Seen]:
    """What is seen, with no more praise than `most`: every sort of praise once before any twice."""
    praise = [s for s in seen if s.rule.type == "praise"]
    first = {s.rule.id: id(s) for s in reversed(praise)}
    praise.sort(key=lambda s: (first[s.rule.id] != id(s), _praise_rank(s.rule.element)))
    gone = {id(s) for s in praise[most:]}
    return [s for s in seen if id(s) not in gone]


def _praise_rank(element: str) -> int:
    """What is hardest to do well, and so most worth saying, comes first; then a story's parts; then the rest."""
    return _HARDEST.index(element) if element in _HARDEST else len(_HARDEST) + (element in _EASIEST)


def _repeats(comments: list[Seen]) -> set[int]:
    """The comments, by `id()`, whose advice was given before.

    What was said once is not said again while other advice goes unmentioned. Two rules of one element of structure
    give one advice: that a draft opens on its system is not said of the title and then of the opening.
    """
    said: set[str] = set()
    repeats: set[int] = set()
    for s in comments:
        advice = s.rule.id if is_wording(s.rule.element) else s.rule.element
        if advice in said:
            repeats.add(id(s))
        said.add(advice)
    return repeats


def fold(finding: Finding, left_out: list[str]) -> Finding:
    """The finding with a line about the comments that were left out, given the words that each was about."""
    points = "1 smaller point" if len(left_out) == 1 else f"{len(left_out)} smaller points"
    short = [f"“{words}”" for words in dict.fromkeys(left_out) if len(words) <= _QUOTED_AT_MOST][:3]
    such = f", such as {' and '.join([', '.join(short[:-1]), short[-1]] if len(short) > 1 else short)}" if short else ""
    return replace(finding, message=f"{finding.message}\n\nLeft for a next pass: {points}{such}.")


def not_dismissed(finding: Finding, state: State | None) -> bool:
    """Whether the author has not waved this finding away: here, these words anywhere, or the rule."""
    for d in state.dismissed if state else ():
        if d.scope == "here" and d.value == finding.id:
            return False
        if d.scope == "rule" and d.value == finding.rule:
            return False
        if d.scope == "wording" and finding.location and d.value.casefold() == finding.location.quote.casefold():
            return False
    return True
