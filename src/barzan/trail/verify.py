"""Recomputes the chain and compares it with the signatures and with the heads kept outside the database.

It reads in pages from one snapshot of the database, so it takes little memory and may run beside the sealer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from barzan.trail import chain, heads, keys
from barzan.trail.canonical import instant
from barzan.trail.chain import Finding, Head, Kind, Walk
from barzan.trail.guards import GUARDS
from barzan.trail.kept import Kept
from barzan.trail.models import Event, Link, Pending, Seal
from barzan.trail.queries import UNREADABLE

PAGE = 2_000
SHOWN = 1_000
# A crash between the commit of a batch and its line in the heads file is healed by the worker within minutes.
GRACE = timedelta(minutes=10)
NEVER = datetime.min.replace(tzinfo=UTC)
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """What ``verify`` saw: counts, and the findings (the first ``SHOWN`` of ``total``)."""

    sealed: int = 0
    unsealed: int = 0
    seals: int = 0
    total: int = 0
    findings: list[Finding] = field(default_factory=list)
    head: Head | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong. Unsealed events are no finding; they are stated as unsealed."""
        return self.total == 0

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.total += 1
            if len(self.findings) < SHOWN:
                self.findings.append(finding)


def verify(progress: Progress = lambda done, total: None) -> Report:
    """Checks the whole trail; ``progress(done, total)`` is called with counts of events after each page."""
    report, kept = Report(), Kept.read()
    with _snapshot():
        report.add(
            Finding(Kind.GUARD_MISSING, name, f"The database has lost its trigger {name}.")
            for name in GUARDS.missing(connection)
        )
        _walk(report, kept, progress)
        report.add(_signatures(report.head))
        _unsealed(report)
    return report


def _walk(report: Report, kept: Kept, progress: Progress) -> None:
    walk = Walk()
    seals = _seals()
    seal, total = next(seals, None), Link.objects.count()
    for page in _keyset(Link.objects.values_list("position", "event", "hash")):
        events = _events([event for _, event, _ in page])
        for position, event, stored in page:
            report.add(walk.link(position, event, stored, events.get(event)))
            while seal and seal.last <= position:
                report.add(_sealed(report, walk, kept, seal))
                seal = next(seals, None)
        report.sealed += len(page)
        progress(report.sealed, total)
    while seal:
        report.add(_sealed(report, walk, kept, seal))
        seal = next(seals, None)
    report.add(walk.end())
    report.head = walk.last_seal
    report.add(kept.rest(timezone.now() - GRACE))


def _sealed(report: Report, walk: Walk, kept: Kept, seal: Head) -> Iterator[Finding]:
    report.seals += 1
    yield from walk.seal(seal)
    yield from kept.compare(seal)


def _events(ids: list[int]) -> dict[int, bytes]:
    """The bytes of each event that is there; of one that cannot be read, none."""
    try:
        return _read_events(ids)
    except UNREADABLE:
        return {event: found for event in ids if (found := _one_event(event)) is not None}


def _one_event(event: int) -> bytes | None:
    try:
        return _read_events([event]).get(event)
    except UNREADABLE:
        return b""


def _read_events(ids: list[int]) -> dict[int, bytes]:
    low, high = min(ids), max(ids)
    # Ids mostly run on; then a range spares the database a list of thousands.
    wanted = {"pk__range": (low, high)} if high - low < 2 * PAGE else {"pk__in": ids}
    rows = Event.objects.filter(**wanted).values_list(*chain.COLUMNS)
    return {row[0]: chain.event_bytes(row) for row in rows.iterator(chunk_size=PAGE)}


def _seals() -> Iterator[Head]:
    """Seals in order of number; one whose instant cannot be read gets an impossible one, which fits
    nothing.
    """
    for page in _keyset(Seal.objects.values_list("pk")):
        seals = Seal.objects.filter(pk__in=[number for (number,) in page]).order_by("pk")
        try:
            yield from [_legible(heads.head_of(seal)) for seal in seals]
        except UNREADABLE:
            rows = seals.values_list("number", "first", "last", "head", "signature")
            yield from (Head(*numbers, head, NEVER, signature) for *numbers, head, signature in rows)


def _legible(head: Head) -> Head:
    """The same head; raises one of ``UNREADABLE`` when its instant is none."""
    instant(head.at)
    return head


def _keyset(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Rows that begin with their primary key, in its order, a page at a time."""
    rows = rows.order_by("pk")
    page = list(rows[:PAGE])
    while page:
        yield page
        page = list(rows.filter(pk__gt=page[-1][0])[:PAGE])


def _signatures(last: Head | None) -> Iterator[Finding]:
    """The last signature vouches for all before it; where it fails, says back to which seal they fail."""
    if last is None:
        return
    key = keys.public_key()
    if key is None:
        yield Finding(Kind.KEY_MISSING, str(last.number), "The public key of the seals is missing.")
        return
    if keys.signed_by(key, last.signed, last.signature):
        return
    vouched = 0
    for head in _seals():
        if keys.signed_by(key, head.signed, head.signature):
            vouched = head.number
    yield Finding(
        Kind.SIGNATURE,
        str(vouched + 1),
        f"Seals {vouched + 1} to {last.number} do not bear the signature of this installation's key.",
    )


def _unsealed(report: Report) -> None:
    """Counts what waits; finds events that neither wait nor stand in the chain, and waiting ones that are
    gone.
    """
    linked = Exists(Link.objects.filter(event=OuterRef("pk")))
    waits = Exists(Pending.objects.filter(pk=OuterRef("pk")))
    report.unsealed = Event.objects.filter(~linked, waits).count()
    report.add(
        Finding(
            Kind.EVENT_STRAY,
            str(event),
            f"Event {event} is not in the chain and was not recorded as waiting.",
        )
        for event in Event.objects.filter(~linked, ~waits).values_list("pk", flat=True).iterator()
    )
    there = Exists(Event.objects.filter(pk=OuterRef("pk")))
    report.add(
        Finding(Kind.EVENT_MISSING, str(event), f"Event {event} was deleted before it was sealed.")
        for event in Pending.objects.filter(~there).values_list("pk", flat=True).iterator()
    )


@contextmanager
def _snapshot() -> Iterator[None]:
    """One unchanging view of the database, without locking writers out; the caller's transaction if there
    is one.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            # Not ``atomic``: it would begin IMMEDIATE and hold the one write lock for the whole run.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
