"""Lists of entries that stay quick at a million: which index is walked is decided here, not by chance.

A list wants the newest entries first. Where more than ``FEW`` entries pass the filters, the newest ones are
found soonest by walking down the register and looking at each; where few do, by fetching them by their state,
unit, place or word and sorting them. An engine without fresh statistics guesses wrong, so the count that is
shown anyhow (to ``FEW``, then "more than") decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.people.models import Unit
from barzan.persian import search_tokens
from barzan.places.models import Place
from barzan.registers.core.validity import amounts
from barzan.registers.filters import Filters
from barzan.registers.models import SHOWN, Entry, Register, Word
from barzan.registers.rules import ENTRY_READ
from barzan.registers.standing import number_word

ANY = Q()
FEW = 1_000
MOST_WORDS = 5
SMALL, RARE = 5_000, 20_000  # entries that are looked at one by one; of words, as many as tell them apart
CLOSED_DAYS = 30  # by which a closed day may move the beginning of a renewal window


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The entries that pass; ``count`` is exact up to ``FEW``, ``more`` says that there are more.

    ``rows`` are entries, or words that hold the entry as ``key``, without order.
    """

    rows: QuerySet[Any]
    count: int
    more: bool
    key: str = "pk"

    def newest(self, size: int, *, before: int | None = None) -> list[int]:
        """Ids of the newest entries (of those with smaller ids), the newest first."""
        rows = self.rows if before is None else self.rows.filter(**{f"{self.key}__lt": before})
        return list(rows.order_by(f"-{self.key}").values_list(self.key, flat=True)[:size])

    def oldest(self, size: int, *, after: int) -> list[int]:
        """Ids of the oldest of the entries with greater ids, the oldest first."""
        rows = self.rows.filter(**{f"{self.key}__gt": after})
        return list(rows.order_by(self.key).values_list(self.key, flat=True)[:size])


def narrowed(actor: Actor, register: Register, filters: Filters, besides: Q = ANY) -> Narrowed:
    """The entries of a register that the actor may read and that pass, and are as ``besides`` says."""
    fetched = _fetched(actor, register, filters).filter(besides)
    words = words_of(filters.words)
    if words and fetched.values("pk")[: SMALL + 1].count() > SMALL:
        return _held(_walked(actor, register, filters).filter(besides), register, words)
    fetched = _each_with(fetched, words)
    count = fetched.values("pk")[: FEW + 1].count()
    if count <= FEW:
        return Narrowed(fetched, count, more=False)
    return Narrowed(_each_with(_walked(actor, register, filters).filter(besides), words), FEW, more=True)


def expiring(actor: Actor, register: Register, filters: Filters, months: range) -> dict[int, int]:
    """How many of the entries that pass expire in each of the months."""
    rows: QuerySet[Any] = _fetched(actor, register, filters)
    rows, month = rows.filter(expiry_month__gte=months[0], expiry_month__lte=months[-1]), "expiry_month"
    words = words_of(filters.words)
    if words:
        rows, month = _holding(rows, register, words), f"entry__{month}"
    return dict(rows.order_by().values_list(month).annotate(Count("pk")))


def _held(rows: QuerySet[Entry], register: Register, words: Sequence[str]) -> Narrowed:
    """Rows that hold every word; where they are few, the ids that were counted say which."""
    found = Narrowed(_holding(rows, register, words), FEW, more=True, key="entry__pk")
    newest = found.newest(FEW + 1)
    if len(newest) > FEW:
        return found
    return Narrowed(Entry.objects.filter(pk__in=newest), len(newest), more=False)


def _holding(rows: QuerySet[Entry], register: Register, words: Sequence[str]) -> QuerySet[Word]:
    """The rarest word of rows that hold every word: the engine goes down its entries and looks for others."""
    held = Word.objects.filter(register=register).order_by()
    often = {word: held.filter(word=word).values("pk")[:RARE].count() for word in dict.fromkeys(words)}
    first, *others = sorted(often, key=lambda word: often[word])
    found = held.filter(word=first)
    for word in others:
        found = found.filter(Exists(held.filter(entry=OuterRef("entry"), word=word)))
    return found.filter(Exists(rows.filter(pk=OuterRef("entry"))))


def _each_with(rows: QuerySet[Entry], words: Sequence[str]) -> QuerySet[Entry]:
    """Rows that are few anyhow, each asked for its words."""
    for word in dict.fromkeys(words):
        rows = rows.filter(Exists(Word.objects.filter(entry=OuterRef("pk"), word=word)))
    return rows


def _fetched(actor: Actor, register: Register, filters: Filters) -> QuerySet[Entry]:
    """By indexes of state, unit and place."""
    rows = Entry.objects.filter(SHOWN, register=register)
    scope = ENTRY_READ.scope(actor)
    if not scope.everything:
        units = [unit for unit, _ in scope.areas if unit]
        under = _under(Unit, units) if len(units) == len(scope.areas) else []
        if under and len(under) < Unit.objects.count():  # all of them narrow nothing
            rows = rows.filter(unit__in=under)
        rows = rows.filter(within(scope, unit="unit_path", place="place_path"))
    if filters.states:
        rows = rows.filter(state__in=filters.states)
    if filters.unit:
        rows = rows.filter(unit__in=units_under(filters.unit))
    if filters.place:
        rows = rows.filter(place__in=_under(Place, _paths(Place, filters.place)))
    return _others(rows, register, filters)


def _walked(actor: Actor, register: Register, filters: Filters) -> QuerySet[Entry]:
    """Down the register, or down the entries of a word or month: what could tempt an engine into the index of
    states, units or places, and then into sorting all that it found there, is hidden in an expression.
    """
    rows = Entry.objects.filter(SHOWN, register=register)
    rows = rows.filter(within(ENTRY_READ.scope(actor), unit="unit_path", place="place_path"))
    if len(filters.states) == 1:  # an index has them in order
        rows = rows.filter(state=filters.states[0])
    elif filters.states:
        rows = rows.alias(stands=Concat(F("state"), Value(""))).filter(stands__in=filters.states)
    for name, key in (("unit", filters.unit), ("place", filters.place)):
        if key:
            model: Any = Unit if name == "unit" else Place
            paths = _paths(model, key)
            rows = rows.filter(**{f"{name}_path__startswith": paths[0]}) if paths else rows.none()
    return _others(rows, register, filters)


def _others(rows: QuerySet[Entry], register: Register, filters: Filters) -> QuerySet[Entry]:
    if filters.month:
        rows = rows.filter(month=filters.month)
    if filters.expiry:
        rows = rows.filter(expiry_month=filters.expiry)
    return rows.filter(_valid(filters.valid, register)) if filters.valid else rows


def units_under(key: int) -> list[int]:
    """Ids of a unit and of all under it."""
    return _under(Unit, _paths(Unit, key))


def words_of(text: str) -> list[str]:
    """The words that are looked for: a number as one word where the text holds digits, else its words."""
    whole = number_word(text)
    if any(letter.isdigit() for letter in whole) and " " not in text.strip():
        return [whole]
    return [word[:40] for word in search_tokens(text)][:MOST_WORDS]


def _valid(valid: str, register: Register) -> Q:
    today = timezone.localdate()
    if valid == "expired":
        return Q(valid_to__lt=today)
    if valid == "renewable":
        # The window bounds the last days that can be meant: a short stretch of the index.
        validity = register.current.life.validity if register.current else None
        window = timedelta(amounts(validity)[1] + CLOSED_DAYS if validity else 0)
        return Q(renew_from__lte=today, valid_to__gte=today, valid_to__lte=today + window)
    return Q(valid_from__lte=today) & (Q(valid_to__gte=today) | Q(valid_to__isnull=True))


def _under(model: Any, paths: list[str]) -> list[int]:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return list(model.objects.filter(condition).order_by().values_list("pk", flat=True))


def _paths(model: Any, key: int) -> list[str]:
    return list(model.objects.filter(pk=key).values_list("path", flat=True))
