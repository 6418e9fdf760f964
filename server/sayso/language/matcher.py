"""All patterns in one trie, walked once over a text.

A node says where each word, each vocabulary and each gap leads. Patterns that begin alike share their first nodes, so
what a text costs does not grow with the number of patterns; a gap is bounded and states are never visited twice from
one start, so it grows with the text alone, whatever a pattern of an office says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sayso.language.analysis import Text
from sayso.language.pattern import Bound, Either, Element, Focus, Gap, Sequence, Vocabulary, Word, has_gap
from sayso.language.tokens import NUMBER, PUNCTUATION

_TERMINAL = frozenset(".!?…")


class Hit(NamedTuple):
    """Where a pattern matched: tokens `start` to `end` of one paragraph."""

    pattern: int
    start: int
    end: int


class Node:
    """A state: `words` and `classes` lead on by a token, `gaps` by up to n tokens, `ends` when the sentence ends."""

    __slots__ = ("accepts", "classes", "ends", "gaps", "words")

    def __init__(self) -> None:
        self.words: dict[str, tuple[Node, ...]] = {}
        self.classes: dict[str, tuple[Node, ...]] = {}
        self.gaps: list[tuple[int, Node]] = []
        self.ends: list[Node] = []
        self.accepts: list[int] = []


class Trie:
    """Patterns compiled together. `anywhere` is where a walk starts at any token, `first` at a sentence's first."""

    def __init__(self) -> None:
        self.anywhere = Node()
        self.first = Node()
        self.longest: list[bool] = []
        self._shared: dict[tuple[int, object], Node] = {}

    def add(self, sequence: Sequence) -> int:
        """Compile one pattern; the number that its hits carry comes back."""
        number = len(self.longest)
        self.longest.append(not has_gap(sequence))
        elements = sequence.elements
        root = self.anywhere
        if elements and isinstance(elements[0], Bound) and elements[0].at == "^":
            root, elements = self.first, elements[1:]
        for node in self._insert([root], elements):
            node.accepts.append(number)
        return number

    def seal(self) -> None:
        """Drop what only building needs."""
        self._shared.clear()

    def _insert(self, frontier: list[Node], elements: tuple[Element, ...]) -> list[Node]:
        for element in elements:
            if isinstance(element, Focus):
                frontier = self._insert(frontier, element.inner.elements)
            elif isinstance(element, Either):
                ends: dict[int, Node] = {}
                single = [c for c in element.choices if len(c.elements) == 1 and isinstance(c.elements[0], Word)]
                rest = [c for c in element.choices if c not in single]
                if single:
                    keys = frozenset(k for c in single for k in c.elements[0].keys)  # type: ignore[union-attr]
                    ends |= {id(n): n for n in self._step(frontier, Word(keys))}
                for choice in rest:
                    ends |= {id(n): n for n in self._insert(frontier, choice.elements)}
                frontier = list(ends.values())
            else:
                frontier = self._step(frontier, element)
        return frontier

    def _step(self, frontier: list[Node], element: Element) -> list[Node]:
        if len(frontier) == 1:
            # Only a node reached in one way may be shared: a shared end of several ways would join foreign patterns.
            label = element.keys if isinstance(element, Word) else element
            known = self._shared.get((id(frontier[0]), label))
            if known is None:
                known = self._shared[(id(frontier[0]), label)] = Node()
                _lead(frontier[0], element, known)
            return [known]
        target = Node()
        for node in frontier:
            _lead(node, element, target)
        return [target]


def _lead(node: Node, element: Element, target: Node) -> None:
    if isinstance(element, Word):
        for key in element.keys:
            node.words[key] = (*node.words.get(key, ()), target)
    elif isinstance(element, Vocabulary):
        node.classes[element.name] = (*node.classes.get(element.name, ()), target)
    elif isinstance(element, Gap):
        node.gaps.append((element.most, target))
    elif isinstance(element, Bound) and element.at == "$":
        node.ends.append(target)


Classes = Mapping[int, list[tuple[str, int]]]


class Matcher:
    """Vocabularies and patterns, ready to be walked over paragraphs."""

    def __init__(self, vocabularies: Mapping[str, Iterable[Sequence]]) -> None:
        self._vocabulary = Trie()
        self._names: list[str] = []
        for name, entries in vocabularies.items():
            for entry in entries:
                self._vocabulary.add(entry)
                self._names.append(name)
        self._vocabulary.seal()
        self.patterns = Trie()

    def add(self, sequence: Sequence) -> int:
        """Compile one pattern; see `Trie.add`."""
        return self.patterns.add(sequence)

    def scan(self, text: Text) -> list[Hit]:
        """Every hit in a paragraph: for each pattern and start the longest, or the shortest where it has a gap."""
        text.classes = self._classes(text)
        return _walk(self.patterns, text, text.classes)

    def _classes(self, text: Text) -> dict[int, list[tuple[str, int]]]:
        classes: dict[int, list[tuple[str, int]]] = {}
        for number, start, end in _walk(self._vocabulary, text, {}):
            classes.setdefault(start, []).append((self._names[number], end))
        for i, kind in enumerate(text.tokens.kinds):
            if kind == NUMBER:
                classes.setdefault(i, []).append(("number", i + 1))
        for name, ranges in (("name", text.named), ("quoted", text.quoted + text.scare_quoted)):
            for start, end in ranges:
                classes.setdefault(start, []).append((name, end))
        return classes


def _walk(trie: Trie, text: Text, classes: Classes) -> list[Hit]:
    keys, kinds = text.tokens.keys, text.tokens.kinds
    hits: list[Hit] = []
    root, first_root = trie.anywhere, trie.first
    root_words, root_classes = root.words, root.classes
    for begin, end in text.sentences:
        opening = begin
        while opening < end and kinds[opening] == PUNCTUATION:
            opening += 1
        for i in range(begin, end):
            states = [(node, i + 1) for node in root_words.get(keys[i], ())]
            here = classes.get(i)
            if here and root_classes:
                states += [(node, stop) for name, stop in here for node in root_classes.get(name, ())]
            if i == opening:
                states.append((first_root, i))
            if states:
                _follow(trie, states, i, end, keys, kinds, classes, hits)
    return hits


def _follow(
    trie: Trie,
    states: list[tuple[Node, int]],
    start: int,
    end: int,
    keys: list[str],
    kinds: list[str],
    classes: Classes,
    hits: list[Hit],
) -> None:
    """Walk on from `states` to the end of the sentence, and add what is accepted."""
    found: dict[int, int] = {}
    seen: set[tuple[int, int]] = set()
    while states:
        node, at = states.pop()
        for number in node.accepts:
            known = found.get(number)
            if known is None or (at > known) == trie.longest[number]:
                found[number] = at
        if at < end:
            if targets := node.words.get(keys[at]):
                for target in targets:
                    states.append((target, at + 1))
            if node.classes and (here := classes.get(at)):
                for name, stop in here:
                    for target in node.classes.get(name, ()):
                        states.append((target, stop))
        if node.gaps:
            # Every way to here leads on alike, so one is enough.
            mark = (id(node), at)
            if mark not in seen:
                seen.add(mark)
                for most, target in node.gaps:
                    _leap(states, seen, target, at, most, end, keys, kinds, classes)
        if node.ends and (at >= end or keys[at] in _TERMINAL):
            states.extend((target, at) for target in node.ends)
    hits.extend(Hit(number, start, at) for number, at in found.items() if at > start)


def _leap(
    states: list[tuple[Node, int]],
    seen: set[tuple[int, int]],
    target: Node,
    at: int,
    most: int,
    end: int,
    keys: list[str],
    kinds: list[str],
    classes: Classes,
) -> None:
    """Add the states that `target`, after a gap of up to `most` words from `at`, leads on to; punctuation is free."""
    words, own_classes = target.words, target.classes
    lead_on_itself = target.accepts or target.gaps or target.ends
    skipped = 0
    for step in range(at, end):
        reached = words.get(keys[step])
        if own_classes and (here := classes.get(step)):
            through = [(node, stop) for name, stop in here for node in own_classes.get(name, ())]
        else:
            through = []
        if reached or through or lead_on_itself:
            mark = (-id(target), step)
            if mark not in seen:
                seen.add(mark)
                if reached:
                    states += [(node, step + 1) for node in reached]
                states += through
                if lead_on_itself:
                    states.append((target, step))
        if kinds[step] != PUNCTUATION:
            if skipped == most:
                return
            skipped += 1
    if lead_on_itself:
        states.append((target, end))
