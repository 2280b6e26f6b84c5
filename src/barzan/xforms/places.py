"""Places in words: ``/data/member[2]/name``."""

from __future__ import annotations

import re

from barzan.xforms.engine import Engine
from barzan.xforms.errors import Refused
from barzan.xforms.rows import Row
from barzan.xforms.scopes import Slot

_STEP = re.compile(r"([^/\[\]]+)(?:\[([0-9]{1,6})\])?", re.ASCII)


def place_of(row: Row, slot: Slot) -> str:
    """The place of ``slot`` in ``row``."""
    if slot.index == 0:
        return row.place()
    return row.place() + slot.node.path.removeprefix(row.scope.node.path)


def located(engine: Engine, place: str) -> tuple[Row, Slot]:
    """The row and slot of ``place``; a repeat without a number is the whole repeat. Raises ``Refused``."""
    root = engine.root
    steps = place.split("/")
    if len(steps) < 2 or steps[0] or steps[1] != root.scope.node.name:
        raise _nowhere(place)
    row, slot = root, root.scope.slots[0]
    for at, step in enumerate(steps[2:], 3):
        match = _STEP.fullmatch(step)
        node = engine.plan.layout.kid(slot.node, match[1]) if match else None
        if match is None or node is None or slot.inner is not None:
            raise _nowhere(place)
        slot = row.scope.by_node[node]
        if slot.inner is not None and (match[2] or at < len(steps)):
            rows, number = row.subs[slot.inner.sub], int(match[2] or 0)
            if not 1 <= number <= len(rows):
                raise _nowhere(place)
            row = rows[number - 1]
            slot = row.scope.slots[0]
        elif match[2] and slot.inner is None:
            raise _nowhere(place)
    return row, slot


def _nowhere(place: str) -> Refused:
    return Refused(
        "xforms.place",
        f"«{place[:120]}» در این پرشده نیست؛ نام پرسش و شمارهٔ ردیف را ببینید.",
        f'"{place[:120]}" is not in this filling; look at the name and at the number of the row.',
        place=place[:120],
    )
