"""Carries the effects of steps out: what they open and close, in one statement a kind for any number.

What one step opens and a later one of the same transaction closes was never there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from barzan.access import Actor
from barzan.feel import stored
from barzan.jobs import actions as jobs
from barzan.process.actions import asking, letters, people, timing
from barzan.process.core import values
from barzan.process.models import Deed, Happening, Letter, OpenAction, Outcome, Subscription
from barzan.process.queries import KIND
from barzan.process.refs import Ref
from barzan.tasks.actions.opening import cancel_many, open_many
from barzan.trail import actions as trail
from barzan.trail import bulk

if TYPE_CHECKING:
    from barzan.process.actions.running import Standing

LINE = ("instance", "version", "at", "deed", "node", "flow", "user", "post", "why")
Waiting = dict[Ref, tuple["Standing", Any]]


class Carrier:
    """Gathers effects (``take``) and carries them out (``carry_out``)."""

    def __init__(self, actor: Actor, post: int | None, at: datetime) -> None:
        self.actor, self.post, self.at = actor, post, at
        self.newborn: dict[tuple[int, int], tuple[Standing, values.StartChild]] = {}
        self._opened: dict[type, Waiting] = defaultdict(dict)
        self._closed: dict[type, set[Ref]] = defaultdict(set)
        self.orphans: set[tuple[int, int | None]] = set()
        self._letters: list[Letter] = []
        self._lines: list[tuple[Any, ...]] = []
        self._told: dict[str, list[trail.Happened]] = defaultdict(list)
        self.why = ""
        self.due: Mapping[Ref, datetime] = {}

    # --- gathering ---

    def line(self, standing: Standing, deed: Deed, node: str = "", flow: str = "", why: str = "") -> None:
        """A line of the log."""
        row = standing.row
        self._lines.append(
            (row.pk, row.version_id, self.at, deed.value, node, flow, self.actor.user, self.post, why)
        )

    def tell(self, verb: str, standing: Standing, **detail: Any) -> None:
        """An event of the trail."""
        self._told[verb].append(trail.Happened(standing.row, detail=detail))

    def started(self, standing: Standing) -> None:
        self.line(standing, Deed.STARTED)
        row = standing.row
        self.tell("process-instance.started", standing, version=row.version_id, parent=row.parent_id)

    def withdraw(self, standing: Standing, why: str) -> None:
        """The instance is cancelled: all that it waits for goes, and what it called."""
        row = standing.row
        row.outcome, row.ended_at = Outcome.CANCELLED, self.at
        for token in standing.state.tokens:
            for kind in (values.OpenTask, values.SetTimer, values.Subscribe, values.RunAction):
                self._close(kind, standing.ref(token.id))
        self.orphans.add((row.pk, None))
        standing.changed = True
        self.line(standing, Deed.CANCELLED, why=why)
        self.tell("process-instance.cancelled", standing)

    def take_newborn(self) -> list[tuple[Standing, values.StartChild]]:
        """The called processes to begin; they are asked for once."""
        newborn, self.newborn = list(self.newborn.values()), {}
        return newborn

    @singledispatchmethod
    def take(self, effect: Any, standing: Standing) -> None:
        """Gathers one effect of a step."""
        raise TypeError(f"no effect: {effect!r}")

    @take.register(values.OpenTask)
    @take.register(values.SetTimer)
    @take.register(values.Subscribe)
    @take.register(values.RunAction)
    def _(self, effect: Any, standing: Standing) -> None:
        self._opened[type(effect)][standing.ref(effect.token)] = (standing, effect)

    @take.register(values.CloseTask)
    def _(self, effect: values.CloseTask, standing: Standing) -> None:
        self._close(values.OpenTask, standing.ref(effect.token))

    @take.register(values.CancelTimer)
    def _(self, effect: values.CancelTimer, standing: Standing) -> None:
        self._close(values.SetTimer, standing.ref(effect.token))

    @take.register(values.Unsubscribe)
    def _(self, effect: values.Unsubscribe, standing: Standing) -> None:
        self._close(values.Subscribe, standing.ref(effect.token))

    @take.register(values.CancelAction)
    def _(self, effect: values.CancelAction, standing: Standing) -> None:
        self._close(values.RunAction, standing.ref(effect.token))

    @take.register(values.StartChild)
    def _(self, effect: values.StartChild, standing: Standing) -> None:
        self.newborn[standing.row.pk, effect.token] = (standing, effect)

    @take.register(values.CancelChild)
    def _(self, effect: values.CancelChild, standing: Standing) -> None:
        if self.newborn.pop((standing.row.pk, effect.token), None) is None:
            self.orphans.add((standing.row.pk, effect.token))

    @take.register(values.Publish)
    def _(self, effect: values.Publish, standing: Standing) -> None:
        payload = {name: stored.dump(value) for name, value in effect.payload.items()}
        correlation = effect.correlation or standing.row.key
        self._letters.append(
            Letter(
                message=effect.message,
                correlation=correlation,
                payload=payload,
                sender=standing.row,
                at=self.at,
            )
        )

    @take.register(values.Log)
    def _(self, effect: values.Log, standing: Standing) -> None:
        self.line(standing, Deed(effect.note.value), effect.node, effect.flow)

    @take.register(values.Ended)
    def _(self, effect: values.Ended, standing: Standing) -> None:
        self.line(standing, Deed.ENDED, effect.node, why=effect.error)
        self.tell("process-instance.ended", standing, outcome=effect.outcome.value)

    def _close(self, kind: type, ref: Ref) -> None:
        if self._opened[kind].pop(ref, None) is None:
            self._closed[kind].add(ref)

    # --- carrying out ---

    def carry_out(self) -> None:
        """Writes everything gathered: closes first, then opens, then what is told of it."""
        self._close_all()
        self._open_tasks(self._opened[values.OpenTask])
        timing.set_many(self._opened[values.SetTimer], self.at, self.due)
        self._subscribe(self._opened[values.Subscribe])
        self._run_actions(self._opened[values.RunAction])
        self._send()
        if self._lines:
            bulk.insert(Happening, LINE, self._lines)
        for verb, happened in self._told.items():
            trail.record_each(self.actor, verb, happened, why=self.why)

    def _close_all(self) -> None:
        refs = self._closed
        cancel_many(self.actor, KIND, sorted(map(str, refs[values.OpenTask])), self.why)
        timing.cancel_many(refs[values.SetTimer])
        for kind, model in ((values.Subscribe, Subscription), (values.RunAction, OpenAction)):
            if refs[kind]:
                model.objects.filter(_any_of(refs[kind])).delete()

    def _open_tasks(self, waiting: Waiting) -> None:
        if not waiting:
            return
        who = people.held(
            [(standing.form.work(effect.node), standing.row.unit_id) for standing, effect in waiting.values()]
        )
        asked = zip(waiting.items(), who, strict=True)
        open_many(
            self.actor,
            [
                asking.new_task(str(ref), standing, effect, held, self.at)
                for (ref, (standing, effect)), held in asked
            ],
        )

    def _subscribe(self, waiting: Waiting) -> None:
        if not waiting:
            return
        rows = Subscription.objects.bulk_create(
            Subscription(
                instance=standing.row,
                token=effect.token,
                node=effect.node,
                message=effect.message,
                correlation=effect.correlation or standing.row.key,
            )
            for standing, effect in waiting.values()
        )
        letters.wake(rows)

    def _run_actions(self, waiting: Waiting) -> None:
        if not waiting:
            return
        rows = OpenAction.objects.bulk_create(
            OpenAction(
                instance=standing.row,
                token=effect.token,
                node=effect.node,
                action=effect.action,
                inputs={name: stored.dump(value) for name, value in effect.inputs.items()},
            )
            for standing, effect in waiting.values()
        )
        jobs.enqueue_many(
            "process.action",
            [(str(ref), {"action": row.pk}) for ref, row in zip(waiting, rows, strict=True)],
            actor=self.actor,
        )

    def _send(self) -> None:
        if self._letters:
            letters.post(self._letters, self.actor)


def _any_of(refs: Iterable[Ref]) -> Q:
    """Rows of the tokens ``refs``: one condition for each instance."""
    tokens: dict[int, list[int]] = defaultdict(list)
    for ref in refs:
        tokens[ref.instance].append(ref.token)
    found = Q(pk__in=[])
    for instance, of in tokens.items():
        found |= Q(instance=instance, token__in=of)
    return found
