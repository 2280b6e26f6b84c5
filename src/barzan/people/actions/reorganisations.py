"""Commands on reorganisations: drafted, ordered, carried out whole on their day, or cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.jobs import actions as jobs
from barzan.people import errors, facts, followers, queries
from barzan.people import reorganising as plans
from barzan.people.models import (
    Organisation,
    Post,
    Reorganisation,
    ReorganisationState,
    Unit,
    UnitSuccession,
)
from barzan.people.rules import STRUCTURE_EDIT
from barzan.persian import normalise
from barzan.persian.errors import BilingualError
from barzan.places.tree import child_path
from barzan.trail import actions as trail

JOB = "people.reorganise"
BATCH = 200
DESCRIBED = ("title", "order_number", "order_date", "on", "reason")


def draft_reorganisation(actor: Actor, organisation: Organisation, **described: Any) -> Reorganisation:
    """A plan without steps; ``described`` are the fields of ``DESCRIBED``."""
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        plan = Reorganisation(organisation=organisation)
        _describe(plan, described)
        plan.save()
        trail.record(actor, "reorganisation.drafted", plan, detail={"on": plan.on})
    return plan


def describe_reorganisation(actor: Actor, plan: Reorganisation, **described: Any) -> Reorganisation:
    """Changes the title, the order, the day and the reason of a draft."""
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        plan = _locked(plan, ReorganisationState.DRAFT)
        _describe(plan, described)
        plan.save(update_fields=DESCRIBED)
        trail.record(actor, "reorganisation.described", plan, detail={"on": plan.on})
    return plan


def add_step(actor: Actor, plan: Reorganisation, step: plans.Step) -> Reorganisation:
    """Writes one more step into a draft; what is wrong with it keeps the draft from being ordered."""
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        plan = _locked(plan, ReorganisationState.DRAFT)
        if len(plan.steps) >= plans.MAX_STEPS:
            raise errors.too_many_steps(plans.MAX_STEPS)
        plan.steps = [*plan.steps, plans.written(step)]
        plan.save(update_fields=["steps"])
        detail = {"step": plans.kind_of(step), "units": list(plans.subjects(step))}
        trail.record(actor, "reorganisation.step_added", plan, detail=detail)
    return plan


def remove_step(actor: Actor, plan: Reorganisation, number: int) -> Reorganisation:
    """Takes the step ``number``, from 1, out of a draft; one that is not there changes nothing."""
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        plan = _locked(plan, ReorganisationState.DRAFT)
        if 1 <= number <= len(plan.steps):
            removed = plan.steps.pop(number - 1)
            plan.save(update_fields=["steps"])
            trail.record(actor, "reorganisation.step_removed", plan, detail={"step": removed["step"]})
    return plan


def order_reorganisation(actor: Actor, plan: Reorganisation) -> Reorganisation:
    """Fixes a draft that has no troubles; a job carries it out when its day begins.

    Raises ``ReorganisationRefused`` with all troubles.
    """
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        plan = _locked(plan, ReorganisationState.DRAFT)
        if troubles := [*queries.troubles_of_order(plan), *queries.plan(actor, plan).troubles]:
            raise errors.ReorganisationRefused(troubles)
        plan.state, plan.edition, plan.stopped = ReorganisationState.ORDERED, plan.edition + 1, []
        plan.save(update_fields=["state", "edition", "stopped"])
        trail.record(
            actor, "reorganisation.ordered", plan, why=plan.reason[:300], version=plan.edition,
            detail={"order": plan.order_number, "on": plan.on, "steps": len(plan.steps)},
        )  # fmt: skip
        midnight = timezone.make_aware(datetime.combine(plan.on, time()))
        jobs.enqueue(
            JOB,
            {"reorganisation": plan.pk, "edition": plan.edition},
            key=f"{plan.pk}:{plan.edition}",
            run_at=max(midnight, timezone.now()),
            actor=actor,
        )
    return plan


def reopen_reorganisation(actor: Actor, plan: Reorganisation, *, why: str = "") -> Reorganisation:
    """Makes a draft of an ordered plan that has not been carried out; its job then does nothing."""
    return _turn(actor, plan, ReorganisationState.DRAFT, "reorganisation.reopened", why)


def cancel_reorganisation(actor: Actor, plan: Reorganisation, *, why: str = "") -> Reorganisation:
    """Gives up a plan that has not been carried out."""
    return _turn(actor, plan, ReorganisationState.CANCELLED, "reorganisation.cancelled", why)


def carry_out(actor: Actor, plan: Reorganisation) -> Reorganisation:
    """Does what an ordered plan says, all of it or nothing; one that is done stays as it is.

    Where it can no longer be done, ``stopped`` says why and the plan stays ordered. Raises ``PeopleRefused``
    before its day and for a plan that is not ordered.
    """
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        plan = _row(plan)
        if plan.state == ReorganisationState.DONE:
            return plan
        if plan.state != ReorganisationState.ORDERED:
            raise errors.other_state()
        if plan.on > timezone.localdate():
            raise errors.not_yet(plan.on)
        try:
            with transaction.atomic():
                return _carry_out(actor, plan)
        except errors.ReorganisationRefused as refused:
            reasons = [{"fa": each.fa, "en": each.en} for each in refused.troubles]
        except BilingualError as refused:  # what a follower cannot move
            reasons = [{"fa": refused.fa, "en": refused.en}]
        plan = _row(plan)
        plan.stopped = reasons
        plan.save(update_fields=["stopped"])
        trail.record(actor, "reorganisation.stopped", plan, detail={"reasons": len(reasons)})
    return plan


def prepare_inverse(actor: Actor, plan: Reorganisation) -> Reorganisation:
    """Drafts the plan that turns one back which was carried out, as far as that can be."""
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        plan = _locked(plan, ReorganisationState.DONE)
        inverse = Reorganisation.objects.create(
            organisation=plan.organisation,
            title=f"بازگرداندن: {plan.title}"[:200],
            on=timezone.localdate(),
            steps=plan.result["inverse"],
            inverse_of=plan,
        )
        trail.record(actor, "reorganisation.drafted", inverse, detail={"inverse_of": plan.pk})
    return inverse


def _carry_out(actor: Actor, plan: Reorganisation) -> Reorganisation:
    # Whoever changes a unit, or gives it a post or a service, locks it: none changes under the plan.
    Organisation.objects.select_for_update().get(pk=plan.organisation_id)
    rows = Unit.objects.select_for_update(of=["self"]).filter(organisation=plan.organisation_id)
    units = {unit.code: unit for unit in rows.order_by("pk")}
    known = queries.plan(actor, plan)
    if known.troubles:
        raise errors.ReorganisationRefused(known.troubles)
    inverse = plans.inverse(known.chart, known.steps, known.outcome, queries.is_used)
    plan.result = {
        **_Change(actor, plan, known, units).made(),
        "inverse": [plans.written(step) for step in inverse],
    }
    plan.state, plan.done_at, plan.stopped = ReorganisationState.DONE, timezone.now(), []
    plan.save(update_fields=["state", "done_at", "result", "stopped"])
    counted = {name: value for name, value in plan.result.items() if name != "inverse"}
    trail.record(
        actor, "reorganisation.done", plan, version=plan.edition, why=plan.reason[:300],
        detail={"order": plan.order_number, **counted},
    )  # fmt: skip
    return plan


class _Change:
    """From the chart as it is to the chart of a plan: every table that holds units, with facts and events."""

    def __init__(
        self, actor: Actor, plan: Reorganisation, known: queries.Plan, units: dict[str, Unit]
    ) -> None:
        self._actor, self._plan, self._units = actor, plan, units
        self._before, self._after = known.chart, known.outcome
        self._why = f"{plan.title} ({plan.order_number})"[:300]

    def made(self) -> dict[str, Any]:
        """Makes the change; how many units and posts it touched and how many records followed."""
        differing = plans.changed(self._before, self._after)
        added = self._add()
        changed = [self._units[code] for code, fields in differing.items() if fields & {"name", "parent"}]
        moved_paths = self._restructure(changed)
        posts = self._move_posts()
        followed = followers.move(
            self._actor,
            {self._units[old]: self._units[new] for old, new in self._after.moved.items()},
            self._why,
        )
        self._close()
        facts.renew_units(changed, self._plan.on)
        for code, fields in differing.items():
            self._tell(code, fields)
        followers.renewed([*added, *{unit.pk: unit for unit in (*changed, *moved_paths)}.values()])
        return {
            "added": len(added), "changed": len(changed), "ended": len(self._after.ended), "posts": posts,
            "following": followed,
        }  # fmt: skip

    def _add(self) -> list[Unit]:
        for new in self._after.added:
            self._units[new.code] = Unit.objects.create(
                code=new.code,
                name=normalise(new.name),
                name_en=new.name_en,
                kind=new.kind,
                organisation=self._plan.organisation,
                order=self._after.chart[new.code].order,
                valid_from=self._plan.on,
            )
        return [self._units[new.code] for new in self._after.added]

    def _restructure(self, changed: Iterable[Unit]) -> list[Unit]:
        """Names, places and the paths of all; which units have another path now."""
        added = [self._units[new.code] for new in self._after.added]
        for unit in (*changed, *added):
            node = self._after.chart[unit.code]
            unit.name, unit.name_en, unit.kind = normalise(node.name), node.name_en, node.kind
            unit.parent = self._units[node.parent] if node.parent else None
        moved = _renew_paths(self._units.values())
        touched = {unit.pk: unit for unit in (*changed, *added, *moved)}
        fields = ["name", "name_en", "kind", "parent", "path"]
        Unit.objects.bulk_update(touched.values(), fields, batch_size=BATCH)
        facts.begin_units(added, self._plan.on)
        for unit in added:
            self._record("unit.added", unit, {"kind": unit.kind, "path": unit.path})
        return moved

    def _move_posts(self) -> int:
        posts = list(Post.objects.select_for_update(of=["self"]).filter(code__in=self._after.posts))
        for post in posts:
            before, post.unit = post.unit_id, self._units[self._after.posts[post.code]]
            self._record("post.moved", post, {"from": before, "to": post.unit.code})
        Post.objects.bulk_update(posts, ["unit"], batch_size=BATCH)
        facts.renew_posts(posts, self._plan.on)
        return len(posts)

    def _close(self) -> None:
        ended = [self._units[code] for code in sorted(self._after.ended)]
        facts.end_units(ended, self._plan.on)
        for unit in ended:
            unit.valid_to = self._plan.on
            into = self._after.moved.get(unit.code)
            self._record("unit.closed", unit, {"into": into} if into else {})
        Unit.objects.bulk_update(ended, ["valid_to"], batch_size=BATCH)
        UnitSuccession.objects.bulk_create(
            UnitSuccession(
                old=self._units[old], new=self._units[new], on=self._plan.on, reorganisation=self._plan
            )
            for old, new in self._after.moved.items()
        )

    def _tell(self, code: str, fields: frozenset[str]) -> None:
        before, unit = self._before[code], self._units[code]
        if "name" in fields:
            was = {"name": before.name, "name_en": before.name_en, "kind": before.kind}
            self._record("unit.renamed", unit, {"before": was})
        if "parent" in fields:
            self._record("unit.moved", unit, {"from": before.parent, "path": unit.path})

    def _record(self, verb: str, record: Unit | Post, detail: Mapping[str, Any]) -> None:
        named = {"reorganisation": self._plan.pk, "on": self._plan.on}
        trail.record(self._actor, verb, record, why=self._why, detail={**detail, **named})


def _renew_paths(units: Iterable[Unit]) -> list[Unit]:
    """Gives every unit the path that its parents make; which of them had another."""
    known = {unit.pk: unit for unit in units}
    paths: dict[int, str] = {}

    def path(unit: Unit) -> str:
        if unit.pk not in paths:
            above = path(known[unit.parent_id]) if unit.parent_id else ""
            paths[unit.pk] = child_path(above, unit.pk)
        return paths[unit.pk]

    moved = [unit for unit in known.values() if path(unit) != unit.path]
    for unit in moved:
        unit.path = paths[unit.pk]
    return moved


def _turn(
    actor: Actor, plan: Reorganisation, state: ReorganisationState, verb: str, why: str
) -> Reorganisation:
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        open_states = [ReorganisationState.ORDERED]
        if state is ReorganisationState.CANCELLED:
            open_states.append(ReorganisationState.DRAFT)
        plan = _locked(plan, *open_states)
        plan.state, plan.stopped = state, []
        plan.save(update_fields=["state", "stopped"])
        trail.record(actor, verb, plan, why=why)
    return plan


def _describe(plan: Reorganisation, described: Mapping[str, Any]) -> None:
    given: date | None = described.get("order_date")
    if given and given > timezone.localdate():
        raise errors.order_in_future()
    plan.title = normalise(described["title"])
    plan.order_number = normalise(described.get("order_number", ""))
    plan.order_date, plan.on = given, described["on"]
    plan.reason = normalise(described.get("reason", ""))


def _row(plan: Reorganisation) -> Reorganisation:
    rows = Reorganisation.objects.select_for_update(of=["self"]).select_related("organisation")
    return rows.get(pk=plan.pk)


def _locked(plan: Reorganisation, *states: ReorganisationState) -> Reorganisation:
    found = _row(plan)
    if found.state not in states:
        raise errors.other_state()
    return found
