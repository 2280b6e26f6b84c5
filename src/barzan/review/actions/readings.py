"""Commands on a reading: start it from a text, say which unit an office is, give it up."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from barzan.access import Actor
from barzan.catalogue.booklet import decode
from barzan.catalogue.booklet import read as read_booklet
from barzan.documents import actions as documents
from barzan.people.models import Unit
from barzan.review import errors
from barzan.review.actions.locking import locked
from barzan.review.actions.matching import match_items
from barzan.review.core.matching import UnitSeen, match_offices
from barzan.review.core.reading import ItemRead, Review, lines_without_people, rank, review_of
from barzan.review.core.source import head_of
from barzan.review.models import CHUNK, Item, ItemFinding, Office, Reading, ReadingState, SourceChunk
from barzan.review.rules import REVIEW_EDIT
from barzan.trail import actions as trail

LARGEST = 2**20
PREFIX = re.compile(r"[A-Z]{2,6}")
KINDS = (".md", ".txt")


def start(
    actor: Actor, *, unit: Unit, prefix: str, title: str, edition: str, name: str, data: bytes
) -> Reading:
    """A review of the text ``data`` of a booklet, for the services of ``unit`` and the units under it.

    The text is read before anything is written. Raises ``BookletError``, ``DocumentRefused`` and
    ``ReviewRefused``; nothing is kept then.
    """
    REVIEW_EDIT.require(actor, unit.target)
    _check(name, data, prefix)
    text = decode(data)
    review = review_of(read_booklet(text))
    lines = lines_without_people(text)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        under_way = Reading.objects.filter(unit=unit, sha256=digest, state__in=["open", "publishing"]).first()
        if under_way:
            raise errors.already_open(under_way.title)
        reading = Reading.objects.create(
            title=title.strip(),
            edition=edition.strip(),
            unit=unit,
            prefix=prefix,
            document=documents.store(actor, name, data, unit=unit, personal=True),
            sha256=digest,
            lines=len(lines),
            started_at=timezone.now(),
        )
        _keep_lines(reading, lines)
        offices = _keep_offices(reading, review)
        items = _keep_items(reading, review, offices, lines)
        _keep_findings(reading, review, offices, items)
        match_items(reading)
        trail.record(
            actor, "reading.started", reading,
            detail={"sha256": digest, "items": len(items), "findings": len(review.findings)},
        )  # fmt: skip
    return reading


def choose_units(actor: Actor, reading: Reading, chosen: Mapping[Office, Unit | None]) -> None:
    """Says which units rows of the booklet's summary are; the items look for their services again.

    All or none: two rows may change places. Raises ``ReviewRefused`` where a unit would be two rows.
    """
    REVIEW_EDIT.require(actor, reading.target)
    for unit in chosen.values():
        if unit is not None:
            REVIEW_EDIT.require(actor, unit.target)
    with transaction.atomic():
        reading = locked(reading)
        _check_apart(reading, chosen)
        offices = list(chosen)
        reading.offices.filter(pk__in=[office.pk for office in offices]).update(unit=None)
        for office, unit in chosen.items():
            office.unit, office.chosen = unit, True
            trail.record(
                actor, "reading.office_matched", reading,
                detail={"line": office.line, "unit": unit.code if unit else None},
            )  # fmt: skip
        Office.objects.bulk_update(offices, ["unit", "chosen"])
        match_items(reading)


def give_up(actor: Actor, reading: Reading, *, why: str) -> Reading:
    """Ends a review without publishing; what was decided stays readable."""
    REVIEW_EDIT.require(actor, reading.target)
    if not why.strip():
        raise errors.no_reason()
    with transaction.atomic():
        reading = locked(reading)
        reading.state = ReadingState.GIVEN_UP
        reading.save(update_fields=["state"])
        trail.record(actor, "reading.given_up", reading, why=why)
    return reading


def _check_apart(reading: Reading, chosen: Mapping[Office, Unit | None]) -> None:
    taken = {office.unit_id: office.name for office in reading.offices.all() if office not in chosen}
    for office, unit in chosen.items():
        if unit is not None and unit.pk in taken:
            raise errors.unit_taken(taken[unit.pk])
        if unit is not None:
            taken[unit.pk] = office.name


def _check(name: str, data: bytes, prefix: str) -> None:
    if PurePath(name.lower()).suffix not in KINDS:
        raise errors.wrong_kind()
    if len(data) > LARGEST:
        raise errors.too_large(str(LARGEST // 2**20))
    if not PREFIX.fullmatch(prefix):
        raise errors.wrong_prefix(prefix)


def _keep_lines(reading: Reading, lines: Sequence[str]) -> None:
    SourceChunk.objects.bulk_create(
        SourceChunk(reading=reading, first=start + 1, text="\n".join(lines[start : start + CHUNK]))
        for start in range(0, len(lines), CHUNK)
    )


def _keep_offices(reading: Reading, review: Review) -> list[Office]:
    units = {
        unit.pk: unit
        for unit in Unit.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.localdate()),
            path__startswith=reading.unit.path,
        )
    }
    seen = [
        UnitSeen(unit.code, unit.name, units[unit.parent_id].code if unit.parent_id in units else "")
        for unit in units.values()
        if unit.pk != reading.unit_id
    ]
    by_code = {unit.code: unit for unit in units.values()}
    asked = [(office.kind, office.name, office.deputy) for office in review.offices]
    matches = match_offices(asked, seen)
    return Office.objects.bulk_create(
        Office(
            reading=reading,
            order=order,
            kind=office.kind,
            name=office.name,
            deputy=office.deputy,
            line=office.line,
            stated=dict(office.stated),
            unit=by_code[matches[order][0]] if order in matches else None,
            likeness=matches[order][1] if order in matches else None,
        )
        for order, office in enumerate(review.offices)
    )


def _keep_items(
    reading: Reading, review: Review, offices: Sequence[Office], lines: Sequence[str]
) -> list[Item]:
    kinds: dict[int, list[str]] = {}
    for finding in review.findings:
        if finding.item is not None:
            kinds.setdefault(finding.item, []).append(finding.kind)
    return Item.objects.bulk_create(
        (
            _item(reading, order, item, offices[item.office], kinds.get(order - 1, []), lines)
            for order, item in enumerate(review.items, start=1)
        ),
        batch_size=200,
    )


def _item(
    reading: Reading, order: int, item: ItemRead, office: Office, kinds: Sequence[str], lines: Sequence[str]
) -> Item:
    value = item.proposed.as_value()
    row = Item(
        reading=reading,
        order=order,
        office=office,
        kind=item.kind,
        row=item.row,
        line=item.line,
        head_line=head_of(lines, item.line) if item.line else None,
        section_line=item.section_line,
        section_to=item.section_to,
        printed=list(item.printed),
        marks=[list(mark) for mark in item.marks],
        read=item.read.as_value(),
        repaired=value,
        proposed=value,
        group=rank(item.proposed, item.kind, len(kinds)),
        kinds=" ".join(dict.fromkeys(kinds)),
    )
    row.stand(row.state, value)
    return row


def _keep_findings(
    reading: Reading, review: Review, offices: Sequence[Office], items: Sequence[Item]
) -> None:
    ItemFinding.objects.bulk_create(
        ItemFinding(
            reading=reading,
            order=order,
            item=items[finding.item] if finding.item is not None else None,
            office=offices[finding.office] if finding.office is not None else None,
            kind=finding.kind,
            line=finding.line,
            fa=finding.fa,
            en=finding.en,
        )
        for order, finding in enumerate(review.findings)
    )
