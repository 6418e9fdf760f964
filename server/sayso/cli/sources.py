"""From what the shell names (files, standard input) to drafts."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

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
