"""Who may do what with certificates: they lie where their entries lie."""

from barzan.access import Role
from barzan.access.rules import rule

_STAFF = (Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
PERMIT_READ = rule("permit-read", *_STAFF)
PERMIT_SIGN = rule("permit-sign", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
PERMIT_DESIGN = rule("permit-design", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
