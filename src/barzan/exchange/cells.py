"""Contents as the cells of the tables, and as the rows that the providers read. Pure.

A cell is a text; ``""`` is what the source does not say. Dates are ISO, numbers are Latin digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from barzan.catalogue.content import PARTS, Placed, ServiceContent

Cells = tuple[str, ...]
# Columns of the sheet of services whose names differ from the fields of the content.
RENAMED = {"class": "service_class", "client": "has_client"}


def service_cells(code: str, content: ServiceContent, placed: Placed, keys: tuple[str, ...]) -> Cells:
    """The row of a service in the order of ``keys``."""
    own = {
        "code": code,
        "unit": placed.unit,
        "group": placed.group,
        "category": placed.category,
        "life_events": " ".join(placed.life_events),
    }
    return tuple(text(own[key] if key in own else getattr(content, RENAMED.get(key, key))) for key in keys)


def part_cells(code: str, content: ServiceContent) -> Iterator[tuple[str, Cells]]:
    """(part, row) for each row of each part, in their order; the first cell is the service."""
    for part in PARTS:
        for row in getattr(content, part):
            yield part, (code, *(text(getattr(row, field.name)) for field in fields(row)))


def text(value: Any) -> str:
    """A value as a cell has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
