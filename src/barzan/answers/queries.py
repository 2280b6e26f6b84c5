"""What can be known of many submissions together; the actor comes first, and only their own are counted."""

# Names in SQL are quoted by ``filters.quoted``, values are parameters.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from barzan.access import Actor, Scope
from barzan.access.querysets import within
from barzan.answers import engine, figures
from barzan.answers.columnar import facts_of as facts_of_submission
from barzan.answers.columnar import moment_of
from barzan.answers.core.columns import Column, Layout, Table
from barzan.answers.core.distributions import Distribution
from barzan.answers.core.filters import (
    Condition,
    Filter,
    answer_names,
    condition,
    expression,
    number,
    quoted,
    stored_names,
    together,
)
from barzan.answers.core.ground import Shape, shapes
from barzan.answers.core.rows import rows as rows_of_answers
from barzan.answers.engine import Source
from barzan.answers.layouts import facts_of, layout_of
from barzan.answers.models import Chosen, Export, Joining
from barzan.answers.rules import ANSWERS_READ
from barzan.forms import queries as forms_queries
from barzan.forms.models import Content as FormContent
from barzan.forms.models import Form, FormFile, FormVersion
from barzan.jobs.models import Job
from barzan.persian import search_key
from barzan.submissions.models import Submission
from barzan.submissions.queries import EXACT
from barzan.submissions.rules import READ
from barzan.submissions.values import Answers

PER_PAGE = 25
LAST_PAGE = 40_000
MOST_POINTS = 3_000
RECENT = 50_000  # submissions of which the newest rows are asked first
READ_POINTS = MOST_POINTS + 1_000  # of them the newest that are points indeed
WITHDRAWN = Condition("\".state\" <> 'withdrawn'")
SCOPED = (".sid", ".at", ".state", ".unit", ".place")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for: a table, filters, words, an order, a page (from 1)."""

    table: str = ""
    filters: tuple[Filter, ...] = ()
    text: str = ""
    sort: str = ""
    descending: bool = True
    page: int = 1


# The rows of one submission as they stand in it: member[9] before member[10].
IN_ORDER = ', length(".row"), ".row"'


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: its submission, its cells by path, where it stands in a repeat."""

    submission: Submission
    cells: dict[str, str]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list; ``count`` is exact to ``EXACT``, one more means more than that."""

    lines: list[Line]
    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class Look:
    """The live tables of a form as an actor may see them."""

    actor: Actor
    source: Source
    scope: Scope

    @property
    def layout(self) -> Layout:
        return self.source.layout

    @property
    def versions(self) -> tuple[int, ...]:
        """The numbers of the form's versions."""
        return self.layout.versions

    def table(self, path: str) -> Table | None:
        """A table with the facts of the submission before its questions."""
        return with_facts(self.layout.by_path.get(path), self.versions)

    def rows(self, table: Table, filters: Sequence[Filter] = (), text: str = "") -> figures.Rows:
        """The rows of a table that the actor may see and the filters leave."""
        columns = [table.by_path[each.path] for each in filters]
        conditions = [condition(each, column) for each, column in zip(filters, columns, strict=True)]
        if not any(each.path == ".state" for each in filters):
            conditions.append(WITHDRAWN)
        conditions += [reach(self.scope), *sought(text)]
        names = dict.fromkeys(SCOPED)
        for column in columns:
            names |= dict.fromkeys(stored_names(column))
        if text:
            names |= dict.fromkeys((".sought", ".key"))
        return figures.Rows(self.source, table, together(conditions), tuple(names))

    def listed(self, asked: Asked, table: Table) -> Listed:
        """One page of a list, and how long the list is."""
        rows = self.rows(table, asked.filters, asked.text)
        column = table.by_path.get(asked.sort)
        names = [*rows.names, *(stored_names(column) if column else ()), *((".row",) if table.path else ())]
        relation = self.source.relation(table.path, names)
        place = '".row"' if table.path else "''"
        page = min(max(asked.page, 1), LAST_PAGE)
        order = _order(column, asked) + (IN_ORDER if table.path else "")

        def sql(where: Condition) -> str:
            return (
                f'SELECT ".sid", {place} FROM {relation} AS r WHERE {where.sql} '
                f"ORDER BY {order} LIMIT {PER_PAGE + 1} OFFSET {(page - 1) * PER_PAGE}"
            )

        by_time = column is None or column.path == ".received"
        if by_time and asked.descending:
            found = self._newest(rows.condition, sql, PER_PAGE + 1)
        else:
            found = self.source.ask(sql(rows.condition), rows.condition)
        more = len(found) > PER_PAGE
        last = not more and (found or page == 1)  # then the rows themselves say how many there are
        count = min((page - 1) * PER_PAGE + len(found), EXACT + 1) if last else self.count(rows)
        return Listed(self._lines(table, found[:PER_PAGE]), count, more)

    def count(self, rows: figures.Rows) -> int:
        """How many rows there are, at most ``EXACT + 1``."""
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {rows.of()} LIMIT {EXACT + 1})"
        found: int = self.source.ask(sql, rows.condition)[0][0]
        return found

    def _lines(self, table: Table, found: Sequence[tuple[int, str]]) -> list[Line]:
        """The rows as they stand in the database, in the order found."""
        known = dict(self.source.arrived)
        if stored := [sid for sid, _ in found if sid not in known]:
            reached = within(self.scope, unit="unit_path", place="place_path")
            rows = list(Submission.objects.filter(reached, pk__in=stored))
            known |= {row.submission.pk: row for row in engine.rows_with(rows, self.source.versions)}
        lines = []
        for sid, place in found:
            if row := known.get(sid):
                facts = facts_of_submission(row.submission, row.version)[1]
                lines.append(Line(row.submission, {**_cells(row.answers, table, place), **facts}, place))
        return lines

    def distribution(self, rows: figures.Rows, column: Column) -> Distribution:
        """All answers to a question, of the versions that ask it."""
        return figures.distribution(rows.asked_in(column, self.versions), column)

    def points(self, rows: figures.Rows, column: Column) -> list[tuple[int, float, float]]:
        """(submission, latitude, longitude) of the newest answers to a question of a place."""
        text, relation = (
            expression(column),
            self.source.relation(rows.table.path, [*rows.names, *answer_names(column)]),
        )
        y, x = (f"TRY_CAST(split_part(p, ' ', {part}) AS DOUBLE)" for part in (1, 2))

        def sql(where: Condition) -> str:
            newest = (
                f'SELECT ".sid", ".at", {text} AS p FROM {relation} AS r WHERE {where.sql} '
                f'AND {text} IS NOT NULL ORDER BY ".at" DESC LIMIT {READ_POINTS}'
            )
            return (
                f'SELECT ".sid", {y} AS y, {x} AS x FROM ({newest}) '
                f'WHERE abs(y) <= 90 AND abs(x) <= 180 ORDER BY ".at" DESC LIMIT {MOST_POINTS}'
            )

        return self._newest(rows.condition, sql, MOST_POINTS)

    def _newest(
        self, where: Condition, sql: Callable[[Condition], str], wanted: int
    ) -> list[tuple[Any, ...]]:
        """The ``wanted`` rows of a question that puts the newest first: asked of the newest submissions,
        which lie together and are read at once, and of all where these have not enough.
        """
        moments = Submission.objects.filter(form=self.source.form).order_by("-received_at")
        if bound := moments.values_list("received_at", flat=True)[RECENT : RECENT + 1].first():
            near = together([where, Condition(f'".at" >= {moment_of(bound)}')])
            found = self.source.ask(sql(near), near)
            if len(found) >= wanted:
                return found
        return self.source.ask(sql(where), where)


def _cells(answers: Answers, table: Table, place: str) -> dict[str, str]:
    """The cells of the row that stands at a place."""
    found = (each for each in rows_of_answers(answers) if each.table == table.path and each.name == place)
    return next((each.cells for each in found), {})


def _order(column: Column | None, asked: Asked) -> str:
    """The order of a list; the newest first where nothing else decides."""
    way = "DESC" if asked.descending else "ASC"
    if column is None or column.path == ".received":
        return f'".at" {way}, ".sid" {way}'
    value = number(column) if column.kind == "number" else expression(column)
    return f'{value} {way} NULLS LAST, ".at" DESC, ".sid" DESC'


def reach(scope: Scope) -> Condition:
    """The rows that a scope covers, as ``access.querysets.within`` says it of submissions."""
    if scope.everything:
        return Condition("TRUE")
    areas = [
        together(
            [
                Condition(f"starts_with({quoted(name)}, ?)", (path,))
                for name, path in ((".unit", unit), (".place", place))
                if path
            ]
        )
        for unit, place in sorted(scope.areas)
    ]
    if not areas:
        return Condition("FALSE")
    return Condition(
        f"({' OR '.join(f'({each.sql})' for each in areas)})",
        tuple(value for each in areas for value in each.parameters),
    )


def sought(text: str) -> list[Condition]:
    """Rows whose text answers hold all words, or whose key holds the text."""
    words = search_key(text).split()[:8]
    if not words:
        return []
    held = together([Condition('contains(".sought", ?)', (word,)) for word in words])
    return [Condition(f'({held.sql} OR contains(".key", ?))', (*held.parameters, text.strip()))]


def with_facts(table: Table | None, versions: tuple[int, ...]) -> Table | None:
    """A table with the facts about the submission before its questions."""
    return table and Table(table.path, table.parent, table.labels, (*facts_of(versions), *table.columns))


@contextmanager
def look(actor: Actor, form: Form, **bounds: float) -> Iterator[Look]:
    """Opens the live tables of a form. Raises ``AnalysisMissing``, ``TooSlow``."""
    ANSWERS_READ.require(actor)
    with engine.source(form, **bounds) as source:  # type: ignore[arg-type]
        yield Look(actor, source, READ.scope(actor))


def layout(actor: Actor, form: Form) -> Layout:
    """The tables of a form without its answers."""
    ANSWERS_READ.require(actor)
    return layout_of(form)[0]


def ground(actor: Actor, form: Form) -> tuple[Shape, ...]:
    """What the maps of a form are drawn over: the lines and areas of the GeoJSON files that it carries."""
    ANSWERS_READ.require(actor)
    files = FormFile.objects.filter(version=form.current_id, name__iendswith=".geojson")
    return tuple(shape for content in files.values_list("content", flat=True) for shape in _shapes(content))


@lru_cache(maxsize=32)
def _shapes(content: int) -> tuple[Shape, ...]:
    """Those of a file, read once a process: contents of forms never change."""
    return tuple(shapes(bytes(FormContent.objects.values_list("data", flat=True).get(pk=content))))


def forms(actor: Actor) -> QuerySet[Form]:
    """The forms that anything arrived for."""
    ANSWERS_READ.require(actor)
    arrived = Submission.objects.filter(form=OuterRef("pk"))
    return forms_queries.forms(actor).filter(Exists(arrived)).order_by("title", "key")


def form(actor: Actor, key: str) -> Form | None:
    """One form with its unit."""
    ANSWERS_READ.require(actor)
    return forms_queries.forms(actor).filter(key=key).first()


def chosen(actor: Actor, shown: Form, table: str) -> list[str]:
    """The columns that the actor looks at; empty where they never chose."""
    found = Chosen.objects.filter(form=shown, user=actor.user, table=table).values_list("paths", flat=True)
    return list(found.first() or [])


def exports(actor: Actor, shown: Form) -> QuerySet[Export]:
    """The files that the actor ordered of a form, the latest first: nobody else's."""
    ANSWERS_READ.require(actor)
    return Export.objects.filter(form=shown, user=actor.user)[:20]


def jobs_of(actor: Actor, orders: Sequence[Export]) -> dict[str, Job]:
    """The jobs of orders by their keys."""
    ANSWERS_READ.require(actor)
    rows = Job.objects.filter(kind="answers.export", key__in=[order.key for order in orders])
    return {job.key: job for job in rows}


def export(actor: Actor, key: str) -> Export | None:
    """One of the actor's own files."""
    ANSWERS_READ.require(actor)
    return Export.objects.filter(key=key, user=actor.user).select_related("form").first()


def joinings(actor: Actor, shown: Form) -> list[Joining]:
    """What offices said of renamed questions, as it stands now."""
    ANSWERS_READ.require(actor)
    last = {row.old: row for row in Joining.objects.filter(form=shown)}
    return [row for row in last.values() if row.joined]


def versions(actor: Actor, shown: Form) -> list[FormVersion]:
    """The versions of a form, the newest first, without their XForms."""
    ANSWERS_READ.require(actor)
    return list(forms_queries.versions(actor, shown))
