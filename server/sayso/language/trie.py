"""The trie: what follows on what, over all patterns together.

Patterns that begin alike share their first nodes, and each has an anchor: the rarest of the words it cannot do without
(see `language.anchor`). A sentence without a pattern's anchor never enters it.
"""

from __future__ import annotations

import pickle
from typing import Any, TypeVar

from sayso.language.anchor import Anchor, Presence, anchor_of
from sayso.language.pattern import Bound, Either, Element, Focus, Gap, Sequence, Vocabulary, Word, has_gap

_PROTOCOL = pickle.HIGHEST_PROTOCOL

# Under each anchor, the nodes that a beginning leads to.
Entry = dict[int, list["Node"]]


class Node:
    """A state: `words` and `classes` lead on by a token, `gaps` by up to n tokens, `ends` when the sentence ends.

    `leaf`: it only accepts, and leads nowhere.
    """

    __slots__ = ("accepts", "classes", "ends", "gaps", "leaf", "words")

    def __init__(self) -> None:
        self.words: dict[str, tuple[Node, ...]] = {}
        self.classes: dict[str, tuple[Node, ...]] = {}
        self.gaps: list[tuple[int, Node]] = []
        self.ends: list[Node] = []
        self.accepts: list[int] = []
        self.leaf = False

    def __reduce__(self) -> tuple[object, ...]:
        return _node, (self.words, self.classes, self.gaps, self.ends, self.accepts, self.leaf)


def _node(*parts: Any) -> Node:
    node = Node.__new__(Node)
    node.words, node.classes, node.gaps, node.ends, node.accepts, node.leaf = parts
    return node


class Trie:
    """Patterns compiled together, by anchor.

    `entries` says where a key leads at the start of a walk, `pairs` where two do; `first` holds the nodes that only a
    sentence's first word enters; `anchors` the anchors that a key is part of. Read back from a cache, the patterns of
    an anchor are asleep, as bytes, until a text first holds it: most texts hold few.
    """

    def __init__(self, presence: Presence | None = None) -> None:
        self._presence = presence or {}
        self.entries: dict[str, Entry] = {}
        self.pairs: dict[tuple[str, str], Entry] = {}
        self.first: dict[int, Node] = {}
        self.anchors: dict[str, set[int]] = {}
        self.longest: list[bool] = []
        self.asleep: dict[int, bytes] = {}
        self._anchor_ids: dict[Anchor, int] = {}
        self._roots: dict[int, Node] = {}
        self._open: dict[int, Node] = {}
        self._shared: dict[tuple[int, object], Node] = {}

    def add(self, sequence: Sequence) -> int:
        """Compile one pattern; the number that its hits carry comes back."""
        number = len(self.longest)
        self.longest.append(not has_gap(sequence))
        anchor = anchor_of(sequence, self._presence)
        anchor_id = self._anchor_ids.setdefault(anchor, len(self._anchor_ids))
        for key in anchor:
            self.anchors.setdefault(key, set()).add(anchor_id)
        elements = sequence.elements
        if elements and isinstance(elements[0], Bound) and elements[0].at == "^":
            root, elements = self.first.setdefault(anchor_id, Node()), elements[1:]
        else:
            root = self._open.setdefault(anchor_id, Node())
        for node in self._insert([root], elements):
            node.accepts.append(number)
        return number

    @property
    def is_open(self) -> bool:
        """Whether something was added since the last `seal`."""
        return bool(self._open)

    def seal(self) -> None:
        """Index the beginnings of what was added. To be called before a walk, and once."""
        _mark_leaves([*self._open.values(), *self.first.values()])
        for anchor, root in self._open.items():
            self._index(anchor, root)
        self._roots |= self._open
        self._open.clear()
        self._shared.clear()

    def wake(self, anchor: int) -> None:
        """Read the patterns of an anchor that are asleep."""
        root, first = pickle.loads(self.asleep.pop(anchor))
        self._roots[anchor] = root
        if first:
            self.first[anchor] = first
        self._index(anchor, root)

    def wake_all(self) -> None:
        """Read everything: for a service, which does so before it forks."""
        for anchor in list(self.asleep):
            self.wake(anchor)

    def __getstate__(self) -> dict[str, object]:
        self.wake_all()
        anchors = self._roots.keys() | self.first.keys()
        packed = {a: pickle.dumps((self._roots.get(a) or Node(), self.first.get(a)), _PROTOCOL) for a in anchors}
        return {"asleep": packed, "anchors": self.anchors, "longest": self.longest}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__()  # type: ignore[misc]
        self.asleep, self.anchors, self.longest = state["asleep"], state["anchors"], state["longest"]

    def _index(self, anchor: int, root: Node) -> None:
        for key, nodes in root.words.items():
            for node in nodes:
                if node.accepts or node.gaps or node.classes or node.ends:
                    _enter(self.entries, key, anchor, (node,))
                else:
                    for second, targets in node.words.items():
                        _enter(self.pairs, (key, second), anchor, targets)
        for name, nodes in root.classes.items():
            _enter(self.entries, name, anchor, nodes)

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


K = TypeVar("K")


def _lead(node: Node, element: Element, target: Node) -> None:
    if isinstance(element, Word):
        alone = (target,)
        for key in element.keys:
            node.words[key] = (*node.words[key], target) if key in node.words else alone
    elif isinstance(element, Vocabulary):
        node.classes[element.key] = (*node.classes.get(element.key, ()), target)
    elif isinstance(element, Gap):
        node.gaps.append((element.most, target))
    elif isinstance(element, Bound) and element.at == "$":
        node.ends.append(target)


def _enter(index: dict[K, Entry], key: K, anchor: int, nodes: tuple[Node, ...]) -> None:
    index.setdefault(key, {}).setdefault(anchor, []).extend(nodes)


def _mark_leaves(roots: list[Node]) -> None:
    seen: set[int] = set()
    todo = list(roots)
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        after = [n for nodes in (*node.words.values(), *node.classes.values()) for n in nodes]
        after += [n for _, n in node.gaps] + node.ends
        node.leaf = not after
        todo += after
