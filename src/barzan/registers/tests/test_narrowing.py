"""Whichever way a list goes down its entries, it shows those that one finds by looking at each of them."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from barzan.access import Actor, Role
from barzan.config.proof import count, seed
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_place, make_unit
from barzan.registers import figures, narrowing, queries
from barzan.registers.filters import Filters
from barzan.registers.models import Entry, Register, Word
from barzan.registers.standing import month_of
from barzan.registers.tests.factories import make_entry, make_register

pytestmark = pytest.mark.django_db
WORDS = ("لاله", "بهار", "سرو")
STATES = ("asked", "valid", "expired", "closed")
ENTRIES, PAGE = 40, 5


class Town:
    """A register of entries that differ in all that lists are narrowed by."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        city = make_unit("city")
        self.units = [city, *(make_unit(f"unit-{n}", city) for n in range(3))]
        quarter = make_place("P")
        self.places = [quarter, *(make_place(f"P-{n}", quarter) for n in range(2))]
        self.register = make_register(city, place="place_code")
        for _ in range(ENTRIES):
            self.open()
        self.actors = [
            make_actor(Role.ADMINISTRATOR, city),
            make_actor(Role.UNIT_HEAD, self.units[1]),
            make_actor(Role.UNIT_HEAD, city, self.places[1]),
        ]

    def open(self) -> None:
        dice, today = self.dice, timezone.localdate()
        name = " ".join(dice.sample(WORDS, dice.randint(0, 3))) or "دیگر"
        place = dice.choice([*(each.code for each in self.places), ""])
        entry = make_entry(
            self.register,
            Unit.objects.get(pk=dice.choice(self.units).pk),
            name=name,
            place_code=place,
            holder_id="",
        )
        until = dice.choice([None, today + timedelta(dice.randrange(-40, 40))])
        Entry.objects.filter(pk=entry.pk).update(
            state=dice.choice(STATES),
            month=month_of(today - timedelta(dice.choice([0, 40]))),
            valid_from=until and today - timedelta(60),
            valid_to=until,
            renew_from=until and until - timedelta(20),
            expiry_month=until and month_of(until),
            latitude=dice.choice([None, 35.7]),
            longitude=51.4,
            hidden=dice.random() < 0.1,
        )

    def filters(self) -> Filters:
        dice, today = self.dice, timezone.localdate()
        some = dice.random() < 0.5
        return Filters(
            words=" ".join(dice.sample(WORDS, dice.randint(1, 3))) if some else "",
            states=tuple(dice.sample(STATES, dice.choice([0, 0, 1, 2]))),
            unit=dice.choice([None, None, *(each.pk for each in self.units)]),
            place=dice.choice([None, None, *(each.pk for each in self.places)]),
            month=dice.choice([0, 0, 0, month_of(today)]) or None,
            expiry=dice.choice([0, 0, 0, month_of(today + timedelta(5))]) or None,
            valid=dice.choice(["", "", "", "valid", "renewable", "expired"]),
        )


def passes(town: Town, entry: Entry, actor: Actor, filters: Filters, words: set[str], today: date) -> bool:
    """By looking at one entry, as ``Filters`` says it."""
    held = any(
        entry.unit_path.startswith(grant.unit_path) and entry.place_path.startswith(grant.place_path)
        for grant in actor.grants
    )
    unit = next((each.path for each in town.units if each.pk == filters.unit), "")
    place = next((each.path for each in town.places if each.pk == filters.place), "")
    until = entry.valid_to
    standing = {
        "": True,
        "valid": entry.valid_from is not None and (until is None or until >= today),
        "renewable": until is not None and until >= today and entry.renew_from <= today,
        "expired": until is not None and until < today,
    }
    return (
        held
        and not entry.hidden
        and set(filters.words.split()) <= words
        and (not filters.states or entry.state in filters.states)
        and entry.unit_path.startswith(unit)
        and entry.place_path.startswith(place)
        and filters.month in (None, entry.month)
        and filters.expiry in (None, entry.expiry_month)
        and standing[filters.valid]
    )


@pytest.fixture
def town() -> Town:
    return Town(random.Random(seed()))


@pytest.mark.proof
def test_a_list_goes_any_way_and_shows_the_same(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, today = list(Entry.objects.order_by("-pk")), timezone.localdate()
    words: dict[int, set[str]] = {row.pk: set() for row in rows}
    for key, word in Word.objects.values_list("entry", "word"):
        words[key].add(word)
    long = 0
    for _ in range(count(10_000)):
        limit = town.dice.choice([0, 5, 1_000])
        monkeypatch.setattr(narrowing, "FEWER", dict.fromkeys(narrowing.FEWER, limit))
        monkeypatch.setattr(narrowing, "SMALL", limit)
        monkeypatch.setattr(narrowing, "RARE", town.dice.choice([3, 5_000]))
        actor, filters, few = town.dice.choice(town.actors), town.filters(), town.dice.choice([0, 3, 1_000])
        wanted = [row.pk for row in rows if passes(town, row, actor, filters, words[row.pk], today)]
        found = narrowing.narrowed(actor, town.register, filters, few=few)
        assert (found.count, found.more) == (min(len(wanted), few), len(wanted) > few), filters
        assert found.newest(PAGE) == wanted[:PAGE], filters
        if len(wanted) > PAGE:
            long += 1
            middle = wanted[PAGE - 1]
            assert found.newest(PAGE, before=middle) == wanted[PAGE : 2 * PAGE], filters
            assert found.oldest(PAGE, after=wanted[-1]) == wanted[-1 - PAGE : -1][::-1], filters
        pointed = [row.pk for row in rows if row.pk in set(wanted) and row.latitude is not None]
        assert [each.pk for each in figures.points(actor, town.register, filters)] == pointed, filters
    assert long > count(500)


def test_conditions_besides_are_kept_whatever_the_counts_say(town: Town) -> None:
    actor, nothing = town.actors[0], Q(title="هیچ")
    found = narrowing.narrowed(actor, town.register, Filters(), nothing, few=3)
    assert found.newest(PAGE) == []


def test_pages_of_a_list_lead_on_and_back(town: Town) -> None:
    actor, register = town.actors[0], Register.objects.get(pk=town.register.pk)
    first = queries.entry_list(actor, register, Filters(), size=PAGE)
    second = queries.entry_list(actor, register, Filters(), older=first.older, size=PAGE)
    back = queries.entry_list(actor, register, Filters(), newer=second.newer, size=PAGE)
    assert back.rows == first.rows
    assert not set(first.rows) & set(second.rows)
