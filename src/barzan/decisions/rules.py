"""Who may do what with the decision models.

What is decided by a rule everybody who works with it may read; units write and publish their own.
"""

from barzan.access import Role, Rule
from barzan.access.rules import rule

_STAFF = frozenset({Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST})
DECISIONS_READ = Rule("decisions-read", _STAFF, everywhere=_STAFF | {Role.ADMINISTRATOR})
DECISIONS_EDIT = rule("decisions-edit", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
DECISIONS_PUBLISH = rule("decisions-publish", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
