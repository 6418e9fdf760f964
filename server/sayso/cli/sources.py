"""From what the shell names (files, standard input, a facts.yml) to drafts and briefs."""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.brief import Fact
from sayso.draft import Draft, from_text
from sayso.errors import SourceError

if TYPE_CHECKING:
    from sayso.word.package import Package

TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
WORD_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that was read: its draft and, for a Word file, the package to annotate."""

    draft: Draft
    package: Package | None = None


def open_source(name: str) -> Opened:
    """Read a file, or standard input for "-". Raises SourceError naming what to do, never quoting the text."""
    data = _bytes(name)
    suffix = Path(name).suffix.lower()
    if suffix in WORD_SUFFIXES or (suffix not in TEXT_SUFFIXES and data[:4] == b"PK\x03\x04"):
        from sayso.word.package import open_package
        from sayso.word.stories import read_document

        package = open_package(data)
        return Opened(read_document(package, name).draft, package)
    if not data.strip():
        raise SourceError("empty", "There is nothing in it; give a file that holds a draft.")
    if suffix == ".doc" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SourceError("docx-legacy", "It is an old .doc file; open it in Word and save it as .docx.")
    if data[:5] == b"%PDF-":
        raise SourceError("not-a-docx", "It is a PDF; give the Word file it was made from, or its text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(
            "not-utf-8", "Its text is not UTF-8; save it with the encoding UTF-8 and try again."
        ) from None
    if "\0" in text:
        raise SourceError("not-text", "It is not a text; Sayso reads .docx, .txt and .md.")
    return Opened(from_text(text, name, markdown=suffix in (".md", ".markdown")))


def _bytes(name: str) -> bytes:
    if name == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        path = Path(name)
        try:
            if path.is_dir():
                raise SourceError("is-a-directory", "It is a directory; name a file in it.")
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise SourceError("not-found", "There is no such file; check the name and the folder.") from None
        except PermissionError:
            raise SourceError("not-readable", "It may not be read; check its permissions.") from None
        except OSError as e:
            raise SourceError("not-readable", f"It cannot be read ({e.strerror}); check the file.") from None
    if len(data) > MAX_BYTES:
        raise SourceError("too-large", "It is larger than 20 MB; split it and check the parts.", status=413)
    return data


def read_facts(path: Path | None) -> tuple[Fact, ...]:
    """The facts of a facts.yml. Raises SourceError with code `facts-invalid`."""
    if path is None:
        return ()
    import yaml

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
