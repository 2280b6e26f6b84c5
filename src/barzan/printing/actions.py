"""The command of the printing room: to order a booklet. The order is a job, its result lies on the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction

from barzan.access import Actor
from barzan.jobs import actions as jobs
from barzan.jobs.models import Job
from barzan.jobs.queries import UNDER_WAY
from barzan.printing.errors import UnknownEdition, UnknownUnit
from barzan.printing.formats import FORMATS
from barzan.printing.queries import ORDER, editions, orders, units
from barzan.printing.rules import PRINTS_ORDER
from barzan.trail import actions as trail


def order(actor: Actor, form: str, selection: Sequence[str] = (), edition: int | None = None) -> Job:
    """Has a booklet printed: a key of ``FORMATS``, codes of units (none: all), the number of an edition.

    The same order that is still under way is not left twice. Raises ``UnknownUnit``, ``UnknownEdition``,
    ``KeyError`` for a format that is none.
    """
    PRINTS_ORDER.require(actor)
    known = {unit.code for unit in units(actor)}
    for code in selection:
        if code not in known:
            raise UnknownUnit(code)
    if edition is not None and not editions(actor).filter(number=edition).exists():
        raise UnknownEdition(edition)
    payload = {"form": FORMATS[form].extension, "units": sorted(set(selection)), "edition": edition}
    with transaction.atomic():
        same = next((job for job in orders(actor) if job.payload == payload and under_way(job)), None)
        if same:
            return same
        job = jobs.enqueue(ORDER, payload, key=uuid4().hex, actor=actor)
        trail.record(actor, "booklet.ordered", ("printing.booklet", job.key), detail=payload)
    return job


def under_way(job: Job) -> bool:
    """Whether an order still waits or is being printed."""
    return job.state in UNDER_WAY
