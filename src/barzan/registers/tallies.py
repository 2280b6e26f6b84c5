"""The triggers that keep ``Tally``: with each change of an entry, in its transaction, whoever makes it.

A migration that rebuilds the table of entries on SQLite must install them again: SQLite drops a table's
triggers with the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection as default
from django.db.backends.base.base import BaseDatabaseWrapper

from barzan.registers.models.tallies import Tally

ENTRIES, TALLIES = "registers_entry", "registers_tally"
COUNTED = {"all": "", "place": "place_id", "month": "month", "expiry": "expiry_month"}
OF = "register_id, unit_id, state"
KEY = f"{OF}, name, value"
MOVING = (*OF.split(", "), *filter(None, COUNTED.values()), "hidden")
INTO = f"INSERT INTO {TALLIES} ({KEY}, number, settled)"
SETTLED = (
    "ON CONFLICT (register_id, name, unit_id, state, value) WHERE settled "
    f"DO UPDATE SET number = {TALLIES}.number + excluded.number"
)
SETTLE = f"""
WITH gone AS (DELETE FROM {TALLIES} WHERE NOT settled RETURNING {KEY}, number)
{INTO} SELECT {KEY}, sum(number), true FROM gone
GROUP BY {KEY} HAVING sum(number) <> 0 ORDER BY {KEY} {SETTLED}
"""  # noqa: S608 - constants
# What a statement on entries put in and took out, as PostgreSQL hands it to a trigger, with its signs.
DEEDS = {"insert": {"put": "1"}, "update": {"put": "1", "taken": "-1"}, "delete": {"taken": "-1"}}
TABLES = {"put": "NEW TABLE AS put", "taken": "OLD TABLE AS taken"}


def waiting() -> bool:
    """Whether the worker has anything to settle."""
    return Tally.objects.filter(settled=False).exists()


def settle() -> None:
    """Makes one row of all rows of a value, in one statement: who reads meanwhile sees those before or those
    after, and of two who settle at once each takes rows of its own.
    """
    with default.cursor() as cursor:
        cursor.execute(SETTLE)


def install(connection: BaseDatabaseWrapper) -> None:
    """Counts the entries that are there, and creates the triggers that go on from there."""
    with connection.cursor() as cursor:
        cursor.execute(_summed(_facts(ENTRIES, "1"), "true"))
        for sql in _triggers(connection.vendor):
            cursor.execute(sql)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drops the triggers: for the reverse of a migration."""
    with connection.cursor() as cursor:
        for deed in DEEDS:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS tally_{deed} ON {ENTRIES}")
                cursor.execute(f"DROP FUNCTION IF EXISTS registers_tally_{deed}()")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS tally_{deed}")


def _triggers(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        for deed, sides in DEEDS.items():
            yield from _of_statements(deed, sides)
    else:
        yield _of_rows("insert", "INSERT", {"NEW": "1"})
        yield _of_rows("delete", "DELETE", {"OLD": "-1"})
        moved = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in MOVING)
        yield _of_rows(
            "update", f"UPDATE OF {', '.join(MOVING)}", {"OLD": "-1", "NEW": "1"}, f" WHEN {moved}"
        )


def _of_statements(deed: str, sides: dict[str, str]) -> Iterator[str]:
    """PostgreSQL: all that one statement changed, summed, as rows to settle."""
    facts = " UNION ALL ".join(_facts(side, sign) for side, sign in sides.items())
    yield f"""
        CREATE OR REPLACE FUNCTION registers_tally_{deed}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        {_summed(facts, "false")}; RETURN NULL; END $$
    """
    handed = " ".join(TABLES[side] for side in sides)
    yield (
        f"CREATE TRIGGER tally_{deed} AFTER {deed.upper()} ON {ENTRIES} REFERENCING {handed} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION registers_tally_{deed}()"
    )


def _summed(facts: str, settled: str) -> str:
    """What is counted, as rows; what adds to nothing leaves none."""
    return (
        f"{INTO} SELECT {KEY}, sum(number), {settled} FROM ({facts}) AS fact "  # noqa: S608 - constants
        f"GROUP BY {KEY} HAVING sum(number) <> 0"
    )


def _facts(table: str, sign: str) -> str:
    """What is counted of the rows of a table."""
    return " UNION ALL ".join(
        f"SELECT {OF}, '{name}' AS name, {_value(column)} AS value, {sign} AS number "  # noqa: S608
        f"FROM {table} WHERE NOT hidden"
        for name, column in COUNTED.items()
    )


def _value(column: str, of: str = "") -> str:
    return f"COALESCE(CAST({of}{column} AS text), '')" if column else "''"


def _of_rows(deed: str, occasion: str, rows: dict[str, str], when: str = "") -> str:
    """SQLite: row by row, settled at once."""
    deeds = "".join(f"{INTO} {_of_row(row, sign)} {SETTLED}; " for row, sign in rows.items())
    return f"CREATE TRIGGER tally_{deed} AFTER {occasion} ON {ENTRIES}{when} BEGIN {deeds}END"


def _of_row(row: str, sign: str) -> str:
    facts = " UNION ALL ".join(
        f"SELECT '{name}' AS name, {_value(column, f'{row}.')} AS value" for name, column in COUNTED.items()
    )
    own = ", ".join(f"{row}.{column}" for column in OF.split(", "))
    return f"SELECT {own}, name, value, {sign}, 1 FROM ({facts}) WHERE NOT {row}.hidden"  # noqa: S608
