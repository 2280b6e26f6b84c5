"""Lists of entries that stay quick at a million: which index is walked is decided here, not by chance.

A list wants the newest entries first. Where more than ``FEW`` entries pass the filters, the newest ones are
found soonest by walking down the register and looking at each; where few do, by fetching them by their state,
unit, place or word and sorting them. An engine without fresh statistics guesses wrong, so the count that is
shown anyhow (to ``FEW``, then "more than") decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.people.models import Unit
from barzan.persian import search_tokens
from barzan.places.models import Place
from barzan.registers.core.validity import amounts
from barzan.registers.filters import Filters
from barzan.registers.models import SHOWN, Entry, Register, Tally, Word
from barzan.registers.rules import ENTRY_READ
from barzan.registers.standing import number_word

ANY = Q()
FEW = 1_000
MOST_WORDS = 5
SMALL = 5_000  # entries that are counted one by one to know whether they are few
# Entries, known from kept counts, that are looked at one by one: each look is cheaper without a server.
FEWER = {"sqlite": 15_000, "postgresql": SMALL}
RARE = 5_000  # entries of a word that tell how often it comes
CLOSED_DAYS = 30  # by which a closed day may move the beginning of a renewal window

Units = list[int] | None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The entries that pass; ``count`` is exact unless there are ``more``.

    ``rows`` are entries, or words of theirs (``of`` is ``entry__``), without order. ``along`` names a column
    that all of them have alike: its index is walked.
    """

    rows: QuerySet[Any]
    count: int
    more: bool
    along: str = ""
    of: str = ""
    known: Sequence[int] = ()  # the newest ids, as far as they were looked for

    def newest(self, size: int, *columns: str, before: int | None = None) -> list[Any]:
        """Columns (the id) of the newest entries (of those with smaller ids), the newest first."""
        if not columns and before is None and size <= len(self.known):
            return list(self.known[:size])
        rows = self.rows if before is None else self.rows.filter(**{f"{self.of}pk__lt": before})
        named = [f"{self.of}{column}" for column in columns or ("pk",)]
        return list(self._ordered(rows).values_list(*named, flat=not columns)[:size])

    def oldest(self, size: int, *, after: int) -> list[int]:
        """Ids of the oldest of the entries with greater ids, the oldest first."""
        rows = self._ordered(self.rows.filter(**{f"{self.of}pk__gt": after})).reverse()
        return list(rows.values_list(f"{self.of}pk", flat=True)[:size])

    def _ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by(*filter(None, [self.along]), f"-{self.of}pk")


def narrowed(
    actor: Actor, register: Register, filters: Filters, besides: Q = ANY, *, few: int = FEW
) -> Narrowed:
    """The entries of a register that the actor may read and that pass, and are as ``besides`` says; they are
    counted up to ``few``.
    """
    units = units_of(actor, filters)
    fetched = _fetched(actor, register, filters, units).filter(besides)
    words = words_of(filters.words)
    if words and not _small(register, filters, units, fetched):
        walked, _ = _walked(actor, register, filters, units)
        return _held(walked.filter(besides), register, words, few)
    fetched = _each_with(fetched, words)
    count = fetched.values("pk")[: few + 1].count()
    if count <= few:
        return Narrowed(fetched, count, more=False)
    walked, along = _walked(actor, register, filters, units)
    return Narrowed(_each_with(walked.filter(besides), words), few, more=True, along=along)


def expiring(actor: Actor, register: Register, filters: Filters, months: range) -> dict[int, int]:
    """How many of the entries that pass expire in each of the months."""
    units, month = units_of(actor, filters), "expiry_month"
    rows: QuerySet[Any] = _fetched(actor, register, filters, units)
    if filters.place and _at_most(register, filters, units) <= FEWER[connection.vendor]:
        # SQLite would fetch all that expires in these months, of every place.
        rows = rows.alias(expires=F(month) + 0).filter(expires__gte=months[0], expires__lte=months[-1])
    else:
        rows = rows.filter(expiry_month__gte=months[0], expiry_month__lte=months[-1])
    words = words_of(filters.words)
    if words:
        rows, month = _holding(rows, register, words), f"entry__{month}"
    return dict(rows.order_by().values_list(month).annotate(Count("pk")))


def _held(rows: QuerySet[Entry], register: Register, words: Sequence[str], few: int) -> Narrowed:
    """Rows that hold every word; where they are few, the ids that were counted say which."""
    found = Narrowed(_holding(rows, register, words), few, more=True, of="entry__")
    newest = found.newest(few + 1)
    if len(newest) > few:
        return replace(found, known=newest)
    return Narrowed(Entry.objects.filter(pk__in=newest), len(newest), more=False)


def _holding(rows: QuerySet[Entry], register: Register, words: Sequence[str]) -> QuerySet[Word]:
    """The rarest word of rows that hold every word: the engine goes down its entries and looks for others."""
    held = Word.objects.filter(register=register).order_by()
    newest = {
        word: held.filter(word=word).order_by("-entry_id").values_list("entry_id", flat=True)
        for word in words
    }
    # The deeper the first so many entries of a word reach, the rarer it is; fewer reach the bottom.
    depth = {word: next(iter(keys[RARE : RARE + 1]), 0) for word, keys in newest.items()}
    first, *others = sorted(depth, key=lambda word: depth[word])
    found = held.filter(word=first)
    for word in others:
        found = found.filter(Exists(held.filter(entry=OuterRef("entry"), word=word)))
    # Looked up one by one: PostgreSQL would walk down the primary key beside the words, past all others.
    return found.filter(Exists(rows.filter(pk=OuterRef("entry") + 0)))


def _each_with(rows: QuerySet[Entry], words: Sequence[str]) -> QuerySet[Entry]:
    """Rows that are few anyhow, each asked for its words."""
    for word in dict.fromkeys(words):
        rows = rows.filter(Exists(Word.objects.filter(entry=OuterRef("pk"), word=word)))
    return rows


def _small(register: Register, filters: Filters, units: Units, fetched: QuerySet[Entry]) -> bool:
    """Whether what passes but for its words is little enough to be looked at one by one."""
    if _at_most(register, filters, units) <= FEWER[connection.vendor]:
        return True
    further = filters.month or filters.expiry or filters.valid
    return bool(further) and fetched.values("pk")[: SMALL + 1].count() <= SMALL


def _at_most(register: Register, filters: Filters, units: Units) -> int:
    """How many entries lie in the states, units and places that are asked for, by the kept counts."""
    rows = Tally.objects.filter(register=register, name="all")
    if filters.place:
        places = Place.objects.filter(beneath(Place, filters.place, "path")).order_by()
        keys = [str(key) for key in places.values_list("pk", flat=True)]
        rows = Tally.objects.filter(register=register, name="place", value__in=keys)
    if filters.states:
        rows = rows.filter(state__in=filters.states)
    if units is not None:
        rows = rows.filter(unit__in=units)
    return rows.aggregate(all=Sum("number"))["all"] or 0


def _fetched(actor: Actor, register: Register, filters: Filters, units: Units) -> QuerySet[Entry]:
    """By indexes of state, unit and place."""
    rows = _readable(actor, register)
    if filters.states:
        rows = rows.filter(state__in=filters.states)
    if units is not None and not (filters.states and _rarer(register, filters.states, units)):
        rows = rows.filter(unit__in=units)
    elif filters.unit:
        rows = rows.filter(beneath(Unit, filters.unit, "unit_path"))
    if filters.place:
        places = Place.objects.filter(beneath(Place, filters.place, "path")).order_by()
        rows = rows.filter(place__in=list(places.values_list("pk", flat=True)))
    if filters.month:
        rows = rows.filter(month=filters.month)
    if filters.expiry:
        rows = rows.filter(expiry_month=filters.expiry)
    return rows.filter(_valid(filters.valid, register)).order_by()


def _walked(actor: Actor, register: Register, filters: Filters, units: Units) -> tuple[QuerySet[Entry], str]:
    """Down the register, or down the entries of one unit, month or state, whose index holds them in order.

    The column that is walked along is bounded from both sides, and rows are ordered by it first: an engine
    that sees one value believes the entries to be spread evenly, and walks down the primary key past all
    that were opened since. What could tempt it to sort what several states, units or places have is hidden
    in an expression.
    """
    rows = _readable(actor, register)
    alike: dict[str, Any] = {"month": filters.month, "expiry_month": filters.expiry}
    if units is not None and len(units) == 1:
        alike = {"unit_id": units[0]} | alike
    elif filters.unit:
        rows = rows.filter(beneath(Unit, filters.unit, "unit_path"))
    if len(filters.states) == 1:
        alike["state"] = filters.states[0]
    elif filters.states:
        rows = rows.alias(stands=Concat(F("state"), Value(""))).filter(stands__in=filters.states)
    if filters.place:
        rows = rows.filter(beneath(Place, filters.place, "place_path"))
    alike = {name: value for name, value in alike.items() if value}
    along = next(iter(alike), "")
    if along:
        value = alike.pop(along)
        rows = rows.filter(**{f"{along}__gte": value, f"{along}__lte": value}, **alike)
    if filters.valid:  # a stretch of days tempts as several states do
        rows = rows.alias(until=Coalesce("valid_to", "valid_to"))
    return rows.filter(_valid(filters.valid, register, "until")), along


def _rarer(register: Register, states: Sequence[str], units: Sequence[int]) -> bool:
    """Whether fewer entries stand in the states than lie in the units: SQLite only knows the average."""
    rows = Tally.objects.filter(register=register, name="all")
    of_states, of_units = Sum("number", filter=Q(state__in=states)), Sum("number", filter=Q(unit__in=units))
    found = rows.aggregate(states=of_states, units=of_units)
    return (found["states"] or 0) < (found["units"] or 0)


def _readable(actor: Actor, register: Register) -> QuerySet[Entry]:
    covered = within(ENTRY_READ.scope(actor), unit="unit_path", place="place_path")
    return Entry.objects.filter(SHOWN, covered, register=register)


def units_of(actor: Actor, filters: Filters) -> Units:
    """Ids of the units that may have what the actor may read and asks for; None where all may."""
    rows = Unit.objects.filter(within(ENTRY_READ.scope(actor), unit="path"))
    if filters.unit:
        rows = rows.filter(beneath(Unit, filters.unit, "path"))
    found = list(rows.order_by().values_list("pk", flat=True))
    return found if len(found) < Unit.objects.count() else None


def words_of(text: str) -> list[str]:
    """The words that are looked for: a number as one word where the text holds digits, else its words."""
    whole = number_word(text)
    if any(letter.isdigit() for letter in whole) and " " not in text.strip():
        return [whole]
    return [word[:40] for word in search_tokens(text)][:MOST_WORDS]


def _valid(valid: str, register: Register, until: str = "valid_to") -> Q:
    """The condition of a standing today; ``until`` names the last valid day."""
    today = timezone.localdate()
    lasting = Q(**{f"{until}__gte": today})
    if not valid:
        return ANY
    if valid == "expired":
        return Q(**{f"{until}__lt": today})
    if valid == "renewable":
        # The window bounds the last days that can be meant: a short stretch of the index.
        validity = register.current.life.validity if register.current else None
        window = timedelta(amounts(validity)[1] + CLOSED_DAYS if validity else 0)
        return lasting & Q(**{f"{until}__lte": today + window}, renew_from__lte=today)
    return Q(valid_from__lte=today) & (lasting | Q(valid_to__isnull=True))


def beneath(model: type[Unit] | type[Place], key: int, path: str) -> Q:
    """A condition for what lies in a unit or place or under it."""
    found = model.objects.filter(pk=key).values_list("path", flat=True).first()
    return Q(**{f"{path}__startswith": found}) if found else Q(pk__in=[])
