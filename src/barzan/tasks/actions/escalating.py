"""What the clock brings about: reminders, the superior told, the task taken over, what silence means by law.

The clock has its deadlines locked when it calls; who completes a task has the task locked and waits for the
deadline. So nothing here waits for a task: one in somebody's hand is refused at once, and tried again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import OperationalError
from django.utils import timezone

from barzan.access import Actor
from barzan.clock.core.values import Silence
from barzan.clock.followers import Follower
from barzan.clock.models import Deadline
from barzan.notify import actions as notify
from barzan.notify.actions import Audience, Message
from barzan.people.models import Post
from barzan.persian.jalali import format_jalali
from barzan.tasks import errors, owners, superiors
from barzan.tasks.actions.completing import conclude
from barzan.tasks.actions.hands import STANDING, note, store
from barzan.tasks.core.answers import read
from barzan.tasks.models import Deed, Member, State, Task
from barzan.trail import actions as trail


def remind(actor: Actor, deadlines: list[Deadline]) -> None:
    """Whoever holds a task hears that its time draws to an end."""
    tasks = _open(deadlines)
    audiences = _holders(tasks)
    _tell(
        "reminded",
        [(task, audiences[task.pk]) for task in tasks],
        "مهلت آن {day} به پایان می‌رسد.",
        "its time ends on {day}.",
    )
    _note(actor, tasks, Deed.REMINDED)


def superior(actor: Actor, deadlines: list[Deadline]) -> None:
    """The head above hears that the time is over and the task is not done."""
    tasks = _open(deadlines)
    heads = superiors.of(tasks)
    _tell(
        "superior",
        [(task, _to_head(task, heads)) for task in tasks],
        "مهلت آن {day} گذشت و هنوز انجام نشده است.",
        "its time was over on {day}, and it is not done.",
    )
    _note(actor, tasks, Deed.TOLD)


def take_over(actor: Actor, deadlines: list[Deadline]) -> None:
    """The task goes to the head above; where there is none, it stays where it is."""
    tasks = _locked(deadlines)
    heads = superiors.of(tasks)
    before = _holders(tasks)
    going = [task for task in tasks if task.pk in heads]
    for task in going:
        head = heads[task.pk]
        task.post, task.unit = head, head.unit
        task.person_id = task.as_post_id = task.lent_by_id = None
    if going:
        store(actor, going, Deed.TAKEN_OVER, STANDING)
    told = [(task, _both(before[task.pk], _to_head(task, heads))) for task in going]
    _tell(
        "taken-over",
        told,
        "مهلت آن گذشت؛ کار به مدیر بالاتر رفت.",
        "its time is over; the head above has it.",
    )


def moved(actor: Actor, deadlines: list[Deadline]) -> None:
    """The inbox follows an end that moved (None: the time stands still)."""
    ends = {deadline.owner_key: deadline.due_at for deadline in deadlines}
    tasks = [task for task in _locked(deadlines) if task.due_at != ends[task.ref]]
    for task in tasks:
        task.due_at = ends[task.ref]
    if tasks:
        store(actor, tasks, Deed.DUE_MOVED, ["due_at"])


def passed(actor: Actor, deadlines: list[Deadline]) -> None:
    """The time is over: a task ends by silence where the law says so and its owner knows what follows."""
    silences = {each.owner_key: Silence(each.silence) for each in deadlines if each.silence}
    for task in _locked([each for each in deadlines if each.silence]):
        silent = owners.of(task.kind).silent
        answers = silent(actor, task, silences[task.ref]) if silent else None
        if answers is None:
            continue
        values = dict.fromkeys((field.name for field in task.asked), None) | dict(
            read(task.asked, answers).values
        )
        task.person_id = task.as_post_id = None
        conclude(actor, task, values, Deed.SILENCE)


def audience(deadlines: list[Deadline]) -> Mapping[int, Audience]:
    """Who hears that an end moved: whoever holds the task."""
    keys = {each.owner_key: each.pk for each in deadlines}
    tasks = _open(deadlines)
    found = _holders(tasks)
    return {keys[task.ref]: found[task.pk] for task in tasks}


FOLLOWER = Follower(
    remind=remind, superior=superior, take_over=take_over, moved=moved, passed=passed, audience=audience
)


def _open(deadlines: Sequence[Deadline]) -> list[Task]:
    refs = [each.owner_key for each in deadlines]
    rows = Task.objects.filter(ref__in=refs, state=State.OPEN).select_related("unit")
    return list(rows.order_by("pk"))


def _locked(deadlines: Sequence[Deadline]) -> list[Task]:
    """The open tasks of the deadlines, locked. Raises ``TaskRefused`` where somebody is at one of them."""
    refs = [each.owner_key for each in deadlines]
    rows = Task.objects.select_for_update(of=("self",), nowait=True).select_related("unit")
    try:
        return list(rows.filter(ref__in=refs, state=State.OPEN).order_by("pk"))
    except OperationalError as locked:
        raise errors.busy() from locked


def _holders(tasks: Sequence[Task]) -> dict[int, Audience]:
    """Who holds each task: the person, the post, the seats of the body, else the unit."""
    bodies = {task.body_id for task in tasks if task.body_id}
    seats: dict[int, list[int]] = {}
    if bodies:
        sitting = Member.objects.filter(body__in=bodies, until__isnull=True)
        for body, post in sitting.values_list("body", "post"):
            seats.setdefault(body, []).append(post)
    return {task.pk: _holder(task, seats) for task in tasks}


def _holder(task: Task, seats: Mapping[int, list[int]]) -> Audience:
    if task.person_id:
        return Audience(persons=[task.person_id])
    if task.post_id:
        return Audience(posts=[task.post_id])
    if task.body_id and seats.get(task.body_id):
        return Audience(posts=seats[task.body_id])
    return Audience(units=[task.unit_id])


def _to_head(task: Task, heads: Mapping[int, Post]) -> Audience:
    head = heads.get(task.pk)
    return Audience(posts=[head.pk]) if head else Audience(units=[task.unit.parent_id or task.unit_id])


def _both(one: Audience, other: Audience) -> Audience:
    return Audience([*one.persons, *other.persons], [*one.posts, *other.posts], [*one.units, *other.units])


def _tell(stage: str, told: Sequence[tuple[Task, Audience]], fa: str, en: str) -> None:
    messages = []
    for task, whom in told:
        day = timezone.localdate(task.due_at) if task.due_at else timezone.localdate()
        key = f"task:{task.pk}:{stage}:{task.due_at.isoformat() if task.due_at else ''}"
        said_fa = f"«{task.title}»: {fa.format(day=format_jalali(day, 'long'))}"
        said_en = f"“{task.title_en or task.title}”: {en.format(day=format_jalali(day, 'long', 'en'))}"
        messages.append((Message(key, said_fa, said_en, "tasks:task", {"pk": task.pk}, task.trail_ref), whom))
    notify.tell_many(messages)


def _note(actor: Actor, tasks: Sequence[Task], deed: Deed) -> None:
    if tasks:
        note(tasks, deed, by=actor)
        trail.record_each(actor, f"task.{deed}", [trail.Happened(task, task.seen) for task in tasks])
