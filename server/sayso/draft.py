"""The draft: the text under review, as an ordered list of paragraphs.

Whatever a draft comes from (a .docx, a text file, the API), the engine sees only this. Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sayso.errors import SourceError

Role = Literal["title", "heading", "body", "list-item", "table-cell", "quotation"]
Story = Literal["body", "header", "footer", "footnote", "endnote", "text-box"]
ROLES: tuple[str, ...] = get_args(Role)
STORIES: tuple[str, ...] = get_args(Story)

MAX_WORDS = 200_000
TITLE_MAX_CHARACTERS = 120

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LIST_MARK = re.compile(r"(?:[-*+•‣◦]|\(?\d{1,3}[.)])\s")
_HASH_HEADING = re.compile(r"#{1,6}\s")
_FINAL_STOP = re.compile(r"\.[\"'”’)\]*_]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its plain text, what it is (`role`), where it stands (`story`), and its place in a text source.

    `line` counts from 1 and `offset` is in code points from the start of the source; both are None for a .docx or
    the API.
    """

    text: str
    role: Role = "body"
    story: Story = "body"
    line: int | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A text under review; `markdown` says that its paragraphs hold Markdown's marks, which the matcher skips."""

    source: str
    paragraphs: tuple[Paragraph, ...]
    markdown: bool = False


def from_text(text: str, source: str, *, markdown: bool = False) -> Draft:
    """The draft of a plain text or Markdown source: paragraphs are what stands between blank lines.

    Raises SourceError with code `empty` when there is no text in it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    paragraphs: list[Paragraph] = []
    for start, end in _blocks(text):
        block = text[start:end]
        role = _role(block, first=not paragraphs, markdown=markdown)
        paragraphs.append(Paragraph(block, role, "body", text.count("\n", 0, start) + 1, start))
    return _checked(Draft(source, tuple(paragraphs), markdown))


def from_paragraphs(paragraphs: Sequence[Paragraph], source: str) -> Draft:
    """The draft of paragraphs read elsewhere (the API, a .docx), with the title guessed where none is named.

    Raises SourceError with code `empty` when no paragraph holds text, `too-many-words` over the limit.
    """
    named = list(paragraphs)
    first = next((i for i, p in enumerate(named) if p.text.strip() and p.story == "body"), None)
    if first is not None and all(p.role != "title" for p in named):
        p = named[first]
        if p.role == "heading" or (p.role == "body" and looks_like_title(p.text)):
            named[first] = Paragraph(p.text, "title", p.story, p.line, p.offset)
    return _checked(Draft(source, tuple(named)))


def looks_like_title(text: str) -> bool:
    """Whether a first paragraph is a title: one line, under 120 characters, no final full stop."""
    text = text.strip()
    return "\n" not in text and len(text) < TITLE_MAX_CHARACTERS and not _FINAL_STOP.search(text)


def _blocks(text: str) -> list[tuple[int, int]]:
    """The spans between blank lines, ends stripped."""
    spans = []
    at = 0
    for blank in [*_BLANK_LINES.finditer(text), None]:
        end = blank.start() if blank else len(text)
        block = text[at:end]
        start = at + len(block) - len(block.lstrip())
        stop = at + len(block.rstrip())
        if start < stop:
            spans.append((start, stop))
        at = blank.end() if blank else end
    return spans


def _role(block: str, *, first: bool, markdown: bool) -> Role:
    if first and looks_like_title(block):
        return "title"
    if markdown:
        if _HASH_HEADING.match(block) and "\n" not in block:
            return "heading"
        if block.startswith(">"):
            return "quotation"
    return "list-item" if _LIST_MARK.match(block) else "body"


def _checked(draft: Draft) -> Draft:
    if not any(p.text.strip() for p in draft.paragraphs):
        raise SourceError("empty", "There is no text in it to review.")
    if sum(p.text.count(" ") for p in draft.paragraphs) > MAX_WORDS and words_in(draft) > MAX_WORDS:
        raise SourceError(
            "too-many-words", f"It holds more than {MAX_WORDS:,} words; split it and review the parts.", status=413
        )
    return draft


def words_in(draft: Draft) -> int:
    """How many words, counted as runs of non-space that hold a letter or digit."""
    return sum(any(c.isalnum() for c in w) for p in draft.paragraphs for w in p.text.split())
