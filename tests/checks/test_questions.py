"""Which tough questions a draft asks or answers."""

from __future__ import annotations

import pytest

from sayso.brief import Brief
from sayso.draft import from_text
from sayso.engine import review
from sayso.packs import CompiledPack
from sayso.packs.elements import QUESTIONS
from sayso.packs.model import ToughQuestion
from sayso.result import Question


def questions(pack: CompiledPack, text: str) -> dict[str, Question]:
    return {q.id: q for q in review(from_text(text, "draft"), pack, Brief(topic="yes")).questions}


def test_all_fifteen_are_in_the_library(pack: CompiledPack) -> None:
    assert {q.id for q in pack.pack.questions} == set(QUESTIONS)
    assert all(q.title and q.advice and q.answered for q in pack.pack.questions)


def _examples() -> list[tuple[str, str, str]]:
    from sayso.packs import load_pack

    def of(question: ToughQuestion) -> list[tuple[str, str, str]]:
        return [(question.id, e.expect, e.text) for e in question.examples]

    return [example for question in load_pack().pack.questions for example in of(question)]


@pytest.mark.parametrize(("question", "expect", "text"), _examples())
def test_examples(pack: CompiledPack, question: str, expect: str, text: str) -> None:
    assert (question in questions(pack, text)) is (expect == "met")


def test_each_question_has_two_examples_of_each_sort(pack: CompiledPack) -> None:
    for question in pack.pack.questions:
        sorts = [e.expect for e in question.examples]
        assert sorts.count("met") >= 2, question.id
        assert sorts.count("silent") >= 2, question.id


def test_asked_and_answered_in_an_faq(pack: CompiledPack) -> None:
    text = "Sharing in Ferry Hollow\n\nCan I say no?\n\nYes. Tell any nurse, and your page comes out that day."
    found = questions(pack, text)["q-opt-out"]
    assert (found.asked, found.answered) == (True, True)
    assert found.location.quote == "Can I say no?"
    assert found.location.paragraph == 1


def test_asked_and_left_open(pack: CompiledPack) -> None:
    found = questions(pack, "The clinic and the school will compare lists.\n\nWho decides what is shared?")
    assert (found["q-community-role"].asked, found["q-community-role"].answered) == (True, False)


def test_a_list_of_questions_answers_none(pack: CompiledPack) -> None:
    found = questions(pack, "Can I say no?\n\nWill this be easier to hack?")
    assert (found["q-opt-out"].asked, found["q-opt-out"].answered) == (True, False)


def test_an_answer_further_on_counts(pack: CompiledPack) -> None:
    text = "Can I say no?\n\nWill this be easier to hack?\n\nYou may opt out at any desk, and nobody asks why."
    assert questions(pack, text)["q-opt-out"].answered


def test_answered_where_nobody_asked(pack: CompiledPack) -> None:
    found = questions(pack, "In Ferry Hollow a panel of parents must approve every new use.")["q-community-role"]
    assert (found.asked, found.answered) == (False, True)


def test_a_reported_question_is_asked(pack: CompiledPack) -> None:
    text = "Neighbors ask whether the police can open the list. They cannot, and the contract says so."
    found = questions(pack, text)["q-profiling"]
    assert found.asked
    assert found.location.quote.startswith("Neighbors ask whether")


def test_being_allowed_to_ask_is_no_question(pack: CompiledPack) -> None:
    found = questions(pack, "Any family may ask who has seen its page.")["q-see-my-data"]
    assert (found.asked, found.answered) == (False, True)


def test_nothing_in_plain_news(pack: CompiledPack) -> None:
    text = (
        "The pool opens in June. The council has ordered new benches, and the lifeguards start their training on "
        "Monday.\n\nWill it rain on the day? Nobody knows, said the head of parks, who has packed an umbrella."
    )
    assert questions(pack, text) == {}


def test_in_document_order(pack: CompiledPack) -> None:
    text = "Will this be easier to hack?\n\nNo.\n\nCan I say no?\n\nYes."
    assert list(questions(pack, text)) == ["q-hack", "q-opt-out"]
