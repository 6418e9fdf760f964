"""Loading: the shipped pack, with the packs of an office laid over it.

An overlay can switch rules off, change severities, add words to a vocabulary, add names to keep, and add or replace
rules by id. A bad pack is refused whole, with every problem named at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from sayso.errors import RulesError
from sayso.language.pattern import PatternError, parse, vocabularies_of
from sayso.packs.directory import Directory, read_directory
from sayso.packs.elements import ITEMS
from sayso.packs.files import digest_of, shipped_rules
from sayso.packs.model import (
    Entry,
    IdeaOfText,
    Item,
    KindOfText,
    Pack,
    Rule,
    Settings,
    TopicCues,
    ToughQuestion,
    patterns_of,
)

T = TypeVar("T", bound=Entry)


def read_pack(*overlays: Path) -> Pack:
    """The pack in force, read from its files. Raises RulesError with every problem found."""
    paths = [shipped_rules(), *overlays]
    directories = [read_directory(path) for path in paths]
    problems = [p for d in directories for p in d.problems]
    if problems:
        raise RulesError(problems)
    entries, more = _entries(directories)
    vocabularies = _vocabularies(directories, problems)
    problems += more
    entries = _changed(entries, directories, problems)
    problems += _unknown_vocabularies(entries, set(vocabularies))
    keep = _keep(directories, problems)
    if problems:
        raise RulesError(problems)
    settings = Settings()
    for directory in directories:
        about = directory.about.get("pack", {})
        settings = settings._replace(**{k: about[k] for k in Settings._fields if k in about})
    last: dict[str, object] = next((d.about["pack"] for d in reversed(directories) if "pack" in d.about), {})
    first = directories[0].about.get("pack", {})
    return Pack(
        name=str(last.get("name", "sayso")),
        version=str(first.get("version", "")),
        digest=digest_of(paths),
        settings=settings,
        rules=_of(entries, Rule),
        items=tuple(sorted(_of(entries, Item), key=lambda i: ITEMS.index(i.id))),
        questions=_of(entries, ToughQuestion),
        kinds=_of(entries, KindOfText),
        ideas=_of(entries, IdeaOfText),
        topic=_of(entries, TopicCues),
        vocabularies=vocabularies,
        keep=keep,
        facts=tuple(f for d in directories for f in d.facts),
    )


def _of(entries: list[Entry], kind: type[T]) -> tuple[T, ...]:
    return tuple(e for e in entries if isinstance(e, kind))


def _entries(directories: list[Directory]) -> tuple[list[Entry], list[str]]:
    """All entries, those of a later directory in the place of the ones with the same id before."""
    problems: list[str] = []
    known: dict[tuple[str, str], Entry] = {}
    for directory in directories:
        here: dict[tuple[str, str], Entry] = {}
        for n, entry in enumerate(directory.entries):
            name = entry.id if not isinstance(entry, TopicCues) else f"{directory.path}:{n}"
            key = (type(entry).__name__, name)
            if key in here:
                problems.append(f"{entry.origin}: “{name}” is there already ({here[key].origin}); give it another id")
            here[key] = entry
        known |= here
    return list(known.values()), problems


def _vocabularies(directories: list[Directory], problems: list[str]) -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for directory in directories:
        for name, entries in directory.vocabularies.items():
            words.setdefault(name, []).extend(entries)
        for name, change in directory.about.get("vocabulary", {}).items():
            if name not in words:
                problems.append(f"pack.yml:1: there is no vocabulary “{name}”; there are {', '.join(sorted(words))}")
                continue
            gone = set(change["remove"])
            words[name] = [w for w in words[name] if w not in gone] + change["add"]
    return {name: tuple(dict.fromkeys(entries)) for name, entries in words.items()}


def _changed(entries: list[Entry], directories: list[Directory], problems: list[str]) -> list[Entry]:
    ids = {e.id for e in entries if isinstance(e, Rule)}
    for directory in directories:
        off = set(directory.about.get("off", []))
        severity = directory.about.get("severity", {})
        problems += [
            f"pack.yml:1: there is no rule “{name}” to change; `sayso rules list` shows them"
            for name in sorted((off | set(severity)) - ids)
        ]
        entries = [
            e._replace(severity=severity.get(e.id, e.severity)) if isinstance(e, Rule) else e
            for e in entries
            if not (isinstance(e, Rule) and e.id in off)
        ]
    return entries


def _keep(directories: list[Directory], problems: list[str]) -> tuple[str, ...]:
    keep = []
    for name in (n for d in directories for n in d.about.get("keep", [])):
        try:
            parse(name)
            keep.append(name)
        except PatternError as e:
            problems.append(f"pack.yml:1: keep: “{name}” cannot be read: {e}")
    return tuple(keep)


def _unknown_vocabularies(entries: list[Entry], names: set[str]) -> list[str]:
    return [
        f"{entry.origin}: the pattern “{pattern.source}” names <{name}>, which is no vocabulary; "
        f"there are {', '.join(sorted(names))}"
        for entry in entries
        for pattern in patterns_of(entry)
        for name in sorted(vocabularies_of(pattern.sequence) - names)
    ]
