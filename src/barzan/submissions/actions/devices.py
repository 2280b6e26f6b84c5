"""Telephones and programs that send forms for an account (ODK Collect, other systems)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.people.models import Post
from barzan.persian import normalise
from barzan.submissions.codes import new_secret, secret_hash
from barzan.submissions.errors import SubmissionRefused
from barzan.submissions.models import Device
from barzan.submissions.rules import DEVICES
from barzan.trail import actions as trail

KEPT = timedelta(days=366)


def add_device(actor: Actor, title: str) -> tuple[Device, str]:
    """Lets a device send forms in the actor's name; its secret is told once.

    It can do no more than fill forms in: it reads nothing that was sent. Made in person, not for somebody
    absent.
    """
    DEVICES.require(actor)
    title = normalise(title).strip()[:120]
    if not title:
        raise SubmissionRefused.no_title()
    grant = next(
        (each for each in actor.in_person().grants if each.post and each.role in DEVICES.roles), None
    )
    if grant is None or actor.user is None:
        raise SubmissionRefused.not_in_person()
    now, secret = timezone.now(), new_secret()
    with transaction.atomic():
        device = Device.objects.create(
            title=title,
            user_id=actor.user,
            unit=Post.objects.select_related("unit").get(pk=grant.post).unit,
            secret=secret_hash(secret),
            made_at=now,
            expires_at=now + KEPT,
        )
        trail.record(actor, "submission-device.added", device)
    return device, secret


def close_device(actor: Actor, device: Device, *, why: str = "") -> Device:
    """From now on the device's secret opens nothing: by its owner, or by whoever may in its unit."""
    if actor.user != device.user_id:
        DEVICES.require(actor, device.target)
    with transaction.atomic():
        row = Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
        if row.closed_at is None:
            row.closed_at = timezone.now()
            row.save(update_fields=["closed_at"])
            trail.record(actor, "submission-device.closed", row, why=why.strip())
    return row
