"""Who may do what with places: all staff see every division, administrators keep them."""

from barzan.access import Role, Rule
from barzan.access.rules import rule

_STAFF = frozenset({Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST, Role.ADMINISTRATOR})

# Divisions are public knowledge: a post's own place bounds what one handles, not what one may look up.
PLACES_READ = Rule("places.read", _STAFF, everywhere=_STAFF)
PLACES_EDIT = rule("places.edit", writes=True)
