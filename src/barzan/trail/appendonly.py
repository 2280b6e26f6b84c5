"""Triggers by which the database itself refuses to change or delete rows of a table.

Django has no constraint for "append-only", hence SQL, one dialect for each engine. A migration of the room
installs its guards; a later migration that rebuilds one of the tables on SQLite must install them again,
because SQLite drops a table's triggers with the table. On SQLite a third trigger refuses ``INSERT OR
REPLACE``, which deletes rows without firing a trigger of deletion.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

Keys = tuple[tuple[str, ...], ...]
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


@dataclass(frozen=True)
class AppendOnly:
    """The guards of one room: each guarded table with its unique keys (each a group of columns)."""

    tables: Mapping[str, Keys]

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Creates the triggers (and, on PostgreSQL, the function that all rooms share)."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_POSTGRESQL_FUNCTION)
            for _, _, sql in self._triggers(connection.vendor):
                cursor.execute(sql)

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Drops the triggers: for the reverse of a migration and for tests."""
        with connection.cursor() as cursor:
            for name, table, _ in self._triggers(connection.vendor):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    def missing(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Names of triggers that the database should have and has not (or has switched off)."""
        found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "postgresql":
            found = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        with connection.cursor() as cursor:
            cursor.execute(found)
            present = {name for (name,) in cursor.fetchall()}
        return sorted(name for name, _, _ in self._triggers(connection.vendor) if name not in present)

    def _triggers(self, vendor: str) -> Iterator[tuple[str, str, str]]:
        """(trigger, table, SQL) of everything to create."""
        for table, keys in self.tables.items():
            occasions = _postgresql(table) if vendor == "postgresql" else _sqlite(table, keys)
            for deed, clause in occasions:
                yield f"{table}_{deed}", table, f"CREATE TRIGGER {table}_{deed} {clause}"


_known: list[AppendOnly] = []


def provide(guards: AppendOnly) -> None:
    """Registers the guards of a room at start, so that they are looked for."""
    if guards not in _known:
        _known.append(guards)


def lost(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers of every room that the database should have and has not."""
    return [name for guards in _known for name in guards.missing(connection)]


def _postgresql(table: str) -> Iterator[tuple[str, str]]:
    refuse = "FOR EACH STATEMENT EXECUTE FUNCTION append_only_refuse()"
    yield "no_change", f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} {refuse}"


def _sqlite(table: str, keys: Keys) -> Iterator[tuple[str, str]]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    groups = (" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in keys)
    taken = " OR ".join(f"({group})" for group in groups)
    yield "no_update", f"BEFORE UPDATE ON {table} {refuse}"
    yield "no_delete", f"BEFORE DELETE ON {table} {refuse}"
    yield (
        "no_replace",
        f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) {refuse}",  # noqa: S608 - constants
    )
