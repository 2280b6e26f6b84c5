"""Telling, and having read. The trail holds what happened; a message only says so to those it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.access.rules import SIGNED_IN
from barzan.notify import models, queries
from barzan.trail import actions as trail

BATCH = 500


@dataclass(frozen=True, slots=True)
class Message:
    """What is told. ``key`` is stable: the same key is told once. ``about`` is the trail's (kind, key)."""

    key: str
    fa: str
    en: str
    url_name: str = ""
    url_args: Mapping[str, str | int] = field(default_factory=dict)
    about: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Audience:
    """Ids of persons, posts and units; holders of the posts and workers of the units are told too."""

    persons: Collection[int] = ()
    posts: Collection[int] = ()
    units: Collection[int] = ()


def tell(message: Message, audience: Audience) -> None:
    """Tells one message, in the caller's transaction; nothing where its key was told before."""
    tell_many([(message, audience)])


def tell_many(items: Iterable[tuple[Message, Audience]]) -> None:
    """Tells many messages in few statements, in the caller's transaction; those told before are left out."""
    told = {message.key: (message, audience) for message, audience in items}
    with transaction.atomic():
        for key in models.Message.objects.filter(key__in=told).values_list("key", flat=True):
            del told[key]
        at = timezone.now()
        rows = models.Message.objects.bulk_create(
            [
                models.Message(
                    key=message.key,
                    text_fa=message.fa,
                    text_en=message.en,
                    url_name=message.url_name,
                    url_args=dict(message.url_args),
                    about_kind=message.about[0],
                    about_key=message.about[1],
                    at=at,
                )
                for message, _ in told.values()
            ],
            batch_size=BATCH,
        )
        models.Recipient.objects.bulk_create(
            [each for row in rows for each in _recipients(row, told[row.key][1])], batch_size=BATCH
        )


def read(actor: Actor, *, pk: int | None = None) -> int:
    """Marks one message of the actor as read, or all of them; how many were unread.

    Raises ``Forbidden`` where nobody is signed in.
    """
    SIGNED_IN.require(actor)
    unread = queries.unread(actor)
    if pk is not None:
        unread = unread.filter(pk=pk)
    at = timezone.now()
    keys = list(unread.order_by().values_list("pk", flat=True))
    if not keys:
        return 0
    with transaction.atomic():
        models.Reading.objects.bulk_create(
            [models.Reading(message_id=key, person_id=actor.person, at=at) for key in keys],
            ignore_conflicts=True,
            batch_size=BATCH,
        )
        trail.record(actor, "messages.read", ("notify.inbox", str(actor.user)), detail={"count": len(keys)})
    return len(keys)


def _recipients(message: models.Message, audience: Audience) -> list[models.Recipient]:
    return [
        *(models.Recipient(message=message, person_id=pk) for pk in sorted(set(audience.persons))),
        *(models.Recipient(message=message, post_id=pk) for pk in sorted(set(audience.posts))),
        *(models.Recipient(message=message, unit_id=pk) for pk in sorted(set(audience.units))),
    ]
