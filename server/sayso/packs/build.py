"""From what a schema has accepted to the model: defaults filled in, conditions read."""

from __future__ import annotations

import re
from typing import Any

from sayso.packs.elements import is_wording, section_of
from sayso.packs.model import (
    Condition,
    Example,
    IdeaOfText,
    Item,
    KindOfText,
    Origin,
    Rule,
    Signal,
    TopicCues,
    ToughQuestion,
)
from sayso.result import FindingType, Severity

_NEED = re.compile(r"^(?:(\d+|not)\s+)?([a-z][a-z-]*)$")


class ConditionError(ValueError):
    """A condition that cannot be read; the message says what would be right."""


def read_condition(source: str, names: set[str]) -> Condition:
    """A condition such as "see + say", "2 example" or "people + not institution". Raises ConditionError."""
    needs = []
    for part in source.split("+"):
        m = _NEED.match(part.strip())
        if not m:
            raise ConditionError(
                f"“{source}” cannot be read; write signals joined by +, with a number or not before one"
            )
        if m[2] not in names:
            raise ConditionError(f"there is no signal “{m[2]}”; there are {', '.join(sorted(names))}")
        needs.append((m[2], 0 if m[1] == "not" else int(m[1] or 1)))
    return Condition(source, tuple(needs))


def examples(data: list[dict[str, str]], lines: list[int]) -> tuple[Example, ...]:
    """The examples of an entry; `lines` says where each stands."""
    out = []
    for entry, line in zip(data, lines, strict=True):
        expect = next(k for k in ("wrong", "met", "partly", "silent") if k in entry)
        out.append(Example(expect, entry[expect].strip(), _stripped(entry.get("right")), line))
    return tuple(out)


def _stripped(text: str | None) -> str | None:
    return None if text is None else text.strip()


def rule(data: dict[str, Any], lines: list[int], origin: Origin) -> Rule:
    """A rule. Without a type it is a suggestion where it says what to say instead, else a comment."""
    element = data["element"]
    offers = bool(data["replacements"]) or any(p.say for p in data["patterns"])
    kind: FindingType = data.get("type") or (
        "praise"
        if element.startswith("praise-")
        else "claim"
        if element.startswith("claim-")
        else "suggestion"
        if offers
        else "comment"
    )
    fallback: Severity = "good" if kind == "praise" else "consider" if kind == "claim" else "should"
    return Rule(
        id=data["id"],
        element=element,
        type=kind,
        severity=data.get("severity") or fallback,
        title=data["title"],
        message=data["message"].strip(),
        why=data["why"].strip(),
        section=data.get("section") or section_of(element),
        patterns=tuple(data["patterns"]),
        replacements=tuple(data["replacements"]),
        audiences=tuple(data["audiences"]),
        kinds=tuple(data["kinds"]),
        scope=data["scope"],
        covers=data["covers"],
        at_least=data["at_least"],
        per=data["per"],
        share=data["share"],
        once=data["once"],
        missing=data["missing"],
        anchor=tuple(data["anchor"]),
        even=frozenset(data["even"]) if is_wording(element) else frozenset({"in-quotation", "in-name"}),
        unless=tuple(data["unless"]),
        when=tuple(data["when"]),
        examples=examples(data["examples"], lines),
        origin=origin,
    )


def item(data: dict[str, Any], lines: list[int], origin: Origin) -> Item:
    """A checklist item. Raises ConditionError."""
    signals = tuple(
        Signal(name, tuple(s["patterns"]), s["scope"], tuple(s["unless"]), tuple(s["when"]), s["covers"])
        for name, s in data["signals"].items()
    )
    names = {s.name for s in signals}
    return Item(
        id=data["item"],
        label=data["label"],
        advice=data["advice"].strip(),
        signals=signals,
        met=tuple(read_condition(c, names) for c in data["met"]),
        partly=tuple(read_condition(c, names) for c in data["partly"]),
        praise=data["praise"].strip(),
        examples=examples(data["examples"], lines),
        origin=origin,
    )


def question(data: dict[str, Any], lines: list[int], origin: Origin) -> ToughQuestion:
    return ToughQuestion(
        id=data["question"],
        title=data["title"],
        advice=data["advice"].strip(),
        asked=tuple(data["asked"]),
        answered=tuple(data["answered"]),
        examples=examples(data["examples"], lines),
        origin=origin,
    )


def kind_of_text(data: dict[str, Any], lines: list[int], origin: Origin) -> KindOfText:
    return KindOfText(data["kind"], tuple(data["items"]), tuple(data["patterns"]), origin)


def idea(data: dict[str, Any], lines: list[int], origin: Origin) -> IdeaOfText:
    return IdeaOfText(data["idea"], tuple(data["patterns"]), origin)


def topic(data: dict[str, Any], lines: list[int], origin: Origin) -> TopicCues:
    return TopicCues(tuple(data["patterns"]), data["topic"] == "strong", origin)
