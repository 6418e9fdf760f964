"""Which comments stay when a draft may get no more."""

from __future__ import annotations

from sayso.checks.advice import Seen
from sayso.checks.order import within_limits
from sayso.checks.reading import Place
from sayso.packs.compiled import CompiledPack
from sayso.packs.model import Settings
from sayso.result import Severity

SETTINGS = Settings(comments_per_1000_words=25)
WORDS = 120  # three comments


def comment(pack: CompiledPack, name: str, element: str, paragraph: int, severity: Severity = "should") -> Seen:
    rule = pack.pack.rules[0]._replace(id=name, element=element, type="comment", severity=severity)
    return Seen(rule, Place(paragraph, 0, 1))


def kept(seen: list[Seen]) -> list[tuple[str, int]]:
    left, _ = within_limits(seen, WORDS, SETTINGS)
    return [(s.rule.id, s.place.paragraph if s.place else -1) for s in left]


def test_all_stay_within_the_limit(pack: CompiledPack) -> None:
    seen = [comment(pack, f"language.{n}", "language", n) for n in range(3)]
    assert len(kept(seen)) == 3


def test_the_graver_stay_and_document_order_is_kept(pack: CompiledPack) -> None:
    seen = [comment(pack, f"language.{n}", "language", n, "consider") for n in range(4)]
    seen.append(comment(pack, "trap-spin.x", "trap-spin", 4, "must"))
    assert kept(seen) == [("language.0", 0), ("language.1", 1), ("trap-spin.x", 4)]


def test_one_advice_on_structure_is_given_once_before_words_go_unmentioned(pack: CompiledPack) -> None:
    seen = [
        comment(pack, "lead-system.title", "lead-system", 0, "must"),
        comment(pack, "lead-system.opening", "lead-system", 1, "must"),
        comment(pack, "lead-system.again", "lead-system", 2, "must"),
        comment(pack, "language.a", "language", 3, "should"),
        comment(pack, "language.b", "language", 4, "consider"),
    ]
    assert kept(seen) == [("lead-system.title", 0), ("language.a", 3), ("language.b", 4)]


def test_a_rule_speaks_first_time_before_another_speaks_again(pack: CompiledPack) -> None:
    seen = [comment(pack, "language.a", "language", n) for n in range(3)]
    seen.append(comment(pack, "language.b", "language", 3))
    assert kept(seen) == [("language.a", 0), ("language.a", 1), ("language.b", 3)]


def test_what_sets_off_a_worry_comes_before_what_is_only_hard_to_read(pack: CompiledPack) -> None:
    seen = [comment(pack, f"language.{n}", "language", n) for n in range(3)]
    seen.append(comment(pack, "trap-breach.x", "trap-breach", 3))
    assert kept(seen) == [("language.0", 0), ("language.1", 1), ("trap-breach.x", 3)]


def test_even_a_grave_thing_is_said_again_only_after_everything_was_said_once(pack: CompiledPack) -> None:
    seen = [comment(pack, "trap-spin.x", "trap-spin", n, "must") for n in range(3)]
    seen += [comment(pack, f"language.{n}", "language", n, "consider") for n in (3, 4)]
    assert kept(seen) == [("trap-spin.x", 0), ("language.3", 3), ("language.4", 4)]
