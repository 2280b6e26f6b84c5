"""Loads services and the parts of their content.

A version is whole, but its rows lie in several files: each provider here computes the whole content that this
load asks for, and publishes it. Whichever is applied first publishes; for the others nothing is left to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from barzan.access import Actor
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row
from barzan.catalogue import actions, queries
from barzan.catalogue.content import (
    BASIS_KINDS,
    CHANNEL_KINDS,
    CLASSES,
    DAY_KINDS,
    PARTS,
    REQUIREMENT_KINDS,
    SCALARS,
    ChannelContent,
    LegalBasisContent,
    Placed,
    RequirementContent,
    ServiceContent,
    StepContent,
    differences,
)
from barzan.catalogue.models import Service
from barzan.catalogue.placing import Resolver, standing
from barzan.catalogue.providers.cells import SERVICE_CODE, Cells, problems_of, repeated
from barzan.catalogue.providers.known import closed_units, codes, codes_of_all

SERVICES = "catalogue.services"
INSTRUMENTS = "instruments.instruments"
CLIENT = {"yes": True, "no": False, "": None}
LARGEST_FEE = 10**15
Rows = tuple[Row, ...] | list[Row]


def read_placed(cells: Cells) -> Placed:
    row = cells.row
    events = tuple(sorted(set(row["life_events"].split())))
    return Placed(row["unit"], row["group"] or None, row["category"] or None, events)


def read_scalars(cells: Cells) -> ServiceContent:
    """The content of a row of services, without parts."""
    content = ServiceContent(
        title=cells.text("title", 400),
        national_code=cells.national_code(),
        service_class=cells.choice("class", CLASSES) or None,
        has_client=CLIENT[cells.choice("client", ("yes", "no"))],
        description=cells.row["description"],
        fee_rials=cells.number("fee_rials", LARGEST_FEE),
        fee_text=cells.text("fee_text", 400),
        standard_days=cells.number("standard_days", 36_500),
        day_kind=cells.choice("day_kind", DAY_KINDS),
        standard_text=cells.text("standard_text", 400),
        objection=cells.row["objection"],
        gap_reason=cells.text("gap_reason", 600),
        booklet=cells.row["booklet"],
        source_line=cells.number("source_line"),
    )
    if bool(cells.row["standard_days"]) != bool(cells.row["day_kind"]):
        cells.wrong(
            "day_kind",
            "شمار روزها و نوع روز با هم می‌آیند: هر دو را بنویسید یا هیچ‌کدام را.",
            "The number of days and their kind come together: give both or neither.",
        )
    return content


def read_requirement(cells: Cells) -> RequirementContent:
    row = cells.row
    kind = cells.choice("kind", REQUIREMENT_KINDS)
    return RequirementContent(kind, row["text"], row["note"], cells.number("source_line"))


def read_basis(cells: Cells) -> LegalBasisContent:
    day = cells.day("date", timezone.localdate())
    printed = cells.text("date_text", 40)
    cells.same_day("date", printed, day)
    return LegalBasisContent(
        kind=cells.choice("kind", BASIS_KINDS),
        title=cells.row["title"],
        document_number=cells.text("document_number", 80),
        date=day,
        date_text=printed,
        issuer=cells.text("issuer", 200),
        instrument=cells.text("instrument", 40),
        article=cells.text("article", 80),
        source_line=cells.number("source_line"),
    )


def read_step(cells: Cells) -> StepContent:
    days = cells.number("deadline_days", 36_500)
    return StepContent(cells.row["text"], cells.text("who", 200), days, cells.number("source_line"))


def read_channel(cells: Cells) -> ChannelContent:
    kind = cells.choice("kind", CHANNEL_KINDS)
    return ChannelContent(kind, cells.text("value", 400), cells.text("note", 400))


READ_PART: dict[str, Callable[[Cells], Any]] = dict(
    zip(PARTS, (read_requirement, read_basis, read_step, read_channel), strict=True)
)
PART_COLUMNS = {
    "requirements": Columns(("service", "kind", "text"), ("note", "source_line")),
    "legal_bases": Columns(
        ("service", "kind", "title"),
        ("document_number", "date", "date_text", "issuer", "instrument", "article", "source_line"),
    ),
    "steps": Columns(("service", "text"), ("who", "deadline_days", "source_line")),
    "channels": Columns(("service", "kind", "value"), ("note",)),
}
SERVICE_COLUMNS = Columns(
    ("code", "unit", "title"),
    (
        "group", "national_code", "class", "client", "category", "life_events", "description", "fee_rials",
        "fee_text", "standard_days", "day_kind", "standard_text", "objection", "gap_reason", "booklet",
        "source_line",
    ),
)  # fmt: skip


def _closed(unit: str, successor: str) -> tuple[str, str]:
    """What to say of a service that is given to a closed unit."""
    if not successor:
        return (
            f"واحد «{unit}» بسته شده است؛ واحد دیگری بنویسید.",
            f"The unit “{unit}” is closed; write another.",
        )
    return (
        f"واحد «{unit}» بسته شده است و «{successor}» جانشین آن است؛ کد جانشین را بنویسید.",
        f"The unit “{unit}” is closed and “{successor}” follows it; write the code of that one.",
    )


def check_services(rows: Rows, context: Context) -> list[Problem]:
    known, closed = codes_of_all(context), closed_units()

    def read(cells: Cells) -> None:
        cells.shaped("code", SERVICE_CODE, "مانند QZ-0001.", "such as QZ-0001.")
        unit = cells.known("unit", known["people.units"], "واحدی", "unit")
        if unit in closed:
            cells.wrong("unit", *_closed(unit, closed[unit]))
        cells.known("group", known["catalogue.groups"], "گروهی", "group")
        cells.known("category", known["catalogue.categories"], "دسته‌ای", "category")
        cells.known("booklet", known["catalogue.booklets"], "کتابچه‌ای", "booklet")
        read_scalars(cells)
        for event in read_placed(cells).life_events:
            if event not in known["catalogue.life_events"]:
                fa, en = f"رویدادی با کد «{event}» نیست.", f"There is no life event with the code “{event}”."
                cells.wrong("life_events", fa, en)

    return problems_of(rows, context, read) + repeated(rows, context, SERVICES, ("code",))


def wanted(actor: Actor, context: Context) -> tuple[dict[str, ServiceContent], dict[str, ServiceContent]]:
    """(current, wanted) contents by code of every service that this load speaks of."""
    scalars = {row["code"]: read_scalars(Cells(row, context)) for row in context.rows_of(SERVICES)}
    parts = {part: _grouped(part, context) for part in PARTS if f"catalogue.{part}" in context.together}
    spoken_of = set(scalars).union(*parts.values())
    current = queries.contents(actor, spoken_of)
    result = {}
    for code in sorted(spoken_of):
        content = current.get(code)
        if code in scalars:
            base = content or scalars[code]
            content = replace(scalars[code], **{part: getattr(base, part) for part in PARTS})
        if content is None:
            continue
        asked = {part: rows.get(code, ()) for part, rows in parts.items() if code in rows or code in scalars}
        result[code] = replace(content, **asked)
    return current, result


def changes_of_services(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    current, result = wanted(actor, context)
    places = standing(Service.objects.filter(code__in=[row["code"] for row in rows]))
    found = []
    for row in rows:
        code, placed = row["code"], read_placed(Cells(row, context))
        if code not in places:
            found.append(Change("add", code))
            continue
        fields = [name for name in differences(current.get(code), result[code]) if name in SCALARS]
        fields += [name for name in Placed.__slots__ if getattr(placed, name) != getattr(places[code], name)]
        found.append(Change("change" if fields else "keep", code, tuple(fields)))
    return found


def apply_services(actor: Actor, rows: Rows, context: Context) -> None:
    """Adds the services of ``rows``, places those that moved, and publishes what changed."""
    services = {
        service.code: service
        for service in Service.objects.filter(code__in=[row["code"] for row in rows]).select_related("unit")
    }
    places = standing(Service.objects.filter(pk__in=[service.pk for service in services.values()]))
    resolve = Resolver()
    for row in rows:
        code, placed = row["code"], read_placed(Cells(row, context))
        if code not in services:
            services[code] = actions.add_service(actor, code, resolve.placement(placed))
        elif placed != places[code]:
            services[code] = actions.place_service(
                actor, services[code], resolve.placement(placed), why=context.blueprint
            )
    publish_wanted(actor, context)


def publish_wanted(actor: Actor, context: Context) -> None:
    """Publishes the content that this load asks for, where it differs from the current one."""
    current, result = wanted(actor, context)
    changed = {code: content for code, content in result.items() if content != current.get(code)}
    services = Service.objects.filter(code__in=list(changed)).select_related("unit").order_by("code")
    actions.publish_versions(
        actor, [(service, changed[service.code]) for service in services], why=context.blueprint
    )


def part_provider(part: str) -> Provider:
    """The provider of one part of the content: requirements, legal bases, steps or channels."""
    name = f"catalogue.{part}"

    def check(rows: Rows, context: Context) -> list[Problem]:
        known = codes(context, SERVICES)
        instruments = codes(context, INSTRUMENTS) if part == "legal_bases" else set()

        def read(cells: Cells) -> None:
            cells.known("service", known, "خدمتی", "service")
            cells.known("instrument", instruments, "سندی", "instrument")
            READ_PART[part](cells)

        return problems_of(rows, context, read)

    def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
        current, result = wanted(actor, context)
        found = []
        for code, content in result.items():
            old = getattr(current[code], part) if code in current else ()
            new = getattr(content, part)
            if old or new:
                kind = "keep" if old == new else "add" if not old else "change" if new else "remove"
                found.append(Change(kind, code, () if kind == "keep" else (part,)))
        return found

    def apply(actor: Actor, rows: Rows, context: Context) -> None:
        publish_wanted(actor, context)

    return Provider(name, PART_COLUMNS[part], check, changes, apply)


def _grouped(part: str, context: Context) -> dict[str, tuple[Any, ...]]:
    """The rows of a part by service, in their order."""
    found: dict[str, list[Any]] = {}
    for row in context.rows_of(f"catalogue.{part}"):
        found.setdefault(row["service"], []).append(READ_PART[part](Cells(row, context)))
    return {code: tuple(rows) for code, rows in found.items()}


PROVIDERS = (
    Provider(SERVICES, SERVICE_COLUMNS, check_services, changes_of_services, apply_services),
    *map(part_provider, PARTS),
)
