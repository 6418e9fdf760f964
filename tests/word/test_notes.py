"""Which findings become changes and which comments, and what the comments say."""

from __future__ import annotations

from dataclasses import replace

from sayso.result import Claim, ClaimState, Finding, ItemResult, Location
from sayso.word.notes import plan
from word.build import comment, review, suggestion


def at(start: int, words: str = "words") -> Location:
    return Location(0, start, start + len(words), words)


def claim(name: str, start: int, *, absolute: bool = False, state: ClaimState = "unconfirmed") -> tuple[Finding, Claim]:
    finding = Finding(name, "claims.x", "claims", "claim", "should", at(start, name), f"Check {name}.", "", "Claims")
    return finding, Claim(name, at(start, name), "number", absolute, state)


def test_a_rule_explains_itself_once() -> None:
    made = plan(review(suggestion(at(0), "a"), suggestion(at(9), "b", name="t"), suggestion(at(20), "c", rule="other")))
    assert [c.note for c in made.changes] == ["Say it.\n\nWhy so.", "", "Say it.\n\nWhy so."]


def test_other_wordings_are_offered() -> None:
    (change,) = plan(review(suggestion(at(0), "a", "b", "c"))).changes
    assert change.replacement == "a"
    assert change.note.endswith("Or: “b” or “c”.")
    assert change.instead == "Say it.\n\nYou could write “a” or “b” or “c”.\n\nWhy so."


def test_a_word_to_leave_out() -> None:
    (change,) = plan(review(suggestion(at(0), ""))).changes
    assert "You could leave these words out." in change.instead


def test_a_suggestion_without_words_or_place_is_a_comment() -> None:
    made = plan(review(suggestion(at(0)), suggestion(None, "x", name="t")))
    assert made.changes == ()
    assert [n.location for n in made.notes] == [at(0), None]


def test_without_changes_and_without_comments() -> None:
    both = review(suggestion(at(0), "a"), comment(at(9)))
    assert plan(both, changes=False).changes == ()
    assert len(plan(both, changes=False).notes) == 2
    bare = plan(both, comments=False)
    assert bare.notes == ()
    assert bare.changes[0].note == bare.changes[0].instead == ""


CHECKLIST = (
    ItemResult("a", "Starts with people", "met", (), "unused"),
    ItemResult("b", "Names the places", "partly", (), "Name two."),
    ItemResult("c", "Shows the gain", "missing", (), "Say who gains."),
    ItemResult("d", "Not this time", "not-applicable", (), "unused"),
)


def test_the_checklist() -> None:
    (note,) = plan(review(checklist=CHECKLIST)).notes
    assert note.location is None
    assert note.text == (
        "Your checklist: 1 of 3 in place.\n\n✓ Starts with people\n\n~ Names the places: Name two."
        "\n\n✗ Shows the gain: Say who gains."
    )
    (full,) = plan(review(checklist=CHECKLIST[:1])).notes
    assert full.text.endswith("Nothing is missing. Well done.")


def test_no_checklist_off_topic() -> None:
    assert plan(review(checklist=CHECKLIST, on_topic=False)).notes == ()
    assert plan(review(checklist=tuple(replace(c, status="not-applicable") for c in CHECKLIST))).notes == ()


def test_claims() -> None:
    pairs = [
        claim("sure", 0, state="confirmed"),
        claim("always", 10, absolute=True),
        claim("wrong", 20, state="contradicted"),
        claim("40 percent", 30),
        claim("old", 50, state="expired"),
    ]
    made = plan(review(*(f for f, _ in pairs), claims=tuple(c for _, c in pairs)))
    assert [(n.findings, n.text) for n in made.notes] == [
        (("always",), "Check always."),
        (("wrong",), "Check wrong."),
        (
            ("40 percent", "old"),
            "To confirm before this goes out:\n\n• “40 percent”\n• “old” (its confirmation has run out)",
        ),
    ]
    assert made.notes[-1].location == at(30, "40 percent")
