"""Rows of models written and locked by statements that are built once: a third of the processor time of the
same through querysets. For commands that run hundreds of times a second.

Lives beside the trail, the lowest room with tables: every room may use it. No signal is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from django.db import connection, models
from django.db.models.expressions import Col

M = TypeVar("M", bound=models.Model)
VALUES = 9_000  # values in one statement; SQLite takes 32,766
_AS_IT_IS = frozenset({str, int, bool, type(None)})


def create(rows: Iterable[M], *, once: bool = False) -> list[M]:
    """Inserts new ``rows`` of one model, like ``bulk_create``; their ids are filled in.

    ``once`` leaves out rows that stand there already by a unique key; nobody learns an id then.
    """
    rows = list(rows)
    if not rows:
        return rows
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    size = max(1, VALUES // len(fields))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            some = rows[start : start + size]
            given = chain.from_iterable(_values(row, fields, add=True) for row in some)
            cursor.execute(_insert(model, len(some), once, connection.vendor), list(given))
            if once:
                continue
            for row, (pk,) in zip(some, cursor.fetchall(), strict=True):
                row.pk = pk
                row._state.adding, row._state.db = False, connection.alias
    return rows


def update(row: models.Model, names: Sequence[str]) -> None:
    """Writes the fields ``names`` of one row that stands in the table."""
    model = type(row)
    fields = [model._meta.get_field(name) for name in names]
    with connection.cursor() as cursor:
        cursor.execute(
            _update(model, tuple(names), connection.vendor), [*_values(row, fields, add=False), row.pk]
        )


def locked(model: type[M], related: str = "", **key: Any) -> M | None:
    """The one row whose columns equal ``key``, which is unique, locked until the end of the transaction; with
    what its foreign key ``related`` names. None where there is no such row.
    """
    if any(isinstance(value, int) and value.bit_length() > 63 for value in key.values()):
        return None  # no column holds such a number, and no engine takes it
    statement = _select(model, related, tuple(key), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, list(key.values()))
        found = cursor.fetchone()
    if found is None:
        return None
    own, *others = statement.parts
    row: M = own.made(found[: own.width])
    for other in others:
        setattr(row, related, other.made(found[own.width :]))
    return row


def _values(row: models.Model, fields: Iterable[Any], *, add: bool) -> list[Any]:
    """The values of a row as the engine takes them."""
    given = []
    for field in fields:
        value = field.pre_save(row, add)
        plain = type(value) in _AS_IT_IS and not isinstance(field, models.JSONField)
        given.append(value if plain else field.get_db_prep_save(value, connection))
    return given


class _Part(NamedTuple):
    """How the columns of one model become its row."""

    model: type[models.Model]
    names: tuple[str, ...]
    converted: tuple[tuple[int, Col, tuple[Callable[..., Any], ...]], ...]

    @property
    def width(self) -> int:
        return len(self.names)

    def made(self, values: Sequence[Any]) -> Any:
        values = list(values)
        for place, column, converters in self.converted:
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return self.model.from_db(connection.alias, self.names, values)


class _Statement(NamedTuple):
    sql: str
    parts: tuple[_Part, ...]


def _part(model: type[models.Model]) -> _Part:
    fields = model._meta.concrete_fields
    converted = []
    for place, field in enumerate(fields):
        column = Col(model._meta.db_table, field)
        converters = (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
        if converters:
            converted.append((place, column, converters))
    return _Part(model, tuple(field.attname for field in fields), tuple(converted))


@lru_cache(maxsize=100)
def _select(model: type[models.Model], related: str, key: tuple[str, ...], vendor: str) -> _Statement:
    quoted, table = connection.ops.quote_name, model._meta.db_table
    parts, join = [_part(model)], ""
    if related:
        field: Any = model._meta.get_field(related)
        other = field.related_model
        parts.append(_part(other))
        there = quoted(other._meta.db_table)
        join = (
            f" JOIN {there} ON {quoted(table)}.{quoted(field.column)} = "
            f"{there}.{quoted(other._meta.pk.column)}"
        )
    columns = ", ".join(
        f"{quoted(part.model._meta.db_table)}.{quoted(field.column)}"
        for part in parts
        for field in part.model._meta.concrete_fields
    )
    lock = f" FOR UPDATE OF {quoted(table)}" if connection.features.has_select_for_update else ""
    asked: list[Any] = [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in key]
    where = " AND ".join(f"{quoted(table)}.{quoted(field.column)} = %s" for field in asked)
    return _Statement(f"SELECT {columns} FROM {quoted(table)}{join} WHERE {where}{lock}", tuple(parts))  # noqa: S608


@lru_cache(maxsize=200)
def _insert(model: type[models.Model], rows: int, once: bool, vendor: str) -> str:
    quoted, meta = connection.ops.quote_name, model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    end = "ON CONFLICT DO NOTHING" if once else f"RETURNING {quoted(str(meta.pk.column))}"
    return f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES {', '.join([one] * rows)} {end}"  # noqa: S608


@lru_cache(maxsize=200)
def _update(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:
    quoted, meta = connection.ops.quote_name, model._meta
    given = ", ".join(f"{quoted(str(meta.get_field(name).column))} = %s" for name in names)
    return f"UPDATE {quoted(meta.db_table)} SET {given} WHERE {quoted(str(meta.pk.column))} = %s"  # noqa: S608
