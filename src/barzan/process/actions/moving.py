"""Running instances move to another version: tried first, then in batches, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.jobs import actions as jobs
from barzan.jobs.context import JobContext
from barzan.jobs.registry import handler
from barzan.persian import normalise
from barzan.process import errors
from barzan.process.actions.definitions import post_of
from barzan.process.actions.running import Run, Standing
from barzan.process.core import moving as core
from barzan.process.core.packing import pack, unpack
from barzan.process.forms import current_form
from barzan.process.models import (
    Deed,
    Instance,
    Move,
    Moved,
    MoveState,
    OpenAction,
    Outcome,
    Subscription,
    Version,
)
from barzan.process.refs import Ref
from barzan.process.rules import INSTANCE_MOVE
from barzan.trail import actions as trail

JOB = "process.move"
BATCH = 200
Renamed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a move would do to one instance; ``unmapped`` is why it would stay."""

    instance: Instance
    unmapped: tuple[core.Unmapped, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a move would do: how many instances would go, which would stay, and the plan of elements."""

    plan: core.Plan
    going: int
    staying: tuple[Trial, ...]


def dry_run(actor: Actor, source: Version, goal: Version, chosen: Renamed | None = None) -> DryRun:
    """What ``begin`` would do; touches nothing. ``chosen`` names the new id of elements.

    Raises ``ProcessRefused`` for versions of two processes.
    """
    INSTANCE_MOVE.require(actor, source.definition.target)
    plan = _plan(source, goal, chosen or {})
    rows = _running(source).select_related("unit").defer("data")
    staying, going = [], 0
    for row in rows.iterator(chunk_size=1_000):
        moved = core.move(plan, unpack(bytes(row.state)))
        if moved.state is None:
            staying.append(Trial(row, moved.unmapped))
        else:
            going += 1
    return DryRun(plan, going, tuple(staying))


def begin(actor: Actor, source: Version, goal: Version, why: str, chosen: Renamed | None = None) -> Move:
    """Begins to move the running instances of ``source`` to ``goal``, as a job; what cannot go stays."""
    INSTANCE_MOVE.require(actor, source.definition.target)
    _plan(source, goal, chosen or {})
    return _begin(actor, Move(source=source, goal=goal, chosen=dict(chosen or {})), why, "process-move.begun")


def undo(actor: Actor, move: Move, why: str) -> Move:
    """Takes what a move brought over back to the version before, as far as it still stands at elements that
    the old version has.
    """
    INSTANCE_MOVE.require(actor, move.definition.target)
    if move.state != MoveState.DONE or move.undoes_id:
        raise errors.not_undoable()
    back = {new: old for old, new in move.chosen.items()}
    made = Move(source=move.goal, goal=move.source, chosen=back, undoes=move)
    return _begin(actor, made, why, "process-move.undone")


def _begin(actor: Actor, move: Move, why: str, verb: str) -> Move:
    if not why.strip():
        raise errors.no_reason()
    definition = move.source.definition
    with transaction.atomic():
        if Move.objects.filter(definition=definition, state=MoveState.RUNNING).exists():
            raise errors.moving_already()
        move.definition, move.why = definition, normalise(why).strip()
        move.at, move.user = timezone.now(), actor.user
        move.post = post_of(actor, INSTANCE_MOVE, definition)
        move.save()
        if move.undoes:
            Move.objects.filter(pk=move.undoes_id).update(state=MoveState.UNDONE)
        detail = {"from": move.source.number, "to": move.goal.number}
        trail.record(actor, verb, move, why=move.why, detail=detail)
        jobs.enqueue(JOB, {"move": move.pk}, key=str(move.pk), actor=actor)
    return move


@handler(JOB, outside=True)
def carry_on(job: JobContext) -> None:
    """Moves batch after batch, each in a transaction of its own; goes on where an earlier attempt ended."""
    move = Move.objects.select_related("source__compiled", "goal__compiled").get(pk=job.payload["move"])
    plan = _plan(move.source, move.goal, move.chosen)
    total, done = _candidates(move).count(), 0
    while move.state == MoveState.RUNNING:
        done += _batch(job.actor, move, plan)
        job.progress(done, max(total, done))


def _batch(actor: Actor, move: Move, plan: core.Plan) -> int:
    with transaction.atomic():
        pks = list(_candidates(move).filter(pk__gt=move.after).values_list("pk", "root")[:BATCH])
        if pks:
            _move(actor, move, plan, [Ref(pk, 0, root or pk) for pk, root in pks])
            move.after = pks[-1][0]
        else:
            move.state = MoveState.DONE
        move.save(update_fields=["after", "state"])
    return len(pks)


def _move(actor: Actor, move: Move, plan: core.Plan, refs: list[Ref]) -> None:
    """Moves what of ``refs`` can go, in the few statements of one."""
    run = Run(actor, post=move.post)
    run.carrier.why = move.why
    run.hold(refs)
    results, gone = [], []
    for ref in refs:
        standing = run.standing[ref.instance]
        if not standing.running or standing.row.version_id != move.source_id:
            continue  # it ended or moved while the batch was chosen
        moved = core.move(plan, standing.state)
        left = [[each.element, each.obstacle.value] for each in moved.unmapped]
        results.append(Moved(move=move, instance=standing.row, done=moved.state is not None, unmapped=left))
        if moved.state is not None:
            gone.append(standing)
            standing.row.state, standing.row.version = pack(moved.state), move.goal
            run.carrier.line(standing, Deed.MOVED, why=move.why)
            run.carrier.tell("process-instance.moved", standing, version=move.goal.number)
    Instance.objects.bulk_update([each.row for each in gone], ["state", "version"], batch_size=BATCH)
    Moved.objects.bulk_create(results)
    _rename(gone, {old: new for old, new in plan.names.items() if old != new})
    run.settle()


def _rename(gone: Iterable[Standing], names: Renamed) -> None:
    """What waits at elements with a new id follows them."""
    pks = [each.row.pk for each in gone]
    for old, new in names.items():
        for model in (Subscription, OpenAction):
            model.objects.filter(instance__in=pks, node=old).update(node=new)


def _plan(source: Version, goal: Version, chosen: Renamed) -> core.Plan:
    if source.definition_id != goal.definition_id or source.pk == goal.pk:
        raise errors.other_process()
    return core.mapping(current_form(source), current_form(goal), chosen)


def _running(version: Version) -> QuerySet[Instance]:
    return Instance.objects.filter(version=version, outcome=Outcome.RUNNING).order_by("pk")


def _candidates(move: Move) -> QuerySet[Instance]:
    rows = _running(move.source)
    return rows.filter(moves__move=move.undoes_id, moves__done=True) if move.undoes_id else rows
