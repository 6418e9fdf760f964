"""A draft as the checks see it: every paragraph analysed, every pattern's hits, and where each word stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from sayso.draft import Draft
from sayso.language.analysis import Text, analyse
from sayso.language.tokens import NUMBER, PUNCTUATION, WORD
from sayso.packs.compiled import CompiledPack
from sayso.packs.model import Pattern
from sayso.result import Counts, Location

END_SHARE = 0.8
_RUNNING = ("title", "heading", "body", "list-item", "quotation", "table-cell")


class Place(NamedTuple):
    """Tokens `start` to `end` of a paragraph."""

    paragraph: int
    start: int
    end: int


class Found:
    """Where any of some patterns matched: in document order, and by paragraph."""

    __slots__ = ("by_paragraph", "patterns", "places")

    def __init__(self, patterns: tuple[Pattern, ...], places: list[Place]) -> None:
        self.patterns = patterns
        self.places = places
        self.by_paragraph: dict[int, list[Place]] = {}
        for place in places:
            self.by_paragraph.setdefault(place.paragraph, []).append(place)


@dataclass(slots=True)
class Reading:
    """The draft, read once. `hits` lists each pattern's places by its number, in document order."""

    draft: Draft
    compiled: CompiledPack
    texts: list[Text]
    hits: dict[int, list[tuple[int, int, int]]]
    kept: list[Place]
    title: int | None
    words_before: list[int]
    words: int
    opening_ends: Place
    found_before: dict[int, Found] = field(default_factory=dict)

    def found(self, patterns: tuple[Pattern, ...]) -> Found:
        """Where any of the patterns matched; each tuple of patterns is looked up once (and kept, so its id stays)."""
        known = self.found_before.get(id(patterns))
        if known is None:
            number, hits = self.compiled.number, self.hits
            places = {Place(*hit) for p in patterns for hit in hits.get(number[p.source], ())}
            known = self.found_before[id(patterns)] = Found(patterns, sorted(places))
        return known

    def places(self, patterns: tuple[Pattern, ...]) -> list[Place]:
        """Where any of the patterns matched, in document order."""
        return self.found(patterns).places

    def location(self, place: Place) -> Location:
        """The code points of a place."""
        paragraph = self.draft.paragraphs[place.paragraph]
        start, end = self.texts[place.paragraph].span(place.start, place.end)
        return Location(place.paragraph, start, end, paragraph.text[start:end], paragraph.story)

    def in_title(self, place: Place) -> bool:
        return place.paragraph == self.title

    def in_opening(self, place: Place) -> bool:
        """Whether a place stands in the title or in a sentence that begins within the opening's words."""
        return self.in_title(place) or place < self.opening_ends

    def share_before(self, place: Place) -> float:
        """How much of the text stands before a place, 0 to 1."""
        return (self.words_before[place.paragraph] + place.start) / max(1, self.words)

    def sentence(self, place: Place) -> Place:
        """The sentence that a place begins in."""
        text = self.texts[place.paragraph]
        return Place(place.paragraph, *text.sentences[text.sentence_of[place.start]])

    def clause(self, place: Place) -> Place:
        """The place widened to the marks around it (comma, dash, colon, brackets), within its sentence."""
        text = self.texts[place.paragraph]
        _, first, last = self.sentence(place)
        kinds = text.tokens.kinds
        start, end = place.start, place.end
        while start > first and kinds[start - 1] != PUNCTUATION:
            start -= 1
        while end < last and kinds[end] != PUNCTUATION:
            end += 1
        return Place(place.paragraph, start, end)

    def whole_paragraph(self, place: Place) -> Place:
        return Place(place.paragraph, 0, len(self.texts[place.paragraph].tokens))

    def trimmed(self, place: Place) -> Place:
        """The place without punctuation at its ends."""
        kinds = self.texts[place.paragraph].tokens.kinds
        start, end = place.start, place.end
        while start < end - 1 and kinds[start] == PUNCTUATION:
            start += 1
        while end > start + 1 and kinds[end - 1] == PUNCTUATION:
            end -= 1
        return Place(place.paragraph, start, end)

    def counts(self) -> Counts:
        filled = [p for p in self.draft.paragraphs if p.text.strip()]
        words = sum(kind in (WORD, NUMBER) for t in self.texts for kind in t.tokens.kinds)
        possessives = sum(key in _CLITICS for t in self.texts for key in t.tokens.keys)
        return Counts(words - possessives, sum(len(t.sentences) for t in self.texts), len(filled))


_CLITICS = frozenset({"'s", "'re", "'ve", "'ll", "'d", "'m"})


def read(draft: Draft, compiled: CompiledPack) -> Reading:
    """Analyse every paragraph and walk all patterns over it."""
    texts: list[Text] = []
    hits: dict[int, list[tuple[int, int, int]]] = {}
    kept: list[Place] = []
    scan = compiled.matcher.scan
    for n, paragraph in enumerate(draft.paragraphs):
        text = analyse(paragraph.text, markdown=draft.markdown, quotation=paragraph.role == "quotation")
        texts.append(text)
        for number, start, end in scan(text):
            places = hits.get(number)
            if places is None:
                hits[number] = [(n, start, end)]
            else:
                places.append((n, start, end))
    for number in compiled.kept:
        kept += [Place(*hit) for hit in hits.get(number, ())]
    running = [len(t.tokens) if p.story == "body" else 0 for p, t in zip(draft.paragraphs, texts, strict=True)]
    words_before = [0, *accumulate(running)]
    title = next((n for n, p in enumerate(draft.paragraphs) if p.role == "title"), None)
    opening = _opening_end(draft, texts, title, compiled.pack.settings.opening_words)
    return Reading(draft, compiled, texts, hits, kept, title, words_before, words_before[-1], opening)


def _opening_end(draft: Draft, texts: list[Text], title: int | None, most: int) -> Place:
    """The place before which a sentence counts as the opening's: sentences that begin within the first `most` words."""
    words = 0
    for n, (paragraph, text) in enumerate(zip(draft.paragraphs, texts, strict=True)):
        if n == title or paragraph.story != "body" or _is_furniture(text):
            continue
        for start, end in text.sentences:
            if words >= most:
                return Place(n, start, start)
            words += sum(kind != PUNCTUATION for kind in text.tokens.kinds[start:end])
    return Place(len(texts), 0, 0)


def _is_furniture(text: Text) -> bool:
    """Whether a paragraph is a dateline, byline or contact line: short, and with no final stop."""
    keys = text.tokens.keys
    return not keys or (len(keys) < 14 and keys[-1] not in ".!?…:")
