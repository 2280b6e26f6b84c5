"""What an actor was told: as a person, in their posts, in the units where they work."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from barzan.access import Actor
from barzan.access.rules import SIGNED_IN
from barzan.notify.models import Message, Reading, Recipient


def messages(actor: Actor, *, unread_only: bool = False, text: str = "") -> QuerySet[Message]:
    """The actor's messages, newest first, each with ``is_read``."""
    SIGNED_IN.require(actor)
    paths = {grant.unit_path for grant in actor.grants if grant.unit_path}
    mine = Q(unit__path__in=paths) | Q(post__in={grant.post for grant in actor.grants if grant.post})
    if actor.person is not None:
        mine |= Q(person=actor.person)
    told = Recipient.objects.filter(mine, message=OuterRef("pk"))
    read = Reading.objects.filter(message=OuterRef("pk"), person=actor.person)
    rows = Message.objects.filter(Exists(told)).annotate(is_read=Exists(read))
    if unread_only:
        rows = rows.filter(is_read=False)
    if words := text.strip():
        rows = rows.filter(Q(text_fa__icontains=words) | Q(text_en__icontains=words))
    return rows


def unread(actor: Actor) -> QuerySet[Message]:
    """What the actor has not read yet; nothing for an account without a person, who reads nothing."""
    return messages(actor, unread_only=True) if actor.person is not None else Message.objects.none()
