"""Triggers by which the database itself refuses to change or delete what the trail holds.

Django has no constraint for "append-only", hence SQL, one dialect for each engine. A migration installs it; a
later migration that rebuilds one of the tables on SQLite must install it again, because SQLite drops a
table's triggers with the table. On SQLite a third trigger refuses ``INSERT OR REPLACE``, which deletes rows
without firing a trigger of deletion.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

# Each guarded table with its unique columns.
TABLES = {"trail_event": ("id",), "trail_link": ("position", "event"), "trail_seal": ("number", "last")}

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Creates the triggers (and, on PostgreSQL, their function)."""
    _run(connection, [sql for _, sql in _wanted(connection.vendor)])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drops the triggers. For the reverse of a migration and for tests; nothing of the program calls it."""
    postgresql = connection.vendor == "postgresql"
    drops = [
        f"DROP TRIGGER IF EXISTS {name}" + (f" ON {name.rsplit('_', 2)[0]}" if postgresql else "")
        for name, _ in _wanted(connection.vendor)
        if name
    ]
    _run(connection, drops)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that the database should have and has not (or has switched off)."""
    found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        found = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(found)
        present = {name for (name,) in cursor.fetchall()}
    return sorted(name for name, _ in _wanted(connection.vendor) if name and name not in present)


def _wanted(vendor: str) -> list[tuple[str, str]]:
    """(trigger name, SQL) of everything to create; the function has no name."""
    if vendor == "postgresql":
        return [("", _POSTGRESQL_FUNCTION)] + [
            (
                f"{table}_no_change",
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()",
            )
            for table in TABLES
        ]
    return [pair for table, unique in TABLES.items() for pair in _sqlite(table, unique)]


def _sqlite(table: str, unique: tuple[str, ...]) -> list[tuple[str, str]]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    taken = " OR ".join(f"{column} = NEW.{column}" for column in unique)
    occasions = {
        "no_update": "BEFORE UPDATE ON {table}",
        "no_delete": "BEFORE DELETE ON {table}",
        "no_replace": f"BEFORE INSERT ON {{table}} WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})",  # noqa: S608 - constants
    }
    return [
        (f"{table}_{name}", f"CREATE TRIGGER {table}_{name} {when.format(table=table)} {refuse}")
        for name, when in occasions.items()
    ]


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
