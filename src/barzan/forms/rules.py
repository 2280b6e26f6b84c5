"""Who may do what with the forms.

What the offices ask everybody who works with them may read and copy; units write and publish their own.
"""

from barzan.access import Role, Rule
from barzan.access.rules import rule

_STAFF = frozenset({Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST})
FORM_READ = Rule("form-read", _STAFF, everywhere=_STAFF | {Role.ADMINISTRATOR})
FORM_EDIT = rule("form-edit", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, writes=True)
FORM_PUBLISH = rule("form-publish", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
