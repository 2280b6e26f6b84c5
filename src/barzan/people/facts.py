"""The dated facts of units and posts: what held up to a day is ended, what holds from it on is added.

Facts come in order: a change is dated on or after the first day of the fact in force. One on that very day
puts the fact right, which never held for a day; the trail keeps what it said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from barzan.people import errors
from barzan.people.models import Post, PostStanding, Unit, UnitStanding

SAID = ("name", "name_en", "kind", "parent_id")


def begin_units(units: Iterable[Unit], since: date) -> None:
    """The first facts of new units."""
    UnitStanding.objects.bulk_create(_standing(unit, since) for unit in units)


def renew_units(units: Iterable[Unit], on: date) -> None:
    """Keeps what the units are called and where they stand, from the day ``on``; raises ``PeopleRefused``."""
    changed = list(units)
    for before in UnitStanding.objects.filter(unit__in=changed, until__isnull=True, since__gt=on)[:1]:
        raise errors.too_early(before.since)
    UnitStanding.objects.filter(unit__in=changed, until__isnull=True, since=on).delete()
    UnitStanding.objects.filter(unit__in=changed, until__isnull=True).update(until=on)
    begin_units(changed, on)


def end_units(units: Iterable[Unit], on: date) -> None:
    """The units are no more from the day ``on``; raises ``PeopleRefused``."""
    closed = list(units)
    for before in UnitStanding.objects.filter(unit__in=closed, until__isnull=True, since__gte=on)[:1]:
        raise errors.too_early(before.since)
    UnitStanding.objects.filter(unit__in=closed, until__isnull=True).update(until=on)


def begin_posts(posts: Iterable[Post], since: date) -> None:
    """The first facts of new posts."""
    PostStanding.objects.bulk_create(
        PostStanding(post=post, unit_id=post.unit_id, since=since) for post in posts
    )


def renew_posts(posts: Iterable[Post], on: date) -> None:
    """Keeps to which units the posts belong, from the day ``on``; raises ``PeopleRefused``."""
    changed = list(posts)
    for before in PostStanding.objects.filter(post__in=changed, until__isnull=True, since__gt=on)[:1]:
        raise errors.too_early(before.since)
    PostStanding.objects.filter(post__in=changed, until__isnull=True, since=on).delete()
    PostStanding.objects.filter(post__in=changed, until__isnull=True).update(until=on)
    begin_posts(changed, on)


def end_post(post: Post, on: date) -> None:
    """The post is no more from the day ``on``; raises ``PeopleRefused``."""
    for before in PostStanding.objects.filter(post=post, until__isnull=True, since__gte=on)[:1]:
        raise errors.too_early(before.since)
    PostStanding.objects.filter(post=post, until__isnull=True).update(until=on)


def _standing(unit: Unit, since: date) -> UnitStanding:
    return UnitStanding(unit=unit, since=since, **{name: getattr(unit, name) for name in SAID})
