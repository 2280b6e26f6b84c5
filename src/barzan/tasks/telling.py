"""Tasks in words, in the reader's language: how much time is left, who holds one, what happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from barzan.look.parts import Happening
from barzan.people.called import in_language
from barzan.persian.language import active_language
from barzan.persian.numbers import Rial
from barzan.persian.templatetags.persian import fa_digits, jalali, num
from barzan.tasks import owners
from barzan.tasks.core.answers import Value, loaded
from barzan.tasks.core.fields import Field, FieldType, Text
from barzan.tasks.models import Deed, Hand, State, Task


@dataclass(frozen=True, slots=True)
class Left:
    """The time that is left: the group of the inbox that it falls into, and a few words for its pill."""

    group: str
    text: str


def left_of(task: Task, now: datetime) -> Left:
    """How much time an open task has; of a closed one, when it was closed."""
    if task.state != State.OPEN:
        return Left("closed", jalali(task.closed_at, "short"))
    if task.due_at is None:
        waits = task.timed
        return Left(
            "undated",
            pgettext("time of a task", "not running") if waits else pgettext("time of a task", "no deadline"),
        )
    days = (timezone.localdate(task.due_at) - timezone.localdate(now)).days
    if task.due_at < now:
        return Left("overdue", _late(-days))
    if days == 0:
        return Left("today", gettext("by %(time)s") % {"time": clock_time(task.due_at)})
    group = "week" if days <= 7 else "later"
    return Left(group, ngettext("%(shown)s day", "%(shown)s days", days) % {"shown": num(days)})


def _late(days: int) -> str:
    if not days:
        return gettext("late today")
    return ngettext("%(shown)s day late", "%(shown)s days late", days) % {"shown": num(days)}


def clock_time(moment: datetime) -> str:
    """The time of the day on 24 hours."""
    return fa_digits(timezone.localtime(moment).strftime("%H:%M"))


def moment(at: datetime) -> str:
    """A day and the time of it."""
    return gettext(", ").join((jalali(at, "short"), clock_time(at)))


def groups() -> dict[str, str]:
    """What the groups of the inbox are called."""
    return {
        "overdue": gettext("Overdue"),
        "today": gettext("Today"),
        "week": gettext("Within a week"),
        "later": pgettext("due", "Later"),
        "undated": gettext("Without a deadline"),
        "closed": pgettext("tasks", "Done"),
    }


@dataclass(slots=True)
class Group:
    """Rows of the inbox that stand under one heading."""

    name: str
    label: str
    tasks: list[Task]
    count: int | None = None


def grouped(
    tasks: Iterable[Task],
    now: datetime,
    counts: Mapping[str, int],
    *,
    by_due: bool,
    called: Mapping[tuple[str, str], Text] | None = None,
) -> list[Group]:
    """The tasks with ``left``, ``held`` and ``process`` in words; under the headings of their time where they
    stand in its order. ``called`` are the names of what they belong to, where the caller knows them.
    """
    found: list[Group] = []
    names, tasks = groups(), list(tasks)
    if called is None:
        called = owners.named({(task.kind, task.about) for task in tasks})
    for task in tasks:
        task.left, task.held = left_of(task, now), held(task)
        task.process = about_name(called, task) if task.about else ""
        name = task.left.group if by_due else ""
        if not found or found[-1].name != name:
            found.append(Group(name, names.get(name, ""), [], counts.get(name)))
        found[-1].tasks.append(task)
    return found


def about_name(names: Mapping[tuple[str, str], Text], task: Task) -> str:
    """What a task belongs to, in the reader's language; its code where the owner has no name for it."""
    named = names.get((task.kind, task.about))
    return named.within(active_language()) if named else task.about or task.kind


def held(task: Task | Hand) -> str:
    """Who holds a task: the post that took it, the body, the post, or nobody yet."""
    language = active_language()
    if task.as_post:
        return in_language(task.as_post, "title", language)
    if task.person_id:
        return gettext("somebody without a post")
    if task.body:
        return in_language(task.body, "name", language)
    if task.post:
        return in_language(task.post, "title", language)
    return ""


def timeline(task: Task, hands: Sequence[Hand]) -> list[Happening]:
    """What happened to a task, the newest first, and until when it must be done."""
    found = []
    if task.state == State.OPEN and task.due_at:
        when = gettext("by %(day)s") % {"day": moment(task.due_at)}
        found.append(Happening(when, gettext("To be done"), state="ahead"))
    for place, hand in enumerate(hands):
        state = "now" if place == 0 and task.state == State.OPEN else "past"
        found.append(Happening(moment(hand.at), _deed(hand), _text(hand), state))
    return found


def _deed(hand: Hand) -> str:
    deed, to = str(Deed(hand.deed).label), _to(hand)
    return gettext("%(deed)s: %(to)s") % {"deed": deed, "to": to} if to else deed


def _to(hand: Hand) -> str:
    """To whom a step brought the task, where it brought it to somebody."""
    moved = {Deed.OPENED, Deed.REFERRED, Deed.DELEGATED, Deed.RETURNED, Deed.HANDED_OVER}
    if hand.deed in moved | {Deed.TAKEN_OVER, Deed.MOVED, Deed.UNDONE}:
        unit = in_language(hand.unit, "name", active_language())
        whom = held(hand)
        return f"{whom} · {unit}" if whom and whom != unit else unit
    if hand.deed == Deed.RECORDED:
        return str(hand.said.get("number") or "")
    return ""


def _text(hand: Hand) -> str:
    by = in_language(hand.by_post, "title", active_language()) if hand.by_post else ""
    return " · ".join(part for part in (by, hand.why) if part)


def answers_of(task: Task, hands: Sequence[Hand]) -> list[tuple[str, str, Field, Value]]:
    """What was answered when the task was completed: (question, answer in words, field, value)."""
    said = next((hand.said["answers"] for hand in hands if "answers" in hand.said), None)
    if said is None:
        return []
    language, values = active_language(), loaded(task.asked, said)
    return [
        (field.title.within(language), shown(field, values[field.name]), field, values[field.name])
        for field in task.asked
        if values.get(field.name) is not None
    ]


def shown(field: Field, value: Any) -> str:
    """An answer in words."""
    if value is None:
        return "–"
    match field.type:
        case FieldType.YES_NO:
            return gettext("Yes") if value else gettext("No")
        case FieldType.MONEY:
            return Rial(int(value)).text(active_language())
        case FieldType.NUMBER:
            return num(value)
        case FieldType.DATE:
            return jalali(value, "long")
        case FieldType.CHOICE:
            return field.chosen(value, active_language())
        case FieldType.DOCUMENT:
            return gettext("Document")
    return str(value)
