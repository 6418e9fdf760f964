"""The claims ledger: what is listed, where, and what the facts say of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sayso.brief import Brief, Fact
from sayso.draft import from_text
from sayso.engine import review
from sayso.packs import CompiledPack
from sayso.result import Claim, Review


def check(pack: CompiledPack, text: str, *facts: Fact) -> Review:
    return review(from_text(text, "draft"), pack, Brief(topic="yes", facts=facts))


def claims(pack: CompiledPack, text: str, *facts: Fact) -> list[Claim]:
    return list(check(pack, text, *facts).claims)


def only(found: list[Claim]) -> Claim:
    assert len(found) == 1, [c.location.quote for c in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("In Ferry Hollow, records are never sold to anyone.", "assurance", "records are never sold to anyone"),
        ("The clinic says its list has no names on it.", "assurance", "no names"),
        ("Any resident can read their own page at the desk.", "assurance", "can read their own page"),
        ("Families can say no and still get the same care.", "assurance", "still get the same care"),
        ("Nothing moves until the mother has said yes.", "assurance", "said yes"),
        ("A panel of tenants must approve every new use.", "assurance", "must approve"),
        ("Only the school nurse sees the card.", "assurance", "Only the school nurse sees the card"),
        ("Staff comply with the state privacy law.", "assurance", "comply with the state privacy law"),
        ("When the season ends, the lists are shredded.", "assurance", "shredded"),
        ("Last winter 1,240 households called the heating line.", "number", "1,240 households called"),
        ("Nearly a third of the callers had no heat.", "number", "third of the callers"),
        ("The van cost the county $48,000 that spring.", "number", "$48,000"),
        ("Missed visits fell by half after the first winter.", "result", "fell by half"),
        ("As a result, the library opened on Sundays.", "result", "the library opened on Sundays"),
        ("The study found that most callers lived on one street.", "result", "found that most callers"),
    ],
)
def test_kinds(pack: CompiledPack, text: str, kind: str, quote: str) -> None:
    claim = only(claims(pack, text))
    assert claim.kind == kind
    assert quote in claim.location.quote
    assert text[claim.location.start : claim.location.end] == claim.location.quote


@pytest.mark.parametrize(
    "text",
    [
        "The meeting is on May 14, 2025, at 6:30 p.m. in Room 12 of the annex.",
        "Call 555-0142, or 406-555-0142 after hours.",
        "See page 9, section 4 and Appendix 2.",
        "Rosa Bell, 61, has lived on the hill since 1988.",
        "1. Bring a chair.\n\n2) Bring a plate.",
        "She was born in 1950 and moved here in the spring of 1975.",
        "One of the nurses thought of a simpler way.",
        "The shelter keeps a yellow door so that people find it.",
    ],
)
def test_no_claim(pack: CompiledPack, text: str) -> None:
    assert claims(pack, text) == []


def test_a_quotation_must_be_true_as_well(pack: CompiledPack) -> None:
    claim = only(claims(pack, "“Your records are never sold,” the director said."))
    assert claim.kind == "assurance"


def test_a_question_promises_nothing(pack: CompiledPack) -> None:
    assert claims(pack, "Will my records be sold?") == []


def test_where_a_long_sentence_is_underlined(pack: CompiledPack) -> None:
    text = (
        "When the two offices in Alder County sat down last spring to compare what each of them knew about the heating "
        "season, it was agreed that 412 homes would be visited before the first frost because nobody wanted another "
        "winter like the one that came before it."
    )
    claim = only(claims(pack, text))
    assert "412 homes would be visited" in claim.location.quote
    assert len(claim.location.quote.split()) <= 14


def test_words_are_listed_once(pack: CompiledPack) -> None:
    found = claims(pack, "We guarantee that 300 names are never sold.")
    assert [c.kind for c in found] == ["assurance"]


def test_every_claim_is_a_finding_with_a_message(pack: CompiledPack) -> None:
    answer = check(pack, "Records are never sold. Calls fell from 90 to 20. The county spent $5,000.")
    by_id = {f.id: f for f in answer.findings if f.type == "claim"}
    assert {c.finding for c in answer.claims} == set(by_id)
    assert all(
        f.message and f.why and f.element == f"claim-{c.kind}" for c in answer.claims for f in [by_id[c.finding]]
    )


@pytest.mark.parametrize(
    ("text", "absolute"),
    [
        ("Records are never sold.", True),
        ("The rules ensure that records stay private.", True),
        ("Nobody but the nurse can open the list.", True),
        ("Parents can see their own page.", False),
        ("Only 12 homes had no heat.", False),
        ("Names are not always removed from the list.", False),
    ],
)
def test_absolute(pack: CompiledPack, text: str, absolute: bool) -> None:
    assert claims(pack, text)[0].absolute is absolute


SOLD = Fact("not-sold", "Records are never sold.")


def test_unconfirmed_without_facts(pack: CompiledPack) -> None:
    claim = only(claims(pack, "Records are never sold."))
    assert (claim.state, claim.fact) == ("unconfirmed", None)


@pytest.mark.parametrize(
    "text", ["Records are never sold.", "The records will not be sold.", "We do not sell records."]
)
def test_confirmed(pack: CompiledPack, text: str) -> None:
    claim = only(claims(pack, text, SOLD))
    assert (claim.state, claim.fact) == ("confirmed", "not-sold")


def test_confirmed_by_the_wording_a_fact_offers(pack: CompiledPack) -> None:
    fact = Fact("names", "Identifiers are stripped by the clinic.", wording="Names are taken out first.")
    assert only(claims(pack, "Names are taken out first.", fact)).state == "confirmed"


def test_expired(pack: CompiledPack) -> None:
    fact = Fact("not-sold", "Records are never sold.", expires=date.today() - timedelta(days=1))
    assert only(claims(pack, "Records are never sold.", fact)).state == "expired"
    last_day = Fact("not-sold", "Records are never sold.", expires=date.today())
    assert only(claims(pack, "Records are never sold.", last_day)).state == "confirmed"


def test_another_fact_still_in_force_confirms(pack: CompiledPack) -> None:
    old = Fact("old", "Records are never sold.", expires=date(2020, 1, 1))
    assert only(claims(pack, "Records are never sold.", old, SOLD)).fact == "not-sold"


def test_contradicted(pack: CompiledPack) -> None:
    fact = Fact("police", "Records are shared with the police.")
    claim = only(claims(pack, "Records are never shared with police.", fact))
    assert (claim.state, claim.fact) == ("contradicted", "police")


def test_a_fact_that_denies_contradicts_what_is_promised(pack: CompiledPack) -> None:
    fact = Fact("page", "Parents cannot see their own page.")
    assert only(claims(pack, "Parents can see their own page.", fact)).state == "contradicted"


def test_a_contradiction_outweighs_a_confirmation(pack: CompiledPack) -> None:
    police = Fact("police", "Records are shared with the police.")
    same = Fact("same", "Records are never shared with police.")
    assert only(claims(pack, "Records are never shared with police.", same, police)).state == "contradicted"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # an exception makes the opposite uncertain
        ("Nobody except parents can see the page.", "Parents can see the page."),
        ("Records are never shared with police.", "Records are shared with police only under a court order."),
        # more is claimed than the fact holds
        ("Records are never sold or shared with police or landlords.", "Records are never sold."),
        # another figure
        ("Last winter 1,300 households called the line.", "Last winter 1,240 households called the line."),
        # another subject
        ("Names are never shown.", "Records are never sold."),
        # an expired fact contradicts nothing
    ],
)
def test_unsure_is_unconfirmed(pack: CompiledPack, text: str, says: str) -> None:
    assert {c.state for c in claims(pack, text, Fact("f", says))} == {"unconfirmed"}


def test_an_expired_fact_contradicts_nothing(pack: CompiledPack) -> None:
    fact = Fact("police", "Records are shared with the police.", expires=date(2020, 1, 1))
    assert only(claims(pack, "Records are never shared with police.", fact)).state == "unconfirmed"
