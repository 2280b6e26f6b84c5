"""The only door into the trail: an event is inserted in the transaction of the command that it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import connection, transaction

from barzan.access import Actor
from barzan.trail import bulk, rows
from barzan.trail.canonical import canonical
from barzan.trail.models import Event, Pending

VERB = re.compile(r"[a-z][a-z_-]*\.[a-z][a-z_-]*")


class Referable(Protocol):
    """Anything with a kind and a stable key."""

    @property
    def trail_ref(self) -> tuple[str, str]: ...


def record(
    actor: Actor,
    verb: str,
    obj: Referable | tuple[str, str],
    *,
    version: int | None = None,
    why: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Inserts one event in the caller's transaction.

    ``verb`` is ``room-noun.past``; ``obj`` has a ``trail_ref`` or is a (kind, key) pair; ``detail`` is small
    and holds no personal data. Raises ``TransactionManagementError`` outside a transaction, ``ValueError``
    for another verb.
    """
    return record_each(actor, verb, [Happened(obj, version, detail or {})], why=why)[0]


@dataclass(frozen=True, slots=True)
class Happened:
    """To what something happened, as ``record`` has it."""

    obj: Referable | tuple[str, str]
    version: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def record_each(actor: Actor, verb: str, items: Iterable[Happened], *, why: str = "") -> list[Event]:
    """Inserts one event for each of ``items``, in their order and in few statements; else like ``record``."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an event is recorded in the transaction of its command")
    if not VERB.fullmatch(verb):
        raise ValueError(f"a verb is written as noun.past, not {verb!r}")
    capacities = canonical(_capacities(actor)).decode()
    events = []
    for item in items:
        kind, key = item.obj if isinstance(item.obj, tuple) else item.obj.trail_ref
        event = Event(
            verb=verb,
            kind=kind,
            key=key,
            version=item.version,
            user=actor.user,
            person=actor.person,
            capacities=capacities,
            system=actor.system,
            request_id=actor.request_id,
            why=why,
            detail=canonical(item.detail).decode(),
        )
        events.append(event)
    gathered = _gathered.get()
    if gathered is not None:
        gathered.extend(events)
        return events
    return _insert(events)


_gathered: ContextVar[list[Event] | None] = ContextVar("gathered", default=None)


@contextmanager
def together() -> Iterator[None]:
    """What is recorded within is inserted at its end, in two statements for all; its ids come then.

    It stands around a whole command, just within its transaction: where an error is caught and a part of the
    command rolled back, that part's events would stay.
    """
    if _gathered.get() is not None:
        yield
        return
    events: list[Event] = []
    token = _gathered.set(events)
    try:
        yield
    finally:
        _gathered.reset(token)
    if events:
        _insert(events)


def _insert(events: list[Event]) -> list[Event]:
    rows.create(events)
    bulk.insert(Pending, ["event"], [(event.pk,) for event in events])
    return events


def reading(actor: Actor, obj: Referable | tuple[str, str], why: str = "") -> Event:
    """Records that ``actor`` read personal data of ``obj``; opens a transaction of its own where there is
    none.
    """
    with transaction.atomic():
        kind, key = obj if isinstance(obj, tuple) else obj.trail_ref
        return record(actor, f"{kind}.read", (kind, key), why=why)


def _capacities(actor: Actor) -> list[dict[str, Any]]:
    """Every role held, in which post and for which absent person, in a stable order without repetition."""
    held = {(grant.role.value, grant.post, grant.delegated_by) for grant in actor.grants}
    ordered = sorted(held, key=lambda item: (item[0], item[1] or 0, item[2] or 0))
    return [{"role": role, "post": post, "for": absent} for role, post, absent in ordered]
