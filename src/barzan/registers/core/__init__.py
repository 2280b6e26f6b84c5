"""The pure core of ``registers``: values in, values out.

``read(mapping) -> Definition`` and ``Definition.as_value()`` turn a register's life into values and back;
``check`` says what keeps it from being published; ``passing`` decides whether an entry may pass from one
state to another; ``numbering``, ``validity``, ``picture``, ``merging``, ``likeness`` do what they are called.
"""

from barzan.registers.core.checking import check
from barzan.registers.core.fields import Field, Fields
from barzan.registers.core.findings import Finding, Refused, Severity
from barzan.registers.core.reading import read
from barzan.registers.core.values import (
    By,
    Definition,
    Document,
    Other,
    Relation,
    Standing,
    State,
    Term,
    Transition,
    Validity,
    View,
)

__all__ = [
    "By",
    "Definition",
    "Document",
    "Field",
    "Fields",
    "Finding",
    "Other",
    "Refused",
    "Relation",
    "Severity",
    "Standing",
    "State",
    "Term",
    "Transition",
    "Validity",
    "View",
    "check",
    "read",
]
