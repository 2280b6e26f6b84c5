"""Who may do what, where: actors, scopes and rules as plain values.

The room owns no table. ``people`` builds the ``Actor`` of a request from posts and delegations and registers
itself as the provider; every other room asks a ``Rule`` whether an actor may do a thing, and which records it
covers. Endpoints declare their rule with ``@endpoint``; a generated test walks all of them.
"""

from barzan.access.rules import Forbidden, Rule
from barzan.access.values import ANONYMOUS, Actor, Grant, Role, Scope, Target

__all__ = ["ANONYMOUS", "Actor", "Forbidden", "Grant", "Role", "Rule", "Scope", "Target"]
