"""Where sentences begin and end.

nupunkt splits; what it cannot know is added here: numbered and bulleted lines, short unwrapped lines, and this field's
abbreviations. The cases of our own test list it still gets wrong stand in docs/decisions/sentences.md.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from nupunkt import PunktSentenceTokenizer, load_default_model

# Written before a name, a number or mid-sentence in this field's texts, and never a sentence's last word.
ABBREVIATIONS = ("approx", "dept", "depts", "exec", "asst", "supt", "sup", "ofc", "incl", "est", "ext", "govt", "admin")

_MAY_SPLIT = re.compile(r"[.!?…。][^\w\s]*\s")
_LINE = re.compile(r"\n+")
_LIST_MARK = re.compile(r"\s*(?:[-*+•‣◦–]|\(?\d{1,3}[.)]|[QA][:.])\s")
_LONE_NUMBER = re.compile(r"\s*\(?\d{1,3}[.)]\s*$")
_CLOSED_QUOTE = re.compile(r"(?:[.!?…]”|\w{3}\.)\s+(?=“)")
_SHORT_LINE = 60


@lru_cache(maxsize=1)
def _splitter() -> PunktSentenceTokenizer:
    model = load_default_model()
    model._params.abbrev_types.update(ABBREVIATIONS)
    return model


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as code-point spans, white space at their ends left out."""
    spans: list[tuple[int, int]] = []
    at = 0
    for line_end in _lines(text):
        spans += _split(text, at, line_end)
        at = line_end
    return spans


def _lines(text: str) -> list[int]:
    """Where lines end that are sentences of their own: before a list mark, or after a short line (no hard wrap)."""
    ends = []
    at = 0
    for m in _LINE.finditer(text):
        short = m.start() - at < _SHORT_LINE and text[m.end() : m.end() + 1].isupper()
        if short or _LIST_MARK.match(text, m.end()):
            ends.append(m.end())
        at = m.end()
    return [*ends, len(text)]


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    line = text[start:end]
    raw = [(0, len(line))]
    if _MAY_SPLIT.search(line):
        raw = [span for _, span in _splitter().tokenize_with_spans(line)]
    spans: list[tuple[int, int]] = []
    for a, b in raw:
        cuts = [a, *(m.end() for m in _CLOSED_QUOTE.finditer(line, a, b)), b]
        for x, y in pairwise(cuts):
            piece = line[x:y]
            x += len(piece) - len(piece.lstrip())
            y -= len(piece) - len(piece.rstrip())
            if x >= y:
                continue
            if spans and _joins(line, spans[-1], x):
                spans[-1] = (spans[-1][0], y)
            else:
                spans.append((x, y))
    return [(start + x, start + y) for x, y in _without_trailing_numbers(line, spans)]


def _joins(line: str, before: tuple[int, int], at: int) -> bool:
    """Whether a split is none: after a list number, or before a lower-case letter ("Yahoo! and")."""
    return bool(_LONE_NUMBER.match(line[before[0] : before[1]])) or (
        line[at].islower() and line[before[1] - 1] not in '.…”"' and at - before[1] == 1
    )


def _without_trailing_numbers(line: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A number that ends a sentence and begins the next ("… people. 2." + "Give") belongs to the next."""
    out: list[tuple[int, int]] = []
    for a, b in spans:
        if out:
            m = re.search(r"[.!?]\s+(\(?\d{1,2}[.)])$", line[out[-1][0] : out[-1][1]])
            if m:
                a = out[-1][0] + m.start(1)
                cut = line[out[-1][0] : a].rstrip()
                out[-1] = (out[-1][0], out[-1][0] + len(cut))
        out.append((a, b))
    return out
