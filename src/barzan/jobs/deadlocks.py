"""Two commands that wait for each other: the database ends one, which then has its turn after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection

P, T = ParamSpec("P"), TypeVar("T")
DEADLOCK = "40P01"  # SQLSTATE of PostgreSQL; on SQLite one transaction writes at a time


def once_more(command: Callable[P, T]) -> Callable[P, T]:
    """Runs ``command`` a second time where it was ended by a deadlock; within a transaction of the caller,
    which is lost then, the error goes on to the caller.
    """

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except OperationalError as error:
            if connection.in_atomic_block or getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise
        return command(*args, **kwargs)

    return run
