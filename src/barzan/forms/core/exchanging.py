"""A translation as a workbook for whoever translates, and back. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.blueprints.sheets import read_tables
from barzan.blueprints.values import refuse
from barzan.forms.core.books import tables
from barzan.forms.core.translating import Text

SHEET = "translation"


def exported(texts: Sequence[Text], source: str, target: str) -> bytes:
    """The texts of two languages, one a row; ``id`` says where each belongs and is left as it is."""
    rows = [
        (text.id, text.name, text.base, text.by.get(source, ""), text.by.get(target, "")) for text in texts
    ]
    return tables([(SHEET, ("id", "name", "column", source, target), rows)])


def imported(data: bytes, name: str, target: str) -> dict[str, str]:
    """The texts in ``target`` by id, of the rows that have one; raises ``BlueprintRefused``."""
    found = read_tables(data, name)
    table = found.get(SHEET) or next(iter(found.values()), None)
    if table is None or not {"id", target} <= set(table.columns):
        refuse(
            name,
            0,
            "",
            f"در این کارپوشه ستون‌های id و {target} نیست؛ کارپوشه‌ای را بفرستید که از همین صفحه گرفته‌اید.",
            f"This workbook lacks the columns id and {target}: send the one that you took from this page.",
        )
    return {row["id"]: row[target] for row in table.rows if row[target]}
