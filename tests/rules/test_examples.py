"""Every rule of the shipped pack does with its own examples what it says, and all of them live together."""

from __future__ import annotations

import pytest

from sayso.brief import Brief
from sayso.draft import from_text
from sayso.engine import review
from sayso.packs import CompiledPack, load_pack
from sayso.packs.examples import run_examples
from sayso.packs.model import Item, Rule
from sayso.trial import Trial, accept

PACK = load_pack()
ENTRIES: list[Rule | Item] = [*PACK.pack.rules, *PACK.pack.items]
ALL = Brief(topic="yes", kind="other")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_examples_turn_out_as_written(entry: Rule | Item, pack: CompiledPack) -> None:
    assert [str(f) for f in run_examples([entry], Trial(pack))] == []


SUGGESTIONS = [r for r in PACK.pack.rules if r.type == "suggestion"]


@pytest.mark.parametrize("rule", SUGGESTIONS, ids=lambda r: r.id)
def test_accepting_everything_leaves_nothing_to_suggest(rule: Rule, pack: CompiledPack) -> None:
    for example in rule.examples:
        first = review(from_text(example.text, "x"), pack, ALL)
        text = accept([p.text for p in from_text(example.text, "x").paragraphs], list(first.findings))
        again = review(from_text(text, "x"), pack, ALL)
        assert [f.rule for f in again.findings if f.replacements] == [], text


@pytest.mark.parametrize("rule", SUGGESTIONS, ids=lambda r: r.id)
def test_what_a_rule_proposes_no_rule_objects_to(rule: Rule, pack: CompiledPack) -> None:
    for example in rule.examples:
        if example.right is None:
            continue
        answer = review(from_text(example.right, "x"), pack, ALL)
        objections = [f.rule for f in answer.findings if f.type == "suggestion" and f.element == "language"]
        assert objections == [], example.right


def test_every_rule_says_what_to_do_in_a_sentence_or_two() -> None:
    for rule in PACK.pack.rules:
        assert rule.message.endswith((".", "?")), rule.id
        assert len(rule.message) <= 320, rule.id
        assert "!" not in rule.message + rule.why, rule.id
