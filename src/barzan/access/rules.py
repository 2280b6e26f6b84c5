"""Rules: a named answer to "may this actor do this, and to which records". Pure.

A rule lists the roles that pass it. An auditor passes every rule that only reads and none that writes,
whatever the rule lists: "reads all, writes nothing" is a law of the house, not a choice of each room.
"""

from __future__ import annotations

from dataclasses import dataclass

from barzan.access.values import Actor, Grant, Role, Scope, Target


class Forbidden(Exception):
    """The actor may not do this; pages show 403, or the sign-in where nobody is signed in."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(f"rule {rule.name} does not admit this actor")
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Rule:
    """``name`` is stable English; ``roles`` pass within their own unit and place; ``public`` admits anyone.

    writes:      the rule lets something change; auditors never pass it.
    everywhere:  roles whose grants are not bounded by unit and place for this rule (administrators of one
                 installation, for example).
    own:         a signed-in person passes for records about themselves.
    """

    name: str
    roles: frozenset[Role] = frozenset()
    public: bool = False
    writes: bool = False
    everywhere: frozenset[Role] = frozenset({Role.ADMINISTRATOR})
    own: bool = False

    def admits(self, actor: Actor) -> bool:
        """Whether the actor may use this rule for any record at all."""
        if self.public or actor.system:
            return True
        return bool(self._grants(actor)) or self._own(actor)

    def scope(self, actor: Actor) -> Scope:
        """The records that the rule covers for the actor; an empty scope where it admits nobody."""
        if self.public or actor.system:
            return Scope(everything=True)
        grants = self._grants(actor)
        own = actor.person if self._own(actor) else None
        if any(grant.role in self.everywhere or grant.role is Role.AUDITOR for grant in grants):
            return Scope(everything=True)
        return Scope(areas=frozenset((grant.unit_path, grant.place_path) for grant in grants), person=own)

    def permits(self, actor: Actor, target: Target) -> bool:
        """Whether the actor may do this to the record at ``target``."""
        return self.scope(actor).covers(target)

    def grant(self, actor: Actor, target: Target) -> Grant | None:
        """The first grant by which the actor passes for the record at ``target``: in which post they act."""
        for grant in self._grants(actor):
            if self.permits(actor.holding(grant), target):
                return grant
        return None

    def require(self, actor: Actor, target: Target | None = None) -> None:
        """Raises ``Forbidden`` unless admitted (and, with a target, permitted)."""
        if not (self.admits(actor) if target is None else self.permits(actor, target)):
            raise Forbidden(self)

    def _own(self, actor: Actor) -> bool:
        """Whether records about the actor pass; an auditor does not write even these."""
        return self.own and actor.signed_in and not (self.writes and actor.has(Role.AUDITOR))

    def _grants(self, actor: Actor) -> list[Grant]:
        return [grant for grant in actor.grants if self._passes(grant.role)]

    def _passes(self, role: Role) -> bool:
        if role is Role.AUDITOR:
            return not self.writes
        return role in self.roles or role in self.everywhere


def rule(name: str, *roles: Role, writes: bool = False, own: bool = False) -> Rule:
    """A rule for ``roles`` (administrators always pass)."""
    return Rule(name, frozenset(roles), writes=writes, own=own)


PUBLIC = Rule("public", public=True)
SIGNED_IN = Rule("signed-in", own=True)
STAFF = rule("staff", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
ADMINISTER = rule("administer", writes=True)
