"""What a pack is made of, once read: rules, items, vocabularies, questions, kinds and ideas. Plain data.

Named tuples, because a whole pack is read back from its cache whenever the shell command starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sayso.brief import Fact
from sayso.language.pattern import Sequence, parse
from sayso.result import FindingType, Severity

Scope = Literal["anywhere", "title", "opening", "after-opening", "late", "end", "heading"]
Covers = Literal["match", "clause", "sentence", "paragraph", "draft"]


class Pattern(NamedTuple):
    """One pattern as written, and what may be said instead of it.

    `say` None: the rule's replacements; empty: nothing, a comment.
    """

    source: str
    say: tuple[str, ...] | None = None

    @property
    def sequence(self) -> Sequence:
        """The pattern as parsed."""
        return parse(self.source)


class Guard(NamedTuple):
    """A condition: a named one ("in-quotation", "negated"…), an item's status, or patterns somewhere near."""

    where: str
    patterns: tuple[Pattern, ...] = ()
    item: str = ""


class Example(NamedTuple):
    """A text and what the rule must do with it; `right` is the text after the first replacement is accepted."""

    expect: Literal["wrong", "met", "partly", "silent"]
    text: str
    right: str | None = None
    line: int = 0


class Origin(NamedTuple):
    """Where something is written, for messages: file name within its pack, and line from 1."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Rule(NamedTuple):
    """One piece of advice. docs/rule-authors/keys.md describes every key."""

    id: str
    element: str
    type: FindingType
    severity: Severity
    title: str
    message: str
    why: str
    section: str
    patterns: tuple[Pattern, ...]
    replacements: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    scope: Scope = "anywhere"
    covers: Covers = "match"
    at_least: int = 1
    per: Literal["draft", "paragraph"] = "draft"
    share: float = 0.0
    once: bool = False
    missing: bool = False
    anchor: tuple[Pattern, ...] = ()
    even: frozenset[str] = frozenset()
    unless: tuple[Guard, ...] = ()
    when: tuple[Guard, ...] = ()
    examples: tuple[Example, ...] = ()
    origin: Origin = Origin()


class Signal(NamedTuple):
    """A group of patterns that an item's status is decided by."""

    name: str
    patterns: tuple[Pattern, ...]
    scope: Scope = "anywhere"
    unless: tuple[Guard, ...] = ()
    when: tuple[Guard, ...] = ()
    covers: Covers = "match"


class Condition(NamedTuple):
    """Signals that must be there together: (name, at least so many places), or must not (0)."""

    source: str
    needs: tuple[tuple[str, int], ...]


class Item(NamedTuple):
    """One checklist item: its status is the first condition that holds, of `met` and then of `partly`."""

    id: str
    label: str
    advice: str
    signals: tuple[Signal, ...]
    met: tuple[Condition, ...]
    partly: tuple[Condition, ...]
    praise: str = ""
    examples: tuple[Example, ...] = ()
    origin: Origin = Origin()


class ToughQuestion(NamedTuple):
    """One of the fifteen: how it is asked, how an answer is recognised, and how to begin one."""

    id: str
    title: str
    advice: str
    asked: tuple[Pattern, ...]
    answered: tuple[Pattern, ...]
    examples: tuple[Example, ...] = ()
    origin: Origin = Origin()


class KindOfText(NamedTuple):
    """A kind of text: what it is recognised by, and which items apply to it."""

    id: str
    items: tuple[str, ...]
    patterns: tuple[Pattern, ...] = ()
    origin: Origin = Origin()


class IdeaOfText(NamedTuple):
    """An idea that the idea map shows beside the checklist's: government, money, system, equity."""

    id: str
    patterns: tuple[Pattern, ...]
    origin: Origin = Origin()


class TopicCues(NamedTuple):
    """What a text on the topic is recognised by; `strong` cues count for three of the others."""

    patterns: tuple[Pattern, ...]
    strong: bool = False
    origin: Origin = Origin()


Entry = Rule | Item | ToughQuestion | KindOfText | IdeaOfText | TopicCues


class Settings(NamedTuple):
    """The figures of a pack; see pack.yml."""

    comments_per_1000_words: int = 25
    praise_per_text: int = 4
    opening_words: int = 70
    late_after: float = 0.5
    topic_cues: int = 3


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules in force together: the shipped pack, with every overlay applied."""

    name: str
    version: str
    digest: str
    settings: Settings
    rules: tuple[Rule, ...]
    items: tuple[Item, ...]
    questions: tuple[ToughQuestion, ...]
    kinds: tuple[KindOfText, ...]
    ideas: tuple[IdeaOfText, ...]
    topic: tuple[TopicCues, ...]
    vocabularies: Mapping[str, tuple[str, ...]]
    keep: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def patterns_of(entry: Entry) -> list[Pattern]:
    """Every pattern that an entry uses, its guards' included."""
    patterns: list[Pattern] = []

    def guards(*groups: tuple[Guard, ...]) -> None:
        for group in groups:
            for guard in group:
                patterns.extend(guard.patterns)

    if isinstance(entry, Rule):
        patterns += [*entry.patterns, *entry.anchor]
        guards(entry.unless, entry.when)
    elif isinstance(entry, Item):
        for signal in entry.signals:
            patterns += signal.patterns
            guards(signal.unless, signal.when)
    elif isinstance(entry, ToughQuestion):
        patterns += [*entry.asked, *entry.answered]
    else:
        patterns += entry.patterns
    return patterns
