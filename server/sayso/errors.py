"""The one error a caller of Sayso has to know.

Every refusal carries a stable `code` that scripts and the API rely on, and one sentence for a person that says what to
do next. Neither ever quotes the document.
"""

from __future__ import annotations


class SaysoError(Exception):
    """Something could not be done; `code` is stable, `message` is one plain sentence, `status` is the HTTP status."""

    def __init__(self, code: str, message: str, *, status: int = 422) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


class SourceError(SaysoError):
    """What was handed in cannot be read as a draft (missing, empty, too large, of another kind, damaged)."""


class RulesError(SaysoError):
    """A pack is wrong; `problems` lists all that were found: file, line, what is wrong, what would be right."""

    def __init__(self, problems: list[str]) -> None:
        many = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("rules-invalid", f"The rules have {many}; correct them and try again.\n" + "\n".join(problems))
        self.problems = problems


class UnsafeAnnotationError(SaysoError):
    """The annotated file failed its own checks and was withheld; `breaches` names the checks, never the text."""

    def __init__(self, breaches: list[str]) -> None:
        super().__init__(
            "annotate-unsafe",
            "The annotated copy failed its safety checks, so it was not written; your file is unchanged and the review "
            "itself is sound.",
        )
        self.breaches = breaches
