"""To which unit and place a submission belongs: as the answers say, else as the post of whoever sends it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from barzan.access import Actor
from barzan.forms.models import Form
from barzan.people.models import Unit
from barzan.places.models import Place

NOWHERE: tuple[int | None, str] = (None, "")


@dataclass(frozen=True, slots=True)
class Placing:
    """``unit`` and ``place`` are (id, path) for a submission that names none; the others by their codes."""

    unit: tuple[int, str]
    place: tuple[int | None, str]
    units: dict[str, tuple[int, str]]
    places: dict[str, tuple[int | None, str]]

    def of(self, unit: str, place: str) -> tuple[int, str, int | None, str]:
        """Ids and paths for the codes that the answers name."""
        return (*self.units.get(unit, self.unit), *self.places.get(place, self.place))


def placing(actor: Actor, form: Form, units: Iterable[str], places: Iterable[str]) -> Placing:
    """Where submissions of ``form`` by ``actor`` go; asks for codes only where there are some.

    A unit counts only below that of the form. Without one it is the post's, where that lies below the form's.
    """
    above = form.unit.path
    grants = [grant for grant in actor.grants if grant.unit_path.startswith(above)]
    own = grants[0] if grants else None
    bounded = next((grant.place_path for grant in grants if grant.place_path), "")
    return Placing(
        unit=(_last(own.unit_path), own.unit_path) if own else (form.unit_id, above),
        place=(_last(bounded), bounded) if bounded else NOWHERE,
        units=_units(above, {code for code in units if code}),
        places=_places({code for code in places if code}),
    )


def _last(path: str) -> int:
    """The id that a materialised path ends with."""
    return int(path.rstrip("/").rpartition("/")[2])


def _units(above: str, codes: Collection[str]) -> dict[str, tuple[int, str]]:
    if not codes:
        return {}
    rows = Unit.objects.filter(code__in=codes, path__startswith=above, valid_to__isnull=True)
    return {code: (pk, path) for code, pk, path in rows.order_by().values_list("code", "pk", "path")}


def _places(codes: Collection[str]) -> dict[str, tuple[int | None, str]]:
    if not codes:
        return {}
    rows = Place.objects.filter(code__in=codes, valid_to__isnull=True).order_by()
    return {code: (pk, path) for code, pk, path in rows.values_list("code", "pk", "path")}
