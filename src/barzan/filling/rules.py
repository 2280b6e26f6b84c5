"""Who may type paper in; to whom a form itself is open says the form (``forms.queries.may_fill``)."""

from barzan.access import Role
from barzan.access.rules import rule

TYPE_IN = rule("filling-type-in", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, writes=True)
