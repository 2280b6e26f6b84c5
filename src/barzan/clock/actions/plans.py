"""The command on plans of escalation."""

from __future__ import annotations

from django.db import transaction

from barzan.access import Actor
from barzan.clock import books
from barzan.clock.core.plans import Plan
from barzan.clock.core.reckoning import fitting
from barzan.clock.models import EscalationPlan
from barzan.clock.rules import PLANS_EDIT
from barzan.trail import actions as trail


def save_plan(actor: Actor, plan: Plan, *, title: str, title_en: str = "", why: str = "") -> EscalationPlan:
    """Makes or changes a plan; a stage that was reckoned before keeps its moment, the next one follows it.

    Raises ``ClockError`` for a duration that cannot be counted so.
    """
    PLANS_EDIT.require(actor)
    for amount in (plan.remind, plan.superior, plan.take_over):
        if amount:
            fitting(amount, plan.counting)
    with transaction.atomic():
        row, made = EscalationPlan.objects.update_or_create(
            code=plan.code,
            defaults={
                "title": title, "title_en": title_en, "remind": plan.remind, "superior": plan.superior,
                "take_over": plan.take_over, "counting": plan.counting,
            },
        )  # fmt: skip
        stages = {"remind": plan.remind, "superior": plan.superior, "take_over": plan.take_over}
        trail.record(actor, "plan.added" if made else "plan.changed", row, why=why, detail=stages)
        books.renew()
    return row
