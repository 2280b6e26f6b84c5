"""Who may do what with registers and their entries.

What registers there are, and by which rules their entries live, all staff may know; entries are read and
worked on within one's unit and place. Who takes a transition says the register besides (``ENTRY_PASS`` and
the transition's roles and posts).
"""

from barzan.access import Role, Rule
from barzan.access.rules import rule

_STAFF = frozenset({Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST})
REGISTER_READ = Rule("register-read", _STAFF, everywhere=_STAFF | {Role.ADMINISTRATOR})
REGISTER_DEFINE = rule("register-define", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
ENTRY_READ = rule("entry-read", *_STAFF)
ENTRY_PERSONAL = rule("entry-personal", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY)
ENTRY_EDIT = rule("entry-edit", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
ENTRY_PASS = rule("entry-pass", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, writes=True)
ENTRY_IMPORT = rule("entry-import", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
ENTRY_MERGE = rule("entry-merge", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
