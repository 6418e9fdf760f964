"""The review as a page of plain text, for a terminal: the checklist first, then the findings where they stand."""

from __future__ import annotations

import shutil
import textwrap
from itertools import groupby

from sayso.draft import Draft
from sayso.result import Claim, Finding, ItemResult, Location, Review

_MARKS = {"met": "✓", "partly": "~", "missing": "✗"}
_COLORS = {"met": "32", "partly": "33", "missing": "31"}
_CONTEXT = 48
_QUOTE_MAX = 64
_WIDEST = 96


def render(review: Review, draft: Draft, *, color: bool = False, width: int | None = None) -> str:
    """The page, ending in a line break. `color` adds ANSI colours; `width` in columns, else the terminal's."""
    page = _Page(draft, color, min(width or shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST))
    page.head(review)
    if review.on_topic:
        page.checklist(review.checklist)
    page.findings(review)
    page.claims(review)
    page.end(review)
    return "\n".join(page.lines) + "\n"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 comment", "3 comments"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def summary(review: Review) -> str:
    """What was found, in one sentence."""
    advice = review.advice()
    suggestions = sum(f.type == "suggestion" for f in advice)
    parts = [counted(suggestions, "suggestion"), counted(len(advice) - suggestions, "comment")]
    if praise := sum(f.type == "praise" for f in review.findings):
        parts.append(counted(praise, "thing that works", "things that work"))
    open_claims = sum(c.state != "confirmed" for c in review.claims)
    if open_claims:
        parts.append(counted(open_claims, "claim to confirm", "claims to confirm"))
    return ", ".join(parts[:-1]) + f" and {parts[-1]}"


class _Page:
    def __init__(self, draft: Draft, color: bool, width: int) -> None:
        self.draft = draft
        self.color = color
        self.width = width
        self.lines: list[str] = []

    def head(self, review: Review) -> None:
        kind = review.brief.kind if review.brief.kind_from == "author" else f"{review.brief.kind}, by the look of it"
        name = "standard input" if review.source == "-" else review.source
        self.lines.append(f"{self._ink(name, '1')} · {kind} · {counted(review.counts.words, 'word')}")
        if not review.on_topic:
            self.lines.append("")
            self._wrap(
                "This does not seem to be about sharing information between those who help people, so only grave "
                "wording is marked. If it is, check it with --topic yes.",
                "",
            )

    def checklist(self, items: tuple[ItemResult, ...]) -> None:
        shown = [i for i in items if i.status != "not-applicable"]
        if not shown:
            return
        tally = [f"{n} {s}" for s in ("met", "partly", "missing") if (n := sum(i.status == s for i in shown))]
        self._title(f"Checklist: {', '.join(tally)}")
        for item in shown:
            mark = self._ink(_MARKS[item.status], _COLORS[item.status])
            self.lines.append(f"  {mark} {item.label}" + ("" if item.status == "met" else f" ({item.status})"))
            if item.evidence:
                at = item.evidence[0]
                self._wrap(f"“{_short(at.quote)}” ({self._where(at)})", "      ", dim=True)
            if item.status != "met":
                self._wrap(item.advice, "      ")
        if left := len(items) - len(shown):
            self._wrap(
                f"{counted(left, 'item')} left out: a text of this kind has no room for all nine.", "  ", dim=True
            )

    def findings(self, review: Review) -> None:
        wanted = [f for f in review.findings if f.type != "claim"]
        if not wanted:
            return
        self._title("In the text")
        for at, group in groupby(wanted, key=lambda f: f.location.paragraph if f.location else -1):
            together = list(group)
            where = "The whole draft" if at < 0 else self._heading(together[0].location)
            self.lines += ["", "  " + self._ink(where, "1")]
            for finding in together:
                self._finding(finding)

    def claims(self, review: Review) -> None:
        todo = [c for c in review.claims if c.state != "confirmed"]
        if not todo:
            return
        self._title("To confirm before this goes out")
        for claim in todo:
            self._wrap(
                f"☐ “{_short(claim.location.quote)}” ({self._where(claim.location)}){_note(claim)}", "  ", hang=4
            )

    def end(self, review: Review) -> None:
        self.lines.append("")
        self._wrap(summary(review) + ".", "")

    def _finding(self, finding: Finding) -> None:
        sign, ink = {"suggestion": ("→", "36"), "praise": ("✓", "32")}.get(finding.type, ("•", "33"))
        if finding.location:
            self._wrap(self._context(finding.location, ink), "    ")
        if finding.replacements:
            self._wrap(f"{self._ink(sign, ink)} {self._ink(' / '.join(finding.replacements), '1')}", "    ", hang=6)
            sign = " "
        self._wrap(f"{self._ink(sign, ink)} {finding.message}", "    ", hang=6)
        if finding.why:
            self._wrap(finding.why, "      ", dim=True)

    def _context(self, at: Location, ink: str) -> str:
        text = self.draft.paragraphs[at.paragraph].text
        before = text[max(0, at.start - _CONTEXT) : at.start]
        after = text[at.end : at.end + _CONTEXT]
        if at.start > _CONTEXT:
            before = "…" + before[before.find(" ") + 1 :]
        if at.end + _CONTEXT < len(text):
            after = after[: after.rfind(" ") + 1].rstrip() + "…" if " " in after else after + "…"
        quote = _short(at.quote, 160)
        marked = self._ink(quote, f"4;{ink}") if self.color else f"[{quote}]"
        return " ".join(f"{before}{marked}{after}".split())

    def _heading(self, at: Location | None) -> str:
        assert at
        role = self.draft.paragraphs[at.paragraph].role
        place = self._where(at)
        named = {"title": "Title", "heading": "Heading", "table-cell": "Table"}.get(role)
        if at.story != "body":
            named = at.story.replace("-", " ").capitalize()
        return f"{named} ({place})" if named else place[0].upper() + place[1:]

    def _where(self, at: Location) -> str:
        paragraph = self.draft.paragraphs[at.paragraph]
        if paragraph.line is None:
            return f"paragraph {at.paragraph + 1}"
        return f"line {paragraph.line + paragraph.text.count(chr(10), 0, at.start)}"

    def _title(self, text: str) -> None:
        self.lines += ["", self._ink(text, "1"), self._ink("─" * len(text), "2")]

    def _wrap(self, text: str, indent: str, *, hang: int | None = None, dim: bool = False) -> None:
        later = indent if hang is None else " " * hang
        wrapped = textwrap.wrap(
            text,
            self.width,
            initial_indent=indent,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self.lines += [self._ink(line, "2") for line in wrapped] if dim else wrapped

    def _ink(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text


def _short(quote: str, most: int = _QUOTE_MAX) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= most else quote[: most - 1].rsplit(" ", 1)[0] + "…"


def _note(claim: Claim) -> str:
    notes = []
    if claim.absolute:
        notes.append("it says so without exception")
    if claim.state == "expired":
        notes.append("confirmed once, but that has expired")
    if claim.state == "contradicted":
        notes.append("a confirmed fact says otherwise")
    return ": " + "; ".join(notes) if notes else ""
