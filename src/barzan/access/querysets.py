"""Scopes as querysets: the one place where a scope becomes SQL."""

from __future__ import annotations

from django.db.models import Q

from barzan.access.values import Scope

NOTHING = Q(pk__in=[])


def within(scope: Scope, *, unit: str = "", place: str = "", person: str = "") -> Q:
    """A condition for the records of ``scope``; agrees with ``Scope.covers`` on every record.

    ``unit`` and ``place`` name the lookups of the record's unit path and place path (``"unit__path"``),
    ``person`` that of the person it is about. What is not named does not bound; where neither unit nor
    place is named, only an unbounded area covers the records.
    """
    if scope.everything:
        return Q()
    covered = NOTHING
    for unit_path, place_path in scope.areas:
        covered |= _area([(unit, unit_path), (place, place_path)])
    if person and scope.person is not None:
        covered |= Q(**{person: scope.person})
    return covered


def _area(bounds: list[tuple[str, str]]) -> Q:
    """Records under every bound, a (lookup, path) pair; a bound without a lookup or a path does not count."""
    if not any(lookup for lookup, _ in bounds) and any(path for _, path in bounds):
        return NOTHING
    area = Q()
    for lookup, path in bounds:
        if lookup and path:
            area &= Q(**{f"{lookup}__startswith": path})
    return area or ~NOTHING
