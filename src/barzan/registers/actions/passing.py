"""Entries pass from one state to another, by a person or by the clock; a passage is undone by another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.documents import actions as documents
from barzan.persian import normalise
from barzan.registers import writing
from barzan.registers.core import By, Definition, Transition
from barzan.registers.core.validity import Period, after
from barzan.registers.errors import EntryError, EntryRefused, RegisterError
from barzan.registers.facts import locked, personal_of
from barzan.registers.followers import Happened, tell
from barzan.registers.formed import joined
from barzan.registers.models import Entry, Passage, PassageDocument
from barzan.registers.permitted import Handed, allowed, last_passage, may_take, missing
from barzan.registers.rules import ENTRY_PASS
from barzan.registers.signing import signed
from barzan.registers.timing import set_timers
from barzan.trail import actions as trail


def pass_(
    actor: Actor, entry: Entry, transition: str, handed: Handed | None = None, *, seen: int | None = None
) -> Passage:
    """Takes a transition of the entry's register. ``seen`` is ``entry.seen`` as it was shown.

    Raises ``Forbidden`` outside the actor's units and places, ``EntryError`` where the entry stands elsewhere
    or the transition is for others, ``EntryRefused`` with everything that is missing.
    """
    ENTRY_PASS.require(actor, entry.target)
    handed = handed or Handed()
    with transaction.atomic():
        entry = locked(entry)
        if seen is not None and entry.seen != seen:
            raise RegisterError.stale()
        life = entry.version.life
        one = allowed(actor, entry, life, transition)
        found = missing(entry, one, handed, joined(entry.current.answers, personal_of(entry.current)))
        if found:
            raise EntryRefused(found)
        passage = _go(actor, entry, life, one, handed.why)
        _keep(actor, passage, handed)
        tell(actor, [Happened(entry, passage, one)])
    return passage


def pass_by_clock(actor: Actor, keys: Sequence[int], by: By) -> list[Passage]:
    """What the clock does to entries (ids) whose day has come; those whose day has moved are left alone."""
    passed = []
    with transaction.atomic():
        for key in sorted(keys):
            entry = locked(Entry(pk=key), merged=True)
            life, today = entry.version.life, timezone.localdate()
            ways = life.leaving(entry.state, by)
            if entry.hidden or not ways or not _come(entry, by, today):
                continue
            answers = joined(entry.current.answers, personal_of(entry.current))
            if missing(entry, ways[0], Handed(), answers):
                continue
            passed.append((entry, ways[0], _go(actor, entry, life, ways[0], "")))
        tell(actor, [Happened(entry, passage, one) for entry, one, passage in passed])
    return [passage for _, _, passage in passed]


def undo(actor: Actor, entry: Entry, *, why: str, seen: int | None = None) -> Passage:
    """Puts an entry back to where it stood before its last passage, as a new fact with a reason.

    It is for those who might take the transition. Raises ``EntryError`` where there is nothing to undo.
    """
    ENTRY_PASS.require(actor, entry.target)
    if not why.strip():
        raise RegisterError.no_reason()
    with transaction.atomic():
        entry = locked(entry)
        if seen is not None and entry.seen != seen:
            raise RegisterError.stale()
        last = last_passage(entry)
        if last is None or last.target != entry.state:
            raise EntryError.nothing_to_undo()
        one = last.version.life.transition(last.transition)
        if one is not None and one.by is By.PERSON and not may_take(actor, entry, one):
            raise EntryError.not_by_you(one.title)
        before = _period_before(entry, last)
        passage = _write(actor, entry, "", last.source, before, why, undoes=last)
        detail = {"register": entry.register.key, "from": last.target, "to": last.source}
        trail.record(actor, "entry.passage-undone", entry, why=why, detail=detail)
        set_timers(entry.version.life, [entry])
        tell(actor, [Happened(entry, passage)])
    return passage


def _go(actor: Actor, entry: Entry, life: Definition, one: Transition, why: str) -> Passage:
    now = Period(entry.valid_from, entry.valid_to, entry.renew_from)
    calendar = writing.Writing(entry.version).calendar(entry.unit_id)
    period = after(one.term, life.validity, now, timezone.localdate(), calendar)
    detail = {"register": entry.register.key, "transition": one.key, "from": entry.state, "to": one.target}
    passage = _write(actor, entry, one.key, one.target, period, why)
    trail.record(actor, "entry.passed", entry, why=why, detail=detail)
    set_timers(life, [entry])
    return passage


def _write(
    actor: Actor,
    entry: Entry,
    transition: str,
    target: str,
    period: Period,
    why: str,
    undoes: Passage | None = None,
) -> Passage:
    """The fact, and the row of the entry as it stands after it."""
    passage = Passage.objects.create(
        entry=entry,
        version=entry.version,
        transition=transition,
        source=entry.state,
        target=target,
        valid_from=period.since,
        valid_to=period.until,
        was_from=entry.valid_from,
        was_to=entry.valid_to,
        undoes=undoes,
        **signed(actor, ENTRY_PASS, entry.target, normalise(why)),
    )
    entry.state, entry.seen, entry.changed_at = target, entry.seen + 1, passage.at
    writing.Writing(entry.version).period(entry, period)
    entry.save()
    return passage


def _keep(actor: Actor, passage: Passage, handed: Handed) -> None:
    unit = passage.entry.unit
    files = dict(handed.kept)
    for key, (name, data) in handed.files.items():
        files[key] = documents.store(actor, name, data, unit=unit)
    PassageDocument.objects.bulk_create(
        PassageDocument(passage=passage, name=key, file=file) for key, file in files.items()
    )


def _period_before(entry: Entry, last: Passage) -> Period:
    """The validity before ``last``: that of the passage before it, else that of the opening."""
    rows = Passage.objects.filter(entry=entry, pk__lt=last.pk).order_by("-pk")
    since, until = rows.values_list("valid_from", "valid_to").first() or (last.was_from, last.was_to)
    return Period(since, until, writing.Writing(entry.version).renewal(entry.unit_id, until))


def _come(entry: Entry, by: By, today: date) -> bool:
    """Whether the day of the clock has come for an entry."""
    if by is By.EXPIRY:
        return entry.valid_to is not None and entry.valid_to < today
    return entry.renew_from is not None and entry.renew_from <= today
