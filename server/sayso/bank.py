"""The sentence bank: how often each checklist item is seen where it should be, and where it should not.

A bank file names an item and lists sentences: `met` (the item is there) and `silent` (near misses), each under `blind`
(written by somebody who knew the item and not the patterns) or `own`. A file with `item: none` holds sentences about
other things, in which no item may be seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml

from sayso.brief import Brief
from sayso.draft import Paragraph, from_paragraphs
from sayso.engine import review
from sayso.errors import SourceError
from sayso.packs.compiled import CompiledPack
from sayso.packs.elements import ITEMS, is_wording
from sayso.result import Review

Hand = Literal["blind", "own"]
# One sentence cannot do these whole: it shows one example, or seeing alone. Met in part is as much as it can be.
IN_PART = frozenset({"benefits-examples", "see-and-have-a-say"})
ELSEWHERE = "none"
# A sentence stands first in a draft that says elsewhere what it is about; nothing in the rest meets an item by itself.
CONTEXT = (
    "The pages that follow were put on paper in May and were last changed in June, with a few corrections in the "
    "margin by two readers. They begin with a short list of dates, go on with the questions that came up most often "
    "at the three evenings in the spring, and end with a map of the streets near the river and a note on the weather "
    "that week, which was cold and wet, so that the chairs had to be moved indoors twice.",
    "It is about information on families that a school nurse and a clinic in town have.",
)


@dataclass(slots=True)
class Tally:
    """How many of so many sentences an item was seen in; `wrong` lists the sentences that came out otherwise."""

    seen: int = 0
    of: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, sentence: str, seen: bool, wanted: bool) -> None:
        self.seen += seen
        self.of += 1
        if seen != wanted:
            self.wrong.append(sentence)

    @property
    def rate(self) -> float:
        return self.seen / self.of if self.of else 0.0


@dataclass(slots=True)
class BankReport:
    """Tallies by (item, hand); `elsewhere` by item and `wording` (findings) over sentences about other things."""

    found: dict[tuple[str, Hand], Tally]
    false: dict[tuple[str, Hand], Tally]
    elsewhere: dict[str, Tally]
    wording: int = 0
    words: int = 0


def run_bank(directory: Path, compiled: CompiledPack) -> BankReport:
    """Try every sentence of the bank's files. Raises SourceError with code `bank-invalid`."""
    report = BankReport({}, {}, {item: Tally() for item in ITEMS})
    for file in sorted(directory.glob("*.yml")):
        data = yaml.safe_load(file.read_text("utf-8"))
        item = data.get("item") if isinstance(data, dict) else None
        if item != ELSEWHERE and item not in ITEMS:
            raise SourceError("bank-invalid", f"{file.name} names no item; begin it with item: and one of the nine.")
        hands: tuple[Hand, Hand] = ("blind", "own")
        for hand in hands:
            lists = data.get(hand) or {}
            if item == ELSEWHERE:
                _elsewhere(report, lists.get("silent") or [], compiled)
                continue
            for wanted, tallies in ((True, report.found), (False, report.false)):
                tally = tallies.setdefault((item, hand), Tally())
                for sentence in lists.get("met" if wanted else "silent") or []:
                    tally.add(sentence, _status(sentence, item, compiled), wanted)
    return report


def try_elsewhere(sentences: Iterable[str], compiled: CompiledPack) -> BankReport:
    """The report over sentences about other things alone."""
    report = BankReport({}, {}, {item: Tally() for item in ITEMS})
    _elsewhere(report, sentences, compiled)
    return report


def _status(sentence: str, item: str, compiled: CompiledPack) -> bool:
    answer = _review([sentence, *CONTEXT], compiled)
    status = next(i.status for i in answer.checklist if i.id == item)
    return status == "met" or (status == "partly" and item in IN_PART)


def _elsewhere(report: BankReport, sentences: Iterable[str], compiled: CompiledPack) -> None:
    for sentence in sentences:
        answer = _review([sentence], compiled)
        for item in answer.checklist:
            # That a text does not begin with government is true of nearly everything, so it says nothing here.
            if item.id != "not-government-first":
                report.elsewhere[item.id].add(sentence, item.status == "met", False)
        report.wording += sum(f.type in ("suggestion", "comment") and is_wording(f.element) for f in answer.findings)
        report.words += answer.counts.words


def _review(paragraphs: list[str], compiled: CompiledPack) -> Review:
    draft = from_paragraphs([Paragraph(p) for p in paragraphs], "bank")
    return review(draft, compiled, Brief(kind="other", topic="yes"))
