"""Carries out a plan: drafts for everything, or published at once; for ``actions`` in its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.catalogue import actions as catalogue
from barzan.catalogue.models import Service
from barzan.catalogue.placing import Resolver
from barzan.exchange.collecting import seldom
from barzan.exchange.models import Import, Line, Outcome
from barzan.exchange.planning import Plan
from barzan.exchange.tables import ARRANGED
from barzan.revisions import actions as revisions
from barzan.revisions.models import OPEN, Draft, State

BATCH = 500


def applied_drafts(actor: Actor, plan: Plan, imported: Import) -> None:
    """A draft for each service; groups, subjects and life events know no drafts and are changed."""
    arrange(actor, plan)
    drafts = {each.code: each for each in _open_drafts(plan)}
    held = {code for code, draft in drafts.items() if draft.state != State.DRAFT}
    items = [(each.service, each.after) for each in plan.changes if each.service and each.code not in held]
    opened = revisions.open_drafts(actor, items, why=imported.why, origin=imported.origin)
    made = {draft.code: draft for draft in opened.drafts}
    for each in plan.changes:
        if each.service is None:
            made[each.code] = revisions.open_new(
                actor, each.code, each.after, why=imported.why, origin=imported.origin
            )
    lines = list(imported.lines.filter(table="services"))
    for line in lines:
        line.draft = made.get(line.code) or drafts.get(line.code)
        if line.code in held:
            line.outcome = Outcome.HELD
        elif line.code in opened.contradicted:
            line.outcome = Outcome.CONTRADICTED
        elif line.draft:
            line.outcome = Outcome.DRAFTED if line.draft.origin == imported.origin else Outcome.JOINED
    Line.objects.bulk_update(lines, ["draft", "outcome"], batch_size=BATCH)
    imported.lines.exclude(table="services").update(outcome=Outcome.ARRANGED)


def applied_publishing(actor: Actor, plan: Plan, imported: Import) -> None:
    """Everything published at once; the lines say which version each became."""
    versions = publish(actor, plan, why=imported.why)
    lines = list(imported.lines.filter(table="services"))
    for line in lines:
        line.outcome, line.after_id = Outcome.PUBLISHED, versions[line.code]
    Line.objects.bulk_update(lines, ["outcome", "after"], batch_size=BATCH)
    imported.lines.exclude(table="services").update(outcome=Outcome.ARRANGED)


def publish(actor: Actor, plan: Plan, *, why: str) -> Mapping[str, int | None]:
    """Adds, places and publishes in one transaction; returns the current version's id by code."""
    with seldom(), transaction.atomic():
        arrange(actor, plan)
        resolve = Resolver()
        services = {each.code: each.service for each in plan.changes if each.service}
        new = [(each.code, resolve.placement(each.after.placed)) for each in plan.changes if not each.service]
        services |= {service.code: service for service in catalogue.add_services(actor, new)}
        for each in plan.changes:
            if each.before and each.before.placed != each.after.placed:
                placement = resolve.placement(each.after.placed)
                services[each.code] = catalogue.place_service(actor, services[each.code], placement, why=why)
        catalogue.publish_versions(
            actor, [(services[each.code], each.after.content) for each in plan.changes], why=why
        )
        rows = Service.objects.filter(code__in=list(services))
        rows.update(reviewed_on=timezone.localdate())
        return dict(rows.values_list("code", "current_version_id"))


def arrange(actor: Actor, plan: Plan) -> None:
    """Adds and changes groups, subjects and life events, those alone that differ."""
    for name in ARRANGED:
        codes = {each.code for each in plan.arrangings if each.table == name}
        if codes:
            sheet, context = plan.contexts[name]
            rows = tuple(row for row in sheet.rows if row["code"] in codes)
            sheet.table.provider.apply(actor, rows, replace(context, together={}))


def _open_drafts(plan: Plan) -> list[Draft]:
    codes = [each.code for each in plan.changes if each.service]
    return list(Draft.objects.filter(code__in=codes, state__in=OPEN))
