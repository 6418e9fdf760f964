"""Complex fields: what is an instruction, what a result, which results may be edited (ECMA-376 Part 1 §17.16.18)."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.word.names import Element, attribute, both


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction so far, and whether its result has begun."""

    instruction: list[str] = field(default_factory=list)
    in_result: bool = False


class Fields:
    """The fields open at one place of a story. Where `balanced` is off no text counts as an instruction."""

    def __init__(self, balanced: bool = True) -> None:
        self.balanced = balanced
        self._open: list[_Field] = []

    def step(self, kind: str | None) -> None:
        """Pass a field character: "begin", "separate" or "end"."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Take in a stretch of instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction.append(text)

    def in_instruction(self) -> bool:
        """Whether text here is part of an instruction, and so no text."""
        return self.balanced and any(not f.in_result for f in self._open)

    def bar(self) -> str:
        """ "field" where words are the result of a field other than a link, else ""."""
        return "field" if any(not is_link("".join(f.instruction)) for f in self._open) else ""


def is_link(instruction: str) -> bool:
    """Whether a field instruction makes a hyperlink, whose words are the author's own."""
    return instruction.split(maxsplit=1)[:1] == ["HYPERLINK"]


def balanced(root: Element) -> bool:
    """Whether every field of a story ends; one never closed would turn the rest of it into an instruction."""
    kinds = [attribute(e, "fldCharType") for e in root.iter(*both("fldChar"))]
    return kinds.count("begin") == kinds.count("end")
