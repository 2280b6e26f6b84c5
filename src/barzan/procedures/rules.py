"""Who may do what with the processes of services, within their own units; administrators everywhere."""

from barzan.access import Role
from barzan.access.rules import rule

PROCEDURES_READ = rule("procedures-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
PROCEDURES_ASSIGN = rule("procedures-assign", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
