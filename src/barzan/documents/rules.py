"""Who may read and hand in documents, each within the own units; personal ones are not for analysts."""

from barzan.access import Role
from barzan.access.rules import rule

READ = rule("documents.read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
PERSONAL = rule("documents.personal", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY)
STORE = rule("documents.store", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
