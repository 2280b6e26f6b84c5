"""Who may do what with the instruments. Reading is public: the law is for everybody.

An instrument belongs to no unit, hence secretaries, who keep the catalogue of one, tend those of all.
"""

from barzan.access import Role, Rule

STEWARD = Rule(
    "instruments-steward",
    frozenset({Role.SECRETARY}),
    writes=True,
    everywhere=frozenset({Role.ADMINISTRATOR, Role.SECRETARY}),
)
