"""How long a workbook of 6,700 rows takes to become a form, beside pyxform alone in the same run.

    python benchmarks/forms_conversion.py [--rows 6700] [--rounds 3]

The workbook has two languages, groups of ten questions, choices, conditions, constraints and calculations.
Ours reads the cells safely, checks every row, lets pyxform make the XForm, reads that form and judges its
logic; pyxform alone reads the same bytes and writes the same XForm without ODK Validate. Each number is the
best of the rounds, in seconds of the processor; what a commit costs belongs to the room ``forms``.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from pyxform.xls2xform import convert as by_pyxform

from barzan.xforms import analyse, read
from barzan.xlsform import convert, workbook
from barzan.xlsform.book import Sayings
from barzan.xlsform.checking import check
from barzan.xlsform.making import make
from barzan.xlsform.reading import read as read_book
from barzan.xlsform.tests.samples import long_form


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=6_700)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    data = long_form(chosen.rows)
    theirs = best(lambda: by_pyxform(data, file_type=".xlsx", validate=False), chosen.rounds)
    ours = best(lambda: convert(data, "long.xlsx"), chosen.rounds)
    print(f"| {'machine':<44} | {f'{os.cpu_count()} cores, Python {platform.python_version()}':<24} |")
    print(f"| {'rows; bytes of the workbook':<44} | {f'{chosen.rows:,}; {len(data):,}':<24} |")
    for name, value in (
        ("pyxform alone", theirs),
        ("ours, all of it", ours),
        *steps(data, chosen.rounds),
    ):
        print(f"| {name:<44} | {f'{value:.2f} s':<24} |")
    print(f"| {'ours to pyxform alone':<44} | {f'{ours / theirs:.2f} times':<24} |")


def steps(data: bytes, rounds: int) -> list[tuple[str, float]]:
    """The parts of a conversion, and the way back."""
    book = read_book(data, "long.xlsx", Sayings())
    survey = check(book, Sayings(book))
    xml = make(book, survey, "long.xlsx", Sayings(book))
    form = read(xml)
    return [
        ("  cells read safely", best(lambda: read_book(data, "long.xlsx", Sayings()), rounds)),
        ("  every row checked", best(lambda: check(book, Sayings(book)), rounds)),
        ("  the XForm made by pyxform", best(lambda: make(book, survey, "long.xlsx", Sayings(book)), rounds)),
        ("  the form read", best(lambda: read(xml), rounds)),
        ("  its logic judged", best(lambda: analyse(form), rounds)),
        ("the form written as a workbook again", best(lambda: workbook(form), rounds)),
    ]


def best(work: Callable[[], object], rounds: int) -> float:
    """The least time of the processor."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


if __name__ == "__main__":
    main()
