"""Which of the tough questions a draft asks or answers."""

from __future__ import annotations

from sayso.checks.reading import Place, Reading
from sayso.packs.model import ToughQuestion
from sayso.result import Question


def find_questions(reading: Reading, questions: tuple[ToughQuestion, ...]) -> list[Question]:
    """Every tough question the draft touches, where it first does; asked only in a sentence that is a question."""
    found = []
    for question in questions:
        asked = [p for p in reading.places(question.asked) if _is_question(reading, p)]
        answered = reading.places(question.answered)
        if asked:
            # What follows a question in the draft answers it, as long as something follows.
            follows = any(n > asked[0].paragraph for n, t in enumerate(reading.texts) if len(t.tokens)) or _goes_on(
                reading, asked[0]
            )
            place = reading.trimmed(reading.sentence(asked[0]))
            found.append((place, Question(question.id, reading.location(place), True, bool(answered) or follows)))
        elif answered:
            place = answered[0]
            found.append((place, Question(question.id, reading.location(place), False, True)))
    return [q for _, q in sorted(found, key=lambda f: f[0])]


def _is_question(reading: Reading, place: Place) -> bool:
    sentence = reading.sentence(place)
    return reading.texts[place.paragraph].tokens.keys[sentence.end - 1] == "?"


def _goes_on(reading: Reading, place: Place) -> bool:
    return reading.sentence(place).end < len(reading.texts[place.paragraph].tokens)
