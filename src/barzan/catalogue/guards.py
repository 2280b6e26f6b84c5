"""Triggers by which the database itself refuses to change or delete a published version or a part of one.

There is no constraint for "immutable", hence SQL, one dialect for each engine. Migration 0002 installs them;
a later one that rebuilds a table on SQLite must install them again, because SQLite drops a table's triggers
with it. On SQLite a third trigger refuses ``INSERT OR REPLACE``, which deletes without firing one.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

# Each guarded table with the columns that number its rows.
TABLES = {
    "catalogue_serviceversion": ("service_id", "number"),
    "catalogue_requirement": ("version_id", "number"),
    "catalogue_legalbasis": ("version_id", "number"),
    "catalogue_step": ("version_id", "number"),
    "catalogue_channel": ("version_id", "number"),
}
_REFUSAL = "a published version of a service is immutable"
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION catalogue_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Creates the triggers (and, on PostgreSQL, their function)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for name, table in _names(connection.vendor):
            cursor.execute(_creation(connection.vendor, name, table))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drops the triggers. For the reverse of a migration and for tests; nothing of the program calls it."""
    with connection.cursor() as cursor:
        for name, table in _names(connection.vendor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that the database should have and has not (or has switched off)."""
    found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        found = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(found)
        present = {name for (name,) in cursor.fetchall()}
    return sorted(name for name, _ in _names(connection.vendor) if name not in present)


def _names(vendor: str) -> list[tuple[str, str]]:
    """(trigger, table) pairs."""
    deeds = ("no_change",) if vendor == "postgresql" else ("no_update", "no_delete", "no_replace")
    return [(f"{table}_{deed}", table) for table in TABLES for deed in deeds]


def _creation(vendor: str, name: str, table: str) -> str:
    if vendor == "postgresql":
        return (
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION catalogue_refuse()"
        )
    owner, number = TABLES[table]
    taken = f"id = NEW.id OR ({owner} = NEW.{owner} AND {number} = NEW.{number})"
    occasion = {
        "no_update": f"BEFORE UPDATE ON {table}",
        "no_delete": f"BEFORE DELETE ON {table}",
        "no_replace": f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})",  # noqa: S608
    }[name.removeprefix(f"{table}_")]
    return f"CREATE TRIGGER {name} {occasion} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
