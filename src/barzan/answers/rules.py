"""Who looks at submissions together, each over their own units and places (``submissions.rules``)."""

from barzan.access import Role
from barzan.access.rules import rule

ANSWERS_READ = rule("answers-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
ANSWERS_CHOOSE = rule(
    "answers-choose", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, writes=True
)
ANSWERS_EXPORT = rule(
    "answers-export", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, writes=True
)
ANSWERS_JOIN = rule("answers-join", Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, writes=True)
