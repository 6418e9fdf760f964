"""A paragraph as the matcher reads it: tokens, sentences, what is quoted and what is a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from sayso.language.sentences import sentence_spans
from sayso.language.tokens import NUMBER, WORD, Tokens, tokenize

SCARE_QUOTE_WORDS = 4

_OPENERS = "“„«‘"
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "‘": "’'", '"': '"”'}
_JOINS_NAMES = frozenset({"of", "for", "and", "the", "on", "to", "in", "de", "&", "'s"})
_BEGINS_SENTENCES = frozenset(
    "a an the this that these those our your my his her its their we you he she it they i in on at by for from to of "
    "with as if when while where what who how why and but or so no not all any each every some most many one two "
    "there here now then after before since until today yes please more better sharing data information".split()
)
_SPEECH = frozenset(
    "said says say saying asked asks wrote writes told tells added adds explained explains noted notes called "
    "recalled recalls replied answered stated according testified".split()
)


@dataclass(slots=True)
class Text:
    """One analysed paragraph. Sentences are token ranges; `quoted` and `named` are token ranges too, in order.

    `classes`, filled by the matcher, says which vocabularies match from a token on, and up to which.
    """

    text: str
    tokens: Tokens
    sentences: list[tuple[int, int]]
    quoted: list[tuple[int, int]] = field(default_factory=list)
    scare_quoted: list[tuple[int, int]] = field(default_factory=list)
    named: list[tuple[int, int]] = field(default_factory=list)
    title_case: bool = False
    sentence_of: list[int] = field(default_factory=list)
    classes: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points that tokens `start` to `end` stand on."""
        return self.tokens.starts[start], self.tokens.ends[end - 1]


def analyse(text: str, *, markdown: bool = False, quotation: bool = False) -> Text:
    """The analysis of one paragraph's text; `quotation` says that all of it is quoted."""
    tokens = tokenize(text, markdown=markdown)
    spans = sentence_spans(text)
    sentences = _token_ranges(tokens.starts, spans)
    analysed = Text(text, tokens, sentences)
    analysed.sentence_of = [0] * len(tokens)
    for n, (a, b) in enumerate(sentences):
        analysed.sentence_of[a:b] = [n] * (b - a)
    if quotation:
        analysed.quoted = [(0, len(tokens))]
    elif tokens.quotes:
        _find_quotes(analysed)
    _find_names(analysed)
    return analysed


def within(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether tokens `start` to `end` touch one of the ranges."""
    return any(a < end and start < b for a, b in ranges)


def _token_ranges(starts: list[int], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ranges = []
    for a, b in spans:
        first, last = bisect_left(starts, a), bisect_left(starts, b)
        if first < last:
            ranges.append((first, last))
    if ranges:
        # Tokens between spans (stray marks) go with the sentence before them, so that every token has a sentence.
        ends = [r[0] for r in ranges[1:]] + [len(starts)]
        ranges = [(a if n else 0, end) for n, ((a, _), end) in enumerate(zip(ranges, ends, strict=True))]
    return ranges


def _find_quotes(analysed: Text) -> None:
    text, tokens = analysed.text, analysed.tokens
    open_at: int | None = None
    closes = ""
    for at in tokens.quotes:
        mark = text[at]
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opens_here = not before.isalnum() and not after.isspace()
        if open_at is None:
            if (mark in _OPENERS or (mark in "\"'" and opens_here)) and opens_here:
                open_at, closes = at, _CLOSERS.get(mark, mark)
        elif mark in closes and not (mark in "'’" and after.isalnum()):
            _add_quote(analysed, open_at, at)
            open_at = None
    if open_at is not None and text[open_at] in '“«"' and not closes.startswith("'"):
        # A quotation that runs on into the next paragraph is left open in this one.
        _add_quote(analysed, open_at, len(text))


def _add_quote(analysed: Text, start: int, end: int) -> None:
    tokens = analysed.tokens
    a, b = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
    if a >= b:
        return
    words = sum(kind == WORD for kind in tokens.kinds[a:b])
    sentence = next((s for s in analysed.sentences if s[0] <= a < s[1]), (a, b))
    near = tokens.keys[max(sentence[0], a - 4) : a] + tokens.keys[b : min(sentence[1], b + 4)]
    ends_open = tokens.keys[b - 1] in ".,!?" or tokens.keys[a - 1 : a] == [":"]
    is_scare = words <= SCARE_QUOTE_WORDS and not ends_open and not _SPEECH.intersection(near)
    (analysed.scare_quoted if is_scare else analysed.quoted).append((a, b))


def _find_names(analysed: Text) -> None:
    text, tokens = analysed.text, analysed.tokens
    starts, keys, kinds = tokens.starts, tokens.keys, tokens.kinds
    capital = [kind == WORD and text[at].isupper() for kind, at in zip(kinds, starts, strict=True)]
    long_words = [capital[i] for i in range(len(keys)) if kinds[i] == WORD and len(keys[i]) > 3]
    analysed.title_case = len(long_words) >= 3 and sum(long_words) / len(long_words) > 0.7 and len(keys) < 30
    if analysed.title_case:
        return
    for first, last in analysed.sentences:
        i = first
        while i < last:
            if not capital[i]:
                i += 1
                continue
            end = i + 1
            while end < last:
                step = end
                while step < last and step - end < 3 and keys[step] in _JOINS_NAMES:
                    step += 1
                if step < last and (capital[step] or (kinds[step] == NUMBER and step == end)) and step - end <= 2:
                    end = step + 1
                else:
                    break
            begins = i == first or not _is_inside(text, starts[i])
            if not begins or (end - i > 1 and keys[i] not in _BEGINS_SENTENCES):
                if keys[i] != "i":
                    analysed.named.append((i, end))
            elif end - i > 2:
                analysed.named.append((i + 1, end))
            i = end


_OPENING = re.compile(r"(?:^|[.!?:…]\s*|\n\s*)[\"“‘'(\[*_]*$")


def _is_inside(text: str, at: int) -> bool:
    """Whether a capital at `at` stands inside a sentence: not at its start, nor after a colon or an opening quote."""
    return not _OPENING.search(text[max(0, at - 6) : at])
