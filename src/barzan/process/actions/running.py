"""One transaction around steps of processes: lock, advance, write, trail, outbox; for any number at once.

Whoever steps in an instance holds the row of its family's root, taken in the order of ids: two that meet
wait for one another and never lock each other out. Rows are read after the lock, so that each step begins
where the one before it ended.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.feel import stored
from barzan.process import errors
from barzan.process.actions.carrying import Carrier
from barzan.process.core.advancing import advance
from barzan.process.core.packing import pack, unpack
from barzan.process.core.values import Done, Ended, Event, Failed, Outcome, Start, State
from barzan.process.forms import current_form, form_of
from barzan.process.models import Definition, Instance
from barzan.process.refs import Ref
from barzan.trail import actions as trail
from barzan.trail import rows


@dataclass(slots=True)
class Standing:
    """An instance in memory between its steps. ``told`` are variables that changed."""

    row: Instance
    form: Any
    state: State
    data: dict[str, Any]
    changed: bool = False
    told: set[str] = field(default_factory=set)

    def ref(self, token: int) -> Ref:
        return Ref(self.row.pk, token, self.row.root_id or self.row.pk)

    @property
    def running(self) -> bool:
        return self.row.running


class Run:
    """Steps of any number of instances, made in memory and written together by ``settle``."""

    def __init__(self, actor: Actor, *, post: int | None = None, at: datetime | None = None) -> None:
        if not connection.in_atomic_block:
            raise transaction.TransactionManagementError("a step is made in the transaction of its command")
        self.actor, self.at = actor, at or timezone.now()
        self.carrier = Carrier(actor, post, self.at)
        self.standing: dict[int, Standing] = {}
        self._events: deque[tuple[int, Event]] = deque()

    # --- which instances ---

    def hold(self, refs: Collection[Ref], *, waiting: bool = True) -> None:
        """Locks the families of ``refs`` and reads the instances; without ``waiting`` leaves out those that
        somebody else holds.
        """
        roots = {ref.root for ref in refs}
        self._stand(_locked(roots, waiting))
        self._read({ref.instance for ref in refs if ref.root in self.standing})

    def _read(self, pks: Collection[int]) -> None:
        """Reads instances of families that are locked."""
        missing = [pk for pk in pks if pk not in self.standing]
        if missing:
            self._stand(Instance.objects.filter(pk__in=missing).order_by("pk"))

    def _stand(self, found: Iterable[Instance]) -> None:
        for row in found:
            state = unpack(bytes(row.state))
            data = {name: stored.load(value) for name, value in row.data.items()}
            self.standing[row.pk] = Standing(row, form_of(row.version_id, state.version), state, data)

    def begin(self, new: Collection[Instance], starts: Collection[Start]) -> None:
        """Makes new instances and lets each begin with its event. ``version`` has its ``compiled``."""
        forms = [current_form(row.version) for row in new]
        for row, form in zip(new, forms, strict=True):
            row.state = pack(State(form.hash))
        rows.create(new)
        for row, form, start in zip(new, forms, starts, strict=True):
            self.standing[row.pk] = Standing(row, form, State(form.hash), {})
            self.carrier.started(self.standing[row.pk])
            self._events.append((row.pk, start))

    # --- steps ---

    def event(self, instance: int, event: Event) -> None:
        """Something happens to an instance that is held. It is made at once; its effects wait for ``settle``.

        Raises ``EngineError`` where it cannot be, ``ProcessRefused`` where the instance is over; then nothing
        of it is kept.
        """
        standing = self.standing[instance]
        if not standing.running:
            raise errors.ended()
        here = timezone.localtime(self.at)  # whose day is that of the house
        step = advance(standing.form, standing.state, standing.data, event, now=here)
        standing.state, standing.data = step.state, step.applied(standing.data)
        standing.told |= step.data.keys() | set(step.dropped)
        standing.changed = True
        for effect in step.effects:
            if isinstance(effect, Ended):
                self._ended(standing, effect)
            self.carrier.take(effect, standing)

    def settle(self) -> None:
        """Goes on until nothing moves (children begin, parents are told), then writes everything."""
        while self._events or self.carrier.newborn:
            while self._events:
                self.event(*self._events.popleft())
            self._give_birth()
        self._withdraw_orphans()
        with trail.together():
            self.carrier.carry_out()
        self._write()

    def _give_birth(self) -> None:
        """The called processes that the steps so far ask for, all at once."""
        newborn = self.carrier.take_newborn()
        if not newborn:
            return
        keys = {effect.called for _, effect in newborn}
        called = published(keys)
        children = [
            _child(parent, called[effect.called], effect.token, self.at) for parent, effect in newborn
        ]
        self.begin(children, [Start(effect.inputs) for _, effect in newborn])

    def _ended(self, standing: Standing, effect: Ended) -> None:
        row = standing.row
        row.outcome, row.ended_at, row.ended_by = effect.outcome.value, self.at, effect.error or effect.node
        if row.parent_id is None:
            return
        self._read([row.parent_id])
        failed = effect.outcome is Outcome.FAILED
        token = row.parent_token or 0
        told: Event = Failed(token, effect.error) if failed else Done(token, standing.data)
        self._events.append((row.parent_id, told))

    def _withdraw_orphans(self) -> None:
        """Cancels called processes whose caller goes on without them, and what they called in their turn."""
        while orphans := self.carrier.orphans:
            self.carrier.orphans = set()
            parents = {pk for pk, _ in orphans}
            below = Instance.objects.filter(parent__in=parents, outcome="").order_by("pk")
            found = below.values_list("pk", "parent", "parent_token")
            gone = [pk for pk, *of in found if (of[0], of[1]) in orphans or (of[0], None) in orphans]
            self._read(gone)
            for pk in gone:
                if self.standing[pk].running:
                    self.carrier.withdraw(self.standing[pk], self.carrier.why)

    def withdraw(self, instance: int, why: str) -> None:
        """Cancels an instance that is held; ``settle`` writes it."""
        if not self.standing[instance].running:
            raise errors.ended()
        self.carrier.why = why
        self.carrier.withdraw(self.standing[instance], why)

    # --- writing ---

    def _write(self) -> None:
        changed = [standing for standing in self.standing.values() if standing.changed]
        for standing in changed:
            row = standing.row
            row.state = pack(standing.state)
            for name in standing.told:
                if name in standing.data:
                    row.data[name] = stored.dump(standing.data[name])
                else:
                    row.data.pop(name, None)
        for fields, of in _grouped(changed).items():
            if len(of) == 1:
                rows.update(of[0], fields)
            else:
                Instance.objects.bulk_update(of, fields, batch_size=500)


def _locked(roots: Collection[int], waiting: bool) -> Iterable[Instance]:
    if waiting and len(roots) == 1:
        row = rows.locked(Instance, pk=next(iter(roots)))
        return [row] if row else []
    found = Instance.objects.select_for_update(skip_locked=not waiting)
    return found.filter(pk__in=roots).order_by("pk")


def _grouped(changed: Iterable[Standing]) -> Mapping[tuple[str, ...], list[Instance]]:
    """Rows by the fields that have to be written: variables, which may be large, only where they changed."""
    groups: dict[tuple[str, ...], list[Instance]] = {}
    for standing in changed:
        fields = ("state", "data") if standing.told else ("state",)
        if not standing.running:
            fields = (*fields, "outcome", "ended_at", "ended_by")
        groups.setdefault(fields, []).append(standing.row)
    return groups


def published(keys: Collection[str]) -> dict[str, Definition]:
    """Definitions with their current versions and compiled forms. Raises where one is not published."""
    wanted = Definition.objects.filter(key__in=keys, current__isnull=False)
    found = {row.key: row for row in wanted.select_related("current__compiled").defer("current__xml")}
    if missing := sorted(set(keys) - found.keys()):
        raise errors.unknown_process(missing[0])
    return found


def _child(parent: Standing, definition: Definition, token: int, at: datetime) -> Instance:
    row = parent.row
    return Instance(
        definition=definition,
        version=definition.current,
        unit_id=row.unit_id,
        subject_kind=row.subject_kind,
        subject_key=row.subject_key,
        subject=row.subject,
        subject_en=row.subject_en,
        subject_url=row.subject_url,
        subject_args=row.subject_args,
        root_id=row.root_id or row.pk,
        parent_id=row.pk,
        parent_token=token,
        started_at=at,
    )
