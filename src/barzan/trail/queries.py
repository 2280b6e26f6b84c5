"""What can be known of the trail. Readers are auditors and administrators; they see all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.trail import chain, heads
from barzan.trail.models import Event, Link, Pending, Seal
from barzan.trail.rules import READ

# What a value raises that its column should not hold: SQLite takes any.
UNREADABLE = (ValueError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty values ask for everything. Days are local, ``until`` is included.

    ``verb`` may be its beginning (``service.``); ``text`` is found in the reason, at the beginning of the
    key, or as a whole request id.
    """

    text: str = ""
    verb: str = ""
    kind: str = ""
    key: str = ""
    user: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the whole trail stands: events under seals, events that wait, the newest seal."""

    sealed: int
    waiting: int
    newest: Seal | None


@dataclass(frozen=True, slots=True)
class Place:
    """An event's place in the chain; ``intact``: the event is what was hashed there."""

    position: int
    hash: str
    seal: Seal | None
    intact: bool


def events(actor: Actor, asked: Filter | None = None) -> QuerySet[Event]:
    """Events newest first, every one that ``asked`` admits. Raises ``Forbidden``."""
    READ.require(actor)
    asked = asked or Filter()
    exact = {"kind": asked.kind, "key": asked.key, "user": asked.user}
    found = Event.objects.filter(**{name: value for name, value in exact.items() if value not in ("", None)})
    if asked.verb:
        found = found.filter(verb__startswith=asked.verb)
    if asked.text:
        text = asked.text
        found = found.filter(Q(why__icontains=text) | Q(key__istartswith=text) | Q(request_id=text))
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return found.order_by("-pk")


def legible(found: QuerySet[Event]) -> list[Event]:
    """The events of ``found``; ``at`` is None where the column holds no instant, as SQLite allows.

    One query, and one more for each event of a list that somebody has vandalised.
    """
    try:
        return list(found)
    except UNREADABLE:
        return [_legible(number) for number in list(found.values_list("pk", flat=True))]


def _legible(number: int) -> Event:
    try:
        return Event.objects.get(pk=number)
    except UNREADABLE:
        event = Event.objects.defer("at").get(pk=number)
        event.at = None  # type: ignore[assignment]
        return event


def same_action(actor: Actor, event: Event) -> QuerySet[Event]:
    """The other events of the same user action, oldest first."""
    found = events(actor).filter(request_id=event.request_id)
    return found.exclude(pk=event.pk).order_by("pk")


def standing(actor: Actor) -> Standing:
    """Counts for the head of the page; from the newest seal, so they cost the same at any length."""
    READ.require(actor)
    newest = Seal.objects.order_by("number").last()
    return Standing(newest.last if newest else 0, unsealed(actor), newest)


def unsealed(actor: Actor) -> int:
    """How many events wait for a seal."""
    READ.require(actor)
    return Pending.objects.count()


def place(actor: Actor, event: Event) -> Place | None:
    """Where ``event`` stands in the chain; None while it waits for the sealer."""
    READ.require(actor)
    link = Link.objects.filter(event=event.pk).first()
    if link is None:
        return None
    intact = _hash_of(event, _before(link)) == link.hash
    seal = Seal.objects.filter(last__gte=link.position).order_by("last").first()
    return Place(link.position, link.hash, seal, intact)


def _hash_of(event: Event, before: str) -> str:
    """The hash of the event as it stands in the database; empty where it cannot be read."""
    try:
        row = Event.objects.filter(pk=event.pk).values_list(*chain.COLUMNS).get()
        return chain.link_hash(before, chain.event_bytes(row))
    except UNREADABLE:
        return ""


def _before(link: Link) -> str:
    """What the link's hash was taken over, before the event: a seal's digest, a link's hash, or the
    beginning.
    """
    seal = Seal.objects.filter(last=link.position - 1).first()
    if seal:
        return heads.head_of(seal).digest
    previous = Link.objects.filter(position=link.position - 1).first()
    return previous.hash if previous else chain.GENESIS


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
