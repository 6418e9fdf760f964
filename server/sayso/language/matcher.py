"""All patterns, walked once over a text.

A sentence enters only the patterns whose anchor it holds, so what a text costs hardly grows with their number. A gap is
bounded and states are never visited twice from one start, so the cost grows with the text alone, whatever a pattern of
an office says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sayso.language.analysis import Text
from sayso.language.pattern import Sequence, Vocabulary
from sayso.language.tokens import NUMBER, PUNCTUATION
from sayso.language.trie import Entry, Node, Trie

_TERMINAL = frozenset(".!?…")
_FEW = 12
_NUMBER, _NAME, _QUOTED = (Vocabulary(name).key for name in ("number", "name", "quoted"))


# Where a pattern matched: its number, and the tokens it begins and ends at in one paragraph. There are very many.
Hit = tuple[int, int, int]


Classes = Mapping[int, list[tuple[str, int]]]


class Matcher:
    """Vocabularies and patterns, ready to be walked over paragraphs.

    `samples` are texts like those to come: how often they hold a word decides what anchors a pattern.
    """

    def __init__(self, vocabularies: Mapping[str, Iterable[Sequence]], samples: Iterable[Text] = ()) -> None:
        self._vocabulary = Trie()
        self._names: list[str] = []
        for name, entries in vocabularies.items():
            for entry in entries:
                self._vocabulary.add(entry)
                self._names.append(Vocabulary(name).key)
        self._vocabulary.seal()
        self.patterns = Trie(self._presence(samples))

    def add(self, sequence: Sequence) -> int:
        """Compile one pattern; see `Trie.add`."""
        return self.patterns.add(sequence)

    def wake(self) -> None:
        """Make everything ready at once, where it would else be made ready when a text first needs it."""
        self._vocabulary.wake_all()
        self.patterns.wake_all()

    def scan(self, text: Text) -> list[Hit]:
        """Every hit in a paragraph: for each pattern and start the longest, or the shortest where it has a gap."""
        if self.patterns.is_open:
            self.patterns.seal()
        text.classes = self._classes(text)
        return _walk(self.patterns, text, text.classes)

    def _presence(self, samples: Iterable[Text]) -> Counter[str]:
        presence: Counter[str] = Counter()
        for text in samples:
            classes = self._classes(text)
            for begin, end in text.sentences:
                presence.update(_held(text.tokens.keys, classes, begin, end))
        return presence

    def _classes(self, text: Text) -> dict[int, list[tuple[str, int]]]:
        classes: dict[int, list[tuple[str, int]]] = {}
        for number, start, end in _walk(self._vocabulary, text, {}):
            classes.setdefault(start, []).append((self._names[number], end))
        for i, kind in enumerate(text.tokens.kinds):
            if kind == NUMBER:
                classes.setdefault(i, []).append((_NUMBER, i + 1))
        for name, ranges in ((_NAME, text.named), (_QUOTED, text.quoted + text.scare_quoted)):
            for start, end in ranges:
                classes.setdefault(start, []).append((name, end))
        return classes


def _held(keys: list[str], classes: Classes, begin: int, end: int) -> set[str]:
    """The keys that a sentence holds, vocabularies' among them."""
    held = set(keys[begin:end])
    for i in range(begin, end) if classes else ():
        if here := classes.get(i):
            held.update(name for name, _ in here)
    return held


def _walk(trie: Trie, text: Text, classes: Classes) -> list[Hit]:
    keys, kinds = text.tokens.keys, text.tokens.kinds
    hits: list[Hit] = []
    entries, pairs, anchors = trie.entries, trie.pairs, trie.anchors
    for begin, end in text.sentences:
        present = _held(keys, classes, begin, end)
        alive: set[int] = set()
        for key in present & anchors.keys():
            alive |= anchors[key]
        if not alive:
            continue
        if trie.asleep:
            for anchor in alive & trie.asleep.keys():
                trie.wake(anchor)
        opening = begin
        while opening < end and kinds[opening] == PUNCTUATION:
            opening += 1
        for i in range(begin, end):
            states: list[tuple[Node, int]] = []
            key = keys[i]
            led = entries.get(key)
            if led:
                _begin(led, alive, i, i + 1, states, hits)
            if i + 1 < end:
                led = pairs.get((key, keys[i + 1]))
                if led:
                    _begin(led, alive, i, i + 2, states, hits)
            if i in classes:
                for name, stop in classes[i]:
                    led = entries.get(name)
                    if led:
                        _begin(led, alive, i, stop, states, hits)
            if i == opening:
                states += [(trie.first[anchor], i) for anchor in trie.first.keys() & alive]
            if states:
                _follow(trie, states, i, end, keys, kinds, classes, hits)
    return hits


def _begin(led: Entry, alive: set[int], start: int, stop: int, states: list[tuple[Node, int]], hits: list[Hit]) -> None:
    """Add the states that a beginning leads to, and the hits of those that lead no further."""
    for anchor in led if len(led) < _FEW else led.keys() & alive:
        if anchor in alive:
            for node in led[anchor]:
                if node.leaf:
                    for number in node.accepts:
                        hits.append((number, start, stop))
                else:
                    states.append((node, stop))


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
    hits.extend((number, start, at) for number, at in found.items() if at > start)


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
    if not lead_on_itself and not own_classes and words.keys().isdisjoint(keys[at:end]):
        return
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
