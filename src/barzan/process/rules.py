"""Who may do what with processes, each within their own units; administrators everywhere."""

from barzan.access import Role
from barzan.access.rules import rule

_STAFF = (Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST)

PROCESS_READ = rule("process-read", *_STAFF)
PROCESS_DESIGN = rule("process-design", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
PROCESS_PUBLISH = rule("process-publish", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
INSTANCE_READ = rule("instance-read", *_STAFF)
INSTANCE_START = rule("instance-start", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
INSTANCE_DELIVER = rule("instance-deliver", Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, writes=True)
INSTANCE_STEER = rule("instance-steer", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
INSTANCE_MOVE = rule("instance-move", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
