"""What is said about a draft from outside it: the brief (by the author) and the state (kept with the document)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

Kind = Literal["news", "op-ed", "blog", "faq", "talking-points", "brief", "social", "web-page", "other"]
Audience = Literal["public", "leaders", "field"]
Topic = Literal["auto", "yes"]
KINDS: tuple[str, ...] = get_args(Kind)
AUDIENCES: tuple[str, ...] = get_args(Audience)
TOPICS: tuple[str, ...] = get_args(Topic)


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim that somebody confirmed is true here. `wording` may be offered to the writer; `expires` ends it."""

    id: str
    says: str
    kind: str = "assurance"
    wording: str = ""
    source: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None
    expires: date | None = None

    def as_json(self) -> dict[str, Any]:
        """The fact as the contract's object, dates in ISO 8601."""
        return {
            "id": self.id,
            "says": self.says,
            "kind": self.kind,
            "wording": self.wording,
            "source": self.source,
            "confirmed_by": self.confirmed_by,
            "confirmed_on": self.confirmed_on.isoformat() if self.confirmed_on else None,
            "expires": self.expires.isoformat() if self.expires else None,
        }


@dataclass(frozen=True, slots=True)
class Brief:
    """What the author says about the text. `kind` None: guessed from the text."""

    kind: Kind | None = None
    audience: Audience = "public"
    topic: Topic = "auto"
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Advice the author waved away: one finding (`here`), its words anywhere in the draft (`wording`), or a rule."""

    scope: Literal["here", "wording", "rule"]
    value: str


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered for one document."""

    dismissed: tuple[Dismissal, ...] = ()
