"""A census of households as an office of facilitation takes it: 121 questions, three repeats (one within
another), places in four steps.

It is the form by which the whole way is tried: spreadsheet, page, paper, answers. The sheets are the CSV
files beside this one; ``python -m barzan.forms.tests.census DIRECTORY`` writes the workbook and its list.
"""

from __future__ import annotations

import csv
from pathlib import Path

from barzan.xlsform.tests.building import book

HERE = Path(__file__).parent
MEDIA = {"places.csv": (HERE / "places.csv").read_bytes()}


def workbook() -> bytes:
    """The census as ``.xlsx``; ``MEDIA`` goes with it."""
    (settings,) = _rows("settings")
    return book(_rows("survey"), _rows("choices"), settings)


def _rows(sheet: str) -> list[dict[str, str]]:
    with (HERE / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(there: Path) -> None:
    """Puts workbook and list into a directory."""
    there.mkdir(parents=True, exist_ok=True)
    (there / "census.xlsx").write_bytes(workbook())
    for name, data in MEDIA.items():
        (there / name).write_bytes(data)
