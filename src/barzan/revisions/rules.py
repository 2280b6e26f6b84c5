"""Who may do what with the life of a service; each within their own units, administrators everywhere.

An officer writes; the secretary of the working group (the office of administrative reform) or the head of the
unit reviews; the head of the unit approves. Who wrote a draft last does not approve it: ``errors.four_eyes``.
"""

from barzan.access import Role
from barzan.access.rules import rule

DRAFTS_READ = rule("drafts-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
DRAFTS_EDIT = rule("drafts-edit", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
DRAFTS_REVIEW = rule("drafts-review", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
DRAFTS_APPROVE = rule("drafts-approve", Role.UNIT_HEAD, writes=True)
DRAFTS_PUBLISH = rule("drafts-publish", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
EDITIONS_PUBLISH = rule("editions-publish", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
