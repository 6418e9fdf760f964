"""The sentence bank holds what was reached: a change to a rule that loses recall, or cries wolf, fails here.

The bounds are those of all sentences, seen while rules were written; docs/decisions/bank.md says what was found on
sentences before anybody saw them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bank import BankReport, run_bank
from sayso.packs import CompiledPack
from sayso.packs.elements import ITEMS

BANK = Path(__file__).parents[1] / "bank"


@pytest.fixture(scope="module")
def report(pack: CompiledPack) -> BankReport:
    return run_bank(BANK, pack)


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_found_where_it_is_and_not_where_it_is_not(item: str, report: BankReport) -> None:
    found, false = report.found[(item, "blind")], report.false[(item, "blind")]
    assert found.of >= 150
    assert false.of >= 300
    assert found.rate >= 0.80, found.wrong[:10]
    assert false.rate <= 0.035, false.wrong[:10]


def test_news_about_other_things_meets_nothing(report: BankReport) -> None:
    for item, tally in report.elsewhere.items():
        if item != "not-government-first":
            assert tally.of >= 600
            assert tally.rate <= 0.004, (item, tally.wrong)
    assert report.wording <= 2 * report.words / 1000
