"""The hash chain of the trail: how events are linked and sealed, and how a chain is checked. Pure.

    event bytes   E = JSON array ["v1", column, column, ...] (RFC 8785)
    link          h(n) = SHA-256(h(n-1) || LF || E(n))
    seal          S(k) signs ["barzan-seal-v1", number, first, last, h(last), at]
    next link     takes SHA-256(signed bytes || LF || signature) of the seal in the place of h(n-1)

So the chain runs through the seals: one valid signature at the end vouches for every event and every seal
before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from barzan.trail.canonical import instant

GENESIS = sha256(b"barzan trail v1").hexdigest()
# The columns of an event in the order in which they are hashed; the second is its instant.
COLUMNS = (
    "id", "at", "verb", "kind", "key", "version", "user", "person",
    "capacities", "system", "request_id", "why", "detail",
)  # fmt: skip
EventRow = tuple[object, ...]

# Arrays of text, integers and null: what this encoder writes is RFC 8785, four times as fast as the library.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class Kind(StrEnum):
    """What can be wrong with a chain."""

    EVENT_CHANGED = "event-changed"
    EVENT_MISSING = "event-missing"
    EVENT_STRAY = "event-stray"
    LINK_MISSING = "link-missing"
    LINK_UNSEALED = "link-unsealed"
    SEAL_BROKEN = "seal-broken"
    SEAL_MISSING = "seal-missing"
    SIGNATURE = "signature"
    KEY_MISSING = "key-missing"
    TAIL_CUT = "tail-cut"
    HEAD_DIFFERS = "head-differs"
    HEADS_SHORT = "heads-short"
    HEADS_UNREADABLE = "heads-unreadable"
    GUARD_MISSING = "guard-missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. ``place`` is a position, event id, seal number or file name, as ``kind``
    says.
    """

    kind: Kind
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """The values of a seal: what is signed, what heads files keep. ``first`` and ``last`` are positions."""

    number: int
    first: int
    last: int
    head: str
    at: datetime
    signature: str = ""

    @property
    def signed(self) -> bytes:
        """The bytes under the signature."""
        return _encode(
            ["barzan-seal-v1", self.number, self.first, self.last, self.head, instant(self.at)]
        ).encode()

    @property
    def digest(self) -> str:
        """What the next link takes as its predecessor."""
        return sha256(self.signed + b"\n" + self.signature.encode()).hexdigest()

    def line(self) -> str:
        """One line of JSON, as heads files keep it."""
        return _encode(
            {
                "at": instant(self.at),
                "first": self.first,
                "head": self.head,
                "last": self.last,
                "number": self.number,
                "signature": self.signature,
            }
        )

    @staticmethod
    def read(line: str) -> Head:
        """The head that ``line`` keeps. Raises ``ValueError`` when it keeps none."""
        try:
            kept = json.loads(line)
            number, first, last = (int(kept[name]) for name in ("number", "first", "last"))
            at = datetime.fromisoformat(kept["at"])
            instant(at)
            return Head(number, first, last, str(kept["head"]), at, str(kept["signature"]))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise ValueError("this line keeps no head") from error


def event_bytes(row: EventRow) -> bytes:
    """The canonical bytes of an event; ``row`` holds the values of ``COLUMNS``."""
    number, at, *rest = row
    if not isinstance(at, datetime):
        raise TypeError("the second column of an event is its instant")
    return _encode(["v1", number, instant(at), *rest]).encode()


def link_hash(previous: str, event: bytes) -> str:
    """The hash of a link after ``previous``."""
    return sha256(previous.encode() + b"\n" + event).hexdigest()


@dataclass(slots=True)
class Walk:
    """Goes along a stored chain, in order of position, and yields what is wrong.

    Give it every stored link with ``link`` and every stored seal with ``seal`` right after the link at its
    ``last`` position. After a finding it goes on from the stored hash, so that one change is found once and
    in its place.
    """

    previous: str = GENESIS
    position: int = 0
    last_seal: Head | None = field(default=None)

    def link(self, position: int, event_id: int, stored: str, event: bytes | None) -> Iterator[Finding]:
        """Checks one link; ``event`` is None where the database has no such event."""
        if position != self.position + 1:
            yield Finding(
                Kind.LINK_MISSING,
                str(self.position + 1),
                f"The chain has no positions {self.position + 1} to {position - 1}.",
            )
        elif event is None:
            yield Finding(
                Kind.EVENT_MISSING, str(event_id), f"Event {event_id} (position {position}) was deleted."
            )
        elif link_hash(self.previous, event) != stored:
            yield Finding(
                Kind.EVENT_CHANGED,
                str(event_id),
                f"Event {event_id} (position {position}), or what stands before it, is not what was sealed.",
            )
        self.position, self.previous = position, stored

    def seal(self, head: Head) -> Iterator[Finding]:
        """Checks that a seal follows the seal before it and fits the links it closes; not its signature."""
        number, sealed = (self.last_seal.number, self.last_seal.last) if self.last_seal else (0, 0)
        if head.number != number + 1:
            yield Finding(
                Kind.SEAL_MISSING,
                str(number + 1),
                f"Seals {number + 1} to {head.number - 1} are missing or out of order.",
            )
        if (head.first, head.last) != (sealed + 1, self.position) or head.head != self.previous:
            yield Finding(
                Kind.SEAL_BROKEN, str(head.number), f"Seal {head.number} does not fit the events it closes."
            )
        self.last_seal, self.previous = head, head.digest

    def end(self) -> Iterator[Finding]:
        """Checks that nothing lies behind the last seal."""
        sealed = self.last_seal.last if self.last_seal else 0
        if self.position > sealed:
            yield Finding(
                Kind.LINK_UNSEALED,
                str(sealed + 1),
                f"Positions {sealed + 1} to {self.position} are chained without a seal.",
            )
