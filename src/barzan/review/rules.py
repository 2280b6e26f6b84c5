"""Who may do what with a review, each within their own units, administrators everywhere; auditors read.

Whoever writes for the catalogue reviews. Publishing a reading is fixing the whole catalogue, so it asks
``revisions.rules.EDITIONS_PUBLISH``.
"""

from barzan.access import Role
from barzan.access.rules import rule

REVIEW_READ = rule("review-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
REVIEW_EDIT = rule("review-edit", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
