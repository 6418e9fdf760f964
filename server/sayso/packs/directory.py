"""One pack directory, read and checked: every problem in every file is found before any is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from sayso.brief import Fact
from sayso.errors import SourceError
from sayso.packs import build
from sayso.packs.elements import ELEMENTS
from sayso.packs.facts import read_facts
from sayso.packs.files import rule_files
from sayso.packs.model import Entry, Example, Item, Origin, Rule
from sayso.packs.schema import ENTRIES, PackSchema
from sayso.packs.source import Path_, Source

_BUILDERS: dict[str, Callable[[dict[str, Any], list[int], Origin], Entry]] = {
    "id": build.rule,
    "item": build.item,
    "question": build.question,
    "kind": build.kind_of_text,
    "idea": build.idea,
    "topic": build.topic,
}


@dataclass(slots=True)
class Directory:
    """What one directory holds. `problems` are sentences with file and line."""

    path: Path
    about: dict[str, Any] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    vocabularies: dict[str, list[str]] = field(default_factory=dict)
    vocabulary_origins: dict[str, Origin] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    problems: list[str] = field(default_factory=list)


def read_directory(path: Path) -> Directory:
    """A pack directory. What is wrong stands in `problems`; nothing is raised."""
    directory = Directory(path)
    if not path.is_dir():
        directory.problems.append(f"{path.name}:1: there is no such directory of rules; give the path of a folder")
        return directory
    files = rule_files(path)
    if not files:
        directory.problems.append(f"{path.name}:1: there are no .yml files in this directory; add pack.yml or a rule")
    # pack.yml first: it may name a file of facts, which holds no rules.
    for file in sorted(files, key=lambda f: f.stem != "pack"):
        if file.relative_to(path).as_posix() == directory.about.get("facts"):
            _read_facts(file, directory)
            continue
        source = Source(file, file.relative_to(path).as_posix())
        if source.problem:
            directory.problems.append(source.problem)
        elif file.name in ("pack.yml", "pack.yaml"):
            _read_about(source, directory)
        elif source.data is not None:
            _read_entries(source, directory)
    return directory


def _read_about(source: Source, directory: Directory) -> None:
    try:
        directory.about = PackSchema().load(source.data if isinstance(source.data, dict) else {})
    except ValidationError as e:
        directory.problems += _problems(source, (), e.messages)


def _read_facts(file: Path, directory: Directory) -> None:
    try:
        directory.facts = read_facts(file)
    except SourceError as e:
        directory.problems.append(f"{file.name}:1: {e.message}")


def _read_entries(source: Source, directory: Directory) -> None:
    entries = source.data if isinstance(source.data, list) else [source.data]
    for n, data in enumerate(entries):
        path: Path_ = (n,) if isinstance(source.data, list) else ()
        origin = Origin(source.name, source.line(path))
        key = next((k for k in ENTRIES if isinstance(data, dict) and k in data), None)
        if key is None:
            directory.problems.append(
                f"{origin}: this is no entry of a pack; begin it with {', '.join(f'{k}:' for k in ENTRIES)}"
            )
            continue
        try:
            loaded = ENTRIES[key]().load(data)
        except ValidationError as e:
            directory.problems += _problems(source, path, e.messages)
            continue
        if key == "vocabulary":
            directory.vocabularies.setdefault(loaded["vocabulary"], []).extend(loaded["words"])
            directory.vocabulary_origins.setdefault(loaded["vocabulary"], origin)
            continue
        lines = [source.line((*path, "examples", i)) for i in range(len(loaded.get("examples", [])))]
        try:
            entry = _BUILDERS[key](loaded, lines, origin)
        except build.ConditionError as e:
            directory.problems.append(f"{origin}: {e}")
            continue
        directory.problems += _demands(entry, str(directory.about.get("pack", {}).get("prefix", "")))
        directory.entries.append(entry)


def _problems(source: Source, path: Path_, messages: Any) -> Iterator[str]:
    """marshmallow's nested messages, flat, each with its line."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            at = path if key in ("_schema", "value", "key") else (*path, key)
            yield from _problems(source, at, inner)
        return
    name = next((str(p) for p in reversed(path) if isinstance(p, str)), "")
    for message in messages if isinstance(messages, list) else [messages]:
        text = "this key is missing; add it" if "Missing data" in str(message) else str(message).rstrip(".")
        yield f"{source.name}:{source.line(path)}: {name + ': ' if name else ''}{text}"


def _demands(entry: Entry, prefix: str) -> list[str]:
    """What the schema alone cannot ask: a known element, enough examples of the right sort."""
    problems = []
    if isinstance(entry, Rule):
        if entry.element not in ELEMENTS and not (prefix and entry.element.startswith(prefix)):
            problems.append(
                f"{entry.origin}: element “{entry.element}” is unknown; use one of the guidance's elements, or begin "
                "it with your pack's own prefix"
            )
        if entry.type == "suggestion" and not (entry.replacements or any(p.say for p in entry.patterns)):
            problems.append(f"{entry.origin}: a suggestion needs replacements; add them, or make it a comment")
        expect = "met" if entry.type == "praise" else "wrong"
        problems += _too_few(entry.origin, entry.examples, expect, right=entry.type == "suggestion")
    elif isinstance(entry, Item):
        problems += _too_few(entry.origin, entry.examples, "met", right=False)
    return problems


def _too_few(origin: Origin, examples: tuple[Example, ...], expect: str, *, right: bool) -> list[str]:
    problems = []
    hits = [e for e in examples if e.expect == expect and (e.right is not None or not right)]
    if len(hits) < 2:
        what = f"{expect}: with right:" if right else f"{expect}:"
        problems.append(f"{origin}: there are {len(hits)} examples with {what}; write at least two")
    silent = sum(e.expect == "silent" for e in examples)
    if silent < 2:
        problems.append(
            f"{origin}: there are {silent} examples with silent:; write at least two texts it must leave alone"
        )
    return problems
