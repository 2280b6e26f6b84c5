"""Who may do what with people.

The organisation chart is known to all staff; a person is read by the heads of the units where they serve
and by themselves; structure, persons and accounts are kept by administrators.
"""

from barzan.access import Role, Rule
from barzan.access.rules import rule

_STAFF = frozenset({Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, Role.ADMINISTRATOR})

UNITS_READ = Rule("people.units", _STAFF, everywhere=_STAFF)
STRUCTURE_EDIT = rule("people.structure-edit", writes=True)
PERSONS_READ = rule("people.persons", Role.UNIT_HEAD)
PERSON_READ = rule("people.person", Role.UNIT_HEAD, own=True)
PERSONS_EDIT = rule("people.persons-edit", writes=True)
ACCOUNTS_EDIT = rule("people.accounts-edit", writes=True)
DELEGATE = rule("people.delegate", Role.UNIT_HEAD, writes=True, own=True)
# Posts that reach beyond their unit: only their holder and administrators lend them.
DELEGATE_BEYOND = rule("people.delegate-beyond", writes=True, own=True)
BEYOND = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
