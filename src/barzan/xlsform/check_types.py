"""Types of questions, and what a type asks for: a list, a label, a calculation."""

from __future__ import annotations

from pyxform import aliases, constants
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.columns import near
from barzan.xlsform.survey import TYPES, Line, Survey, known_type

# What the documentation of XLSForm names; older words are taken but not suggested.
_SUGGESTED = (
    "text",
    "integer",
    "decimal",
    "range",
    "select_one",
    "select_multiple",
    "select_one_from_file",
    "select_multiple_from_file",
    "rank",
    "note",
    "geopoint",
    "geotrace",
    "geoshape",
    "date",
    "time",
    "dateTime",
    "image",
    "audio",
    "background-audio",
    "video",
    "file",
    "barcode",
    "calculate",
    "acknowledge",
    "hidden",
    "xml-external",
    "csv-external",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "audit",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
)
_WITH_LIST = ("select_one", "select_multiple", "rank")


def check_types(_: Book, survey: Survey, sayings: Sayings) -> None:
    """Every row of a type that is unknown or not whole."""
    column = survey.columns.header("type")
    for line in survey.lines:
        if line.kind == "blank":
            _check_blank(line, survey, sayings)
        elif not known_type(line):
            _unknown(line, column, sayings)
        elif line.kind == "question":
            _check_needs(line, survey, sayings)


def _check_blank(line: Line, survey: Survey, sayings: Sayings) -> None:
    disabled = aliases.yes_no.get(line.row.get("disabled", ""), False)
    told = line.name or any(line.row.get(header) for header in survey.columns.texts("label").values())
    if told and not disabled:
        sayings.error("type_missing", constants.SURVEY, line.number, survey.columns.header("type"))


def _unknown(line: Line, column: str, sayings: Sayings) -> None:
    first, _, rest = line.type.partition(" ")
    if first in _WITH_LIST and not rest:
        sayings.error("type_listless", constants.SURVEY, line.number, column, type=first)
        return
    meant = near(line.type, _SUGGESTED) or (near(first, _WITH_LIST) if rest else "")
    if meant and rest and meant in _WITH_LIST:
        meant = f"{meant} {rest}"
    if meant:
        sayings.error("type_near", constants.SURVEY, line.number, column, type=line.type, near=meant)
    else:
        sayings.error("type_unknown", constants.SURVEY, line.number, column, type=line.type)


def _check_needs(line: Line, survey: Survey, sayings: Sayings) -> None:
    columns = survey.columns
    calculated = columns.get(line.row, "bind", "calculate")
    if line.type == "calculate" and not calculated and not columns.get(line.row, "default"):
        column = columns.header("bind", "calculate") or columns.header("name")
        sayings.error("calculation_missing", constants.SURVEY, line.number, column)
    trigger = columns.get(line.row, "trigger")
    if _seen(line) and not (calculated or trigger) and not _told(line, survey):
        sayings.error(
            "label_missing",
            constants.SURVEY,
            line.number,
            next(iter(columns.texts("label").values()), columns.header("name")),
            name=line.name,
        )


def _seen(line: Line) -> bool:
    """Whether people see the question."""
    if line.select:
        return True
    kind = aliases._type_alias_map.get(line.type, line.type)
    tag = QUESTION_TYPE_DICT.get(kind, {}).get("control", {}).get("tag", "action")
    return line.type in TYPES and tag != "action"


def _told(line: Line, survey: Survey) -> bool:
    """Whether the question says anything: a label, a hint, a picture."""
    return any(
        value and survey.columns.tokens.get(header, ("",))[0] in ("label", "hint", "media")
        for header, value in line.row.items()
    )
