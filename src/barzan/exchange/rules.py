"""Who may hand spreadsheets in and out, within their own units.

What an import may change is what its actor may change by hand: ``planning`` asks the rules of drafts and of
the catalogue for every service.
"""

from barzan.access import Role
from barzan.access.rules import rule

EXCHANGE_READ = rule("exchange-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
EXCHANGE_IMPORT = rule("exchange-import", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
