"""Tokens: the words of a paragraph, each with the code points it stands on.

Every offset comes from where the scanner stood in the paragraph itself, never from a search or from a lower-cased
copy, whose length can differ ("İ"). What only joins or decorates words is no token: hyphens inside a compound,
quotation marks, Markdown's marks. So "data-driven", "data driven" and "**data** driven" read alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

WORD, NUMBER, PUNCTUATION, OPAQUE = "w", "n", "p", "o"

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
_INSIDE = rf"[^\W_]|[{_MARKS}\u00ad\u200b-\u200d\u2060]"
_LETTER = r"[^\W\d_]"
_WEB = (
    r"(?:https?://|www\.)[^\s<>\"“”)\]]*[^\s<>\"“”)\].,;:!?]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[@#]\w+"
    r"|\w+_\w[\w.]*|[\w-]+\.(?:docx?|xlsx?|pptx?|pdf|csv|txt|html?)\b"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:org|com|gov|net|edu|us|uk|ca|io|info)\b(?:/[^\s<>\"“”)\]]*)?"
)
_TOKEN = re.compile(
    rf"(?P<o>{_WEB}|\ufffc)"
    r"|(?P<n>[$£€]?\d(?:[\d,.:]*\d)?(?:%|(?:st|nd|rd|th|s|k|m|bn)\b)?)"
    r"|(?P<s>['’](?:s|re|ve|ll|d|m)\b)"
    rf"|(?P<w>{_LETTER}(?:{_INSIDE}|\.(?={_LETTER}\.)|(?<=\.{_LETTER})\.|&(?={_LETTER})"
    rf"|['’](?!(?:s|re|ve|ll|d|m)\b)(?={_LETTER}))*)"
    r"|(?P<q>[\"“”„«»]|['‘’])"
    r"|(?P<h>(?<=\w)[-\u2010\u2011](?=\w))"
    r"|(?P<p>[^\w\s]|_)",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"(?P<o>```.*?(?:```|\Z)|`[^`\n]+`|!\[[^\]]*\]\([^)\s]*\)|<[^<>\s][^<>]*>)"
    r"|(?P<mark>\]\([^)\n]*\)|\[(?=[^\]\n]*\]\()|\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|^\s{0,3}(?:#{1,6}|>|[-*+])\s+|~~|\\(?=\W))",
    re.DOTALL | re.MULTILINE,
)
_SILENT = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060])
_SILENT[0x2019] = "'"


@dataclass(slots=True)
class Tokens:
    """The tokens of one paragraph, in columns: token i is `text[starts[i]:ends[i]]`, compared by `keys[i]`.

    `kinds[i]` is WORD, NUMBER, PUNCTUATION or OPAQUE (addresses, code, objects: nothing matches them). `quotes` holds
    the offsets of quotation marks, `marks` the spans of Markdown's marks; both in code points.
    """

    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.keys)


def key_of(word: str) -> str:
    """How a word is compared: lower case, straight apostrophes, no soft hyphens or zero-width characters."""
    return (word if word.isascii() else word.translate(_SILENT)).lower()


def tokenize(text: str, *, markdown: bool = False) -> Tokens:
    """The tokens of a paragraph's text."""
    tokens = Tokens()
    if not markdown:
        _scan(text, 0, len(text), tokens)
        return tokens
    at = 0
    for m in _MARKDOWN.finditer(text):
        _scan(text, at, m.start(), tokens)
        if m.lastgroup == "o":
            _add(tokens, "\ufffc", m.start(), m.end(), OPAQUE)
        else:
            tokens.marks.append(m.span())
        at = m.end()
    _scan(text, at, len(text), tokens)
    return tokens


def _scan(text: str, start: int, end: int, tokens: Tokens) -> None:
    keys, starts, ends, kinds = tokens.keys, tokens.starts, tokens.ends, tokens.kinds
    plain = text.isascii()
    for m in _TOKEN.finditer(text, start, end):
        kind = m.lastgroup
        a, b = m.span()
        if kind == "w" or kind == "s":
            if plain:
                key = text[a:b].lower()
            elif _carries_on(text, b):
                # A mark outside the ranges above belongs to the last letter: an edit here would cut a character in two.
                keys.append("\ufffc")
                starts.append(a)
                ends.append(b)
                kinds.append(OPAQUE)
                continue
            else:
                key = key_of(text[a:b])
            keys.append(key)
            kinds.append(WORD)
        elif kind == "q":
            tokens.quotes.append(a)
            continue
        elif kind == "h":
            continue
        else:
            keys.append("\ufffc" if kind == "o" else text[a:b])
            kinds.append(kind or PUNCTUATION)
        starts.append(a)
        ends.append(b)


def _add(tokens: Tokens, key: str, start: int, end: int, kind: str) -> None:
    tokens.keys.append(key)
    tokens.starts.append(start)
    tokens.ends.append(end)
    tokens.kinds.append(kind)


def _carries_on(text: str, at: int) -> bool:
    """Whether the character at `at` combines with the one before it (Unicode category M, or a joiner)."""
    return at < len(text) and (text[at] in "\u200d\u200c" or unicodedata.category(text[at])[0] == "M")
