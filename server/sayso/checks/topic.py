"""What sort of text it is: whether it is on the topic, and of which kind."""

from __future__ import annotations

from sayso.brief import Kind
from sayso.checks.reading import Reading
from sayso.packs.model import Pack

STRONG_CUE_WEIGHT = 3
SOCIAL_MAX_WORDS = 80


def is_on_topic(reading: Reading) -> bool:
    """Whether a text is about sharing information between those who help: enough cues, counted once each."""
    pack = reading.compiled.pack
    weight = 0
    for cues in pack.topic:
        for pattern in cues.patterns:
            if reading.hits.get(reading.compiled.number[pattern.source]):
                weight += STRONG_CUE_WEIGHT if cues.strong else 1
    return weight >= pack.settings.topic_cues


def guess_kind(reading: Reading) -> Kind:
    """The kind of a text: very short texts are social posts, else the kind with the most cues, else other."""
    if reading.words <= SOCIAL_MAX_WORDS:
        return "social"
    best, most = "other", 0
    for kind in reading.compiled.pack.kinds:
        found = sum(len(reading.hits.get(reading.compiled.number[p.source], ())) > 0 for p in kind.patterns)
        if found > most:
            best, most = kind.id, found
    return best  # type: ignore[return-value]


def applicable_items(pack: Pack, kind: str) -> frozenset[str]:
    """The checklist items that a text of this kind has room for."""
    known = next((k for k in pack.kinds if k.id == kind), None)
    return frozenset(known.items) if known else frozenset(i.id for i in pack.items)
