"""Entries are moved to the current version of their register, after a try that changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from barzan.access import Actor
from barzan.registers.errors import RegisterError
from barzan.registers.formed import fields_of
from barzan.registers.models import Entry, Register
from barzan.registers.rules import REGISTER_DEFINE
from barzan.registers.timing import set_timers
from barzan.trail import actions as trail

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Stuck:
    """Entries that cannot be moved: they stand in a state that the current version has no more."""

    state: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Moved:
    """How many entries were (would be) moved, which were not, which fields the current form has no more."""

    count: int
    stuck: tuple[Stuck, ...]
    lost: tuple[str, ...]


def move_entries(actor: Actor, register: Register, *, why: str = "", dry_run: bool = False) -> Moved:
    """Pins the entries of older versions to the current one. Their answers stay as they are.

    Those in a state that it has no more stay where they are. ``dry_run`` only says what would happen.
    """
    REGISTER_DEFINE.require(actor, register.target)
    if not dry_run and not why.strip():
        raise RegisterError.no_reason()
    with transaction.atomic():
        register = Register.objects.select_related("current__form_version", "unit").get(pk=register.pk)
        current = register.current
        if current is None:
            raise RegisterError.no_draft()
        behind = Entry.objects.filter(register=register).exclude(version=current)
        states = {state.key for state in current.life.states}
        stuck, count = _stuck(register, states)
        moved = Moved(count, stuck, _lost(register))
        if dry_run or not count:
            return moved
        while rows := list(behind.filter(state__in=states).order_by("pk")[:BATCH]):
            Entry.objects.filter(pk__in=[row.pk for row in rows]).update(version=current)
            set_timers(current.life, rows)
        detail = {"count": count, "stuck": sum(each.count for each in stuck)}
        trail.record(
            actor, "register.entries-moved", register, version=current.number, why=why, detail=detail
        )
    return moved


def _stuck(register: Register, states: set[str]) -> tuple[tuple[Stuck, ...], int]:
    behind = Entry.objects.filter(register=register).exclude(version=register.current).order_by()
    counts = dict(behind.values_list("state").annotate(Count("pk")))
    titles = {state.key: state.title for each in register.versions.all() for state in each.life.states}
    stuck = tuple(
        Stuck(state, titles.get(state, state), count)
        for state, count in sorted(counts.items())
        if state not in states
    )
    return stuck, sum(count for state, count in counts.items() if state in states)


def _lost(register: Register) -> tuple[str, ...]:
    """Fields of older forms, by label, that the current one has no more."""
    present = fields_of(register.current.form_version)
    older = register.versions.exclude(pk=register.current_id).select_related("form_version")
    gone = {
        field.labelled("fa"): None
        for version in older
        for name, field in fields_of(version.form_version).items()
        if name not in present
    }
    return tuple(gone)
