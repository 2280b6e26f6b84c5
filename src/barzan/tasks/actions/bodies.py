"""Commands on bodies of people: found one, say who sits in it, close it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.people.models import Post, Unit
from barzan.tasks import errors
from barzan.tasks.models import Body, Duty, Member, State
from barzan.tasks.rules import BODIES_EDIT
from barzan.trail import actions as trail


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a body; ``quorum``: the votes that a decision needs at the least."""

    kind: str
    name: str
    unit: Unit
    name_en: str = ""
    quorum: int | None = None


def add(actor: Actor, code: str, about: About, members: Mapping[Post, Duty] | None = None) -> Body:
    """Founds a body. Raises ``TaskRefused`` where the code is taken."""
    BODIES_EDIT.require(actor, about.unit.target)
    with transaction.atomic():
        if Body.objects.filter(code=code).exists():
            raise errors.body_code_taken(code)
        body = Body.objects.create(code=code, **_said(about))
        trail.record(actor, "body.added", body, detail={"unit": about.unit.code})
        if members:
            seat(actor, body, members)
    return body


def change(actor: Actor, body: Body, about: About, *, why: str = "") -> Body:
    """Corrects what is said of a body; to bring it under another unit one needs both."""
    BODIES_EDIT.require(actor, body.target)
    BODIES_EDIT.require(actor, about.unit.target)
    with transaction.atomic():
        body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
        for name, value in _said(about).items():
            setattr(body, name, value)
        body.save()
        trail.record(actor, "body.changed", body, why=why)
    return body


def seat(actor: Actor, body: Body, members: Mapping[Post, Duty], *, why: str = "") -> None:
    """From now on these posts sit in the body, and no others; who sat when stays known."""
    BODIES_EDIT.require(actor, body.target)
    with transaction.atomic():
        now = timezone.now()
        present = {member.post_id: member for member in body.members.filter(until__isnull=True)}
        wanted = {post.pk: duty for post, duty in members.items()}
        gone = [m.pk for pk, m in present.items() if wanted.get(pk) != m.duty]
        new = [pk for pk, duty in wanted.items() if pk not in present or present[pk].duty != duty]
        if not gone and not new:
            return
        body.members.filter(pk__in=gone).update(until=now)
        Member.objects.bulk_create(Member(body=body, post_id=pk, duty=wanted[pk], since=now) for pk in new)
        trail.record(actor, "body.seated", body, why=why, detail={"members": len(wanted)})


def close(actor: Actor, body: Body, *, why: str) -> Body:
    """The body is no more. Raises ``TaskRefused`` while tasks wait for its decision."""
    BODIES_EDIT.require(actor, body.target)
    if not why.strip():
        raise errors.no_reason()
    with transaction.atomic():
        body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
        if waiting := body.tasks.filter(state=State.OPEN).count():
            raise errors.body_has_tasks(waiting)
        body.closed_at = timezone.now()
        body.save(update_fields=["closed_at"])
        trail.record(actor, "body.closed", body, why=why)
    return body


def _said(about: About) -> dict[str, object]:
    return {
        "kind": about.kind,
        "name": about.name,
        "name_en": about.name_en,
        "unit": about.unit,
        "quorum": about.quorum,
    }
