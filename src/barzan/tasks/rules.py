"""Who may do what with tasks, within their units; posts, persons and bodies reach their own (``reach``)."""

from barzan.access import Role
from barzan.access.rules import rule

TASKS_READ = rule("tasks-read", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)
TASKS_WORK = rule("tasks-work", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, writes=True)
TASKS_LEAD = rule("tasks-lead", Role.UNIT_HEAD, writes=True)
BODIES_EDIT = rule("bodies-edit", Role.SECRETARY, writes=True)
