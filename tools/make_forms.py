"""Write server/sayso/language/forms.json: the forms of common words that spelling rules do not give.

    python tools/make_forms.py            (needs the dependency group "forms")

lemminflect gives the forms; wordfreq says which words are common enough to matter. Words that the rules get right are
left out, so what is left can be read through. Corrections made on reading stand in REVIEWED below.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

from lemminflect import getInflection, getLemma  # noqa: E402
from wordfreq import top_n_list  # noqa: E402

from sayso.language.forms import Slot, regular  # noqa: E402

OUT = Path(__file__).parents[1] / "server/sayso/language/forms.json"
COMMON = 25_000
TAGS: dict[Slot, str] = {"s": "VBZ", "past": "VBD", "participle": "VBN", "ing": "VBG", "plural": "NNS"}

# What a reader changed: lemminflect prefers a rarer spelling, or a mass noun has no plural that we want to write.
REVIEWED: dict[str, dict[str, str]] = {
    "data": {"plural": "data"},
    "information": {"plural": "information"},
    "help": {"past": "helped", "participle": "helped"},
    "person": {"plural": "people"},
    "focus": {"s": "focuses", "past": "focused", "participle": "focused", "ing": "focusing", "plural": "focuses"},
    "target": {"past": "targeted", "participle": "targeted", "ing": "targeting"},
    "benefit": {"past": "benefited", "participle": "benefited", "ing": "benefiting"},
    "travel": {"past": "traveled", "participle": "traveled", "ing": "traveling"},
    "model": {"past": "modeled", "participle": "modeled", "ing": "modeling"},
    "cancel": {"past": "canceled", "participle": "canceled", "ing": "canceling"},
    "channel": {"past": "channeled", "participle": "channeled", "ing": "channeling"},
    "get": {"participle": "got"},
    "prove": {"participle": "proven"},
    "learn": {"past": "learned", "participle": "learned"},
    "index": {"plural": "indexes"},
    "criterion": {"plural": "criteria"},
    "staff": {"plural": "staff"},
    "series": {"plural": "series"},
    "tear": {"past": "tore", "participle": "torn"},
    "be": {"s": "is", "past": "was", "participle": "been", "ing": "being"},
}

# Words with two spellings or senses, of which the rules give the one we want.
RULES_ARE_RIGHT = set(
    "beef blue cargo counsel devil equal fee information light lie marvel okay people protocol shine staff tobacco "
    "wind worship zero".split()
)


def main() -> None:
    lemmas = set(REVIEWED)
    for word in top_n_list("en", COMMON):
        if word.isascii() and word.isalpha() and len(word) > 1:
            for part in ("VERB", "NOUN"):
                lemmas.update(getLemma(word, upos=part, lemmatize_oov=False))
    table: dict[str, dict[str, str]] = {}
    for lemma in sorted(lemmas):
        if not (lemma.isascii() and lemma.isalpha() and lemma.islower()):
            continue
        odd = {}
        for slot, tag in TAGS.items():
            spellings = getInflection(lemma, tag=tag, inflect_oov=False)
            ours = regular(lemma, slot)
            if not spellings or (slot == "plural" and spellings[0] == lemma):
                continue
            if spellings[0] != ours and not (lemma in RULES_ARE_RIGHT and ours in spellings):
                odd[slot] = spellings[0]
        odd |= REVIEWED.get(lemma, {})
        odd = {slot: form for slot, form in odd.items() if form != regular(lemma, slot)}
        if odd:
            table[lemma] = odd
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in table.items())
    OUT.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    print(f"{len(table)} words whose forms are not regular, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
