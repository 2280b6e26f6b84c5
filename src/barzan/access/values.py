"""The plain values of access: roles, grants, actors, scopes, targets. No Django, no clock, no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import uuid4


class Role(StrEnum):
    """What a post lets its holder do. A person may hold several posts, each with roles of its own."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    UNIT_HEAD = "unit_head"
    SECRETARY = "secretary"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, held through one post, over one unit subtree and one place subtree.

    Paths are the materialised paths of ``people.Unit`` and ``places.Place``: ``/1/4/`` covers itself and
    all that starts with it; the empty path covers everything. ``delegated_by`` is the absent person's id
    where the grant is held for them.
    """

    role: Role
    post: int | None = None
    unit_path: str = ""
    place_path: str = ""
    delegated_by: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where a record lies: the unit that owns it, the place it speaks of, the person it is about.

    ``None`` says that records of this kind have no unit (or place), so that it does not bound them; the empty
    path that this one has none yet, so that it lies outside every bounded grant.
    """

    unit_path: str | None = None
    place_path: str | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records a rule covers for an actor: every one, those under any of ``areas``, or the person's own.

    ``areas`` are (unit path, place path) pairs: a record is covered when it lies under both of one pair,
    as far as it has them. A record that has neither a unit nor a place is covered by an unbounded area
    only.
    """

    everything: bool = False
    areas: frozenset[tuple[str, str]] = frozenset()
    person: int | None = None

    def covers(self, target: Target) -> bool:
        """Whether a record at ``target`` is in the scope."""
        if self.everything or (self.person is not None and target.person == self.person):
            return True
        return any(_lies_under(target, unit, place) for unit, place in self.areas)


def _lies_under(target: Target, unit: str, place: str) -> bool:
    bounds = [
        (path, bound)
        for path, bound in ((target.unit_path, unit), (target.place_path, place))
        if path is not None
    ]
    if not bounds:
        return not unit and not place
    return all(path.startswith(bound) for path, bound in bounds)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in person in their posts, the anonymous citizen, or a part of the system.

    ``request_id`` joins all events of one user action. ``system`` names a part of the program that acts
    without a person (``worker``, ``loader``); it holds no grants and passes rules only by ``Rule.system``.
    """

    user: int | None = None
    person: int | None = None
    grants: tuple[Grant, ...] = ()
    system: str = ""
    request_id: str = field(default_factory=lambda: uuid4().hex)

    @property
    def signed_in(self) -> bool:
        return self.user is not None

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held; a signed-in person is a citizen too."""
        held = frozenset(grant.role for grant in self.grants)
        return held | {Role.CITIZEN} if self.signed_in else held

    def has(self, *roles: Role) -> bool:
        """Whether any of ``roles`` is held (for navigation; decisions go through a ``Rule``)."""
        return not self.roles.isdisjoint(roles)

    def in_person(self) -> Actor:
        """The same actor without what is held for somebody absent."""
        return replace(self, grants=tuple(grant for grant in self.grants if grant.delegated_by is None))

    def holding(self, grant: Grant) -> Actor:
        """The same actor with one grant and no other."""
        return replace(self, grants=(grant,))

    def renewed(self) -> Actor:
        """The same actor beginning another user action."""
        return replace(self, request_id=uuid4().hex)


ANONYMOUS = Actor(request_id="anonymous")


def system_actor(name: str) -> Actor:
    """An actor for a part of the program, for example ``system_actor("worker")``."""
    return Actor(system=name)
