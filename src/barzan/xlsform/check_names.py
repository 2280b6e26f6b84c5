"""Names of questions: whole, unlike each other, and readable by people as by machines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from pyxform import constants
from pyxform.parsing.expression import is_xml_tag

from barzan.persian.text import ZWNJ, latin_digits, normalise
from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.columns import EXTRA
from barzan.xlsform.survey import Line, Survey


@dataclass(slots=True)
class _Level:
    """The names of one group: the rows where they stand, and their small letters."""

    rows: dict[str, int] = field(default_factory=dict)
    lower: set[str] = field(default_factory=set)


_UNFIT = re.compile(r"[^\w.\-]")


def check_names(_: Book, survey: Survey, sayings: Sayings) -> None:
    """Names that are missing, wrong, taken or easily mistaken; the values of our own columns."""
    repeats: dict[str, int] = {}
    groups = [_Level()]
    for line in survey.lines:
        if line.kind == "end" and len(groups) > 1:
            groups.pop()
        if line.kind not in ("question", "begin"):
            continue
        if line.type != "audit":
            _check_name(line, survey, sayings, groups[-1])
        if line.control == "repeat":
            _check_repeat(line, survey, sayings, repeats)
        if line.kind == "begin":
            groups.append(_Level())
        _check_extra(line, survey, sayings)


def mended(name: str) -> str:
    """A valid name that is near to ``name``."""
    plain = _UNFIT.sub("", latin_digits(normalise(name)).replace(ZWNJ, "_").replace(" ", "_"))
    return plain if is_xml_tag(plain) else f"q_{plain.lstrip('.-')}"


def looks_alike(name: str) -> bool:
    """Whether two people may write the name differently and see no difference."""
    if latin_digits(name) != name or ZWNJ in name or normalise(name) != unicodedata.normalize("NFC", name):
        return True
    scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in name if letter.isalpha()}
    return len(scripts & {"LATIN", "ARABIC", "CYRILLIC", "GREEK"}) > 1


def _check_name(line: Line, survey: Survey, sayings: Sayings, taken: _Level) -> None:
    column, name = survey.columns.header("name"), line.name
    if not name:
        sayings.error("name_missing", constants.SURVEY, line.number, column)
        return
    if not is_xml_tag(name):
        sayings.error("name_invalid", constants.SURVEY, line.number, column, name=name, fix=mended(name))
    elif looks_alike(name):
        sayings.warn("name_lookalike", constants.SURVEY, line.number, column, name=name, fix=mended(name))
    if name == constants.META:
        sayings.error("name_reserved", constants.SURVEY, line.number, column)
    elif name in taken.rows:
        sayings.error("name_twice", constants.SURVEY, line.number, column, name=name, other=taken.rows[name])
    elif name.lower() in taken.lower:
        sayings.warn("name_case", constants.SURVEY, line.number, column, name=name)
    taken.rows[name] = line.number
    taken.lower.add(name.lower())


def _check_repeat(line: Line, survey: Survey, sayings: Sayings, repeats: dict[str, int]) -> None:
    column = survey.columns.header("name")
    if line.name == survey.root:
        sayings.error("repeat_name_root", constants.SURVEY, line.number, column, name=line.name)
    elif line.name in repeats:
        sayings.error(
            "repeat_name_twice",
            constants.SURVEY,
            line.number,
            column,
            name=line.name,
            other=repeats[line.name],
        )
    repeats[line.name] = line.number


def _check_extra(line: Line, survey: Survey, sayings: Sayings) -> None:
    personal, _, retention = (survey.columns.header("bind", f"barzan:{each}") for each in EXTRA)
    if line.row.get(personal, "no").lower() not in ("yes", "no"):
        sayings.error("personal_value", constants.SURVEY, line.number, personal)
    if not re.fullmatch("[0-9]{1,6}", line.row.get(retention, "0")):
        sayings.error("retention_value", constants.SURVEY, line.number, retention)
