"""Who may do what with the catalogue. Reading is public: a catalogue of public services is for everybody."""

from barzan.access import Role
from barzan.access.rules import rule

CATALOGUE_EDIT = rule("catalogue-edit", Role.UNIT_HEAD, Role.SECRETARY, writes=True)
CATALOGUE_ARRANGE = rule("catalogue-arrange", writes=True)
