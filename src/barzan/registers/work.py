"""What the worker does for registers: the clock passes entries on when their day has come."""

from __future__ import annotations

from barzan.access import Actor
from barzan.clock import timers
from barzan.clock.models import Timer
from barzan.registers.actions.passing import pass_by_clock
from barzan.registers.core import By
from barzan.registers.timing import EXPIRY, RENEWAL


@timers.handler(EXPIRY)
def expire(actor: Actor, due: list[Timer]) -> None:
    """Entries whose last valid day is over."""
    pass_by_clock(actor, [int(timer.key) for timer in due], By.EXPIRY)


@timers.handler(RENEWAL)
def open_renewal(actor: Actor, due: list[Timer]) -> None:
    """Entries that may be renewed from today on."""
    pass_by_clock(actor, [int(timer.key) for timer in due], By.RENEWAL)
