"""Who may do what with deadlines and calendars, within their own units."""

from barzan.access import Role
from barzan.access.rules import rule

DEADLINES_READ = rule("deadlines-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
# Notice and complete documents are facts that whoever does the work learns first.
DEADLINES_BEGIN = rule("deadlines-begin", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
DEADLINES_STEER = rule("deadlines-steer", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
CALENDAR_READ = rule("calendar-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
CALENDAR_EDIT = rule("calendar-edit", Role.SECRETARY, writes=True)
PLANS_EDIT = rule("escalation-plans-edit", writes=True)
