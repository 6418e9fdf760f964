"""A finding's id: stable while its sentence stays, however the rest of the draft changes."""

from __future__ import annotations

import hashlib
from collections import Counter

from sayso.checks.reading import Place, Reading


class Ids:
    """Gives ids within one review; the same rule on the same sentence twice gets ordinals."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def give(self, reading: Reading, rule: str, place: Place | None) -> str:
        """The id of a rule's finding at a place (None: about the whole draft)."""
        sentence = ""
        if place is not None:
            _, start, end = reading.sentence(place)
            sentence = " ".join(reading.texts[place.paragraph].tokens.keys[start:end])
        key = (rule, sentence)
        ordinal = self._seen[key]
        self._seen[key] += 1
        return hashlib.sha256(f"{rule}\0{sentence}\0{ordinal}".encode()).hexdigest()[:16]
