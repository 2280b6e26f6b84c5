"""The inbox as a page shows it: what its address asks for, tabs, chips, choices, one page of rows, CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.utils.translation import gettext, pgettext

from barzan.access import Actor
from barzan.blueprints.csvs import as_csv
from barzan.look.parts import Tab
from barzan.people.models import Unit
from barzan.persian.language import active_language
from barzan.persian.templatetags.persian import num
from barzan.tasks import owners, queries
from barzan.tasks.core.fields import Text
from barzan.tasks.queries import SORTS, VIEWS, WHEN, Asked, Facets
from barzan.tasks.telling import about_name, groups, held

PER_PAGE = 25
MOST_CSV = 20_000
COLUMNS = (
    "ref", "title", "subject", "process", "state", "opened", "due", "closed", "unit", "unit_name", "held_by",
    "body", "outside", "external_number",
)  # fmt: skip


def asked_of(given: Mapping[str, str]) -> Asked:
    """What an address asks for; what it cannot mean is left out."""

    def among(name: str, values: object, otherwise: str) -> str:
        value = given.get(name, otherwise)
        return value if value in values else otherwise  # type: ignore[operator]

    return Asked(
        view=among("view", VIEWS, "mine"),
        when=among("when", WHEN, ""),
        about=given.get("about", "")[:170].replace("\x00", ""),
        unit=given.get("unit", "")[:60].replace("\x00", ""),
        text=given.get("q", "")[:120].replace("\x00", ""),
        sort=among("sort", SORTS, "due"),
    )


def address(asked: Asked, **changed: str) -> str:
    """The query of an address that asks for this, with some of it changed."""
    asked = replace(asked, **changed)
    pairs = {
        "view": asked.view,
        "when": asked.when,
        "about": asked.about,
        "unit": asked.unit,
        "q": asked.text,
        "sort": "" if asked.sort == "due" else asked.sort,
    }
    return "?" + urlencode({name: value for name, value in pairs.items() if value})


def tabs(asked: Asked, counts: Mapping[str, int]) -> list[Tab]:
    """The views with their counts; that of bodies only where they hold tasks."""
    names = {
        "mine": gettext("Mine"),
        "unit": gettext("My units"),
        "unassigned": pgettext("tasks", "Free"),
        "bodies": gettext("Of my bodies"),
        "done": gettext("Done by me"),
    }
    return [
        Tab(name, f"?view={view}", view == asked.view, num(counts[view]))
        for view, name in names.items()
        if view != "bodies" or asked.view == "bodies" or counts[view]
    ]


def chips(asked: Asked, by_span: Mapping[str, int]) -> list[tuple[str, str, bool, str]]:
    """(name, address, whether chosen, count) of each time a task may be due."""
    names = {name: label for name, label in groups().items() if by_span.get(name)}
    total = sum(by_span.values())
    everything = (pgettext("tasks", "All"), address(asked, when=""), not asked.when, num(total))
    return [everything] + [
        (label, address(asked, when=name), asked.when == name, num(by_span[name]))
        for name, label in names.items()
    ]


def choices(
    facets: Facets, names: Mapping[tuple[str, str], Text]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What the list can be narrowed by: processes and units, as (value, name)."""
    language = active_language()
    abouts = [
        (f"{kind}:{about}", named.within(language) if (named := names.get((kind, about))) else about or kind)
        for kind, about, _ in facets.abouts
    ]
    units = [(code, (en if language == "en" else "") or fa) for code, fa, en, _ in facets.units]
    return abouts, units


def csv_of(actor: Actor, asked: Asked) -> bytes:
    """The filtered list: Gregorian moments, codes beside names, formulas defused."""
    rows = list(queries.tasks(actor, asked)[:MOST_CSV])
    names = owners.named({(row.kind, row.about) for row in rows})

    def cells(row: queries.Task) -> tuple[object, ...]:
        unit: Unit = row.unit
        return (
            row.ref, row.title, row.subject, about_name(names, row), row.state,
            row.opened_at.isoformat(), row.due_at.isoformat() if row.due_at else "",
            row.closed_at.isoformat() if row.closed_at else "", unit.code, unit.name, held(row),
            row.body.code if row.body else "", row.outside, row.external_number,
        )  # fmt: skip

    return as_csv(COLUMNS, map(cells, rows))
