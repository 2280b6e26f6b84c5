"""Puts committed events into the chain, batch by batch, and signs each head. The worker calls it every two
seconds.

What waits is what ``Pending`` names, not "ids above the last one": a transaction that commits late, or never,
neither loses an event nor leaves the chain waiting. One sealer works at a time, across processes.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from barzan.trail import chain, heads, keys
from barzan.trail.chain import Head
from barzan.trail.models import Event, Link, Pending, Seal

BATCH = 2_000
# The name of the sealer's advisory lock on PostgreSQL: the first bytes of SHA-256("barzan trail sealer").
LOCK = 0x3A0FF86C


def waiting() -> bool:
    """Whether any event waits to be sealed; one read of an almost empty table."""
    return Pending.objects.exists()


def seal() -> int:
    """Seals every event that is committed and waits; returns how many. Zero while another process seals."""
    sealed = 0
    while waiting():
        batch = _seal_batch()
        sealed += batch
        if batch < BATCH:
            break
    if sealed:
        heads.keep()
    return sealed


@transaction.atomic
def _seal_batch() -> int:
    if not _alone():
        return 0
    ids = _next_batch()
    if not ids:
        return 0
    newest = Seal.objects.order_by("number").last()
    key = keys.signing_key(make=newest is None)
    before = heads.head_of(newest) if newest else None
    links = _linked(before, ids)
    head = Head(
        before.number + 1 if before else 1,
        links[0].position,
        links[-1].position,
        links[-1].hash,
        timezone.now(),
    )
    Link.objects.bulk_create(links)
    Seal.objects.create(
        number=head.number,
        first=head.first,
        last=head.last,
        head=head.head,
        at=head.at,
        signature=key.sign(head.signed).hex(),
    )
    Pending.objects.filter(pk__in=ids).delete()
    return len(ids)


def _alone() -> bool:
    """Takes the sealer's lock until the transaction ends. On SQLite the transaction itself is the lock."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _next_batch() -> list[int]:
    """Ids of waiting events; one that is gone, or linked already, is left to ``verify`` and holds up
    nothing.
    """
    there = Exists(Event.objects.filter(pk=OuterRef("event")))
    linked = Exists(Link.objects.filter(event=OuterRef("event")))
    rows = Pending.objects.filter(there, ~linked).order_by("event")
    return list(rows.values_list("event", flat=True)[:BATCH])


def _linked(before: Head | None, ids: list[int]) -> list[Link]:
    previous, position = (before.digest, before.last) if before else (chain.GENESIS, 0)
    links = []
    for row in Event.objects.filter(pk__in=ids).order_by("pk").values_list(*chain.COLUMNS):
        position += 1
        previous = chain.link_hash(previous, chain.event_bytes(row))
        links.append(Link(position=position, event=row[0], hash=previous))
    return links
