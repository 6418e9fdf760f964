"""Running a pack's own examples: each rule must do with each text what its author wrote it would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.packs.model import Example, Item, Origin, Rule

# Tries an entry alone on a text: how many findings, the text with its first replacements accepted, the item's status.
Try = Callable[[Rule | Item, str], tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not turn out as written."""

    rule: str
    origin: Origin
    message: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.rule}: {self.message}"


def run_examples(entries: list[Rule | Item], attempt: Try) -> list[Failure]:
    """Try every example of these entries; what fails comes back, each with its file and line."""
    return [
        Failure(entry.id, Origin(entry.origin.file, example.line or entry.origin.line), message)
        for entry in entries
        for example in entry.examples
        if (message := _fails(entry, example, attempt))
    ]


def _fails(entry: Rule | Item, example: Example, attempt: Try) -> str:
    found, after, status = attempt(entry, example.text)
    if isinstance(entry, Item):
        expected = {"met": ("met",), "partly": ("partly",), "silent": ("missing", "not-applicable")}[example.expect]
        return "" if status in expected else f"“{_short(example.text)}” is {status}, not {expected[0]}"
    if example.expect == "silent":
        return f"it should leave “{_short(example.text)}” alone" if found else ""
    if not found:
        return f"it does not see “{_short(example.text)}”"
    if example.right is not None and after != example.right:
        return f"it makes “{_short(after)}”, not “{_short(example.right)}”"
    return ""


def _short(text: str) -> str:
    return text if len(text) < 160 else text[:157] + "…"
