"""Scopes as querysets: the one place where a scope becomes SQL."""

from __future__ import annotations

from django.db.models import Q

from barzan.access.values import Scope


def within(scope: Scope, *, unit: str = "", place: str = "", person: str = "") -> Q:
    """A condition for the records of ``scope``.

    ``unit`` and ``place`` name the lookups of the record's unit path and place path (``"unit__path"``),
    ``person`` that of the person it is about. A record without one of them is not bounded by it.
    """
    if scope.everything:
        return Q()
    covered = Q(pk__in=[])
    for unit_path, place_path in scope.areas:
        area = Q()
        if unit and unit_path:
            area &= Q(**{f"{unit}__startswith": unit_path})
        if place and place_path:
            area &= Q(**{f"{place}__startswith": place_path})
        covered |= area if area else ~Q(pk__in=[])
    if person and scope.person is not None:
        covered |= Q(**{person: scope.person})
    return covered
