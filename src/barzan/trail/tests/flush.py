"""A pytest plugin: what a transactional test left is deleted, in spite of the append-only triggers.

Django would empty all tables, and say to every room afterwards that the database has been made. Only the
tables that hold rows are emptied here, and what Django keeps of the models stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

# Made of the models when the database is made; no test writes there.
OF_THE_MODELS = {"django_content_type", "auth_permission"}


@pytest.fixture(scope="session", autouse=True)
def only_what_was_written_is_deleted() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: _empty())
        yield


def _empty() -> None:
    """Deletes every row; foreign keys are looked at when all rows are gone."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = [
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in set(tables) - OF_THE_MODELS
    ]
    filled = [table for (table,) in _rows(" UNION ALL ".join(asked))]
    unguarded = _postgresql if connection.vendor == "postgresql" else _sqlite
    with transaction.atomic(), unguarded(set(filled)):
        _run(f"DELETE FROM {table}" for table in filled)


@contextmanager
def _postgresql(filled: set[str]) -> Iterator[None]:
    found = _rows("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
    guarded = [table for (table,) in found if table in filled]
    _run(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded)
    yield
    # What awaits the end of the transaction is looked at before a table may be altered again.
    _run(["SET CONSTRAINTS ALL IMMEDIATE"])
    _run(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in guarded)


@contextmanager
def _sqlite(filled: set[str]) -> Iterator[None]:
    found = _rows("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    guards = [(name, sql) for name, sql, table in found if table in filled]
    _run(f"DROP TRIGGER {name}" for name, _ in guards)
    yield
    _run(sql for _, sql in guards)


def _rows(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
