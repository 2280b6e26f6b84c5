"""What can be known of processes; the actor comes first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, StrIndex, Substr
from django.utils import timezone

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.clock.models import Timer
from barzan.people.models import Unit
from barzan.persian import normalise
from barzan.process.models import (
    Definition,
    Happening,
    Instance,
    Move,
    Moved,
    OpenAction,
    Outcome,
    Subscription,
    Version,
)
from barzan.process.rules import INSTANCE_READ, PROCESS_READ
from barzan.tasks.models import State as TaskState
from barzan.tasks.models import Task

KIND = "process"  # of tasks, deadlines and timers that belong to this room


@dataclass(frozen=True, slots=True)
class Filters:
    """Of a list of instances; "" leaves out nothing.

    ``state`` is ``running``, ``overdue``, ``failed`` (a step that failed), ``ended`` or an outcome.
    """

    definition: str = ""
    unit: str = ""
    state: str = ""
    text: str = ""


STANDING = ("running", "overdue", "trouble", "ended")
STATES = (*STANDING, *(each.value for each in Outcome if each.value))


def definitions(actor: Actor) -> QuerySet[Definition]:
    """The definitions of the actor's units with their current version and ``running``, the count of their
    running instances.
    """
    rows = Definition.objects.filter(within(PROCESS_READ.scope(actor), unit="unit__path"))
    running = Count("instances", filter=Q(instances__outcome=Outcome.RUNNING))
    return rows.select_related("unit", "current").defer(*_HEAVY).annotate(running=running)


def definition(actor: Actor, key: str) -> Definition:
    """One definition. Raises ``Definition.DoesNotExist`` beyond the actor's units."""
    rows = Definition.objects.filter(within(PROCESS_READ.scope(actor), unit="unit__path"))
    return rows.select_related("unit", "current").get(key=key)


def versions(actor: Actor, definition: Definition) -> QuerySet[Version]:
    """Versions of a definition, newest first, without their files; ``running`` counts running instances."""
    PROCESS_READ.require(actor, definition.target)
    running = Count("instances", filter=Q(instances__outcome=Outcome.RUNNING))
    ended = Count("instances", filter=~Q(instances__outcome=Outcome.RUNNING))
    return definition.versions.defer("xml").annotate(running=running, ended=ended)


def version(actor: Actor, definition: Definition, number: int) -> Version:
    """One version with its file. Raises ``Version.DoesNotExist``."""
    PROCESS_READ.require(actor, definition.target)
    return definition.versions.select_related("definition__unit", "compiled").get(number=number)


def instances(actor: Actor, filters: Filters = Filters()) -> QuerySet[Instance]:
    """Instances of the actor's units, the newest first."""
    rows = Instance.objects.filter(within(INSTANCE_READ.scope(actor), unit="unit__path"))
    if filters.definition:
        rows = rows.filter(definition__key=filters.definition)
    if filters.unit:
        path = Unit.objects.filter(code=filters.unit).values("path")[:1]
        rows = rows.filter(unit__path__startswith=Subquery(path))
    if filters.state:
        rows = rows.filter(_standing(filters.state))
    if text := normalise(filters.text).strip():
        rows = rows.filter(_named(text))
    rows = rows.annotate(overdue=Exists(_overdue().filter(instance=OuterRef("pk"))))
    return rows.select_related("definition", "version", "unit").defer("state", "data", *_HEAVY_OF_INSTANCE)


def instance(actor: Actor, pk: int) -> Instance:
    """One instance with its version. Raises ``Instance.DoesNotExist`` beyond the actor's units."""
    rows = Instance.objects.filter(within(INSTANCE_READ.scope(actor), unit="unit__path"))
    return rows.select_related("definition__unit", "version", "unit", "parent__definition").get(pk=pk)


def of_subject(actor: Actor, kind: str, keys: Collection[str]) -> QuerySet[Instance]:
    """Instances about the records ``keys`` of another room, the newest first; those of a called process left
    out.
    """
    rows = Instance.objects.filter(within(INSTANCE_READ.scope(actor), unit="unit__path"), parent=None)
    return rows.filter(subject_kind=kind, subject_key__in=keys).select_related("definition", "unit")


def happenings(actor: Actor, instance: Instance) -> QuerySet[Happening]:
    """The log of an instance, the oldest first."""
    INSTANCE_READ.require(actor, instance.target)
    return instance.happenings.order_by("pk")


def tasks(actor: Actor, instance: Instance) -> list[Task]:
    """Tasks of an instance that are open, those due first on top."""
    INSTANCE_READ.require(actor, instance.target)
    rows = Task.objects.filter(kind=KIND, state=TaskState.OPEN, key__startswith=f"{instance.pk}:")
    return list(rows.select_related("unit", "post", "body"))


def troubles(actor: Actor, instance: Instance) -> list[OpenAction]:
    """Steps of an instance under way or failed."""
    INSTANCE_READ.require(actor, instance.target)
    return list(instance.actions.order_by("pk"))


def subscriptions(actor: Actor, instance: Instance) -> list[Subscription]:
    """The messages that an instance waits for."""
    INSTANCE_READ.require(actor, instance.target)
    return list(instance.subscriptions.order_by("pk"))


def timers(actor: Actor, instance: Instance, refs: Collection[str]) -> list[Timer]:
    """The timers of the tokens ``refs`` of an instance, the next one first."""
    INSTANCE_READ.require(actor, instance.target)
    return list(Timer.objects.filter(kind="process.timer", key__in=refs).order_by("due_at"))


def counts(actor: Actor, filters: Filters) -> dict[str, int]:
    """How many instances are running, overdue, in trouble and ended under the other filters, in one query."""
    rows = instances(actor, replace(filters, state="")).order_by()
    found = rows.aggregate(**{state: Count("pk", filter=_standing(state)) for state in STANDING})
    return {**found, "all": found["running"] + found["ended"]}


def names(actor: Actor) -> list[Definition]:
    """Every published process of the actor's units, for the choice of a list."""
    rows = Definition.objects.filter(within(PROCESS_READ.scope(actor), unit="unit__path"))
    return list(rows.filter(current__isnull=False).only("key", "title", "title_en").order_by("title"))


def units_with(actor: Actor) -> list[Unit]:
    """The units that own an instance which the actor may read, for the choice of a list."""
    rows = Instance.objects.filter(within(INSTANCE_READ.scope(actor), unit="unit__path"))
    return list(Unit.objects.filter(pk__in=rows.order_by().values("unit")).order_by("order", "code"))


def children(actor: Actor, instance: Instance) -> QuerySet[Instance]:
    """The processes that an instance called, in their order."""
    INSTANCE_READ.require(actor, instance.target)
    return instance.children.select_related("definition").defer("state", "data").order_by("pk")


def moves(actor: Actor, definition: Definition) -> QuerySet[Move]:
    """The moves of a definition's instances, newest first."""
    PROCESS_READ.require(actor, definition.target)
    rows = definition.moves.select_related("source", "goal")
    return rows.defer("source__xml", "goal__xml")


def move(actor: Actor, pk: int) -> Move:
    """One move with its versions. Raises ``Move.DoesNotExist`` beyond the actor's units."""
    rows = Move.objects.filter(within(PROCESS_READ.scope(actor), unit="definition__unit__path"))
    joined = ("definition__unit", "source__compiled", "goal", "undoes", "undone_by")
    return rows.select_related(*joined).defer("source__xml", "goal__xml").get(pk=pk)


def moved(actor: Actor, move: Move) -> dict[bool, int]:
    """How many instances a move brought over, and how many it had to leave."""
    PROCESS_READ.require(actor, move.definition.target)
    found = dict(move.moved.order_by().values_list("done").annotate(n=Count("pk")))
    return {done: found.get(done, 0) for done in (True, False)}


def stayed(actor: Actor, move: Move) -> QuerySet[Moved]:
    """What a move had to leave where it was."""
    PROCESS_READ.require(actor, move.definition.target)
    rows = move.moved.filter(done=False).select_related("instance__unit", "instance__definition")
    return rows.defer("instance__state", "instance__data").order_by("pk")


def _standing(state: str) -> Q:
    if state == "running":
        return Q(outcome=Outcome.RUNNING)
    if state == "overdue":
        return Q(outcome=Outcome.RUNNING, pk__in=Subquery(_overdue().values("instance")))
    if state == "trouble":
        failed = OpenAction.objects.filter(instance=OuterRef("pk"), failed=True)
        return Q(outcome=Outcome.RUNNING) & Exists(failed)
    if state == "ended":
        return ~Q(outcome=Outcome.RUNNING)
    return Q(outcome=state)


def _overdue() -> QuerySet[Task]:
    """Open tasks of processes after their time, with ``instance``: keys begin with its id (``refs``)."""
    rows = Task.objects.filter(kind=KIND, state=TaskState.OPEN, due_at__lt=timezone.now()).order_by()
    digits = Substr("key", 1, StrIndex(F("key"), Value(":")) - 1)
    return rows.annotate(instance=Cast(digits, BigIntegerField()))


def _named(text: str) -> Q:
    found = Q(subject__icontains=text) | Q(subject_en__icontains=text) | Q(subject_key__iexact=text)
    return found | Q(pk=int(text)) if text.isascii() and text.isdigit() and len(text) < 18 else found


_HEAVY = ("current__xml",)
_HEAVY_OF_INSTANCE = ("version__xml",)
