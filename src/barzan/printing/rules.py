"""Who may have a booklet printed, and who may take it: what is in it is public, the work is not for free."""

from barzan.access import Role
from barzan.access.rules import rule

PRINTS_READ = rule("prints.read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
PRINTS_ORDER = rule("prints.order", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, writes=True)
