"""How blueprints fill places: ``places.hierarchies`` and ``places.places``, as CSV.

A change of a name or of a parent becomes a fact that begins on the day of the load.
"""

from __future__ import annotations

from django.utils import timezone

from barzan.access import Actor
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, Rows, register
from barzan.places import actions
from barzan.places.loading import ALWAYS, Checks, Fields, day, differences
from barzan.places.models import Hierarchy, Kind, Place

HIERARCHIES, PLACES = "places.hierarchies", "places.places"


def register_all() -> None:
    """Makes the providers of the room known (called once, at start)."""
    register(
        Provider(
            HIERARCHIES,
            Columns(("code", "name"), ("name_en",)),
            _check_hierarchies,
            _hierarchies,
            _add_hierarchies,
        )
    )
    optional = ("name_en", "parent", "valid_from")
    register(
        Provider(PLACES, Columns(("code", "hierarchy", "kind", "name"), optional), _check, _changes, _apply)
    )


def _check_hierarchies(rows: Rows, context: Context) -> list[Problem]:
    return Checks(context, rows).codes("code").found


def _hierarchies(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    known = set(Hierarchy.objects.values_list("code", flat=True))
    return [Change("keep" if row["code"] in known else "add", row["code"]) for row in rows]


def _add_hierarchies(actor: Actor, rows: Rows, context: Context) -> None:
    for row, change in zip(rows, _hierarchies(actor, rows, context), strict=True):
        if change.kind == "add":
            actions.add_hierarchy(actor, row["code"], name=row["name"], name_en=row["name_en"])


def _check(rows: Rows, context: Context) -> list[Problem]:
    checks = Checks(context, rows).codes("code").one_of("kind", Kind.values).dates("valid_from")
    checks.names("hierarchy", HIERARCHIES, Hierarchy.objects.values_list("code", flat=True))
    return checks.parents("parent", PLACES, _valid()).found


def _changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    return differences(rows, "code", _wanted, {code: _stored(place) for code, place in _valid().items()})


def _apply(actor: Actor, rows: Rows, context: Context) -> None:
    hierarchies = {each.code: each for each in Hierarchy.objects.all()}
    places = _valid()
    for row in rows:
        parent = places[row["parent"]] if row["parent"] else None
        place = places.get(row["code"])
        places[row["code"]] = (
            _brought_up_to_date(actor, place, row, parent)
            if place
            else actions.add(
                actor,
                hierarchies[row["hierarchy"]],
                code=row["code"],
                kind=row["kind"],
                name=row["name"],
                name_en=row["name_en"],
                parent=parent,
                valid_from=day(row, "valid_from") or ALWAYS,
            )
        )


def _brought_up_to_date(actor: Actor, place: Place, row: Row, parent: Place | None) -> Place:
    stored, wanted, today = _stored(place), _wanted(row), timezone.localdate()
    if (stored["name"], stored["name_en"]) != (wanted["name"], wanted["name_en"]):
        place = actions.rename(actor, place, name=row["name"], name_en=row["name_en"], on=today)
    if stored["parent"] != wanted["parent"]:
        place = actions.move(actor, place, parent=parent, on=today)
    return place


def _wanted(row: Row) -> Fields:
    return {column: row[column] for column in ("name", "name_en", "parent")}


def _stored(place: Place) -> Fields:
    parent = place.parent.code if place.parent else ""
    return {"name": place.name, "name_en": place.name_en, "parent": parent}


def _valid() -> dict[str, Place]:
    valid = Place.objects.filter(valid_to__isnull=True).select_related("parent", "hierarchy")
    return {place.code: place for place in valid}
