"""Secondary instances: lists that stand in the form, and names of those that come from outside."""

from __future__ import annotations

from barzan.xforms.itexts import Itexts
from barzan.xforms.model import NOTHING, ChoiceList
from barzan.xforms.texts import Text
from barzan.xforms.xml import Element


def secondary(element: Element, itexts: Itexts) -> ChoiceList:
    """The list of an ``<instance id=…>``."""
    name = element.get("id") or ""
    source = element.get("src")
    root = next(iter(element.elements()), None)
    if root is None:
        return ChoiceList(name, source=source)
    rows = rows_of(root)
    labels = tuple(_label(row, itexts) for row in rows)
    return ChoiceList(name, rows, labels, source)


def rows_of(root: Element) -> tuple[dict[str, str], ...]:
    """Each child of the root is a row; each of its children a column."""
    return tuple({cell.name: cell.text().strip() for cell in item.elements()} for item in root.elements())


def _label(row: dict[str, str], itexts: Itexts) -> Text:
    identifier = row.get("itextId")
    if identifier is not None:
        return itexts.texts.get(identifier, NOTHING)
    return itexts.inline((row["label"],)) if row.get("label") else NOTHING
