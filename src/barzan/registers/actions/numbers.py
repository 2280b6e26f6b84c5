"""Numbers without gaps: a counter is locked from the first number taken to the end of the transaction.

What is rolled back gives its numbers back, and two who open entries at the same time wait for each other.
"""

from __future__ import annotations

from barzan.registers.models import Counter, Register


def take(register: Register, organisation: int, series: str, how_many: int) -> int:
    """The first of ``how_many`` counts that follow the last one given; within a transaction."""
    counter = _locked(register, organisation, series)
    counter.last += how_many
    counter.save(update_fields=["last"])
    return counter.last - how_many + 1


def skip(register: Register, organisation: int, series: str, count: int) -> None:
    """A count that came from outside, and those before it, are not given again."""
    counter = _locked(register, organisation, series)
    if count > counter.last:
        counter.last = count
        counter.save(update_fields=["last"])


def _locked(register: Register, organisation: int, series: str) -> Counter:
    which = {"register": register, "organisation_id": organisation, "series": series}
    Counter.objects.get_or_create(**which)
    return Counter.objects.select_for_update().get(**which)
