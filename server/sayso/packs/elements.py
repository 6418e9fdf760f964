"""The closed list of elements of the guidance that a rule can speak for, and the toolkit section each comes from."""

from __future__ import annotations

ITEMS = (
    "helpers-first",
    "decisions-bridge",
    "benefits-examples",
    "separate-places",
    "we-us",
    "shared-values",
    "not-government-first",
    "see-and-have-a-say",
    "privacy-protection",
)

QUESTIONS = (
    "q-help-me",
    "q-community-role",
    "q-see-my-data",
    "q-opt-out",
    "q-profiling",
    "q-just-a-number",
    "q-hack",
    "q-track-record",
    "q-shut-down",
    "q-spend",
    "q-legal",
    "q-staffing",
    "q-equity-focus",
    "q-kinds-of-ids",
    "q-terms",
)

ELEMENTS = frozenset(
    {
        *ITEMS,
        *QUESTIONS,
        *(f"praise-{item}" for item in ITEMS),
        *("core-idea-returns", "lead-government", "lead-system", "lead-money", "lead-equity", "lead-numbers"),
        *("lead-data", "lead-problem-group", "central-government", "central-system", "central-money"),
        *("central-equity", "central-administrative", "trap-distrust", "trap-technical", "trap-profiling"),
        *("trap-breach", "trap-misuse", "trap-fatalism", "trap-legal", "trap-spin", "language", "term-system"),
        *("term-information-trust", "term-data-toolkit", "example-plain", "example-variety", "example-insight"),
        *("example-first", "example-reassurance", "example-hypothetical", "story-buried", "story-jargon"),
        *("reassurance-late", "reassurance-technical", "public-role-missing", "benefits-administrative"),
        *("people-late", "praise-case", "praise-sequence", "praise-privacy", "praise-benefits"),
        *("concern-unanswered", "who-benefits-missing", "claim-assurance", "claim-number", "claim-result"),
    }
)

WORDING = ("language", "trap-", "term-")

_SECTIONS = (
    ("lead-data", "Story text"),
    ("lead-numbers", "Story text"),
    ("lead-", "Approaches that miss the mark"),
    ("central-", "Approaches that miss the mark"),
    ("trap-", "Key traps and challenges"),
    ("language", "Effective language"),
    ("term-system", "Effective language"),
    ("term-", "Core ideas"),
    ("core-idea", "Core ideas"),
    ("example-", "Choosing illustrative examples"),
    ("q-", "Responding to tough questions"),
    ("claim-", "Communications and practice"),
    ("concern-", "Communications and practice"),
    ("who-benefits", "Communications and practice"),
    ("story-", "Story text"),
    ("reassurance-", "Story text"),
    ("public-role", "Story text"),
    ("benefits-administrative", "Story text"),
    ("people-late", "Story text"),
    ("praise-", "Story text"),
)


def is_wording(element: str) -> bool:
    """Whether an element is about words (language, traps, terms) and not about how the text is built."""
    return element.startswith(WORDING)


def section_of(element: str) -> str:
    """The section of the toolkit that an element comes from."""
    return next((name for start, name in _SECTIONS if element.startswith(start)), "Checklist for communicators")
