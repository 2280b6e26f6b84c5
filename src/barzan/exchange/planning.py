"""What a file would change: its rows checked by the catalogue's providers and held against what is published.

Nothing is written here. One pass finds the problems of all tables; what is left is a plan, line by line.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from barzan.access import Actor, Target
from barzan.blueprints.registry import Context, Row
from barzan.blueprints.tables import MAX_PROBLEMS, column_problems
from barzan.blueprints.values import BlueprintRefused, Problem
from barzan.catalogue import queries
from barzan.catalogue.models import Category, LifeEvent, Service, ServiceGroup
from barzan.catalogue.placing import Resolver, standing
from barzan.catalogue.providers.cells import Cells
from barzan.catalogue.providers.services import read_placed, wanted
from barzan.catalogue.rules import CATALOGUE_ARRANGE, CATALOGUE_EDIT
from barzan.exchange import errors
from barzan.exchange.cells import part_cells, service_cells, text
from barzan.exchange.collecting import seldom
from barzan.exchange.reading import Sheet
from barzan.exchange.tables import ARRANGED, BY_KEY, SERVICES
from barzan.revisions.models import Draft
from barzan.revisions.proposed import Proposed, differing
from barzan.revisions.rules import DRAFTS_EDIT
from barzan.trail.canonical import canonical, content_hash

ARRANGED_MODELS: Mapping[str, type[models.Model]] = dict(
    zip(ARRANGED, (ServiceGroup, Category, LifeEvent), strict=True)
)


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of one service: ``service`` and ``before`` are None where it is new."""

    code: str
    service: Service | None
    before: Proposed | None
    after: Proposed

    def fields(self) -> list[dict[str, Any]]:
        """The fields that change, as plain values before and after."""
        old, new = self.before.fields() if self.before else {}, self.after.fields()
        names = differing(self.before, self.after)
        return [{"name": name, "old": _plain(old.get(name)), "new": _plain(new[name])} for name in names]


@dataclass(frozen=True, slots=True)
class Arranging:
    """What would become of a group, a subject or a life event."""

    table: str
    code: str
    new: bool
    title: str
    changed: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would change; ``unchanged`` services of it stay as they are.

    ``publishable``: whether the actor may publish all of it at once. ``contexts``: the tables, by their keys.
    """

    changes: tuple[Change, ...]
    arrangings: tuple[Arranging, ...]
    unchanged: int
    publishable: bool
    contexts: Mapping[str, tuple[Sheet, Context]] = field(repr=False)

    @property
    def digest(self) -> str:
        """The same for two plans that change the same things in the same way."""
        return content_hash(
            [
                [[each.table, each.code, list(each.changed)] for each in self.arrangings],
                [[each.code, each.service is None, each.fields()] for each in self.changes],
            ]
        )

    def counts(self) -> Counter[str]:
        """How many services are added, changed, kept."""
        kinds = Counter("add" if each.service is None else "change" for each in self.changes)
        return kinds + Counter(keep=self.unchanged)


@seldom()
def plan(actor: Actor, sheets: Sequence[Sheet], file: str) -> Plan:
    """What ``sheets`` would change. Raises ``BlueprintRefused`` with every problem, by its cell."""
    together = {sheet.table.provider.name: sheet.rows for sheet in sheets}
    contexts = {sheet.table.key: (sheet, Context(file, sheet.table.key, together)) for sheet in sheets}
    if not any(sheet.rows for sheet in sheets):
        raise BlueprintRefused([errors.nothing_filled_in(file)])
    problems = [problem for each in contexts.values() for problem in _checked(*each)]
    changes, unchanged = _changes(actor, contexts, together)
    problems = _that_count(actor, problems, contexts)
    arrangings = (
        [] if problems else [each for name in ARRANGED for each in _arrangings(actor, contexts.get(name))]
    )
    problems += _beyond(actor, contexts, changes, arrangings)
    if problems:
        order = list(contexts)
        problems.sort(key=lambda each: (order.index(each.file) if each.file in order else -1, each.row))
        raise BlueprintRefused(problems[:MAX_PROBLEMS])
    return Plan(
        tuple(changes),
        tuple(arrangings),
        unchanged,
        all(CATALOGUE_EDIT.permits(actor, target) for _, target, _ in _targets(changes)),
        contexts,
    )


def _checked(sheet: Sheet, context: Context) -> list[Problem]:
    provider = sheet.table.provider
    if not sheet.rows:
        return []
    return column_problems(list(sheet.rows), provider.columns, sheet.table.key) + provider.check(
        sheet.rows, context
    )


def _changes(
    actor: Actor, contexts: Mapping[str, tuple[Sheet, Context]], together: Mapping[str, tuple[Row, ...]]
) -> tuple[list[Change], int]:
    """The services that would change, by code, and how many named ones would not."""
    current, after = wanted(actor, Context("", "", together))
    placed = {}
    if SERVICES in contexts:
        sheet, context = contexts[SERVICES]
        placed = {row["code"]: read_placed(Cells(row, context)) for row in sheet.rows}
    rows = Service.objects.filter(code__in=list(after))
    services = {service.code: service for service in rows.select_related("unit", "current_version")}
    places = standing(rows)
    found = []
    for code, content in after.items():
        proposed = Proposed(content, placed.get(code) or places[code])
        before = Proposed(current[code], places[code]) if code in current else None
        if before != proposed:
            found.append(Change(code, services.get(code), before, proposed))
    return found, len(after) - len(found)


def _that_count(
    actor: Actor, problems: list[Problem], contexts: Mapping[str, tuple[Sheet, Context]]
) -> list[Problem]:
    """The problems without those of rows that repeat, cell by cell, what stands: not this file's fault."""
    if not problems:
        return problems
    wrong = {(problem.file, problem.row) for problem in problems}
    rows = {
        (name, row.number): (row, sheet.table)
        for name, (sheet, _) in contexts.items()
        if name not in ARRANGED
        for row in sheet.rows
        if (name, row.number) in wrong
    }
    named = Counter(row["code"] for row in contexts[SERVICES][0].rows) if SERVICES in contexts else Counter()
    standing_cells = _cells(actor, {row[table.columns[0].key] for row, table in rows.values()})

    def counts(problem: Problem) -> bool:
        if (problem.file, problem.row) not in rows:
            return True
        row, table = rows[problem.file, problem.row]
        cells = tuple(row[key] for key in table.keys)
        return (table.key, cells) not in standing_cells or named[cells[0]] > 1

    return [problem for problem in problems if counts(problem)]


def _cells(actor: Actor, codes: set[str]) -> set[tuple[str, tuple[str, ...]]]:
    """(table, cells) of what stands about services."""
    places = standing(Service.objects.filter(code__in=list(codes)))
    found = set()
    for code, content in queries.contents(actor, codes).items():
        found.add((SERVICES, service_cells(code, content, places[code], BY_KEY[SERVICES].keys)))
        found.update(part_cells(code, content))
    return found


def _arrangings(actor: Actor, found: tuple[Sheet, Context] | None) -> Iterator[Arranging]:
    if found is None:
        return
    sheet, context = found
    records = {record.code: record for record in ARRANGED_MODELS[sheet.table.key]._default_manager.all()}  # type: ignore[attr-defined]
    for row, change in zip(sheet.rows, sheet.table.provider.changes(actor, sheet.rows, context), strict=True):
        if change.kind == "keep":
            continue
        record = records.get(change.key)
        names = change.fields or tuple(name for name in sheet.table.keys if row[name] and name != "code")
        yield Arranging(
            sheet.table.key,
            change.key,
            record is None,
            row["title"],
            tuple(
                {"name": name, "old": text(getattr(record, name, None)), "new": row[name]} for name in names
            ),
        )


def _beyond(
    actor: Actor,
    contexts: Mapping[str, tuple[Sheet, Context]],
    changes: Sequence[Change],
    arrangings: Sequence[Arranging],
) -> list[Problem]:
    """What the actor may not do, or nobody can, by the row that asks for it."""
    rows = _rows_of(contexts)
    problems = [
        errors.not_yours(*rows[code], unit) for code, target, unit in _targets(changes)
        if not DRAFTS_EDIT.permits(actor, target)
    ]  # fmt: skip
    for change in changes:
        if change.service is not None and change.service.retired_at is not None:
            problems.append(errors.retired(*rows[change.code], change.code))
        elif change.service is not None and change.before is None:
            problems.append(errors.unpublished(*rows[change.code], change.code))
    new = [change.code for change in changes if change.service is None]
    taken = Draft.objects.filter(code__in=new).values_list("code", flat=True) if new else ()
    problems += [errors.drafted(*rows[code], code) for code in sorted(set(taken))]
    if arrangings and not CATALOGUE_ARRANGE.admits(actor):
        numbers = {
            (name, row["code"]): row.number
            for name in ARRANGED
            if name in contexts
            for row in contexts[name][0].rows
        }
        problems += [
            errors.not_to_arrange(each.table, numbers[each.table, each.code], each.code)
            for each in arrangings
        ]
    return problems


def _targets(changes: Iterable[Change]) -> Iterator[tuple[str, Target, str]]:
    """(code, where it lies, the unit) for the unit that has each service and the one that shall have it."""
    units = Resolver().units
    for change in changes:
        names = {change.after.placed.unit}
        if change.service is not None:
            names.add(change.service.unit.code)
        for name in sorted(names):
            if name in units:
                yield change.code, units[name].target, name


def _rows_of(contexts: Mapping[str, tuple[Sheet, Context]]) -> dict[str, tuple[str, int]]:
    """(sheet, row) of each service: its own row, else the first that speaks of it."""
    found: dict[str, tuple[str, int]] = {}
    names = [SERVICES, *(name for name in contexts if name not in (SERVICES, *ARRANGED))]
    for name in names:
        for row in contexts[name][0].rows if name in contexts else ():
            found.setdefault(row["code" if name == SERVICES else "service"], (name, row.number))
    return found


def _plain(value: Any) -> Any:
    return json.loads(canonical(_values(value)))


def _values(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_values(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return value
