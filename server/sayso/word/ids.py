"""The marks of who wrote what and when: one id space for comments and changes over all parts, author and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sayso.word.names import MC, W16DU, Element, namespace

_ID = re.compile(rb"""[:\s]id\s*=\s*["'](\d{1,10})["']""")


class Ids:
    """Hands out ids that none of the given parts uses for anything: comments, changes, bookmarks, notes, drawings.

    The format asks for less (ECMA-376 Part 1 §17.13.4.2), but readers mix these up.
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._used = {int(i) for data in parts for i in _ID.findall(data.replace(b"\0", b""))}
        self._next = 0

    def take(self) -> int:
        """An id that nothing else has, counting up from 1."""
        self._next += 1
        while self._next in self._used:
            self._next += 1
        return self._next


@dataclass(frozen=True, slots=True)
class Stamp:
    """Author and time of everything that one run writes.

    `local` is the wall-clock time that Word shows; the time in UTC goes beside it only where a part declares its
    prefix ([MS-DOCX] §2.7.6, w16du:dateUtc).
    """

    author: str
    local: str
    utc: str

    @classmethod
    def of(cls, author: str, date: datetime | None) -> Stamp:
        moment = (date or datetime.now()).astimezone()
        return cls(author, _iso(moment), _iso(moment.astimezone(UTC)))

    def mark(self, element: Element, ids: Ids, root: Element) -> int:
        """Write id, author and date onto a comment or a tracked change that goes into `root`; returns the id."""
        number = ids.take()
        w = namespace(root)
        element.set(f"{{{w}}}id", str(number))
        element.set(f"{{{w}}}author", self.author)
        element.set(f"{{{w}}}date", self.local)
        if declares(root, W16DU):
            element.set(f"{{{W16DU}}}dateUtc", self.utc)
        return number


def declares(root: Element, uri: str) -> bool:
    """Whether a part declares that namespace and tells older readers that they may ignore it."""
    ignorable = (root.get(f"{{{MC}}}Ignorable") or "").split()
    return any(root.nsmap.get(prefix) == uri for prefix in ignorable)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
