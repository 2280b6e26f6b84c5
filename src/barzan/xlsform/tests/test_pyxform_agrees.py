"""A workbook is accepted or refused as pyxform accepts or refuses it.

``BARZAN_PYXFORM_EXAMPLES`` names a folder with pyxform's own test workbooks (``tests`` of
github:XLSForm/pyxform); nothing of them is kept here. What stands below is one small form for each kind.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from pyxform.validators.odk_validate import ODKValidateError
from pyxform.xls2xform import convert as by_pyxform

from barzan.xlsform import NotConverted, convert
from barzan.xlsform.findings import Finding, Severity

FOLDER = os.environ.get("BARZAN_PYXFORM_EXAMPLES", "")
KINDS = (".xlsx", ".xls", ".xlsm", ".csv", ".md")
EXAMPLES = sorted(each for each in Path(FOLDER).rglob("*") if each.suffix in KINDS) if FOLDER else []
# One small form for each kind of pyxform's examples, in its own Markdown.
MIRRORED = {
    "text and integer": """
| survey |
| | type | name | label |
| | text | a | A |
| | integer | b | B |
""",
    "select": """
| survey |
| | type | name | label |
| | select_one yn | a | A |
| choices |
| | list_name | name | label |
| | yn | y | Y |
| | yn | n | N |
""",
    "or other": """
| survey |
| | type | name | label |
| | select_one yn or_other | a | A |
| choices |
| | list_name | name | label |
| | yn | y | Y |
""",
    "loop": """
| survey |
| | type | name | label |
| | begin loop over yn | l | L |
| | integer | n | N |
| | end loop | | |
| choices |
| | list_name | name | label |
| | yn | y | Y |
| | yn | n | N |
""",
    "group": """
| survey |
| | type | name | label |
| | begin group | g | G |
| | text | a | A |
| | end group | | |
""",
    "repeat of a number": """
| survey |
| | type | name | label | repeat_count |
| | begin repeat | r | R | 3 |
| | text | a | A | |
| | end repeat | | | |
""",
    "table-list": """
| survey |
| | type | name | label | appearance |
| | begin group | g | G | table-list |
| | select_one yn | a | A | |
| | select_one yn | b | B | |
| | end group | | | |
| choices |
| | list_name | name | label |
| | yn | y | Y |
""",
    "media": """
| survey |
| | type | name | label | media::image |
| | note | a | A | a.png |
""",
    "pulldata": """
| survey |
| | type | name | label | calculation |
| | text | a | A | |
| | calculate | b | | pulldata('f', 'x', 'y', ${a}) |
""",
    "comments": """
| survey |
| | type | name | label |
| | | | |
| | text | a | A |
""",
    "headers in any case": """
| SURVEY |
| | Type | NAME | Label |
| | text | a | A |
""",
    "include": """
| survey |
| | type | name | label |
| | include | other | O |
""",
    "an unknown type": """
| survey |
| | type | name | label |
| | prose | a | A |
""",
    "a note without a name": """
| survey |
| | type | name | label |
| | note | | A |
""",
    "a question without a name": """
| survey |
| | type | name | label |
| | text | | A |
""",
    "a calculate without one": """
| survey |
| | type | name | label |
| | calculate | a | A |
""",
    "entities": """
| survey |
| | type | name | label | save_to |
| | text | a | A | p |
| entities |
| | list_name | label |
| | e | ${a} |
""",
    "entities without a label": """
| survey |
| | type | name | label |
| | text | a | A |
| entities |
| | list_name |
| | e |
""",
    "entities that are changed": """
| survey |
| | type | name | label |
| | text | a | A |
| entities |
| | list_name | entity_id |
| | e | ${a} |
""",
    "a range": """
| survey |
| | type | name | label | parameters |
| | range | a | A | start=1 end=9 step=2 |
""",
    "a broken range": """
| survey |
| | type | name | label | parameters |
| | range | a | A | step=0 |
""",
    "audit": """
| survey |
| | type | name | label | parameters |
| | text | a | A | |
| | audit | | | track-changes=true |
""",
    "a broken audit": """
| survey |
| | type | name | label | parameters |
| | text | a | A | |
| | audit | | | track-changes=maybe |
""",
    "a trigger": """
| survey |
| | type | name | label | trigger | calculation |
| | text | a | A | | |
| | calculate | b | | ${a} | now() |
""",
    "a setting in the survey": """
| survey |
| | type | name | label |
| | form_id | abc | |
| | text | a | A |
""",
    "duplicate choices": """
| survey |
| | type | name | label |
| | select_one yn | a | A |
| choices |
| | list_name | name | label |
| | yn | y | Y |
| | yn | y | N |
""",
    "duplicate choices allowed": """
| survey |
| | type | name | label |
| | select_one yn | a | A |
| choices |
| | list_name | name | label |
| | yn | y | Y |
| | yn | y | N |
| settings |
| | allow_choice_duplicates |
| | yes |
""",
}


@pytest.mark.parametrize("kind", MIRRORED)
def test_a_small_form_of_each_kind_is_judged_as_pyxform_judges_it(kind: str) -> None:
    data = MIRRORED[kind].encode()
    assert accepted(data, "form.md") == accepted_by_pyxform(data, ".md")


@pytest.mark.skipif(not EXAMPLES, reason="BARZAN_PYXFORM_EXAMPLES names no folder with pyxform's workbooks")
@pytest.mark.parametrize("file", EXAMPLES, ids=[each.name for each in EXAMPLES])
def test_an_example_of_pyxform_is_judged_as_pyxform_judges_it(file: Path) -> None:
    """As its command does, which asks ODK Validate: that refuses forms that pyxform alone lets through."""
    data = file.read_bytes()
    ours = accepted(data, file.name)
    if ours != accepted_by_pyxform(data, None):
        assert not ours
        with pytest.raises(ODKValidateError):
            by_pyxform(BytesIO(data), validate=True)


@pytest.mark.skipif(not EXAMPLES, reason="BARZAN_PYXFORM_EXAMPLES names no folder with pyxform's workbooks")
@pytest.mark.parametrize("file", EXAMPLES, ids=[each.name for each in EXAMPLES])
def test_what_is_said_of_an_example_is_ours_and_has_a_place(file: Path) -> None:
    for each in findings(file.read_bytes(), file.name):
        assert not each.code.startswith("unplaced")
        if each.severity is Severity.ERROR:
            assert each.sheet or each.code in ("no_survey", "file_unreadable")


def accepted(data: bytes, name: str) -> bool:
    try:
        convert(data, name)
    except NotConverted:
        return False
    return True


def findings(data: bytes, name: str) -> tuple[Finding, ...]:
    try:
        return convert(data, name).warnings
    except NotConverted as refused:
        return refused.findings


def accepted_by_pyxform(data: bytes, kind: str | None) -> bool:
    try:
        by_pyxform(BytesIO(data), file_type=kind, validate=False)
    except Exception:  # its own refusals, and what it stumbles over
        return False
    return True
