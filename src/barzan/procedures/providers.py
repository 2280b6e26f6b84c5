"""What a blueprint can load into the room: which process carries which service."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.access import Actor
from barzan.blueprints.cells import Cells, problems_of, repeated
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.catalogue.models import Service
from barzan.procedures import queries
from barzan.procedures.actions import assign_each
from barzan.procedures.models import Assignment
from barzan.procedures.values import MOST_DAYS, Settings
from barzan.process.models import Definition
from barzan.process.providers import PROCESSES

ASSIGNMENTS = "procedures.assignments"
SERVICES = "catalogue.services"
COLUMNS = Columns(("service", "process"), ("authorities", "standard_days"))
Rows = Sequence[Row]


def check(rows: Rows, context: Context) -> list[Problem]:
    coming = {row["key"] for row in context.rows_of(PROCESSES)}
    keys = coming | set(Definition.objects.values_list("key", flat=True))
    codes = set(Service.objects.values_list("code", flat=True))
    codes |= {row["code"] for row in context.rows_of(SERVICES)}

    def read_row(cells: Cells) -> None:
        cells.known("service", codes, "خدمتی", "service")
        cells.known("process", keys, "فرایندی", "process")
        _settings(cells)

    return problems_of(rows, context, read_row) + repeated(rows, context, ASSIGNMENTS, ("service",))


def _settings(cells: Cells) -> Settings:
    return Settings.read(cells.text("authorities", 1_000), cells.number("standard_days", MOST_DAYS))


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = _present(actor)
    found = []
    for row in rows:
        old = present.get(row["service"])
        fields = _differs(old, row, context) if old else ()
        found.append(Change("add" if old is None else "change" if fields else "keep", row["service"], fields))
    return found


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    """Assigns what is new or differs."""
    present = _present(actor)
    services = Service.objects.select_related("unit").in_bulk(field_name="code")
    definitions = Definition.objects.in_bulk(field_name="key")
    items = [
        (services[row["service"]], definitions[row["process"]], _settings(Cells(row, context)))
        for row in rows
        if (old := present.get(row["service"])) is None or _differs(old, row, context)
    ]
    assign_each(actor, items, why=context.blueprint)


def _present(actor: Actor) -> dict[str, Assignment]:
    services = {service.pk: service for service in Service.objects.all()}
    found = queries.current(actor, list(services.values()))
    return {services[pk].code: row for pk, row in found.items()}


def _differs(old: Assignment, row: Row, context: Context) -> tuple[str, ...]:
    given, now = _settings(Cells(row, context)), Settings.from_value(old.settings)
    assert old.definition is not None  # noqa: S101 - ``current`` leaves out those without a process
    pairs = {
        "process": (old.definition.key, row["process"]),
        "authorities": (now.authorities, given.authorities),
        "standard_days": (now.standard_days, given.standard_days),
    }
    return tuple(name for name, (was, will) in pairs.items() if was != will)


def register_all() -> None:
    """Registers the provider (called once, at start)."""
    register(Provider(ASSIGNMENTS, COLUMNS, check, changes, apply))
