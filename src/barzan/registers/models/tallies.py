"""Counts of entries that the database keeps itself, so that charts count rows of counts, not entries."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from barzan.people.models import Unit
from barzan.registers.models.registers import Register


class Tally(models.Model):
    """So many entries more (or fewer) of a register that are shown, in a unit and a state, with ``value``.

    ``name`` is what is counted: all of them, those of a place, of a month of opening or of expiry; ``value``
    as text, "" where an entry has none. The sum of ``number`` is the count. The triggers of
    ``registers.tallies`` write it: on PostgreSQL they only add rows (two writers never wait for one another),
    which the worker settles into one row for each value; on SQLite, which has one writer, rows are settled as
    they are written.
    """

    register = models.ForeignKey(
        Register, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    state = models.CharField(max_length=60)
    name = models.CharField(max_length=10)
    value = models.CharField(max_length=20, blank=True)
    number = models.IntegerField()
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "name", "unit", "state", "value"],
                condition=Q(settled=True),
                name="tally_once",
            )
        ]
        indexes = [
            models.Index(fields=["register", "name", "unit"], name="tally_of_units"),
            models.Index(
                fields=["register", "name", "value", "state", "unit", "number"], name="tally_summed"
            ),
            models.Index(fields=["id"], condition=Q(settled=False), name="tally_to_settle"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.name} {self.value}: {self.number}"
