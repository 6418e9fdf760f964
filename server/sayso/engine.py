"""The engine: a draft, a pack and a brief in; a review out. It knows no HTTP, no XML and no files."""

from __future__ import annotations

from sayso.brief import Brief, State
from sayso.checks import checklist as checks
from sayso.checks.advice import Seen, evaluate, without_repeats
from sayso.checks.claims import ledger, one_line_each, phrase
from sayso.checks.ids import Ids
from sayso.checks.order import fold, in_order, not_dismissed, within_limits, without_echo
from sayso.checks.questions import find_questions
from sayso.checks.reading import Place, Reading, read
from sayso.checks.topic import applicable_items, guess_kind, is_on_topic
from sayso.draft import Draft
from sayso.packs.compiled import CompiledPack
from sayso.packs.elements import is_wording
from sayso.packs.model import Item, Rule
from sayso.result import BriefUsed, Finding, Idea, ItemResult, Review

PRAISE_AN_ITEM = 2


def review(draft: Draft, pack: CompiledPack, brief: Brief | None = None, state: State | None = None) -> Review:
    """Review a draft: checklist, findings in document order, claims, questions and idea map."""
    brief = brief or Brief()
    reading = read(draft, pack)
    on_topic = brief.topic == "yes" or is_on_topic(reading)
    kind = brief.kind or guess_kind(reading)
    rules = [r for r in pack.pack.rules if _applies(r, kind, brief.audience, on_topic)]
    if on_topic:
        items = checks.judge(reading, pack.pack.items, applicable_items(pack.pack, kind))
    else:
        items = checks.not_applicable(pack.pack.items)
    statuses = {item.id: item.status for item in items}
    seen = evaluate(reading, rules, statuses)
    if on_topic:
        seen += _praise_of_items(reading, pack.pack.items, items)
    seen = without_echo(in_order(one_line_each(without_repeats(seen))))
    counts = reading.counts()
    seen, folded = within_limits(seen, counts.words, pack.pack.settings)
    ids = Ids()
    pairs = [(_finding(reading, s, ids, folded.get(id(s), [])), s.place) for s in seen]
    pairs = [(f, p) for f, p in pairs if not_dismissed(f, state)]
    claims = [(f, p) for f, p in pairs if f.type == "claim" and p is not None]
    used = BriefUsed(
        kind,
        "author" if brief.kind else "guessed",
        brief.audience,
        brief.topic,
        tuple(f.as_json() for f in brief.facts),
    )
    return Review(
        source=draft.source,
        brief=used,
        on_topic=on_topic,
        counts=counts,
        checklist=tuple(items),
        findings=tuple(f for f, _ in pairs),
        claims=tuple(ledger(reading, claims, (*brief.facts, *pack.pack.facts))),
        questions=tuple(find_questions(reading, pack.pack.questions)) if on_topic else (),
        idea_map=tuple(_idea_map(reading, items)) if on_topic else (),
    )


def _applies(rule: Rule, kind: str, audience: str, on_topic: bool) -> bool:
    """Off the topic only grave wording rules speak: the rest would be advice on another subject."""
    if not on_topic and not (rule.severity == "must" and is_wording(rule.element)):
        return False
    return (not rule.kinds or kind in rule.kinds) and (not rule.audiences or audience in rule.audiences)


def _praise_of_items(reading: Reading, items: tuple[Item, ...], results: list[ItemResult]) -> list[Seen]:
    """What works is said too: each met item that has words for it, where its first evidence stands."""
    praised: list[Seen] = []
    for item, result in zip(items, results, strict=True):
        if item.praise and result.status == "met":
            places: list[Place] = []
            for at in result.evidence:
                tokens = reading.texts[at.paragraph].tokens
                words = Place(at.paragraph, tokens.starts.index(at.start), tokens.ends.index(at.end) + 1)
                place = reading.trimmed(phrase(reading, words))
                if not any(p.paragraph == place.paragraph and p.start < place.end for p in places):
                    places.append(place)
            praised += [Seen(_praise_rule(item), place) for place in places[:PRAISE_AN_ITEM]]
    return praised


def _praise_rule(item: Item) -> Rule:
    return Rule(
        id=f"praise.{item.id}",
        element=f"praise-{item.id}",
        type="praise",
        severity="good",
        title=item.label,
        message=item.praise,
        why="",
        section="Checklist for communicators",
        patterns=(),
        origin=item.origin,
    )


def _finding(reading: Reading, seen: Seen, ids: Ids, left_out: list[Seen]) -> Finding:
    rule = seen.rule
    finding = Finding(
        id=ids.give(reading, rule.id, seen.place),
        rule=rule.id,
        element=rule.element,
        type="suggestion" if seen.is_suggestion else "comment" if rule.type == "suggestion" else rule.type,
        severity=rule.severity,
        location=reading.location(seen.place) if seen.place else None,
        message=rule.message,
        why=rule.why,
        section=rule.section,
        replacements=seen.say,
    )
    return fold(finding, [reading.location(s.place).quote for s in left_out if s.place]) if left_out else finding


def _idea_map(reading: Reading, items: list[ItemResult]) -> list[Idea]:
    ideas = [Idea(item.id, at) for item in items for at in item.evidence]
    for idea in reading.compiled.pack.ideas:
        ideas += [Idea(idea.id, reading.location(p)) for p in reading.places(idea.patterns)]
    return sorted(ideas, key=lambda i: (i.location, i.idea))
