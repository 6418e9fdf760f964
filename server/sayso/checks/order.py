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
_HARDEST = (
    "praise-see-and-have-a-say",
    "praise-separate-places",
    "praise-privacy-protection",
    "praise-decisions-bridge",
    "praise-helpers-first",
    "praise-benefits-examples",
    "praise-shared-values",
    "praise-we-us",
)


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


def within_limits(seen: list[Seen], words: int, settings: Settings) -> tuple[list[Seen], dict[int, int]]:
    """The comments a text of this length may get, the most useful kept; how many each kept one stands for comes back.

    A comment left out is folded into the last kept one before it, by `id()` of what was seen.
    """
    comments = [s for s in seen if s.rule.type in ("comment", "suggestion") and not s.is_suggestion]
    most = max(_MIN_COMMENTS, round(words * settings.comments_per_1000_words / 1000))
    folded: dict[int, int] = {}
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
        keep = {id(s) for s in best[:most]}
        last = max((s for s in comments if id(s) in keep), key=lambda s: s.place or Place(-1, 0, 0))
        folded[id(last)] = len(comments) - most
        gone = {id(s) for s in comments} - keep
        seen = [s for s in seen if id(s) not in gone]
    praise = [s for s in seen if s.rule.type == "praise"]
    if len(praise) > settings.praise_per_text:
        first = {s.rule.id: id(s) for s in reversed(praise)}
        praise.sort(key=lambda s: (first[s.rule.id] != id(s), _praise_rank(s.rule.element)))
        gone = {id(s) for s in praise[settings.praise_per_text :]}
        seen = [s for s in seen if id(s) not in gone]
    return seen, folded


def _praise_rank(element: str) -> int:
    """What is hardest to do well, and so most worth saying, comes first; praise of a story's parts last."""
    return _HARDEST.index(element) if element in _HARDEST else len(_HARDEST)


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


def fold(finding: Finding, more: int) -> Finding:
    """The finding with a line that says how many comments were left out."""
    what = "1 more comment of less weight was" if more == 1 else f"{more} more comments of less weight were"
    return replace(
        finding, message=f"{finding.message} ({what} left out to keep this readable; check again after these.)"
    )


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
