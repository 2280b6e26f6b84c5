"""What the worker does for registers: the clock passes entries on when their day has come."""

from __future__ import annotations

from barzan.access import Actor
from barzan.clock import timers
from barzan.clock.models import Timer
from barzan.jobs.context import JobContext
from barzan.jobs.registry import every, handler
from barzan.registers import tallies
from barzan.registers.actions import doubles, importing
from barzan.registers.actions.passing import pass_by_clock
from barzan.registers.core import By
from barzan.registers.models import Import, ImportState, Register
from barzan.registers.timing import EXPIRY, RENEWAL


@timers.handler(EXPIRY)
def expire(actor: Actor, due: list[Timer]) -> None:
    """Entries whose last valid day is over."""
    pass_by_clock(actor, [int(timer.key) for timer in due], By.EXPIRY)


@timers.handler(RENEWAL)
def open_renewal(actor: Actor, due: list[Timer]) -> None:
    """Entries that may be renewed from today on."""
    pass_by_clock(actor, [int(timer.key) for timer in due], By.RENEWAL)


@handler("registers.import", outside=True)
def import_file(job: JobContext) -> None:
    """Checks a file without a change, or takes it batch by batch; a repeated job goes on where it was."""
    related = ("register__unit", "register__current__form_version", "unit__organisation", "file")
    imported = Import.objects.select_related(*related).get(pk=job.payload["import"])
    if job.payload["deed"] == "check" and imported.state == ImportState.CHECKING:
        importing.check_rows(imported, job.progress)
    elif job.payload["deed"] == "take" and imported.state == ImportState.RUNNING:
        importing.take_rows(job.actor, imported, job.progress)


@handler("registers.doubles", outside=True)
def look_for_doubles(job: JobContext) -> None:
    """Proposes entries of a register that may be the same."""
    register = Register.objects.select_related("current__form_version").get(pk=job.payload["register"])
    doubles.propose(register, job.progress)


every("registers.tallies", seconds=5, when=tallies.waiting)(tallies.settle)
