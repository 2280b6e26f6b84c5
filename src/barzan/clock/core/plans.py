"""The three stages of escalation: remind before the end, tell the superior and take over after it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from barzan.clock.core.calendars import Calendar
from barzan.clock.core.offsets import after, before
from barzan.clock.core.values import Counting

NO_PLAN = "none"
DEFAULT_PLAN = "default"


class Stage(IntEnum):
    """How far the time of a deadline is gone; PASSED is the end itself."""

    BEGUN = 0
    REMINDED = 1
    PASSED = 2
    SUPERIOR = 3
    TAKEN_OVER = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """``remind`` before the end, ``superior`` and ``take_over`` after it: durations counted by ``counting``;
    "" leaves a stage out.
    """

    code: str
    remind: str = ""
    superior: str = ""
    take_over: str = ""
    counting: Counting = Counting.WORKING_DAYS


NOTHING = Plan(NO_PLAN)


def stages(plan: Plan, since: datetime, due: datetime, calendar: Calendar) -> list[tuple[datetime, Stage]]:
    """When each stage of ``plan`` comes, in order; a reminder that would come before the beginning is left
    out.
    """
    found = [(due, Stage.PASSED)]
    if plan.remind and (at := before(due, plan.remind, plan.counting, calendar)) > since:
        found.append((at, Stage.REMINDED))
    for amount, stage in ((plan.superior, Stage.SUPERIOR), (plan.take_over, Stage.TAKEN_OVER)):
        if amount:
            found.append((after(due, amount, plan.counting, calendar), stage))
    return sorted(found, key=lambda each: (each[1], each[0]))


def next_stage(
    found: list[tuple[datetime, Stage]], reached: Stage, now: datetime | None = None
) -> tuple[Stage, datetime | None]:
    """(the stage where a deadline stands, when the next one comes).

    With ``now``, stages that lie ahead again (the end moved) have not been reached.
    """
    if now is not None:
        past = [stage for at, stage in found if at <= now]
        reached = min(reached, max(past, default=Stage.BEGUN))
    ahead = [at for at, stage in found if stage > reached]
    return reached, min(ahead, default=None)
