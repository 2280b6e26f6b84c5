"""From what a process says of who works to units and posts of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from barzan.bpmn.model import Work
from barzan.people.models import Post, Unit, UnitSuccession
from barzan.tasks.models import Body

OWNER, SUPERIOR, ROOT = "@owner", "@superior", "@root"


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a task: ids of today's unit and post."""

    unit: int
    post: int | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
    id: int
    code: str
    parent: int | None
    path: str
    closed: bool

    @property
    def root(self) -> int:
        return int(self.path.strip("/").split("/")[0])


def held(works: Sequence[tuple[Work, int]]) -> list[Held]:
    """Who holds each of ``works``, a pair of what the process says and the unit (id) that owns the instance.

    A unit that was closed is followed to its successor; what is not found falls to the owner. At most one
    query each for posts, bodies, units and successors.
    """
    posts = _posts({work.post for work, _ in works if work.post})
    bodies = _bodies({work.body for work, _ in works if work.body and not work.unit})
    units = _units(works)
    found = []
    for work, owner in works:
        if work.post in posts:
            pk, unit = posts[work.post]
            found.append(Held(unit, pk))
        elif work.body in bodies:
            found.append(Held(bodies[work.body]))
        else:
            found.append(Held(_unit(work.unit, owner, units)))
    return _followed(found, units)


def _unit(code: str, owner: int, units: dict[str | int, _Unit]) -> int:
    if code in ("", OWNER):
        return owner
    if code == SUPERIOR:
        return units[owner].parent or owner
    if code == ROOT:
        return units[owner].root
    return units[code].id if code in units else owner


def _posts(codes: set[str]) -> dict[str, tuple[int, int]]:
    if not codes:
        return {}
    rows = Post.objects.filter(code__in=codes).order_by().values_list("code", "pk", "unit")
    return {code: (pk, unit) for code, pk, unit in rows}


def _bodies(codes: set[str]) -> dict[str, int]:
    return dict(Body.objects.filter(code__in=codes).order_by().values_list("code", "unit")) if codes else {}


def _units(works: Sequence[tuple[Work, int]]) -> dict[str | int, _Unit]:
    """Units by code and by id, as far as ``works`` need them."""
    codes = {work.unit for work, _ in works if work.unit and not work.unit.startswith("@")}
    owners = {owner for work, owner in works if work.unit in (SUPERIOR, ROOT)}
    if not codes and not owners:
        return {}
    today = timezone.localdate()
    rows = Unit.objects.filter(Q(code__in=codes) | Q(pk__in=owners)).order_by()
    found: dict[str | int, _Unit] = {}
    for pk, code, parent, path, until in rows.values_list("pk", "code", "parent", "path", "valid_to"):
        found[pk] = found[code] = _Unit(pk, code, parent, path, until is not None and until <= today)
    return found


def _followed(found: list[Held], units: dict[str | int, _Unit]) -> list[Held]:
    closed = {each.unit for each in found if each.unit in units and units[each.unit].closed}
    if not closed:
        return found
    heirs = dict(UnitSuccession.objects.filter(old__in=closed).values_list("old", "new"))
    return [Held(heirs.get(each.unit, each.unit), each.post) for each in found]
