"""facts.yml: what an office or an author has confirmed."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sayso.brief import Fact
from sayso.errors import SourceError


def read_facts(path: Path) -> tuple[Fact, ...]:
    """The facts of a facts.yml. Raises SourceError with code `facts-invalid`."""
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SourceError("not-found", f"There is no facts file {path.name}; check the name and the folder.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise SourceError("facts-invalid", f"{path.name} cannot be read as YAML; check its indentation.") from None
    entries = data.get("facts") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise SourceError("facts-invalid", f"{path.name} has no list of facts; begin it with “facts:”.")
    return tuple(_fact(entry, n, path.name) for n, entry in enumerate(entries, 1))


_KEYS = {f.name for f in fields(Fact)}


def _fact(entry: Any, n: int, name: str) -> Fact:
    if not isinstance(entry, dict) or not entry.get("id") or not entry.get("says"):
        raise SourceError("facts-invalid", f"Fact {n} in {name} needs id: and says:; add them.")
    if unknown := set(entry) - _KEYS:
        raise SourceError(
            "facts-invalid", f"Fact {n} in {name} has unknown keys ({', '.join(sorted(map(str, unknown)))})."
        )
    for key in ("confirmed_on", "expires"):
        if entry.get(key) is not None and not isinstance(entry[key], date):
            raise SourceError("facts-invalid", f"{key} of fact {n} in {name} is no date; write it like 2026-03-31.")
    return Fact(
        id=str(entry["id"]),
        says=str(entry["says"]),
        kind=str(entry.get("kind") or "assurance"),
        wording=str(entry.get("wording") or ""),
        source=str(entry.get("source") or ""),
        confirmed_by=str(entry.get("confirmed_by") or ""),
        confirmed_on=entry.get("confirmed_on"),
        expires=entry.get("expires"),
    )
