"""Tasks for the tests of this room and of those above."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from barzan.access import Actor
from barzan.access.values import system_actor
from barzan.people.models import Unit
from barzan.tasks.actions.opening import open_many
from barzan.tasks.models import Task
from barzan.tasks.values import Choice, Field, FieldType, NewTask, Subject, Text

KIND = "test"
SYSTEM = system_actor("test")
_number = count(1)
FIELDS = (
    Field("approved", Text("تأیید می‌شود؟", "Approved?"), FieldType.YES_NO),
    Field("amount", Text("مبلغ", "Amount"), FieldType.MONEY, required=False),
    Field("day", Text("روز بازدید", "Day of the visit"), FieldType.DATE, required=False),
    Field("share", Text("سهم", "Share"), FieldType.NUMBER, required=False),
    Field(
        "way",
        Text("شیوهٔ خرید", "Way of purchase"),
        FieldType.CHOICE,
        required=False,
        choices=(Choice("small", Text("خرد", "Small")), Choice("tender", Text("مناقصه", "Tender"))),
    ),
    Field("note", Text("یادداشت", "Note"), FieldType.TEXT, required=False),
    Field("letter", Text("نامه", "Letter"), FieldType.DOCUMENT, required=False),
)


def new_task(unit: Unit, **more: Any) -> NewTask:
    """A task of ``unit`` with one field of every type."""
    values: dict[str, Any] = {
        "kind": KIND,
        "key": f"{next(_number)}:1",
        "title": Text("بررسی درخواست خرید", "Check the purchase"),
        "unit_id": unit.pk,
        "since": timezone.now(),
        "fields": FIELDS,
        "subject": Subject("خرید میز برای دفتر", "Desks for the office"),
        "about": "purchase",
    }
    return NewTask(**(values | more))


def make_task(unit: Unit, actor: Actor = SYSTEM, **more: Any) -> Task:
    """An open task of ``unit``; the owner ``KIND`` must be registered."""
    return open_many(actor, [new_task(unit, **more)])[0]
