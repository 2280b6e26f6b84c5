"""All checks in order: those of the database only when it answers, those of its rows when it is migrated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from barzan.cli.doctor import database, machine, rows
from barzan.cli.doctor.finding import Finding

Check = Callable[[], Iterable[Finding]]

MACHINE: tuple[Check, ...] = (
    machine.python,
    machine.disk,
    machine.home,
    machine.keys,
    machine.files,
    machine.printer,
)
REACHABLE: tuple[Check, ...] = (database.reachable,)
DATABASE: tuple[Check, ...] = (database.engine, database.whole, database.migrated)
ROWS: tuple[Check, ...] = (
    rows.clock,
    rows.worker,
    rows.jobs,
    rows.guards,
    rows.sealing,
    rows.signing_key,
    rows.documents,
    rows.index,
)


def examine() -> list[Finding]:
    """Every finding; a floor of checks is left out where the one below it found an error."""
    found = list(_run(MACHINE))
    for floor in (REACHABLE, DATABASE, ROWS):
        here = list(_run(floor))
        found += here
        if any(each.level == "error" for each in here):
            break
    return found


def _run(checks: Iterable[Check]) -> Iterator[Finding]:
    for check in checks:
        yield from check()
