"""Which of the tough questions a draft asks or answers."""

from __future__ import annotations

from sayso.checks.reading import Place, Reading
from sayso.language.tokens import WORD
from sayso.packs.model import ToughQuestion
from sayso.result import Question

_ASKS = frozenset("ask asks asked asking wonder wonders wondered wondering".split())
_MAY = frozenset("may can could to will should please must".split())  # “may ask who looked” is an assurance
_INDIRECT = frozenset("whether if why how what who which when where".split())


def find_questions(reading: Reading, questions: tuple[ToughQuestion, ...]) -> list[Question]:
    """Every tough question the draft touches: where it is first asked, else where it is first answered."""
    found = []
    for question in questions:
        asked = [p for p in reading.places(question.asked) if is_question(reading, p)]
        answered = reading.places(question.answered)
        if asked:
            place = _whole(reading, asked[0])
            is_answered = any(is_followed(reading, p) for p in asked) or any(
                reading.sentence(p) != reading.sentence(asked[0]) for p in answered
            )
            found.append((place, Question(question.id, reading.location(place), True, is_answered)))
        elif answered:
            place = reading.trimmed(reading.clause(answered[0]))
            found.append((place, Question(question.id, reading.location(place), False, True)))
    return [q for _, q in sorted(found, key=lambda f: f[0])]


def _whole(reading: Reading, place: Place) -> Place:
    """The sentence of a place, its final mark with it."""
    sentence = reading.sentence(place)
    return reading.trimmed(sentence)._replace(end=sentence.end)


def is_question(reading: Reading, place: Place) -> bool:
    """Whether a place stands in a question: one that ends so, or one reported ("people ask whether…")."""
    sentence = reading.sentence(place)
    keys = reading.texts[place.paragraph].tokens.keys
    if keys[sentence.end - 1] == "?":
        return True
    asks = next((i for i in range(sentence.start, place.start) if keys[i] in _ASKS), None)
    if asks is not None and asks > sentence.start and keys[asks - 1] in _MAY:
        return False
    return asks is not None and any(k in _INDIRECT for k in keys[asks + 1 : asks + 5])


def is_followed(reading: Reading, place: Place) -> bool:
    """Whether the next sentence after a question is there and no question itself: it answers, well or badly."""
    text = reading.texts[place.paragraph]
    number = text.sentence_of[place.start] + 1
    for n in range(place.paragraph, len(reading.texts)):
        text = reading.texts[n]
        for start, end in text.sentences[number:]:
            if any(kind == WORD for kind in text.tokens.kinds[start:end]):
                return text.tokens.keys[end - 1] != "?"
        number = 0
    return False
