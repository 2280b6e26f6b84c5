"""Tamperings by somebody with full access to the database, and to files beside it, but without the signing
key.

Each takes a random generator, changes a sealed trail of several batches and returns nothing; triggers are
lifted for it and put back, as a skilled hand would.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import connection
from django.db.models import F

from barzan.trail import chain, heads
from barzan.trail.guards import GUARDS
from barzan.trail.models import Event, Link, Pending, Seal

Tampering = Callable[[Random], None]


def tamper(kind: str, random: Random) -> None:
    """Applies the tampering called ``kind``."""
    GUARDS.remove(connection)
    TAMPERINGS[kind](random)
    GUARDS.install(connection)


def _pick(random: Random) -> Event:
    return random.choice(list(Event.objects.all()))


def edit(random: Random) -> None:
    event = _pick(random)
    change = random.choice(
        [
            {"verb": event.verb + "x"},
            {"key": event.key + "0"},
            {"user": 4242},
            {"version": 99},
            {"why": event.why + " "},
            {"detail": '{"to":"other"}'},
            {"capacities": '[{"for":null,"post":1,"role":"auditor"}]'},
            {"system": "nobody"},
            {"request_id": "f" * 32},
            {"at": event.at + timedelta(microseconds=random.choice([1, -1, 10**9]))},
        ]
    )
    Event.objects.filter(pk=event.pk).update(**change)


def delete_event(random: Random) -> None:
    Event.objects.filter(pk=_pick(random).pk).delete()


def delete_with_link(random: Random) -> None:
    event = _pick(random)
    Link.objects.filter(event=event.pk).delete()
    event.delete()


def delete_and_close_the_gap(random: Random) -> None:
    """Deletes an event with its link and moves all later links up by one."""
    event = random.choice(list(Event.objects.order_by("pk"))[:-1])
    position = Link.objects.get(event=event.pk).position
    Link.objects.filter(event=event.pk).delete()
    event.delete()
    for link in Link.objects.filter(position__gt=position).order_by("position"):
        Link.objects.filter(pk=link.pk).update(position=F("position") - 1)


def swap_events(random: Random) -> None:
    """Two events change places in the chain."""
    one, other = random.sample(list(Link.objects.all()), 2)
    Link.objects.filter(pk=one.pk).update(event=-1)
    Link.objects.filter(pk=other.pk).update(event=one.event)
    Link.objects.filter(pk=one.pk).update(event=other.event)


def swap_contents(random: Random) -> None:
    """Two events change their contents and keep their ids."""
    one, other = random.sample(list(Event.objects.all()), 2)
    one.pk, other.pk = other.pk, one.pk
    one.save()
    other.save()


def insert_unknown(random: Random) -> None:
    Event.objects.create(verb="person.read", kind="person", key=str(random.random()), request_id="x")


def insert_into_the_chain(random: Random) -> None:
    """A new event takes the place of a deleted one, with its id."""
    event = _pick(random)
    Event.objects.filter(pk=event.pk).delete()
    Event.objects.create(pk=event.pk, verb="service.published", kind="service", key="S-9", request_id="x")


def cut_tail(random: Random) -> None:
    """The last batches vanish without a trace in the database."""
    for seal in Seal.objects.order_by("-number")[: random.randint(1, 3)]:
        links = Link.objects.filter(position__range=(seal.first, seal.last))
        Event.objects.filter(pk__in=links.values("event")).delete()
        links.delete()
        seal.delete()


def cut_tail_and_rewrite(random: Random) -> None:
    """The tail is cut, and its links are made again over invented events, with a seal that cannot be
    signed.
    """
    last = Seal.objects.order_by("-number")[0]
    cut_tail(random)
    event = Event.objects.create(verb="case.closed", kind="case", key="1", request_id="x")
    previous = Seal.objects.order_by("-number")[0]
    row = Event.objects.filter(pk=event.pk).values_list(*chain.COLUMNS).get()
    hashed = chain.link_hash(heads.head_of(previous).digest, chain.event_bytes(row))
    Link.objects.create(position=previous.last + 1, event=event.pk, hash=hashed)
    Seal.objects.create(
        number=previous.number + 1,
        first=previous.last + 1,
        last=previous.last + 1,
        head=hashed,
        at=last.at,
        signature=last.signature,
    )


def recompute(random: Random) -> None:
    """An event is edited and every hash and head after it made again; signatures stay."""
    edit(random)
    _recompute()


def recompute_after_deletion(random: Random) -> None:
    """An event is deleted, the gap closed, the seals moved, everything made again."""
    event = random.choice(list(Event.objects.order_by("pk"))[:-1])
    position = Link.objects.get(event=event.pk).position
    event.delete()
    Link.objects.filter(position=position).delete()
    for link in Link.objects.filter(position__gt=position).order_by("position"):
        Link.objects.filter(pk=link.pk).update(position=F("position") - 1)
    for seal in Seal.objects.filter(last__gte=position).order_by("number"):
        first = seal.first - (seal.first > position)
        Seal.objects.filter(pk=seal.pk).update(first=first, last=seal.last - 1)
    _recompute()


def recompute_and_rewrite_the_heads_file(random: Random) -> None:
    recompute(random)
    lines = [heads.head_of(seal).line() for seal in Seal.objects.order_by("number")]
    _heads_file().write_text("\n".join(lines) + "\n")


def _recompute() -> None:
    previous = chain.GENESIS
    rows = {row[0]: row for row in Event.objects.values_list(*chain.COLUMNS)}
    for seal in Seal.objects.order_by("number"):
        for link in Link.objects.filter(position__range=(seal.first, seal.last)).order_by("position"):
            previous = chain.link_hash(previous, chain.event_bytes(rows[link.event]))
            Link.objects.filter(pk=link.pk).update(hash=previous)
        Seal.objects.filter(pk=seal.pk).update(head=previous)
        seal.head = previous
        previous = heads.head_of(seal).digest


def replace_seal(random: Random) -> None:
    seal = random.choice(list(Seal.objects.all()))
    change = random.choice(
        [
            {"signature": random.randbytes(64).hex()},
            {"signature": ""},
            {"head": random.randbytes(32).hex()},
            {"at": seal.at - timedelta(days=1)},
            {"number": 100 + seal.number},
        ]
    )
    Seal.objects.filter(pk=seal.pk).update(**change)


def delete_seal(random: Random) -> None:
    random.choice(list(Seal.objects.all())).delete()


def merge_seals(random: Random) -> None:
    """A seal is dropped and the one after it made to close both batches."""
    seal = random.choice(list(Seal.objects.order_by("number"))[:-1])
    Seal.objects.filter(number=seal.number + 1).update(first=seal.first)
    seal.delete()


def edit_heads_file(random: Random) -> None:
    lines = _heads_file().read_text().splitlines()
    row = random.randrange(len(lines))
    head = json.loads(lines[row])
    head |= random.choice([{"head": random.randbytes(32).hex()}, {"at": "2026-01-01"}, {"last": 10**400}])
    lines[row] = random.choice([json.dumps(head), "", "no head", "[]", lines[row - 1]])
    _heads_file().write_text("\n".join(lines) + "\n")


def cut_heads_file(random: Random) -> None:
    lines = _heads_file().read_text().splitlines()
    del lines[random.randrange(len(lines))]
    _heads_file().write_text("".join(line + "\n" for line in lines))


def cut_tail_and_heads_file(random: Random) -> None:
    """Database and heads file are cut alike; the daily head remains."""
    cut_tail(random)
    lines = _heads_file().read_text().splitlines()[: Seal.objects.count()]
    _heads_file().write_text("".join(line + "\n" for line in lines))


def delete_unsealed(random: Random) -> None:
    """An event that waits for the sealer vanishes."""
    event = Event.objects.create(verb="person.read", kind="person", key="1", request_id="x")
    Pending.objects.create(event=event.pk)
    event.delete()


def unlink_to_reseal(random: Random) -> None:
    """A sealed event is taken out of the chain to be sealed anew at the end, edited."""
    link = random.choice(list(Link.objects.all()))
    link.delete()
    Pending.objects.create(event=link.event)


def garble_event(random: Random) -> None:
    """The instant of an event becomes what no instant is; PostgreSQL keeps types, so there it moves far
    away.
    """
    _garble("trail_event", "id", _pick(random).pk)


def garble_seal(random: Random) -> None:
    seal = random.choice(list(Seal.objects.all()))
    _garble("trail_seal", "number", seal.pk)


def _garble(table: str, key: str, value: int) -> None:
    at = "soon" if connection.vendor == "sqlite" else "1406-01-01 00:00:00+00"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET at = %s WHERE {key} = %s", [at, value])


def _heads_file() -> Path:
    return Path(settings.KEYS) / "heads.jsonl"


TAMPERINGS: dict[str, Tampering] = {
    function.__name__: function
    for function in (
        edit,
        delete_event,
        delete_with_link,
        delete_and_close_the_gap,
        swap_events,
        swap_contents,
        insert_unknown,
        insert_into_the_chain,
        cut_tail,
        cut_tail_and_rewrite,
        recompute,
        recompute_after_deletion,
        recompute_and_rewrite_the_heads_file,
        replace_seal,
        delete_seal,
        merge_seals,
        edit_heads_file,
        cut_heads_file,
        cut_tail_and_heads_file,
        delete_unsealed,
        unlink_to_reseal,
        garble_event,
        garble_seal,
    )
}
