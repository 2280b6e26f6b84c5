"""The command that publishes a reading: as versions, groups, an edition, and the reading's own record."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.catalogue import actions as catalogue
from barzan.catalogue.actions import Placement
from barzan.catalogue.models import (
    BookletReading,
    Correction,
    Decision,
    Finding,
    Service,
    ServiceGroup,
    StatedSummary,
)
from barzan.jobs import actions as jobs
from barzan.persian import joined_key
from barzan.review import errors
from barzan.review.actions.corrections import corrections_of, decisions_of, reasons_of
from barzan.review.actions.locking import locked
from barzan.review.models import OfficeKind, Published, Reading, ReadingState
from barzan.review.planning import Plan, Planned, plan, same_group
from barzan.review.rules import REVIEW_EDIT
from barzan.revisions.actions import publish_edition
from barzan.revisions.actions.drafts import signature
from barzan.revisions.rules import EDITIONS_PUBLISH
from barzan.trail import actions as trail

Progress = Callable[[int, int, str], None]
JOB = "review.publish"


def ask_to_publish(actor: Actor, reading: Reading, *, title: str, why: str) -> Reading:
    """Hands a finished review to the worker; from now on nobody decides about its items.

    Raises ``ReviewRefused`` while an item is undecided or an office has no unit.
    """
    REVIEW_EDIT.require(actor, reading.target)
    EDITIONS_PUBLISH.require(actor, reading.target)
    if not why.strip():
        raise errors.no_publication_reason()
    with transaction.atomic():
        reading = locked(reading)
        _check(reading, plan(reading))
        reading.state = ReadingState.PUBLISHING
        reading.attempts += 1
        reading.publish_title, reading.publish_why = title.strip(), why.strip()
        reading.refused_fa = reading.refused_en = ""
        reading.job = jobs.enqueue(
            JOB, {"reading": reading.pk}, key=f"reading:{reading.pk}:{reading.attempts}", actor=actor
        )
        reading.save()
        trail.record(actor, "reading.publishing", reading, why=why)
    return reading


def publish_now(actor: Actor, reading: Reading, *, progress: Progress = lambda *_: None) -> Published:
    """Publishes a reading that was asked for, all or nothing; again: what it became already.

    ``actor`` is the system at work with the grants of whoever asked, so that the catalogue's commands admit
    it and the edition names the post.
    """
    with transaction.atomic():
        reading = Reading.objects.select_for_update(of=("self",)).select_related("unit").get(pk=reading.pk)
        done = Published.objects.filter(reading=reading).first()
        if done is not None:
            return done
        planned = plan(reading)
        _check(reading, planned)
        why = reading.publish_why
        progress(0, len(planned.services), "")
        booklet = _keep_booklet(actor, reading, planned)
        groups = _groups(actor, reading, planned)
        services = _services(actor, reading, planned, groups, why, progress)
        changed = [(services[each.item.pk], each.content) for each in planned.services if each.differs]
        catalogue.publish_versions(actor, changed, why=why)
        Service.objects.filter(pk__in=[each.pk for each in services.values()]).update(
            reviewed_on=timezone.localdate()
        )
        _keep_rows(actor, reading, booklet, planned, services)
        edition = publish_edition(actor, title=reading.publish_title or reading.title, why=why)
        reading.state = ReadingState.PUBLISHED
        reading.save(update_fields=["state"])
        published = Published.objects.create(
            reading=reading,
            booklet=booklet.code,
            edition=edition,
            added=len(planned.added),
            changed=len(planned.changed),
            same=len(planned.same),
            aside=len(planned.aside),
            **signature(actor, EDITIONS_PUBLISH, reading.unit, why),
        )
        trail.record(
            actor, "reading.published", reading, version=edition.number, why=why,
            detail={"booklet": booklet.code, "added": published.added, "changed": published.changed},
        )  # fmt: skip
    progress(len(planned.services), len(planned.services), "")
    return published


def refuse(actor: Actor, reading: Reading, fa: str, en: str) -> None:
    """Opens a reading again whose publication was refused, with the sentence that says why."""
    REVIEW_EDIT.require(actor, reading.target)
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(pk=reading.pk)
        if reading.state == ReadingState.PUBLISHING:
            reading.state, reading.refused_fa, reading.refused_en = ReadingState.OPEN, fa, en
            reading.save(update_fields=["state", "refused_fa", "refused_en"])
            trail.record(actor, "reading.refused", reading, why=en)


def _check(reading: Reading, planned: Plan) -> None:
    if planned.undecided:
        raise errors.unfinished(planned.undecided)
    offices = reading.offices.filter(unit__isnull=True, kind=OfficeKind.OFFICE, items__isnull=False)
    if office := offices.first():
        raise errors.unmatched(office.name)


def _keep_booklet(actor: Actor, reading: Reading, planned: Plan) -> BookletReading:
    values = {
        "title": reading.title,
        "edition": reading.edition,
        "sha256": reading.sha256,
        "lines": reading.lines,
        "read_on": timezone.localdate(reading.started_at),
    }
    return catalogue.keep_reading(actor, planned.booklet, values)


def _groups(actor: Actor, reading: Reading, planned: Plan) -> dict[int, ServiceGroup | None]:
    """The group of each item by its id; a group that is not there yet is added."""
    present = list(ServiceGroup.objects.all())
    by_code = {group.national_code: group for group in present if group.national_code}
    by_title = {joined_key(group.title): group for group in present}
    taken = {group.code for group in present}
    numbers = (code for n in count(1) if (code := f"{reading.prefix}-G{n:03}") not in taken)
    found: dict[int, ServiceGroup | None] = {}
    for each in planned.services:
        said, service = each.said, each.service
        if service is not None and same_group(service.group, said):
            found[each.item.pk] = service.group
            continue
        if not said.group_title:
            found[each.item.pk] = None
            continue
        key = joined_key(said.group_title)
        group = by_code.get(said.group_code) or by_title.get(key)
        if group is None:
            values = {"title": said.group_title, "national_code": said.group_code}
            group = catalogue.arrange(actor, ServiceGroup, next(numbers), values)
            by_title[key] = group
            if said.group_code:
                by_code[said.group_code] = group
        found[each.item.pk] = group
    return found


def _services(
    actor: Actor,
    reading: Reading,
    planned: Plan,
    groups: Mapping[int, ServiceGroup | None],
    why: str,
    progress: Progress,
) -> dict[int, Service]:
    """The service of each item by its id: the present one, put where it belongs, or a new one."""
    codes = _free_codes(reading.prefix)
    services = {}
    for done, each in enumerate(planned.services, start=1):
        group = groups[each.item.pk]
        services[each.item.pk] = _service(actor, each, group, codes, why)
        progress(done, len(planned.services), each.item.office.name)
    return services


def _service(actor: Actor, each: Planned, group: ServiceGroup | None, codes: Any, why: str) -> Service:
    unit = each.item.office.unit
    assert unit is not None  # noqa: S101 - _check has asked
    if each.service is None:
        return catalogue.add_service(actor, next(codes), Placement(unit, group))
    if not each.moves:
        return each.service
    events = tuple(each.service.life_events.all())
    placement = Placement(unit, group, each.service.category, events)
    return catalogue.place_service(actor, each.service, placement, why=why)


def _free_codes(prefix: str) -> Any:
    """Codes behind the highest one that was ever given, in order."""
    given = Service.objects.filter(code__startswith=f"{prefix}-").values_list("code", flat=True)
    numbers = [int(found[1]) for code in given if (found := re.fullmatch(rf"{prefix}-(\d+)", code))]
    return (f"{prefix}-{number:04}" for number in count(max(numbers, default=0) + 1))


def _keep_rows(
    actor: Actor,
    reading: Reading,
    booklet: BookletReading,
    planned: Plan,
    services: Mapping[int, Service],
) -> None:
    """The booklet's own figures, what was found and what was put right, on the record of the reading."""
    offices = list(reading.offices.select_related("unit"))
    catalogue.keep_rows(
        actor,
        booklet,
        StatedSummary,
        [
            StatedSummary(booklet=booklet, unit=office.unit, source_line=office.line, **office.stated)
            for office in offices
            if office.unit_id or office.kind == OfficeKind.TOTAL
        ],
    )
    findings = reading.findings.select_related("office__unit", "item")
    catalogue.keep_rows(
        actor,
        booklet,
        Finding,
        [
            Finding(
                booklet=booklet,
                number=number,
                kind=each.kind,
                fa=each.fa,
                en=each.en,
                line=each.line,
                unit=each.office.unit if each.office else None,
                service=services.get(each.item_id) if each.item_id else None,
            )
            for number, each in enumerate(findings, start=1)
        ],
    )
    reasons = reasons_of(planned.services)
    made = corrections_of(booklet, planned.services, services, reasons)
    catalogue.keep_rows(actor, booklet, Correction, _with_earlier(made, booklet.corrections))
    decided = decisions_of(booklet, planned.services, services, reasons)
    catalogue.keep_rows(actor, booklet, Decision, _with_earlier(decided, booklet.decisions))


def _with_earlier(made: Sequence[Any], kept: Any) -> list[Any]:
    """The rows of this review, and those kept before about what it did not touch: by line, numbered."""
    said = {(row.service_id, row.field) for row in made}
    earlier = [
        row for row in kept.select_related("unit", "service") if (row.service_id, row.field) not in said
    ]
    rows = sorted([*earlier, *made], key=lambda row: (row.line or 0, row.field))
    for number, row in enumerate(rows, start=1):
        row.pk, row.number = None, number
    return rows
