"""What a reorganisation is made of, what is wrong with one, and the chart that comes of it. Pure."""

from barzan.people.reorganising.inverses import inverse
from barzan.people.reorganising.outcomes import Outcome, changed, depth, outcome
from barzan.people.reorganising.steps import (
    KINDS,
    Chart,
    Close,
    Merge,
    Move,
    New,
    Node,
    Rename,
    Split,
    Step,
    kind_of,
    new_codes,
    new_unit,
    read,
    subjects,
    written,
)
from barzan.people.reorganising.troubles import MAX_STEPS, Trouble, troubles

__all__ = [
    "KINDS",
    "MAX_STEPS",
    "Chart",
    "Close",
    "Merge",
    "Move",
    "New",
    "Node",
    "Outcome",
    "Rename",
    "Split",
    "Step",
    "Trouble",
    "changed",
    "depth",
    "inverse",
    "kind_of",
    "new_codes",
    "new_unit",
    "outcome",
    "read",
    "subjects",
    "troubles",
    "written",
]
