"""Entries are opened, one or many at once, and changed; every change is a version that stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from barzan.access import Actor, Target
from barzan.people.models import Person, Unit
from barzan.persian import normalise
from barzan.places.models import Place
from barzan.registers import standing, writing
from barzan.registers.actions import numbers
from barzan.registers.core import numbering
from barzan.registers.core.validity import Period
from barzan.registers.errors import Conflict, RegisterError
from barzan.registers.facts import add_version, bind, locked, personal_of
from barzan.registers.followers import Happened, tell
from barzan.registers.formed import Answers, Parted, judged, parted
from barzan.registers.models import (
    Deed,
    Entry,
    EntryPersonal,
    EntryVersion,
    Register,
    RegisterState,
    RegisterVersion,
)
from barzan.registers.rules import ENTRY_EDIT, ENTRY_PERSONAL
from barzan.registers.signing import signed
from barzan.registers.timing import set_timers
from barzan.trail import actions as trail

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to open in a unit. ``number`` and ``state`` are those of an entry that is taken over from
    elsewhere ("": the next number, the state to start in), ``valid`` its first and last day.

    ``origin`` names what it came from: no register opens two entries of one origin. ``files`` are versions of
    documents by the names that the answers have for them.
    """

    answers: Answers
    unit: Unit
    place: Place | None = None
    person: Person | None = None
    number: str = ""
    state: str = ""
    valid: tuple[date | None, date | None] = (None, None)
    origin: str = ""
    why: str = ""
    files: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Made:
    """A new entry on its way: what was given, what the form made of it, the row."""

    new: NewEntry
    parted: Parted
    row: Entry = field(default_factory=Entry)


def open_entry(actor: Actor, register: Register, new: NewEntry) -> Entry:
    """Opens one entry. Raises ``EntryRefused`` with every rule of the form that its answers break."""
    return open_many(actor, register, [new])[0]


def open_many(actor: Actor, register: Register, new: Sequence[NewEntry]) -> list[Entry]:
    """Opens entries in their order, in few statements and one transaction: all of them or none."""
    ENTRY_EDIT.require(actor)
    with transaction.atomic():
        version = _current(register)
        register, life = version.register, version.life
        if register.state != RegisterState.OPEN:
            raise RegisterError.closed(register.title)
        now = timezone.now()
        made = [
            _Made(each, parted(version.form_version, judged(version.form_version, each.answers, now)))
            for each in new
        ]
        written = writing.Writing(version)
        written.resolve([(each.parted, each.new.place, each.new.person) for each in made])
        for each in made:
            each.row = _row(register, version, each, written)
            written.place_of(actor, each.row)
            ENTRY_EDIT.require(actor, each.row.target)
        _number(register, version, made)
        rows = Entry.objects.bulk_create([each.row for each in made], batch_size=BATCH)
        _versions(actor, version, made)
        written.index(rows, [each.parted.whole for each in made])
        bind([(each.row, each.parted.whole, each.new.files) for each in made])
        set_timers(life, rows)
        happened = [trail.Happened(row, 1, {"register": register.key, "state": row.state}) for row in rows]
        trail.record_each(actor, "entry.opened", happened, why=made[0].new.why if made else "")
        tell(actor, [Happened(row, version=row.current) for row in rows])
    return rows


def change(
    actor: Actor,
    entry: Entry,
    answers: Answers,
    *,
    base: int,
    why: str = "",
    place: Place | None = None,
    files: Mapping[str, int] | None = None,
) -> EntryVersion:
    """Other answers for an entry, whole; ``base`` is the number of the version that the editor saw, ``files``
    are versions of documents by the names that the answers have for them.

    Where the actor may not see personal fields, those stay as they are. The same answers make no version.
    Raises ``Conflict`` where somebody changed it meanwhile, ``EntryRefused`` with the rules that are broken.
    """
    ENTRY_EDIT.require(actor, entry.target)
    with transaction.atomic():
        entry = locked(entry)
        version, current = entry.version, entry.current
        if current.number != base:
            raise Conflict(entry.versions.get(number=base), current)
        before = Parted(current.answers, personal_of(current))
        if not ENTRY_PERSONAL.permits(actor, entry.target):
            answers = Parted(dict(answers), before.personal).whole
        after = parted(version.form_version, judged(version.form_version, answers, timezone.now()))
        if after == before and place is None:
            return current
        written = writing.Writing(version)
        written.resolve([(after, place, None)])
        made = add_version(actor, entry, after, Deed.CHANGED, why)
        written.stand(entry, after)
        ENTRY_EDIT.require(actor, entry.target)
        entry.save()
        written.index([entry], [after.whole])
        bind([(entry, after.whole, files or {})])
        detail = {"register": entry.register.key, "fields": writing.changed_names(version, before, after)}
        trail.record(actor, "entry.changed", entry, version=made.number, why=why, detail=detail)
        tell(actor, [Happened(entry, version=made)])
    return made


def _current(register: Register) -> RegisterVersion:
    """The version that new entries are for, with all that they need; one question."""
    rows = RegisterVersion.objects.select_related("register__unit__organisation", "form_version")
    found = rows.filter(pk__in=Register.objects.filter(pk=register.pk).values("current")).first()
    if found is None:
        raise RegisterError.closed(register.title)
    return found


def _row(register: Register, version: RegisterVersion, made: _Made, written: writing.Writing) -> Entry:
    new, now = made.new, timezone.now()
    life = written.life
    state = life.state(new.state) or life.start
    since, until = new.valid
    row = Entry(
        register=register,
        version=version,
        state=state.key,
        organisation_id=new.unit.organisation_id,
        unit=new.unit,
        unit_path=new.unit.path,
        month=standing.month_of(timezone.localdate(now)),
        origin=new.origin,
        opened_at=now,
        changed_at=now,
    )
    written.period(row, Period(since, until, written.renewal(new.unit.pk, until)))
    written.stand(row, made.parted)
    return row


def _number(register: Register, version: RegisterVersion, made: Sequence[_Made]) -> None:
    """Gives each entry its number: those of one organisation and series follow one another."""
    pattern, today = numbering.pattern(version.life.numbering), timezone.localdate()
    series: dict[tuple[int, str], list[tuple[_Made, dict[str, str]]]] = {}
    for each in made:
        unit = each.new.unit
        parts = numbering.parts_of(today, unit.code, unit.organisation.code)
        key = (unit.organisation_id, pattern.series(parts))
        count = pattern.count(each.new.number, parts) if each.new.number else None
        if count is not None:
            numbers.skip(register, *key, count)
        if each.new.number:
            each.row.number = each.new.number
        else:
            series.setdefault(key, []).append((each, parts))
    for key in sorted(series):
        first = numbers.take(register, *key, len(series[key]))
        for at, (each, parts) in enumerate(series[key]):
            each.row.number = pattern.number(first + at, parts)


def _versions(actor: Actor, version: RegisterVersion, made: Sequence[_Made]) -> None:
    signatures: dict[Target, dict[str, object]] = {}
    rows = []
    for each in made:
        target = each.row.target
        if target not in signatures:
            signatures[target] = signed(actor, ENTRY_EDIT, target)
        rows.append(
            EntryVersion(
                entry=each.row,
                number=1,
                deed=Deed.OPENED,
                answers=each.parted.open,
                version=version,
                **signatures[target] | {"why": normalise(each.new.why)},
            )
        )
    rows = EntryVersion.objects.bulk_create(rows, batch_size=BATCH)
    personal = [
        EntryPersonal(of=row, answers=each.parted.personal)
        for row, each in zip(rows, made, strict=True)
        if each.parted.personal
    ]
    EntryPersonal.objects.bulk_create(personal, batch_size=BATCH)
    first = EntryVersion.objects.filter(entry=OuterRef("pk"), number=1).values("pk")[:1]
    for start in range(0, len(made), BATCH):
        keys = [each.row.pk for each in made[start : start + BATCH]]
        Entry.objects.filter(pk__in=keys).update(current=Subquery(first))
    for row, each in zip(rows, made, strict=True):
        each.row.current = row
