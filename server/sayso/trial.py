"""One rule or item alone on one text: how examples are run, and what `sayso rules test` shows."""

from __future__ import annotations

from dataclasses import replace

from sayso.brief import Brief
from sayso.draft import from_text
from sayso.engine import review
from sayso.packs.compiled import CompiledPack
from sayso.packs.model import Item, Rule
from sayso.result import Finding


class Trial:
    """Tries entries of one pack; an entry sees the whole pack's checklist, but only its own findings are counted."""

    def __init__(self, compiled: CompiledPack) -> None:
        self._compiled = compiled

    def __call__(self, entry: Rule | Item, text: str) -> tuple[int, str, str]:
        """How many findings, the text with its first replacements accepted, and the item's status."""
        pack = self._compiled.pack
        alone = replace(pack, rules=(entry,) if isinstance(entry, Rule) else ())
        compiled = replace(self._compiled, pack=alone)
        kind = entry.kinds[0] if isinstance(entry, Rule) and entry.kinds else "other"
        audience = entry.audiences[0] if isinstance(entry, Rule) and entry.audiences else "public"
        draft = from_text(text, "example")
        answer = review(draft, compiled, Brief(kind=kind, audience=audience, topic="yes"))  # type: ignore[arg-type]
        status = next((i.status for i in answer.checklist if i.id == entry.id), "")
        own = [f for f in answer.findings if f.rule == entry.id]
        return len(own), accept([p.text for p in draft.paragraphs], own), status


def accept(paragraphs: list[str], findings: list[Finding]) -> str:
    """The text with the first replacement of every finding accepted, paragraphs joined by blank lines."""
    texts = list(paragraphs)
    for finding in sorted((f for f in findings if f.location), key=lambda f: f.location or 0, reverse=True):
        at = finding.location
        if at and finding.replacements:
            texts[at.paragraph] = (
                texts[at.paragraph][: at.start] + finding.replacements[0] + texts[at.paragraph][at.end :]
            )
    return "\n\n".join(texts)
