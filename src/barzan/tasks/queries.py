"""What can be known of tasks and bodies; the actor comes first and sees what ``reach`` says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from barzan.access import Actor
from barzan.people import queries as people
from barzan.people.models import Post, Unit
from barzan.persian import search_key
from barzan.places.queries import in_force
from barzan.tasks import reach
from barzan.tasks.checks import require_hand_over
from barzan.tasks.models import Body, Hand, Member, State, Task
from barzan.tasks.rules import TASKS_READ

VIEWS = ("mine", "unit", "unassigned", "bodies", "done")
WHEN = ("overdue", "today", "week", "later", "undated")
SORTS = {
    "due": (F("due_at").asc(nulls_last=True), "pk"),
    "opened": ("-opened_at", "-pk"),
    "title": ("title", "pk"),
}
MOST_NAMED = 500  # a longer list is no help: the chart has a search
LATELY = timedelta(days=30)
WEEK = timedelta(days=7)
_SHOWN = ("unit", "post", "body", "as_post", "lent_by")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the inbox is asked for: one of ``VIEWS``, of ``WHEN``, a kind and its ``about``, a unit, words."""

    view: str = "mine"
    when: str = ""
    about: str = ""
    unit: str = ""
    text: str = ""
    sort: str = "due"

    @property
    def narrowed(self) -> bool:
        return bool(self.when or self.about or self.unit or self.text.strip())


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the actor: their own tasks, those overdue and due today among them, free ones of the
    units.
    """

    mine: int
    overdue: int
    today: int
    unassigned: int


def views(actor: Actor) -> dict[str, Q]:
    """The views of the inbox as conditions."""
    opened = Q(state=State.OPEN)
    return {
        "mine": opened & reach.mine(actor),
        "unit": opened & reach.of_units(actor),
        "unassigned": opened & free_of_units(actor),
        "bodies": opened & reach.of_bodies(actor),
        "done": Q(state=State.DONE, closed_at__gte=timezone.now() - LATELY) & reach.taken_by(actor),
    }


def free_of_units(actor: Actor) -> Q:
    """Tasks of the actor's units that no person, post or body holds."""
    nobody = Q(person__isnull=True, post__isnull=True, body__isnull=True)
    return nobody & reach.of_units(actor)


def spans(now: datetime) -> dict[str, Q]:
    """When a task is due, as conditions; ``week`` are the seven days after today."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(1), time.min))
    week = midnight + WEEK
    return {
        "overdue": Q(due_at__lt=now),
        "today": Q(due_at__gte=now, due_at__lt=midnight),
        "week": Q(due_at__gte=midnight, due_at__lt=week),
        "later": Q(due_at__gte=week),
        "undated": Q(due_at__isnull=True),
    }


def tasks(actor: Actor, asked: Asked) -> QuerySet[Task]:
    """One view of the inbox, filtered and in order."""
    TASKS_READ.require(actor)
    rows = Task.objects.filter(views(actor)[asked.view], narrowing(asked))
    order = ("-closed_at", "-pk") if asked.view == "done" and asked.sort == "due" else SORTS[asked.sort]
    return rows.select_related(*_SHOWN).order_by(*order)


def narrowing(asked: Asked) -> Q:
    """The filters as a condition."""
    found = Q()
    if asked.when:
        found &= spans(timezone.now())[asked.when]
    if asked.about:
        kind, _, about = asked.about.partition(":")
        found &= Q(kind=kind, about=about)
    if asked.unit:
        found &= Q(unit__code=asked.unit)
    for word in search_key(asked.text).split():
        found &= Q(sought__contains=word)
    return found


def counts(actor: Actor, asked: Asked) -> tuple[dict[str, int], dict[str, int]]:
    """How many tasks each view has, and how many of ``asked.view`` are due when; one question."""
    TASKS_READ.require(actor)
    by_view, by_span = views(actor), spans(timezone.now())
    here = by_view[asked.view]
    wanted: dict[str, Any] = {f"view_{name}": Count("pk", filter=q) for name, q in by_view.items()}
    wanted |= {f"when_{name}": Count("pk", filter=here & q) for name, q in by_span.items()}
    any_view = Q()
    for condition in by_view.values():
        any_view |= condition
    found = Task.objects.filter(any_view).aggregate(**wanted)
    return (
        {name: found[f"view_{name}"] for name in by_view},
        {name: found[f"when_{name}"] for name in by_span},
    )


def waiting(actor: Actor) -> Waiting:
    """What the desk tells of tasks; one question, none for who has no tasks."""
    if not TASKS_READ.admits(actor):
        return Waiting(0, 0, 0, 0)
    mine, free, by_span = reach.mine(actor), free_of_units(actor), spans(timezone.now())
    found = Task.objects.filter(mine | free, state=State.OPEN).aggregate(
        mine=Count("pk", filter=mine),
        overdue=Count("pk", filter=mine & by_span["overdue"]),
        today=Count("pk", filter=mine & by_span["today"]),
        unassigned=Count("pk", filter=free),
    )
    return Waiting(**found)


@dataclass(frozen=True, slots=True)
class Facets:
    """By what a view can be narrowed: (kind, about, number) and (code, name, name in English, number)."""

    abouts: list[tuple[str, str, int]]
    units: list[tuple[str, str, str, int]]


def facets(actor: Actor, view: str) -> Facets:
    """What the tasks of a view belong to, the most frequent first."""
    rows = Task.objects.filter(views(actor)[view]).order_by()
    abouts = rows.values_list("kind", "about").annotate(n=Count("pk")).order_by("-n", "kind", "about")
    units = rows.values_list("unit__code", "unit__name", "unit__name_en").annotate(n=Count("pk"))
    return Facets(list(abouts[:60]), list(units.order_by("-n", "unit__code")[:100]))


@dataclass(frozen=True, slots=True)
class Addressees:
    """To whom a task may go: valid units and posts, with ``code`` and names, for pick lists."""

    units: list[Unit]
    posts: list[Post]


def addressees(actor: Actor) -> Addressees:
    """The units and posts of the chart, which all staff know; two questions."""
    TASKS_READ.require(actor)
    today = timezone.localdate()
    posts = Post.objects.filter(in_force(today, "valid_from", "valid_to")).select_related("unit")
    units = people.units(actor).order_by("path")
    return Addressees(list(units[:MOST_NAMED]), list(posts.order_by("unit__path", "code")[:MOST_NAMED]))


def task(actor: Actor, pk: int) -> Task:
    """One task. Raises ``Http404`` beyond the actor's reach."""
    return _one(actor, Q(pk=pk))


def by_ref(actor: Actor, ref: str) -> Task:
    """One task by its name in other rooms. Raises ``Http404`` beyond the actor's reach."""
    return _one(actor, Q(ref=ref))


def _one(actor: Actor, condition: Q) -> Task:
    TASKS_READ.require(actor)
    rows = Task.objects.select_related(*_SHOWN, "external_receipt", "decision__minutes")
    found = rows.filter(condition).filter(reach.seen_by(actor)).first()
    if found is None:
        raise Http404
    return found


def hands(actor: Actor, task: Task) -> list[Hand]:
    """What happened to a task that was read with ``task``, the newest first."""
    TASKS_READ.require(actor)
    return list(task.hands.select_related("by_post", "unit", "post", "body", "as_post").order_by("-pk"))


def next_of(actor: Actor, asked: Asked, task: Task) -> tuple[int | None, int | None]:
    """The tasks before and after one in a view of the inbox."""
    pks = list(tasks(actor, asked).values_list("pk", flat=True)[:500])
    if task.pk not in pks:
        return None, pks[0] if pks else None
    place = pks.index(task.pk)
    return (
        pks[place - 1] if place else None,
        pks[place + 1] if place + 1 < len(pks) else None,
    )


def handing_over(actor: Actor, post: Post) -> QuerySet[Task]:
    """The open tasks that would go with a post. Raises ``Forbidden``."""
    require_hand_over(actor, post)
    return Task.objects.filter(reach.of_post(post)).select_related(*_SHOWN)


def open_of_units(units: Collection[Any]) -> dict[int, int]:
    """How many open tasks each unit has, by its id."""
    rows = Task.objects.filter(state=State.OPEN, unit__in=units).order_by()
    return dict(rows.values_list("unit").annotate(n=Count("pk")))


def bodies(actor: Actor, *, closed: bool = False) -> QuerySet[Body]:
    """Bodies of the actor's units and posts; ``waits`` counts their tasks, ``sitting`` their seats."""
    TASKS_READ.require(actor)
    mine = Q(pk__in=reach.seats(reach.posts_of(actor)))
    rows = Body.objects.filter(reach.of_units(actor) | mine)
    rows = rows.filter(closed_at__isnull=not closed)
    sitting = Count("members", filter=Q(members__until__isnull=True), distinct=True)
    waits = Count("tasks", filter=Q(tasks__state=State.OPEN), distinct=True)
    return rows.select_related("unit").annotate(sitting=sitting, waits=waits).order_by("name", "code")


def body(actor: Actor, code: str) -> Body:
    """One body, closed or not. Raises ``Http404`` beyond the actor's reach."""
    for closed in (False, True):
        if found := bodies(actor, closed=closed).filter(code=code).first():
            return found
    raise Http404


def members(actor: Actor, body: Body) -> list[Member]:
    """Who sits in a body now: chair, secretary, the others."""
    TASKS_READ.require(actor)
    rows = body.members.filter(until__isnull=True).select_related("post__unit")
    order = {"chair": 0, "secretary": 1, "member": 2}
    return sorted(rows, key=lambda member: (order[member.duty], member.post.title))
