"""A pack made ready to be walked over texts: every pattern of every entry in one matcher.

Compiling takes longer than a review, so it is kept in the user's cache directory, under the digest of the rules and of
the code that reads them. Only rules are ever kept there, never a word of a draft.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sayso.language.analysis import analyse
from sayso.language.matcher import Matcher
from sayso.language.pattern import any_form, parse
from sayso.packs.files import digest_of, shipped_rules
from sayso.packs.model import Entry, Pack, Rule, patterns_of

CACHE_VARIABLE = "SAYSO_CACHE"


@dataclass(slots=True)
class CompiledPack:
    """A pack and its matcher; `number` gives the hit number of a pattern by its source, `by_number` the rules."""

    pack: Pack
    matcher: Matcher
    number: dict[str, int]
    rules_by_number: dict[int, list[Rule]]
    kept: frozenset[int]


def compile_pack(pack: Pack) -> CompiledPack:
    """Compile a pack's patterns; the same pattern in two places is compiled once."""
    vocabularies = {name: [any_form(w) for w in words] for name, words in pack.vocabularies.items()}
    examples = [e for r in pack.rules for e in r.examples] + [e for i in pack.items for e in i.examples]
    matcher = Matcher(vocabularies, [analyse(e.text) for e in examples])
    number: dict[str, int] = {}
    rules_by_number: dict[int, list[Rule]] = {}
    entries: list[Entry] = [*pack.rules, *pack.items, *pack.questions, *pack.kinds, *pack.ideas, *pack.topic]
    for entry in entries:
        for pattern in patterns_of(entry):
            if pattern.source not in number:
                number[pattern.source] = matcher.add(pattern.sequence)
    for rule in pack.rules:
        for pattern in rule.patterns:
            owners = rules_by_number.setdefault(number[pattern.source], [])
            if rule not in owners:
                owners.append(rule)
    kept = frozenset(matcher.add(parse(name)) for name in pack.keep)
    matcher.patterns.seal()
    return CompiledPack(pack, matcher, number, rules_by_number, kept)


def load_pack(*overlays: Path) -> CompiledPack:
    """The shipped pack with `overlays` laid over it in order, compiled. Raises RulesError naming every problem."""
    directories = [shipped_rules(), *overlays]
    cached = _cache_file(digest_of(directories) if all(d.is_dir() for d in directories) else "")
    if cached and (compiled := _from_cache(cached)):
        return compiled
    from sayso.packs.load import read_pack  # YAML and its checking are slow to import, and seldom needed

    compiled = compile_pack(read_pack(*overlays))
    if cached:
        _to_cache(cached, compiled)
    return compiled


def _cache_file(digest: str) -> Path | None:
    """Where this pack is kept, or None where it cannot be: switched off, or a directory that others could write to."""
    where = os.environ.get(CACHE_VARIABLE)
    if where == "off" or not digest:
        return None
    base = Path(where) if where else Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "sayso"
    with contextlib.suppress(OSError):
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = base.stat()
        if status.st_uid == os.getuid() and not status.st_mode & 0o022:
            code = hashlib.sha256(digest.encode())
            for package in ("sayso.packs", "sayso.language"):
                for file in sorted(Path(str(files(package))).iterdir()):
                    if file.suffix in (".py", ".json"):
                        stat = file.stat()
                        code.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns};".encode())
            return base / f"pack-{code.hexdigest()[:32]}"
    return None


def _from_cache(path: Path) -> CompiledPack | None:
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            compiled = pickle.load(file)
            return compiled if isinstance(compiled, CompiledPack) else None
    except Exception:  # a cache that cannot be read is made again, whatever is wrong with it
        return None
    finally:
        if was_collecting:
            gc.enable()


def _to_cache(path: Path, compiled: CompiledPack) -> None:
    with contextlib.suppress(OSError, RecursionError):
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(compiled, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(name).replace(path)
        for old in sorted(path.parent.glob("pack-*"), key=lambda p: p.stat().st_mtime)[:-8]:
            old.unlink(missing_ok=True)
