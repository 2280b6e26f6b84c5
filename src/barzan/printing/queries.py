"""What a booklet is printed from, gathered in a fixed number of questions. The actor comes first."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from barzan.access import Actor
from barzan.access.rules import PUBLIC
from barzan.catalogue import queries as catalogue
from barzan.catalogue.content import PARTS
from barzan.catalogue.models import Decision
from barzan.jobs.models import Job
from barzan.look import institution
from barzan.places.tree import depth
from barzan.printing.book import Book, Decided, Entry, Pinned, Reading, Source, Unit, compose
from barzan.printing.errors import NothingToPrint, UnknownEdition, UnknownUnit
from barzan.printing.rules import PRINTS_READ
from barzan.printing.wording import wording
from barzan.revisions import queries as revisions
from barzan.revisions.models import Edition

ORDER = "printing.booklet"
SHOWN = 20


def gather(actor: Actor, selection: Sequence[str] = (), edition: int | None = None) -> Book:
    """The booklet of the units in ``selection`` and those under them, of all units where it is empty.

    It says what ``edition`` says, or the catalogue as it stands, worded in the active language. Raises
    ``UnknownUnit`` for a code that has no services under it, ``UnknownEdition``, ``NothingToPrint``.
    """
    source = live(actor) if edition is None else pinned(actor, edition)
    if not source.entries:
        raise NothingToPrint
    known = {unit.code for unit in source.units}
    for code in selection:
        if code not in known:
            raise UnknownUnit(code)
    return compose(source, selection, wording, timezone.localdate())


def live(actor: Actor) -> Source:
    """The catalogue as it stands: what is published and not retired, in eleven questions at any size."""
    contents = catalogue.contents(actor)
    rows = catalogue.published(actor).select_related("current_version", "unit", "group").order_by("code")
    return Source(
        institution.name(),
        units(actor),
        tuple(
            Entry(
                code=row.code,
                unit=row.unit.code,
                content=contents[row.code],
                version=row.current_version.number,
                content_hash=row.current_version.content_hash,
                published_on=timezone.localdate(row.current_version.published_at),
                group=row.group.title if row.group else "",
            )
            for row in rows
            if row.current_version
        ),
        catalogue.stated(actor),
        _readings(actor),
        _decided(actor),
    )


def pinned(actor: Actor, number: int) -> Source:
    """The edition ``number``, in eleven questions at any size. Raises ``UnknownEdition``."""
    edition = revisions.editions(actor).filter(number=number).first()
    if edition is None:
        raise UnknownEdition(number)
    groups = {group.code: group.title for group in catalogue.groups(actor)}
    entries = revisions.entries(actor, edition)
    rows = entries.prefetch_related(*(f"version__{part}" for part in PARTS)).order_by("code")
    return Source(
        institution.name(),
        _units_of(edition),
        tuple(
            Entry(
                code=row.code,
                unit=row.unit,
                content=catalogue.content_of(row.version),
                version=row.version.number,
                content_hash=row.version.content_hash,
                published_on=timezone.localdate(row.version.published_at),
                group=groups.get(row.group, ""),
            )
            for row in rows
        ),
        catalogue.stated(actor),
        _readings(actor),
        _decided(actor),
        Pinned(edition.number, edition.title, timezone.localdate(edition.at), edition.content_hash),
    )


def _units_of(edition: Edition) -> tuple[Unit, ...]:
    """The units of an edition; their paths are made of codes."""
    paths: dict[str, str] = {}
    for row in edition.units.all():
        paths[row.code] = f"{paths.get(row.parent, '/')}{row.code}/"
    return tuple(
        Unit(row.code, row.name, paths[row.code], depth(paths[row.code])) for row in edition.units.all()
    )


def _readings(actor: Actor) -> tuple[Reading, ...]:
    rows = catalogue.booklets(actor)
    return tuple(Reading(each.title, each.edition, each.sha256, each.editor_note_fa) for each in rows)


def _decided(actor: Actor) -> tuple[Decided, ...]:
    """Every decision, whether it holds or not: that depends on the versions that are printed."""
    PUBLIC.require(actor)
    rows = Decision.objects.select_related("service").order_by("service__code", "number")
    return tuple(
        Decided(
            row.service.code, row.field, row.value, row.reason_fa, row.get_basis_display(), row.decided_by
        )
        for row in rows
    )


def units(actor: Actor) -> tuple[Unit, ...]:
    """The units that a booklet may be narrowed to; parents before children."""
    rows = catalogue.units(actor)
    return tuple(Unit(row.code, row.name, row.path, depth(row.path)) for row in rows)


def editions(actor: Actor) -> QuerySet[Edition]:
    """The editions that a booklet may be printed from, the newest first."""
    return revisions.editions(actor)


def orders(actor: Actor) -> list[Job]:
    """The latest orders of booklets, whoever left them: what one has had printed others can take too."""
    PRINTS_READ.require(actor)
    return list(Job.objects.filter(kind=ORDER).order_by("-pk")[:SHOWN])


def order(actor: Actor, key: str) -> Job:
    """One order. Raises ``Http404``."""
    PRINTS_READ.require(actor)
    return get_object_or_404(Job, kind=ORDER, key=key)
