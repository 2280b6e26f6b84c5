"""Loads what belongs to no unit: national groups, categories, life events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from barzan.access import Actor
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row
from barzan.catalogue import actions
from barzan.catalogue.models import Category, LifeEvent, ServiceGroup
from barzan.catalogue.providers.cells import CODE, SLUG, Cells, problems_of, repeated
from barzan.look.icons import drawings

Rows = tuple[Row, ...] | list[Row]
TONES = ("lapis", "fir", "clay", "saf", "leaf", "anar")
Read = Callable[[Cells], dict[str, Any]]


def read_group(cells: Cells) -> dict[str, Any]:
    cells.shaped("code", CODE, "حرف بزرگ لاتین، رقم و خط تیره.", "capital Latin letters, digits and hyphens.")
    return {"title": cells.text("title", 400), "national_code": cells.national_code()}


def read_shelf(cells: Cells) -> dict[str, Any]:
    cells.shaped("code", SLUG, "حرف کوچک لاتین، رقم و خط تیره.", "small Latin letters, digits and hyphens.")
    return {
        "title": cells.text("title", 120),
        "title_en": cells.text("title_en", 120),
        "summary": cells.text("summary", 240),
        "summary_en": cells.text("summary_en", 240),
        "icon": cells.choice("icon", drawings()),
        "order": cells.number("order", 10_000) or 0,
    }


def read_category(cells: Cells) -> dict[str, Any]:
    return {**read_shelf(cells), "tone": cells.choice("tone", TONES) or "lapis"}


def arranged(
    name: str, columns: Columns, model: type[ServiceGroup] | type[Category] | type[LifeEvent], read: Read
) -> Provider:
    """A provider of rows that are one record each, known by ``code``."""

    def check(rows: Rows, context: Context) -> list[Problem]:
        return problems_of(rows, context, read) + repeated(rows, context, name, ("code",))

    def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
        present = {record.code: record for record in model.objects.all()}
        return [_change(row["code"], present.get(row["code"]), read(Cells(row, context))) for row in rows]

    def apply(actor: Actor, rows: Rows, context: Context) -> None:
        for row in rows:
            actions.arrange(actor, model, row["code"], read(Cells(row, context)))

    return Provider(name, columns, check, changes, apply)


def _change(code: str, record: object | None, values: dict[str, Any]) -> Change:
    if record is None:
        return Change("add", code)
    differing = tuple(name for name, value in values.items() if getattr(record, name) != value)
    return Change("change" if differing else "keep", code, differing)


SHELF = ("code", "title", "title_en", "icon"), ("summary", "summary_en", "order")
PROVIDERS = (
    arranged("catalogue.categories", Columns(SHELF[0], (*SHELF[1], "tone")), Category, read_category),
    arranged("catalogue.life_events", Columns(*SHELF), LifeEvent, read_shelf),
    arranged("catalogue.groups", Columns(("code", "title"), ("national_code",)), ServiceGroup, read_group),
)
