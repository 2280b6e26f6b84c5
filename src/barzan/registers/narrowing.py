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
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
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

    def newest(self, size: int, *, before: int | None = None) -> list[int]:
        """Ids of the newest entries (of those with smaller ids), the newest first."""
        if before is None and size <= len(self.known):
            return list(self.known[:size])
        rows = self.rows if before is None else self.rows.filter(**{f"{self.of}pk__lt": before})
        return list(self._ordered(rows).values_list(f"{self.of}pk", flat=True)[:size])

    def values(self, size: int, *columns: str) -> list[tuple[Any, ...]]:
        """Columns of the newest entries, the newest first."""
        if self.of:  # joined to its words, PostgreSQL would go down the entries beside them
            rows = Entry.objects.filter(pk__in=self.newest(size)).order_by("-pk")
        else:
            rows = self._ordered(self.rows)
        return list(rows.values_list(*columns)[:size])

    def oldest(self, size: int, *, after: int) -> list[int]:
        """Ids of the oldest of the entries with greater ids, the oldest first."""
        rows = self._ordered(self.rows.filter(**{f"{self.of}pk__gt": after})).reverse()
        return list(rows.values_list(f"{self.of}pk", flat=True)[:size])

    def _ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by(*filter(None, [self.along]), f"-{self.of}pk")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an actor asks of a register; ``units`` may have it (None: all), ``places`` lie under the place."""

    actor: Actor
    register: Register
    filters: Filters
    units: Units
    places: tuple[int, ...]


def _asked(actor: Actor, register: Register, filters: Filters) -> _Asked:
    places: tuple[int, ...] = ()
    if filters.place:
        rows = Place.objects.filter(beneath(Place, filters.place, "path")).order_by()
        places = tuple(rows.values_list("pk", flat=True))
    return _Asked(actor, register, filters, units_of(actor, filters), places)


def narrowed(
    actor: Actor, register: Register, filters: Filters, besides: Q = ANY, *, few: int = FEW
) -> Narrowed:
    """The entries of a register that the actor may read and that pass, and are as ``besides`` says; they are
    counted up to ``few``, where kept counts do not tell that there are more (but for ``besides``).
    """
    asked, words = _asked(actor, register, filters), words_of(filters.words)
    fetched = _fetched(asked).filter(besides)
    if words and not _small(asked, fetched):
        walked, along = _walked(asked)
        top = walked.order_by(along, "-pk").values_list("pk", flat=True)[:1] if along else ()
        return _held(walked.filter(besides), register, words, few, next(iter(top), None))
    if not (counts_kept_of(actor, replace(filters, place=None)) and _at_most(asked) > few):
        fetched = _each_with(fetched, words)
        count = fetched.values("pk")[: few + 1].count()
        if count <= few:
            return Narrowed(fetched, count, more=False)
    walked, along = _walked(asked)
    return Narrowed(_each_with(walked.filter(besides), words), few, more=True, along=along)


def expiring(actor: Actor, register: Register, filters: Filters, months: range) -> dict[int, int]:
    """How many of the entries that pass expire in each of the months."""
    asked, month = _asked(actor, register, filters), "expiry_month"
    rows: QuerySet[Any] = _fetched(asked)
    if filters.place and _at_most(asked) <= FEWER[connection.vendor]:
        # SQLite would fetch all that expires in these months, of every place.
        rows = rows.alias(expires=F(month) + 0).filter(expires__gte=months[0], expires__lte=months[-1])
    else:
        rows = rows.filter(expiry_month__gte=months[0], expiry_month__lte=months[-1])
    words = words_of(filters.words)
    if words:
        rows, month = _holding(rows, register, words), f"entry__{month}"
    return dict(rows.order_by().values_list(month).annotate(Count("pk")))


def _held(
    rows: QuerySet[Entry], register: Register, words: Sequence[str], few: int, top: int | None
) -> Narrowed:
    """Rows that hold every word; where they are few, the ids that were counted say which."""
    found = Narrowed(_holding(rows, register, words, top), few, more=True, of="entry__")
    newest = found.newest(few + 1)
    if len(newest) > few:
        return replace(found, known=newest)
    return Narrowed(Entry.objects.filter(pk__in=newest), len(newest), more=False)


def _holding(
    rows: QuerySet[Entry], register: Register, words: Sequence[str], top: int | None = None
) -> QuerySet[Word]:
    """The rarest word of rows that hold every word, none with an id beyond ``top``; the engine goes down its
    entries beside those of the others, and looks up what is left one by one.

    The look is a question of its own for each entry: as a condition PostgreSQL would join it, and read all
    entries for that. It names the entry of both words, so that it comes after they were found together.
    """
    held = Word.objects.filter(register=register).order_by()
    if top is not None:
        held = held.filter(entry__lte=top)
    first, *others = _rarest_first(held, words)
    passing = rows.filter(pk=OuterRef("entry"))
    found = held.filter(word=first)
    if not others:
        return _passing(found, passing)
    *between, last = (held.filter(entry=OuterRef("entry"), word=word) for word in others)
    for other in between:
        found = found.filter(Exists(other))
    return found.filter(Exists(_passing(last, passing.filter(pk=OuterRef(OuterRef("entry"))))))


def _passing(words: QuerySet[Word], rows: QuerySet[Entry]) -> QuerySet[Word]:
    return words.alias(passing=Subquery(rows.order_by().values("pk")[:1])).filter(passing__isnull=False)


def _rarest_first(held: QuerySet[Word], words: Sequence[str]) -> list[str]:
    """The deeper the first so many entries of a word reach, the rarer it is; fewer reach the bottom."""
    newest = {
        word: held.filter(word=word).order_by("-entry_id").values_list("entry_id", flat=True)
        for word in words
    }
    depth = {word: next(iter(keys[RARE : RARE + 1]), 0) for word, keys in newest.items()}
    return sorted(depth, key=lambda word: depth[word])


def _each_with(rows: QuerySet[Entry], words: Sequence[str]) -> QuerySet[Entry]:
    """Rows that are few anyhow, each asked for its words."""
    for word in dict.fromkeys(words):
        rows = rows.filter(Exists(Word.objects.filter(entry=OuterRef("pk"), word=word)))
    return rows


def counts_kept_of(actor: Actor, filters: Filters) -> bool:
    """Whether counts are kept of what is asked for: of units and states, and of nothing else."""
    scope = ENTRY_READ.scope(actor)
    placed = scope.person is not None or any(place for _, place in scope.areas)
    return not placed and not replace(filters, unit=None, states=()).narrowed


def _small(asked: _Asked, fetched: QuerySet[Entry]) -> bool:
    """Whether what passes but for its words is little enough to be looked at one by one."""
    if _at_most(asked) <= FEWER[connection.vendor]:
        return True
    further = asked.filters.month or asked.filters.expiry or asked.filters.valid
    return bool(further) and fetched.values("pk")[: SMALL + 1].count() <= SMALL


def _at_most(asked: _Asked) -> int:
    """How many entries lie in the states, units and places that are asked for, by the kept counts."""
    rows = Tally.objects.filter(register=asked.register, name="all")
    if asked.filters.place:
        keys = [str(key) for key in asked.places]
        rows = Tally.objects.filter(register=asked.register, name="place", value__in=keys)
    if asked.filters.states:
        rows = rows.filter(state__in=asked.filters.states)
    if asked.units is not None:
        rows = rows.filter(unit__in=asked.units)
    return rows.aggregate(all=Sum("number"))["all"] or 0


def _fetched(asked: _Asked) -> QuerySet[Entry]:
    """By indexes of state, unit and place."""
    filters, units = asked.filters, asked.units
    rows = _readable(asked)
    if filters.states:
        rows = rows.filter(state__in=filters.states)
    if units is not None and not (filters.states and _rarer(asked.register, filters.states, units)):
        rows = rows.filter(unit__in=units)
    elif filters.unit:
        rows = rows.filter(beneath(Unit, filters.unit, "unit_path"))
    if filters.place:
        rows = rows.filter(place__in=asked.places)
    if filters.month:
        rows = rows.filter(month=filters.month)
    if filters.expiry:
        rows = rows.filter(expiry_month=filters.expiry)
    return rows.filter(_valid(filters.valid, asked.register)).order_by()


def _walked(asked: _Asked) -> tuple[QuerySet[Entry], str]:
    """Down the register, or the entries of one place, unit, month or state, whose index holds them in order.

    The column that is walked along is bounded from both sides, and rows are ordered by it first: an engine
    that sees one value believes the entries to be spread evenly, and walks down the primary key past all
    that were opened since. What could tempt it to sort what several states, units or places have is hidden
    in an expression.
    """
    filters, units = asked.filters, asked.units
    rows = _readable(asked)
    alike: dict[str, Any] = {"month": filters.month, "expiry_month": filters.expiry}
    if units is not None and len(units) == 1:
        alike = {"unit_id": units[0]} | alike
    elif filters.unit:
        rows = rows.filter(beneath(Unit, filters.unit, "unit_path"))
    if len(filters.states) == 1:
        alike["state"] = filters.states[0]
    elif filters.states:
        rows = rows.alias(stands=Concat(F("state"), Value(""))).filter(stands__in=filters.states)
    if len(asked.places) == 1:
        alike = {"place_id": asked.places[0]} | alike
    elif filters.place:
        rows = rows.filter(beneath(Place, filters.place, "place_path"))
    alike = {name: value for name, value in alike.items() if value}
    along = next(iter(alike), "")
    if along:
        value = alike.pop(along)
        rows = rows.filter(**{f"{along}__gte": value, f"{along}__lte": value}, **alike)
    if filters.valid:  # a stretch of days tempts as several states do
        rows = rows.alias(until=Coalesce("valid_to", "valid_to"))
    return rows.filter(_valid(filters.valid, asked.register, "until")), along


def _rarer(register: Register, states: Sequence[str], units: Sequence[int]) -> bool:
    """Whether fewer entries stand in the states than lie in the units: SQLite only knows the average."""
    rows = Tally.objects.filter(register=register, name="all")
    of_states, of_units = Sum("number", filter=Q(state__in=states)), Sum("number", filter=Q(unit__in=units))
    found = rows.aggregate(states=of_states, units=of_units)
    return (found["states"] or 0) < (found["units"] or 0)


def _readable(asked: _Asked) -> QuerySet[Entry]:
    covered = within(ENTRY_READ.scope(asked.actor), unit="unit_path", place="place_path")
    return Entry.objects.filter(SHOWN, covered, register=asked.register)


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
