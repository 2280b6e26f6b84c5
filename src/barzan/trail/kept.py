"""The evidence outside the database, compared with the seals inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from barzan.trail import heads, keys
from barzan.trail.chain import Finding, Head, Kind

HEADS_FILE = "heads.jsonl"


@dataclass(slots=True)
class Kept:
    """Kept heads that have not met their seal yet: the heads file as a stream, the daily heads by number.

    Read it before the database: a head is kept after its commit, so all that it holds must be there.
    """

    lines: Iterator[Head]
    daily: dict[int, list[tuple[str, Head]]]
    unreadable: list[str]
    upcoming: Head | None = None
    lacking: Head | None = None

    @classmethod
    def read(cls) -> Kept:
        """Opens what is kept now; the heads file is read on as the seals come by."""
        unreadable: list[str] = []
        daily: dict[int, list[tuple[str, Head]]] = {}
        for name, head in _heads(list(heads.exported()), unreadable):
            daily.setdefault(head.number, []).append((name, head))
        numbered = ((f"{HEADS_FILE}:{row}", line) for row, line in enumerate(heads.kept(), start=1))
        kept = cls((head for _, head in _heads(numbered, unreadable)), daily, unreadable)
        kept._advance()
        return kept

    def compare(self, seal: Head) -> Iterator[Finding]:
        """What the kept heads say against ``seal``; seals come in order of number."""
        while self.upcoming and self.upcoming.number < seal.number:
            yield _differs(HEADS_FILE, self.upcoming)
            self._advance()
        if self.upcoming is None:
            self.lacking = self.lacking or seal
        elif self.upcoming.number > seal.number:
            yield _short(seal)
        else:
            if self.upcoming != seal:
                yield _differs(HEADS_FILE, self.upcoming)
            self._advance()
        for name, head in self.daily.pop(seal.number, []):
            if head != seal:
                yield _differs(name, head)

    def rest(self, settled: datetime) -> Iterator[Finding]:
        """What is left when all seals have come by; seals older than ``settled`` must have been kept."""
        if self.lacking and self.lacking.at < settled:
            yield _short(self.lacking)
        last = None
        while self.upcoming:
            last = self.upcoming
            self._advance()
        if last:
            yield _cut(HEADS_FILE, last)
        yield from (_cut(name, head) for pairs in self.daily.values() for name, head in pairs)
        yield from (
            Finding(Kind.HEADS_UNREADABLE, place, f"{place} keeps no readable head.")
            for place in self.unreadable
        )

    def _advance(self) -> None:
        self.upcoming = next(self.lines, None)


def _heads(texts: Iterable[tuple[str, str]], unreadable: list[str]) -> Iterator[tuple[str, Head]]:
    for place, text in texts:
        try:
            yield place, Head.read(text)
        except ValueError:
            unreadable.append(place)


def _differs(place: str, head: Head) -> Finding:
    return Finding(
        Kind.HEAD_DIFFERS, place, f"Head {head.number} in {place} is not the database's ({_origin(head)})."
    )


def _short(seal: Head) -> Finding:
    return Finding(
        Kind.HEADS_SHORT, str(seal.number), f"{HEADS_FILE} has lost the head of seal {seal.number}."
    )


def _cut(place: str, head: Head) -> Finding:
    return Finding(
        Kind.TAIL_CUT,
        place,
        f"{place} keeps head {head.number} over {head.last} events, "
        f"which the database no longer has ({_origin(head)}).",
    )


def _origin(head: Head) -> str:
    key = keys.public_key()
    genuine = key is not None and keys.signed_by(key, head.signed, head.signature)
    return "its signature is genuine" if genuine else "its signature is false"
