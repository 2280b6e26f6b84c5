"""Who may do what with reviews and proposals, within their own units."""

from barzan.access import Role
from barzan.access.rules import rule

REVIEWS_READ = rule("reviews-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
REVIEWS_CONFIRM = rule("reviews-confirm", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
PROPOSALS_READ = rule("proposals-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY)
PROPOSALS_ANSWER = rule("proposals-answer", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
