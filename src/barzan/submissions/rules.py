"""Who may do what with submissions, each within their own units and places.

Sending one is not here: the form says to whom it is open (``forms.queries.may_fill``). Whoever sent one may
read and withdraw it, and edits it once it was sent back.
"""

from barzan.access import Role
from barzan.access.rules import rule

_WORKERS = (Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY)

READ = rule("submission-read", *_WORKERS, Role.ANALYST)
OWN = rule("submission-own", *_WORKERS, Role.ANALYST, own=True)
PERSONAL = rule("submission-personal", *_WORKERS)
EDIT = rule("submission-edit", *_WORKERS, writes=True)
REVIEW = rule("submission-review", *_WORKERS, writes=True)
CORRECT = rule("submission-correct", writes=True, own=True)
WITHDRAW = rule("submission-withdraw", *_WORKERS, writes=True, own=True)
DEVICES = rule("submission-devices", *_WORKERS, writes=True)
SEND = rule("submission-send", *_WORKERS, Role.ANALYST, writes=True, own=True)
