"""The commands of the room: add, correct and relate instruments, keep their texts, replace one by another.

All of them ask ``STEWARD``: an instrument belongs to no unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import replace as replace_fields
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from barzan.access import ANONYMOUS, Actor, Target
from barzan.documents import actions as documents
from barzan.documents import queries as documents_queries
from barzan.documents.models import Version
from barzan.documents.rules import STORE
from barzan.instruments import dependents, queries
from barzan.instruments.dependents import Link, Replacement, Told
from barzan.instruments.errors import InstrumentError
from barzan.instruments.kinds import DATED, ENDS
from barzan.instruments.matching import number_key, title_key
from barzan.instruments.models import Denial, Instrument, Relation, Withdrawal
from barzan.instruments.rules import STEWARD
from barzan.instruments.standing import leads_to
from barzan.instruments.years import jalali_year
from barzan.people.models import Unit
from barzan.persian import latin_digits, normalise, sort_key
from barzan.search import actions as search
from barzan.trail import actions as trail

ORDER_DIGITS = 400
EARLIEST = date(1821, 3, 21)  # 1 Farvardin 1200


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of an instrument; the fields are those of ``models.Instrument``."""

    kind: str
    title: str
    number: str = ""
    date: date | None = None
    date_text: str = ""
    effective_on: date | None = None
    issuer: str = ""
    approved_by: str = ""
    url: str = ""
    note: str = ""

    def cleaned(self) -> Description:
        """The same as it is kept: one spelling, Latin digits in what is a number."""
        texts = {name: normalise(value) for name, value in asdict(self).items() if isinstance(value, str)}
        digits = {name: latin_digits(texts[name]) for name in ("number", "date_text", "url")}
        return replace_fields(self, **{**texts, **digits})

    @classmethod
    def of(cls, instrument: Instrument) -> Description:
        """What is said of ``instrument`` now."""
        return cls(**{name: getattr(instrument, name) for name in cls.__dataclass_fields__})


def add(actor: Actor, given: Description, *, code: str = "", another: bool = False) -> Instrument:
    """A new instrument under ``code``, else under the next free one.

    Raises ``InstrumentError`` for an impossible date and, unless it is said to be ``another`` one, where one
    of the same kind, number and date is there already.
    """
    STEWARD.require(actor)
    given = given.cleaned()
    with transaction.atomic():
        # Whoever adds waits for whoever is adding: codes are given once.
        Instrument.objects.select_for_update().order_by("pk").first()
        if code and Instrument.objects.filter(code=code).exists():
            raise InstrumentError.code_taken(code)
        _check(given, None, another)
        instrument = Instrument.objects.create(code=code or _next_code(), **_stored(given))
        trail.record(actor, "instrument.added", instrument, detail=_plain(asdict(given)))
        search.refresh("instrument", [instrument.code])
    return instrument


def correct(
    actor: Actor, instrument: Instrument, given: Description, *, why: str = "", another: bool = False
) -> Instrument:
    """Corrects what is said of an instrument; the event keeps what stood there before."""
    STEWARD.require(actor)
    given = given.cleaned()
    with transaction.atomic():
        instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
        before, after = asdict(Description.of(instrument)), asdict(given)
        changed = [name for name in after if after[name] != before[name]]
        if not changed:
            return instrument
        # Only what makes it the same as another is asked about: a note may be corrected without a word.
        _check(given, instrument, another or not {"kind", "title", "number", "date"} & set(changed))
        for name, value in _stored(given).items():
            setattr(instrument, name, value)
        instrument.save()
        detail = {"before": _plain({name: before[name] for name in changed})}
        trail.record(actor, "instrument.corrected", instrument, why=why, detail=detail)
        search.refresh("instrument", [instrument.code])
    return instrument


def attach_text(actor: Actor, instrument: Instrument, name: str, data: bytes | BinaryIO) -> Version:
    """Keeps the text of an instrument, or its next version. Raises ``DocumentRefused``."""
    STEWARD.require(actor)
    with transaction.atomic():
        instrument = Instrument.objects.select_for_update(of=("self",)).get(pk=instrument.pk)
        document = instrument.document.document if instrument.document else None
        if document and not STORE.permits(actor, document.target):
            document = (
                None  # kept by another unit: theirs stays theirs, the new text is a document of its own
            )
        unit = None if document or STORE.permits(actor, Target()) else _own_unit(actor)
        version = documents.store(actor, name, data, unit=unit, document=document)
        if version.pk != instrument.document_id:
            instrument.document = version
            instrument.save(update_fields=["document"])
            trail.record(actor, "instrument.text-attached", instrument, detail={"sha256": version.sha256})
    return version


def relate(
    actor: Actor, kind: str, source: Instrument, target: Instrument, *, on: date | None = None, why: str = ""
) -> Relation:
    """Records that ``source`` replaces, repeals, amends, implements or cites ``target`` from the day ``on``.

    Raises ``InstrumentError`` where the two are one, would end each other, or the day is missing or too
    early, and where the same is recorded already.
    """
    STEWARD.require(actor)
    with transaction.atomic():
        check_relation(kind, source, target, on)
        relation = Relation.objects.create(kind=kind, source=source, target=target, on=on, why=why)
        detail = {"kind": kind, "source": source.code, "target": target.code, "on": str(on or "")}
        for one in (source, target):
            trail.record(actor, "instrument.related", one, why=why, detail=detail)
        search.refresh("instrument", [source.code, target.code])
    return relation


def withdraw(actor: Actor, relation: Relation, *, why: str) -> Withdrawal:
    """Says that a relation was recorded by mistake; both facts stay."""
    STEWARD.require(actor)
    if not why.strip():
        raise InstrumentError.no_reason()
    with transaction.atomic():
        relation = Relation.objects.select_for_update(of=("self",)).get(pk=relation.pk)
        if Withdrawal.objects.filter(relation=relation).exists():
            raise InstrumentError.withdrawn()
        withdrawal = Withdrawal.objects.create(relation=relation, why=why)
        codes = [relation.source.code, relation.target.code]
        for one in (relation.source, relation.target):
            trail.record(
                actor, "instrument.relation-withdrawn", one, why=why, detail={"relation": relation.pk}
            )
        search.refresh("instrument", codes)
    return withdrawal


def replace(
    actor: Actor,
    old: Instrument,
    new: Instrument,
    *,
    on: date,
    why: str = "",
    keys: Iterable[str] | None = None,
) -> tuple[Relation, Told]:
    """Records that ``new`` replaces ``old`` and lets the rooms above act for what rests on ``old``.

    ``keys`` are the things that shall follow (all that rest on it, where None). Returns the relation and what
    was opened. The same again records nothing twice and opens only what was never opened for it.
    """
    STEWARD.require(actor)
    with transaction.atomic():
        relation = _standing_relation("replaces", new, old)
        if relation is None or relation.on != on:
            relation = relate(actor, "replaces", new, old, on=on, why=why)
        resting = {each.key for each in dependents.resting(actor, [old.code])}
        chosen = tuple(sorted(resting if keys is None else resting & set(keys)))
        told = dependents.tell_replaced(actor, Replacement(old, new, on, why, chosen))
        detail = {"by": new.code, "on": str(on), "chosen": len(chosen), "opened": told.opened}
        trail.record(actor, "instrument.replaced", old, why=why, detail=detail)
    return relation, told


def link(actor: Actor, links: Sequence[Link], *, why: str = "") -> Told:
    """Accepts that citations mean instruments: a draft for each thing that cites."""
    STEWARD.require(actor)
    with transaction.atomic():
        told = dependents.tell_linked(actor, links, why)
        counts = Counter(each.instrument.code for each in links)
        for code, count in sorted(counts.items()):
            trail.record(
                actor, "instrument.link-proposed", ("instrument", code), why=why, detail={"citations": count}
            )
    return told


def deny(actor: Actor, instrument: Instrument, wording: str) -> Denial:
    """Says that citations worded so do not mean ``instrument``: they are proposed for it no more."""
    STEWARD.require(actor)
    with transaction.atomic():
        denial, new = Denial.objects.get_or_create(instrument=instrument, wording=wording)
        if new:
            trail.record(actor, "instrument.link-denied", instrument, detail={"wording": wording})
    return denial


def same_as(given: Description, but: Instrument | None = None) -> Instrument | None:
    """The instrument of the same kind, date and number (or, where neither has one, of the same title)."""
    rows = Instrument.objects.filter(kind=given.kind, date=given.date)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    number, title = number_key(given.number), title_key(given.title)
    for each in rows.only("code", "title", "number").order_by("pk"):
        if number_key(each.number) == number and (number or title_key(each.title) == title):
            return each
    return None


def _check(given: Description, but: Instrument | None, another: bool) -> None:
    if given.date is not None and given.date > timezone.localdate():
        raise InstrumentError.future(given.date)
    if given.date is not None and given.date < EARLIEST:
        raise InstrumentError.too_old(given.date)
    if given.date and given.effective_on and given.effective_on < given.date:
        raise InstrumentError.in_force_before_its_date()
    if not another and (same := same_as(given, but)):
        raise InstrumentError.duplicate(same.code, same.title)


def check_relation(kind: str, source: Instrument, target: Instrument, on: date | None) -> None:
    """Raises ``InstrumentError`` where the relation cannot be; within a transaction."""
    if source.pk == target.pk:
        raise InstrumentError.itself()
    if kind in DATED and on is None:
        raise InstrumentError.no_day()
    if on is not None and target.date is not None and on < target.date:
        raise InstrumentError.before_its_date(target.code, target.date)
    # Of two that would end each other one waits for the other here and then sees it.
    list(Instrument.objects.select_for_update().filter(pk__in=[source.pk, target.pk]).order_by("pk"))
    if recorded := _standing_relation(kind, source, target):
        raise InstrumentError.recorded(recorded.pk, recorded.on)
    if kind in ENDS and leads_to(queries.endings(ANONYMOUS), target.code, source.code):
        raise InstrumentError.cycle(source.code, target.code)


def _standing_relation(kind: str, source: Instrument, target: Instrument) -> Relation | None:
    rows = Relation.objects.filter(kind=kind, source=source, target=target, withdrawal__isnull=True)
    return rows.order_by("pk").first()


def _next_code() -> str:
    """One more than the greatest code there is: what was given once is not given again."""
    rows = Instrument.objects.filter(code__regex=r"^L-[0-9]{4,6}$").values_list("code", flat=True)
    last = max((int(code[2:]) for code in rows), default=0)
    return f"L-{last + 1:04}"


def _stored(given: Description) -> Mapping[str, Any]:
    return {
        **asdict(given),
        "year": jalali_year(given.date, given.date_text),
        "title_order": sort_key(given.title).encode().hex()[:ORDER_DIGITS],
    }


def _plain(values: Mapping[str, Any]) -> dict[str, str]:
    """For an event: what is given, dates as text."""
    return {name: str(value) for name, value in values.items() if value not in (None, "")}


def _own_unit(actor: Actor) -> Unit | None:
    """The highest unit that the actor may hand documents in for."""
    return documents_queries.units_to_store_in(actor).order_by("path").first()
