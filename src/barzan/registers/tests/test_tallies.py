"""The counts that the database keeps are those that one counts, after whatever was done to entries."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from barzan.access import Actor, Grant, Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_place, make_unit
from barzan.places.models import Place
from barzan.registers import actions, figures, queries, tallies, units
from barzan.registers.actions import Handed, doubles
from barzan.registers.filters import Filters
from barzan.registers.models import SHOWN, Entry, Merge, Register, Tally
from barzan.registers.tests.factories import MAKER, answers, make_entry, make_register

pytestmark = pytest.mark.django_db
LETTER = Handed(files={"letter": ("letter.txt", "نامه".encode())})
WAYS = {"asked": ("issue",), "valid": ("suspend", "close"), "suspended": ("resume",), "expired": ("close",)}
STEPS = 40


Key = tuple[int, int, str, str, str]


def kept() -> Counter[Key]:
    found: Counter[Key] = Counter()
    for *key, number in Tally.objects.values_list("register", "unit", "state", "name", "value", "number"):
        found[tuple(key)] += number
    return Counter({key: number for key, number in found.items() if number})


def counted() -> Counter[Key]:
    found: Counter[Key] = Counter()
    for row in Entry.objects.filter(SHOWN):
        for name, column in tallies.COUNTED.items():
            value = getattr(row, column) if column else None
            found[row.register_id, row.unit_id, row.state, name, "" if value is None else str(value)] += 1
    return found


class City:
    """A register with entries in two units and two places, worked at random."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.root = make_unit("city")
        self.units = [make_unit(f"unit-{n}", self.root) for n in range(2)]
        self.places = [make_place(f"P-{n}") for n in range(2)]
        self.register = make_register(self.root, place="place_code")
        self.deeds: list[Callable[[], object]] = [
            self.open, self.open, self.open, self.pass_, self.pass_, self.pass_, self.undo, self.change,
            self.merge, self.unmerge, self.hide, self.fail, self.move,
        ]  # fmt: skip

    def step(self) -> None:
        self.dice.choice(self.deeds)()

    def entry(self, **more: Any) -> Entry | None:
        rows = list(Entry.objects.filter(SHOWN, **more).order_by("pk"))
        return self.dice.choice(rows) if rows else None

    def open(self) -> None:
        code = self.dice.choice([place.code for place in self.places] + [""])
        unit = Unit.objects.get(pk=self.dice.choice(self.units).pk)
        make_entry(self.register, unit, place_code=code, holder_id="")

    def pass_(self) -> None:
        entry = self.entry(state__in=tuple(WAYS))
        if entry:
            way = self.dice.choice(WAYS[entry.state])
            actions.pass_(
                MAKER, entry, way, Handed(why="آزمون", files=LETTER.files if way == "issue" else {})
            )

    def undo(self) -> None:
        entry = self.entry()
        if entry and queries.undoable(MAKER, entry):
            actions.undo(MAKER, entry, why="نادرست بود")

    def change(self) -> None:
        entry = self.entry()
        if entry:
            given = answers(place_code=self.dice.choice(self.places).code, holder_id="")
            actions.change(MAKER, entry, given, base=entry.current.number)

    def merge(self) -> None:
        one, other = self.entry(), self.entry()
        if one and other and one != other:
            doubles.merge(MAKER, one, other, {"place_code": True}, why="همان است")

    def unmerge(self) -> None:
        found = Merge.objects.filter(undone=None, gone__hidden=True, kept__hidden=False).first()
        if found:
            doubles.unmerge(MAKER, found, why="همان نیست")

    def hide(self) -> None:
        entry = self.entry()
        if entry:
            Entry.objects.filter(pk=entry.pk).update(hidden=True)

    def fail(self) -> None:
        with pytest.raises(ZeroDivisionError):
            self.break_off()

    @transaction.atomic
    def break_off(self) -> None:
        self.open()
        raise ZeroDivisionError

    def move(self) -> None:
        old, new = self.dice.sample(self.units, 2)
        units.move(MAKER, {old: new}, "ادغام")


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_is_counted(seed: int) -> None:
    city = City(seed)
    for _ in range(STEPS):
        city.step()
        assert kept() == counted()
        if city.dice.random() < 0.1 and tallies.waiting():
            tallies.settle()
            assert not tallies.waiting()
            assert kept() == counted()
    Entry.objects.filter(SHOWN).update(state="closed")
    assert kept() == counted()


def test_entries_that_were_there_are_counted_when_the_triggers_come() -> None:
    city = City(7)
    for _ in range(STEPS):
        city.step()
    tallies.remove(connection)
    Tally.objects.all().delete()
    city.open()
    assert not Tally.objects.exists()
    tallies.install(connection)
    assert kept() == counted()
    assert not tallies.waiting()


def test_charts_and_calendar_are_exact_within_the_rights_of_the_actor() -> None:
    city = City(11)
    for _ in range(STEPS):
        city.step()
    for _ in range(3):
        city.open()
    one = Unit.objects.get(pk=city.units[0].pk)
    everybody = Actor(user=1, grants=(Grant(Role.ADMINISTRATOR),))
    for actor, filters in (
        (everybody, Filters()),
        (everybody, Filters(unit=one.pk)),
        (everybody, Filters(states=("asked", "closed"))),
        (make_actor(Role.UNIT_HEAD, one), Filters()),
        (make_actor(Role.UNIT_HEAD, one), Filters(unit=city.units[1].pk)),
    ):
        rows = list(passing(actor, city.register, filters))
        found = figures.figures(actor, city.register, filters)
        assert (found.total, found.newest) == (len(rows), 0)
        assert dict(found.states) == Counter(row.state for row in rows)
        assert {unit.pk: number for unit, number in found.units} == Counter(row.unit_id for row in rows)
        assert dict(found.months) == Counter(row.month for row in rows)
        places = Counter(row.place_id for row in rows if row.place_id)
        assert {place.pk: number for place, number in found.places} == places
        year = next((row.expiry_month for row in rows if row.expiry_month), 140500) // 100
        months = Counter(row.expiry_month for row in rows)
        expected = [(month, months[month]) for month in range(year * 100 + 1, year * 100 + 13)]
        assert figures.expiries(actor, city.register, filters, year) == expected


def passing(actor: Actor, register: Register, filters: Filters) -> list[Entry]:
    rows = queries.readable(actor).filter(SHOWN, register=register)
    rows = rows.filter(state__in=filters.states) if filters.states else rows
    return list(rows.filter(unit=filters.unit) if filters.unit else rows)


def test_who_is_bounded_by_a_place_sees_no_count_beyond_it() -> None:
    city = City(3)
    for _ in range(9):
        city.open()
    place: Place = city.places[0]
    actor = make_actor(Role.UNIT_HEAD, city.root, place)
    inside = Entry.objects.filter(SHOWN, place=place).count()
    assert 0 < inside < 9
    assert figures.figures(actor, city.register, Filters()).total == inside


def test_charts_of_the_newest_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    city = City(5)
    for _ in range(4):
        city.open()
    month = Entry.objects.values_list("month", flat=True)[0]
    for limit, filters in (("SAMPLE", Filters(month=month)), ("SEARCHED", Filters(words="کارگاه"))):
        for most, newest, total in ((4, 0, 4), (3, 3, 3)):
            monkeypatch.setattr(figures, limit, most)
            found = figures.figures(MAKER, city.register, filters)
            assert (found.newest, found.total) == (newest, total)


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_no_count_and_wait_for_none() -> None:
    """Each passes half of the entries on in an order of its own, in one transaction each, while counts are
    settled: neither waits for the other until the end.
    """
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    city = City(1)
    made = [make_entry(city.register, city.units[n % 2], holder_id="") for n in range(12)]

    def work(rows: list[Entry]) -> None:
        try:
            with transaction.atomic():
                for row in rows:
                    actions.pass_(MAKER, row, "issue", LETTER)
                    tallies.settle()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work, made[:6]), pool.submit(work, made[:5:-1])]:
            done.result(timeout=60)
    tallies.settle()
    assert kept() == counted()
    assert Entry.objects.filter(state="valid").count() == 12
