"""A pytest plugin: between transactional tests Django empties every table, which append-only triggers
refuse.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase


@pytest.fixture(scope="session", autouse=True)
def flush_lifts_the_guards() -> Iterator[None]:
    """Lifts the triggers of every room while Django flushes the test database, and only then."""
    flush = TransactionTestCase._fixture_teardown

    def unguarded_flush(case: Any) -> None:
        with _postgresql() if connection.vendor == "postgresql" else _sqlite():
            flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", unguarded_flush)
        yield


@contextmanager
def _postgresql() -> Iterator[None]:
    guarded = _rows("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
    _run(f"ALTER TABLE {table} DISABLE TRIGGER USER" for (table,) in guarded)
    yield
    _run(f"ALTER TABLE {table} ENABLE TRIGGER USER" for (table,) in guarded)


@contextmanager
def _sqlite() -> Iterator[None]:
    triggers = _rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    _run(f"DROP TRIGGER {name}" for name, _ in triggers)
    yield
    _run(sql for _, sql in triggers)


def _rows(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _run(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
