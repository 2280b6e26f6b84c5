"""The tables of the installation, their rows in one order, and one unchanging view of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.models import CharField, F, Field, JSONField, Model, TextField
from django.db.models.functions import Cast, Collate

from barzan.cli.backup.manifest import Table
from barzan.cli.backup.values import line, plain

CHUNK = 2_000
# Sessions end with a restore; the search index is built anew; Django itself fills the last two.
LEFT_OUT = frozenset({"sessions", "usersessions", "search", "contenttypes", "auth"})
Sink = Callable[[bytes], object]


def tables(registry: Apps = apps) -> dict[str, type[Model]]:
    """Every table that is kept, by ``app.model``, each after those it refers to (rings apart)."""
    models = [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    ]
    order: dict[str, type[Model]] = {}
    for model in models:
        _place(model, frozenset(models), order, ())
    return order


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns of the model's own table that hold values of their own."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def lines(model: type[Model]) -> Iterator[bytes]:
    """The rows of a table as lines, by primary key; memory does not grow with the table."""
    fields = columns(model)
    names = [field.attname for field in fields]
    rows = model._base_manager.order_by(_order(model)).values_list(*map(_expression, fields))
    for row in rows.iterator(chunk_size=CHUNK):
        yield line({name: plain(field, value) for name, field, value in zip(names, fields, row, strict=True)})


def copy(model: type[Model], sink: Sink = lambda data: None) -> Table:
    """Sends the lines of a table to ``sink``; returns how many there were, their bytes and their hash."""
    digest, rows, size = hashlib.sha256(), 0, 0
    for data in lines(model):
        sink(data)
        digest.update(data)
        rows, size = rows + 1, size + len(data)
    return Table(rows, size, digest.hexdigest())


@contextmanager
def snapshot() -> Iterator[None]:
    """One unchanging view of the database for reading; writers are not kept out."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # ``atomic`` would begin IMMEDIATE and hold the one write lock.
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _place(
    model: type[Model],
    kept: frozenset[type[Model]],
    order: dict[str, type[Model]],
    above: tuple[type[Model], ...],
) -> None:
    if model in above or model._meta.label_lower in order:
        return
    for field in columns(model):
        related = field.related_model
        if isinstance(related, type) and related in kept:
            _place(related, kept, order, (*above, model))
    order[model._meta.label_lower] = model


def _order(model: type[Model]) -> Any:
    key = model._meta.pk
    # SQLite compares text by code points; so must PostgreSQL, whatever the collation of the database.
    if connection.vendor == "postgresql" and isinstance(key, CharField | TextField):
        return Collate(key.attname, "C")
    return F(key.attname)


def _expression(field: Field[Any, Any]) -> Any:
    return Cast(field.attname, TextField()) if isinstance(field, JSONField) else F(field.attname)
