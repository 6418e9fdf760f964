"""The review as a whole: the contract, held on any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.brief import Brief, Dismissal, Fact, State
from sayso.draft import Paragraph, from_paragraphs, from_text
from sayso.engine import review
from sayso.packs import CompiledPack, load_pack
from sayso.packs.elements import ELEMENTS, ITEMS, is_wording
from sayso.result import as_json

PACK = load_pack()
TOPIC = Brief(topic="yes")
PIECES = [
    "The county is breaking down data silos. ",
    "Teachers and nurses share what they know. ",
    "Your records will never be sold. ",
    "In 2023 the program found 300 children. ",
    "Who can see my data? ",
    "“We pool administrative data,” said Ana Ruiz. ",
    "😀 👩‍👧 ",
    "e\u0301 İ \u00a0 \u00ad ",
    "\n\n",
    "\n",
    "leverage stakeholders ",
    "5% ",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), min_size=1, max_size=12).map("".join)


@given(TEXTS)
def test_every_location_holds_its_quote_and_no_two_suggestions_overlap(text: str) -> None:
    if not text.strip():
        return
    draft = from_paragraphs([Paragraph(p) for p in text.split("\n\n")], "x")
    answer = review(draft, PACK, TOPIC)
    places = [f.location for f in answer.findings if f.location]
    places += [at for item in answer.checklist for at in item.evidence]
    places += [c.location for c in answer.claims] + [q.location for q in answer.questions]
    places += [i.location for i in answer.idea_map]
    for at in places:
        assert draft.paragraphs[at.paragraph].text[at.start : at.end] == at.quote != ""
    spans = sorted(
        (f.location for f in answer.findings if f.replacements and f.location), key=lambda a: (a.paragraph, a.start)
    )
    for a, b in pairwise(spans):
        assert (a.paragraph, a.end) <= (b.paragraph, b.start)
    located = [(f.location.paragraph, f.location.start) for f in answer.findings if f.location]
    assert located == sorted(located)
    ids = [f.id for f in answer.findings]
    assert len(ids) == len(set(ids))


@given(TEXTS)
def test_utf_16_offsets_cut_the_same_words(text: str) -> None:
    if not text.strip():
        return
    draft = from_paragraphs([Paragraph(p) for p in text.split("\n\n")], "x")
    for finding in as_json(review(draft, PACK, TOPIC), draft, "utf-16")["findings"]:
        if at := finding["location"]:
            units = draft.paragraphs[at["paragraph"]].text.encode("utf-16-le")
            assert units[2 * at["start"] : 2 * at["end"]].decode("utf-16-le") == at["quote"]


def test_the_checklist_is_the_nine_in_order_and_elements_are_of_the_closed_list() -> None:
    answer = review(from_text("".join(PIECES), "x"), PACK, TOPIC)
    assert tuple(i.id for i in answer.checklist) == ITEMS
    assert {f.element for f in answer.findings} <= ELEMENTS


def test_off_the_topic_nothing_is_judged_and_only_grave_wording_speaks(pack: CompiledPack) -> None:
    answer = review(from_text("The library will leverage a new book drop. It opens in May.", "x"), pack)
    assert not answer.on_topic
    assert {i.status for i in answer.checklist} == {"not-applicable"}
    assert all(f.severity == "must" and is_wording(f.element) for f in answer.findings)


def test_a_short_form_is_not_blamed_for_what_it_has_no_room_for(pack: CompiledPack) -> None:
    answer = review(
        from_text("Schools and shelters share what they know so that children get help sooner.", "x"), pack, TOPIC
    )
    assert answer.brief.kind == "social"
    assert any(i.status == "not-applicable" for i in answer.checklist)


def findings(text: str, pack: CompiledPack, **state: tuple[Dismissal, ...]) -> list[str]:
    answer = review(from_text(text, "x"), pack, TOPIC, State(**state))
    return [f.id for f in answer.findings if f.rule == "language.data-silos"]


def test_an_id_stays_when_the_rest_of_the_draft_changes(pack: CompiledPack) -> None:
    (one,) = findings("The county is breaking down data silos.", pack)
    (two,) = findings("A new first paragraph.\n\nIt is here. The county is breaking down data silos.", pack)
    assert one == two


@pytest.mark.parametrize("scope", ["here", "wording", "rule"])
def test_what_was_dismissed_stays_away(scope: str, pack: CompiledPack) -> None:
    text = "The county is breaking down data silos."
    (one,) = findings(text, pack)
    value = {"here": one, "wording": "breaking down data silos", "rule": "language.data-silos"}[scope]
    assert findings(text, pack, dismissed=(Dismissal(scope, value),)) == []  # type: ignore[arg-type]
    other = findings("The city is breaking down data silos.", pack, dismissed=(Dismissal(scope, value),))  # type: ignore[arg-type]
    assert len(other) == (1 if scope == "here" else 0)


def test_a_confirmed_fact_confirms_its_claim(pack: CompiledPack) -> None:
    text = "Your records will never be sold to anyone."
    draft = from_text(text, "x")
    assert [c.state for c in review(draft, pack, TOPIC).claims] == ["unconfirmed"]
    fact = Fact("never-sold", "Records are never sold.")
    (claim,) = review(draft, pack, Brief(topic="yes", facts=(fact,))).claims
    assert (claim.state, claim.fact, claim.absolute) == ("confirmed", "never-sold", True)


def test_a_bad_draft_gets_the_most_useful_comments_only(pack: CompiledPack) -> None:
    bad = " ".join(
        f"Stakeholders leverage robust cross-sector interoperability number {n} of clients." for n in range(60)
    )
    answer = review(from_text(bad, "x"), pack, TOPIC)
    comments = [f for f in answer.findings if f.type == "comment"]
    assert len(comments) <= max(3, round(answer.counts.words * pack.pack.settings.comments_per_1000_words / 1000))
