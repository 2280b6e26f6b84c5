"""The only writers of the room: deadlines and what happens to them, closures, plans of escalation."""

from barzan.clock.actions.calendars import change_calendar
from barzan.clock.actions.closures import declare_closure, withdraw_closure
from barzan.clock.actions.plans import save_plan
from barzan.clock.actions.running import begin_many, cancel_many, meet_many, start_many
from barzan.clock.actions.stages import escalate
from barzan.clock.actions.steering import extend, record_complete, record_notice, resume, suspend
from barzan.clock.values import NewDeadline, Owner

__all__ = [
    "NewDeadline",
    "Owner",
    "begin_many",
    "cancel_many",
    "change_calendar",
    "declare_closure",
    "escalate",
    "extend",
    "meet_many",
    "record_complete",
    "record_notice",
    "resume",
    "save_plan",
    "start_many",
    "suspend",
    "withdraw_closure",
]
