"""A command that the database ended for another's sake has its turn after it."""

from __future__ import annotations

import pytest
from django.db import OperationalError, transaction

from barzan.jobs.deadlocks import once_more


class Ended(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def failing(sqlstate: str):
    """A command that fails the first time; and how often it ran."""
    ran: list[int] = []

    @once_more
    def command() -> int:
        ran.append(1)
        if len(ran) == 1:
            raise OperationalError from Ended(sqlstate)
        return len(ran)

    return command, ran


@pytest.mark.django_db(transaction=True)
def test_a_deadlock_is_survived_once_and_nothing_else_is() -> None:
    command, _ = failing("40P01")
    assert command() == 2
    other, ran = failing("57014")
    with pytest.raises(OperationalError):
        other()
    assert len(ran) == 1


@pytest.mark.django_db
def test_within_a_transaction_the_caller_hears_of_it() -> None:
    command, ran = failing("40P01")
    with pytest.raises(OperationalError), transaction.atomic():
        command()
    assert len(ran) == 1
