"""Groups and repeats: whether each that begins ends, and how deep they stand in each other."""

from __future__ import annotations

from pyxform import constants

from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.survey import MAX_DEPTH, Line, Survey


def check_structure(_: Book, survey: Survey, sayings: Sayings) -> None:
    """Every end without a beginning, every beginning without an end."""
    open_lines: list[Line] = []
    for line in survey.lines:
        if line.kind == "begin":
            open_lines.append(line)
            if len(open_lines) == MAX_DEPTH + 1:
                sayings.error("too_deep", constants.SURVEY, line.number, limit=MAX_DEPTH)
        elif line.kind == "end":
            _close(line, open_lines, survey, sayings)
    column = survey.columns.header("type")
    for line in open_lines:
        sayings.error(
            "begin_unclosed", constants.SURVEY, line.number, column, control=line.control, name=line.name
        )


def _close(line: Line, open_lines: list[Line], survey: Survey, sayings: Sayings) -> None:
    column = survey.columns.header("type")
    if not open_lines:
        sayings.error("end_unmatched", constants.SURVEY, line.number, column, control=line.control)
        return
    last = open_lines[-1]
    if last.control == line.control:
        open_lines.pop()
        return
    sayings.error(
        "end_other",
        constants.SURVEY,
        line.number,
        column,
        control=line.control,
        open=last.control,
        other=last.number,
    )
    # The author closed an outer one, or wrote the wrong word: go on as is likelier.
    if any(each.control == line.control for each in open_lines[:-1]):
        while open_lines.pop().control != line.control:
            pass
    else:
        open_lines.pop()
