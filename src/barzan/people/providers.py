"""How blueprints fill people: organisations, units, posts and accounts, as CSV.

An account that a load makes gets a random first password; it is written, for the one who loads, to
``demo-sign-ins.txt`` in the installation's folder, readable by its owner only. Files hold no passwords.
"""

from __future__ import annotations

from barzan.access import Actor
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, Rows, register
from barzan.people import actions
from barzan.people.models import Organisation, Post, RoleName, Unit, UnitKind
from barzan.people.provided_accounts import provider as accounts_provider
from barzan.places.loading import ALWAYS, Checks, Fields, day, differences
from barzan.places.models import Place
from barzan.places.providers import PLACES

ORGANISATIONS, UNITS, POSTS = "people.organisations", "people.units", "people.posts"
YES_NO = ("yes", "no")


def register_all() -> None:
    """Makes the providers of the room known (called once, at start)."""
    columns = Columns(("code", "name"), ("name_en", "place"))
    register(Provider(ORGANISATIONS, columns, _check_organisations, _organisations, _add_organisations))
    columns = Columns(("code", "name", "kind", "organisation"), ("name_en", "parent", "order", "valid_from"))
    register(Provider(UNITS, columns, _check_units, _units, _apply_units))
    columns = Columns(("code", "title", "unit"), ("title_en", "roles", "place", "single_seat", "valid_from"))
    register(Provider(POSTS, columns, _check_posts, _posts, _apply_posts))
    register(accounts_provider(POSTS))


def _check_organisations(rows: Rows, context: Context) -> list[Problem]:
    return Checks(context, rows).codes("code").names("place", PLACES, _places()).found


def _organisations(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    known = _codes(Organisation)
    return [Change("keep" if row["code"] in known else "add", row["code"]) for row in rows]


def _add_organisations(actor: Actor, rows: Rows, context: Context) -> None:
    places = _places()
    for row, change in zip(rows, _organisations(actor, rows, context), strict=True):
        if change.kind == "add":
            place = places.get(row["place"])
            actions.add_organisation(
                actor, row["code"], name=row["name"], name_en=row["name_en"], place=place
            )


def _check_units(rows: Rows, context: Context) -> list[Problem]:
    checks = Checks(context, rows).codes("code").one_of("kind", UnitKind.values).dates("valid_from")
    checks.numbers("order").names("organisation", ORGANISATIONS, _codes(Organisation))
    return checks.parents("parent", UNITS, _codes(Unit)).found


def _units(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    return differences(rows, "code", _wanted_unit, {unit.code: _stored_unit(unit) for unit in _all_units()})


def _apply_units(actor: Actor, rows: Rows, context: Context) -> None:
    organisations = {each.code: each for each in Organisation.objects.all()}
    units = {unit.code: unit for unit in _all_units()}
    for row in rows:
        parent = units[row["parent"]] if row["parent"] else None
        unit = units.get(row["code"])
        if unit is None:
            unit = actions.add_unit(
                actor,
                organisations[row["organisation"]],
                code=row["code"],
                parent=parent,
                valid_from=day(row, "valid_from") or ALWAYS,
                **_described(row),
            )
        else:
            unit = _unit_up_to_date(actor, unit, row, parent)
        units[unit.code] = unit


def _unit_up_to_date(actor: Actor, unit: Unit, row: Row, parent: Unit | None) -> Unit:
    stored, wanted = _stored_unit(unit), _wanted_unit(row)
    if stored["parent"] != wanted["parent"]:
        unit = actions.move_unit(actor, unit, parent=parent)
    if any(stored[name] != value for name, value in wanted.items() if name != "parent"):
        unit = actions.rename_unit(actor, unit, **_described(row))
    return unit


def _described(row: Row) -> Fields:
    return {
        "name": row["name"],
        "name_en": row["name_en"],
        "kind": row["kind"],
        "order": int(row["order"] or 0),
    }


def _wanted_unit(row: Row) -> Fields:
    return {**_described(row), "parent": row["parent"]}


def _stored_unit(unit: Unit) -> Fields:
    fields = {name: getattr(unit, name) for name in ("name", "name_en", "kind", "order")}
    return fields | {"parent": unit.parent.code if unit.parent else ""}


def _check_posts(rows: Rows, context: Context) -> list[Problem]:
    checks = Checks(context, rows).codes("code").one_of("roles", RoleName.values).dates("valid_from")
    checks.one_of("single_seat", YES_NO).names("unit", UNITS, _codes(Unit))
    return checks.names("place", PLACES, _places()).found


def _posts(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    stored = {post.code: _stored_post(post) for post in Post.objects.select_related("place")}
    return differences(rows, "code", _wanted_post, stored)


def _apply_posts(actor: Actor, rows: Rows, context: Context) -> None:
    units, places = {unit.code: unit for unit in Unit.objects.all()}, _places()
    posts = {post.code: post for post in Post.objects.select_related("unit", "place")}
    for row in rows:
        post = posts.get(row["code"])
        said = {
            "title": row["title"],
            "title_en": row["title_en"],
            "roles": row["roles"].split(),
            "place": places.get(row["place"]),
        }
        if post is None:
            actions.add_post(
                actor,
                units[row["unit"]],
                code=row["code"],
                single_seat=row["single_seat"] != "no",
                valid_from=day(row, "valid_from") or ALWAYS,
                **said,
            )
        elif _stored_post(post) != _wanted_post(row):
            actions.change_post(actor, post, **said)


def _wanted_post(row: Row) -> Fields:
    roles = frozenset(row["roles"].split())
    return {"title": row["title"], "title_en": row["title_en"], "roles": roles, "place": row["place"]}


def _stored_post(post: Post) -> Fields:
    place = post.place.code if post.place else ""
    return {
        "title": post.title,
        "title_en": post.title_en,
        "roles": frozenset(post.roles),
        "place": place,
    }


def _codes(model: type[Organisation] | type[Unit] | type[Post]) -> set[str]:
    return set(model.objects.values_list("code", flat=True))


def _all_units() -> list[Unit]:
    return list(Unit.objects.select_related("parent", "organisation"))


def _places() -> dict[str, Place]:
    return {place.code: place for place in Place.objects.filter(valid_to__isnull=True)}
