"""Loads what is known of a reading: the booklet itself, stated figures, findings, corrections, decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from barzan.access import Actor
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row
from barzan.catalogue import actions
from barzan.catalogue.models import (
    BookletReading,
    Correction,
    Decision,
    DecisionBasis,
    DecisionField,
    Finding,
    Service,
    ServiceClass,
    StatedSummary,
)
from barzan.catalogue.providers.cells import SHA256, SLUG, Cells, problems_of, repeated
from barzan.catalogue.providers.known import codes_of_all
from barzan.people.models import Unit

BOOKLETS = "catalogue.booklets"
FIGURES = ("total", "specific", "general", "shared", "client")
DECIDED = {DecisionField.CLASS: ServiceClass.values, DecisionField.CLIENT: ["yes", "no"]}
Annotation = StatedSummary | Finding | Correction | Decision
Rows = tuple[Row, ...] | list[Row]
Read = Callable[[Cells], dict[str, Any]]
Check = Callable[[Rows, Context], list[Problem]]


def read_booklet(cells: Cells) -> dict[str, Any]:
    cells.shaped("code", SLUG, "حرف کوچک لاتین، رقم و خط تیره.", "small Latin letters, digits and hyphens.")
    return {
        "title": cells.text("title", 200),
        "edition": cells.text("edition", 120),
        "sha256": cells.shaped("sha256", SHA256, "۶۴ رقم شانزده‌شانزدهی.", "64 hexadecimal digits."),
        "lines": cells.number("lines"),
        "read_on": cells.day("read_on", timezone.localdate()),
        "editor_note_fa": cells.text("editor_note_fa", 400),
        "editor_note_en": cells.text("editor_note_en", 400),
    }


def check_booklets(rows: Rows, context: Context) -> list[Problem]:
    return problems_of(rows, context, read_booklet) + repeated(rows, context, BOOKLETS, ("code",))


def changes_of_booklets(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = {record.code: record for record in BookletReading.objects.all()}
    found = []
    for row in rows:
        record = present.get(row["code"])
        values = read_booklet(Cells(row, context))
        fields = tuple(name for name, value in values.items() if record and getattr(record, name) != value)
        found.append(Change("add" if record is None else "change" if fields else "keep", row["code"], fields))
    return found


def apply_booklets(actor: Actor, rows: Rows, context: Context) -> None:
    changed = {change.key for change in changes_of_booklets(actor, rows, context) if change.kind != "keep"}
    for row in rows:
        if row["code"] in changed:
            actions.keep_reading(actor, row["code"], read_booklet(Cells(row, context)))


def read_stated(cells: Cells) -> dict[str, Any]:
    return {name: cells.number(name) for name in (*FIGURES, "source_line")}


def read_finding(cells: Cells) -> dict[str, Any]:
    line, kind = cells.number("line"), cells.text("kind", 60)
    return {"kind": kind, "fa": cells.row["fa"], "en": cells.row["en"], "line": line}


def read_correction(cells: Cells) -> dict[str, Any]:
    texts = {name: cells.row[name] for name in ("printed", "corrected", "reason_fa", "reason_en")}
    return {"field": cells.text("field", 40), "line": cells.number("line"), **texts}


def read_decision(cells: Cells) -> dict[str, Any]:
    field = cells.choice("field", DecisionField.values)
    return {
        "field": field,
        "value": cells.choice("value", DECIDED[DecisionField(field)]) if field else "",
        "basis": cells.choice("basis", DecisionBasis.values),
        "decided_by": cells.text("decided_by", 120),
        "reason_fa": cells.row["reason_fa"],
        "reason_en": cells.row["reason_en"],
        "line": cells.number("line"),
    }


def flags_of(context: Context) -> dict[tuple[str, str], str]:
    """What this load makes each service say, or what it says now, by its code and the decided field."""
    current = Service.objects.filter(current_version__isnull=False).values_list(
        "code", "current_version__service_class", "current_version__has_client"
    )
    flags = {}
    for code, service_class, has_client in current:
        flags[code, "class"] = service_class or ""
        flags[code, "client"] = {True: "yes", False: "no", None: ""}[has_client]
    for row in context.rows_of("catalogue.services"):
        flags |= {(row["code"], field): row[field] for field in DecisionField.values}
    return flags


def undone(rows: Rows, context: Context) -> list[Problem]:
    """A problem for each decision that its service does not follow."""
    flags = flags_of(context)

    def followed(cells: Cells) -> None:
        row = cells.row
        code = row["service"]
        said = flags.get((code, row["field"]), row["value"])
        if said != row["value"]:
            cells.wrong(
                "value",
                f"خدمت {code} خودش «{said or 'نامعلوم'}» می‌گوید؛ یکی از دو پرونده را درست کنید.",
                f"The service {code} itself says “{said or 'unknown'}”; correct one of the two files.",
            )

    return problems_of(rows, context, followed)


def annotation(
    name: str,
    columns: Columns,
    model: type[Annotation],
    read: Read,
    once: tuple[str, ...] = (),
    more: Check = lambda rows, context: [],
) -> Provider:
    """A provider of rows that belong to a booklet; those of one booklet are replaced together.

    No two rows have the same cells under the columns ``once``; ``more`` is what else is checked.
    """
    names_service = model is not StatedSummary

    def check(rows: Rows, context: Context) -> list[Problem]:
        known = codes_of_all(context)

        def checked(cells: Cells) -> None:
            cells.known("booklet", known[BOOKLETS], "کتابچه‌ای", "booklet")
            cells.known("unit", known["people.units"], "واحدی", "unit")
            cells.known("service", known["catalogue.services"], "خدمتی", "service")
            read(cells)

        twice = repeated(rows, context, name, once) if once else []
        return problems_of(rows, context, checked) + twice + more(rows, context)

    def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
        return [
            Change("keep" if old == new else "change" if old else "add", code)
            for code, (old, new) in compared(rows, context).items()
        ]

    def compared(rows: Rows, context: Context) -> dict[str, tuple[list[Any], list[Any]]]:
        """(kept, given) values of each booklet that the rows name."""
        given: dict[str, list[Any]] = {}
        for row in rows:
            named = {"unit": row["unit"], **({"service": row["service"]} if names_service else {})}
            given.setdefault(row["booklet"], []).append(named | read(Cells(row, context)))
        return {code: (_kept(model, code, values[0]), values) for code, values in given.items()}

    def apply(actor: Actor, rows: Rows, context: Context) -> None:
        units, services = _by_code(Unit), _by_code(Service)
        for code, (old, new) in compared(rows, context).items():
            if old == new:
                continue
            booklet = BookletReading.objects.get(code=code)
            records = []
            for number, values in enumerate(new, start=1):
                unit = units.get(values.pop("unit"))
                numbered = (
                    {"number": number, "service": services.get(values.pop("service"))}
                    if names_service
                    else {}
                )
                records.append(model(booklet=booklet, unit=unit, **numbered, **values))
            actions.keep_rows(actor, booklet, model, records)

    return Provider(name, columns, check, changes, apply)


def _by_code(model: type[models.Model]) -> dict[str, Any]:
    return {record.code: record for record in model._default_manager.all()}  # type: ignore[attr-defined]


def _kept(model: type[models.Model], booklet: str, like: dict[str, Any]) -> list[Any]:
    """The rows kept of a booklet, as values of the same names as ``like``."""
    rows = model._default_manager.filter(booklet__code=booklet).select_related("unit")
    if "service" in like:
        rows = rows.select_related("service").order_by("number")
    return [
        {
            name: _code(getattr(row, name)) if name in ("unit", "service") else getattr(row, name)
            for name in like
        }
        for row in rows
    ]


def _code(record: Any) -> str:
    return record.code if record else ""


PROVIDERS = (
    Provider(
        BOOKLETS,
        Columns(
            ("code", "title", "sha256", "lines", "read_on"), ("edition", "editor_note_fa", "editor_note_en")
        ),
        check_booklets,
        changes_of_booklets,
        apply_booklets,
    ),
    annotation(
        "catalogue.stated_summary",
        Columns(("booklet",), ("unit", *FIGURES, "source_line")),
        StatedSummary,
        read_stated,
        once=("booklet", "unit"),
    ),
    annotation(
        "catalogue.findings",
        Columns(("booklet", "kind", "fa", "en"), ("line", "unit", "service")),
        Finding,
        read_finding,
    ),
    annotation(
        "catalogue.corrections",
        Columns(
            ("booklet", "field", "reason_fa", "reason_en"),
            ("printed", "corrected", "line", "unit", "service"),
        ),
        Correction,
        read_correction,
    ),
    annotation(
        "catalogue.decisions",
        Columns(
            ("booklet", "service", "field", "value", "reason_fa", "reason_en", "decided_by", "basis"),
            ("line", "unit"),
        ),
        Decision,
        read_decision,
        once=("booklet", "service", "field"),
        more=undone,
    ),
)
