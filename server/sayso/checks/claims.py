"""The ledger: what the text promises or counts, and whether somebody has confirmed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sayso.brief import Fact
from sayso.checks.reading import Place, Reading
from sayso.language.tokens import tokenize
from sayso.result import Claim, ClaimKind, ClaimState, Finding

ABSOLUTES = frozenset(
    "never always ensure ensures ensured ensuring guarantee guarantees guaranteed all every only no none any cannot "
    "completely fully entirely strictly absolutely impossible nobody".split()
)
_SAME_ENOUGH = 0.6
_EMPTY = frozenset(
    "a an the of to in on for and or is are be been was were it this that with by from as at we our us you your they "
    "their them has have had will can may not".split()
)


def ledger(reading: Reading, findings: Iterable[tuple[Finding, Place]], facts: tuple[Fact, ...]) -> list[Claim]:
    """One line for each claim finding, in document order."""
    lines = []
    for finding, place in findings:
        kind: ClaimKind = finding.element.removeprefix("claim-")  # type: ignore[assignment]
        keys = reading.texts[place.paragraph].tokens.keys[place.start : place.end]
        state, fact = _state(set(keys), facts)
        assert finding.location
        lines.append(Claim(finding.id, finding.location, kind, bool(ABSOLUTES.intersection(keys)), state, fact))
    return lines


def _state(said: set[str], facts: tuple[Fact, ...]) -> tuple[ClaimState, str | None]:
    """Confirmed when a fact's words are nearly all in the claim; expired when that fact's day has passed."""
    for fact in facts:
        words = {k for k in tokenize(fact.says).keys if k.isalnum()} - _EMPTY
        if words and len(words & said) >= _SAME_ENOUGH * len(words):
            expired = fact.expires is not None and fact.expires < date.today()
            return ("expired" if expired else "confirmed"), fact.id
    return "unconfirmed", None
