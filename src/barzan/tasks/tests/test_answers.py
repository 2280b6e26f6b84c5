"""What is typed is read as what it means, in either script; what cannot be read is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.persian import persian_digits
from barzan.persian.numbers import LARGEST_RIAL, format_number
from barzan.tasks.core.answers import LONGEST, loaded, read, stored
from barzan.tasks.core.fields import Choice, Field, FieldType, Text, as_value, from_value

WAYS = (Choice("small", Text("خرد", "Small")), Choice("tender", Text("مناقصه")))
FIELDS = tuple(
    Field(
        kind.value, Text(kind.value), kind, required=False, choices=WAYS if kind is FieldType.CHOICE else ()
    )
    for kind in FieldType
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20)
values = st.fixed_dictionaries(
    {
        "text": st.none()
        | st.text(alphabet="ابپتچ abc۱۲3", min_size=1, max_size=30).map(str.strip).map(lambda s: s or "الف"),
        "number": st.none() | numbers,
        "money": st.none() | st.integers(-LARGEST_RIAL, LARGEST_RIAL).map(Decimal),
        "boolean": st.none() | st.booleans(),
        "date": st.none() | st.dates(date(1821, 3, 21), date(2121, 3, 20)),
        "choice": st.none() | st.sampled_from(["small", "tender"]),
        "document": st.none() | st.integers(1, 10**12).map(str),
    }
)


def one(kind: FieldType, given: object, **more: object) -> object:
    """The value, or the English sentence of what is wrong."""
    field = Field("x", Text("x"), kind, **{"required": False, "choices": WAYS, **more})
    found = read((field,), {"x": given})
    return found.wrong[0].en if found.wrong else found.values["x"]


@given(values)
def test_what_is_kept_comes_back(answers: dict) -> None:
    found = read(FIELDS, answers)
    assert not found.wrong
    assert loaded(FIELDS, stored(found.values)) == found.values
    if answers["number"] is not None:
        assert found.values["number"] == answers["number"]


@given(numbers)
def test_a_number_reads_alike_in_both_scripts_with_and_without_separators(number: Decimal) -> None:
    written = [str(number), f"{number:,f}", format_number(number), persian_digits(f"{number:f}")]
    assert {one(FieldType.NUMBER, text) for text in written if "E" not in text} == {number}


@given(st.dictionaries(st.text(max_size=8), st.none() | st.text(max_size=40) | st.integers() | st.booleans()))
def test_nothing_that_is_typed_fails(given: dict) -> None:
    found = read(FIELDS, given)
    assert {wrong.field for wrong in found.wrong} <= {*given, *(field.name for field in FIELDS)}


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldType.DATE, "۱۴۰۵/۹/۱۱", date(2026, 12, 2)),
        (FieldType.DATE, "2026-12-02", date(2026, 12, 2)),
        (FieldType.MONEY, "۱٬۵۰۰٬۰۰۰", Decimal(1500000)),
        (FieldType.YES_NO, "بله", True),
        (FieldType.YES_NO, "false", False),
        (FieldType.CHOICE, "tender", "tender"),
        (FieldType.DOCUMENT, "۱۲", "12"),
        (FieldType.TEXT, "علي", "علی"),
    ],
)
def test_an_answer_is_read_as_what_it_means(kind: FieldType, typed: str, value: object) -> None:
    assert one(kind, typed) == value


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (FieldType.NUMBER, "many", "no number"),
        (FieldType.NUMBER, True, "no number"),
        (FieldType.NUMBER, "Infinity", "no number"),
        (FieldType.NUMBER, "9" * 40, "no number"),
        (FieldType.MONEY, "12.5", "whole rials"),
        (FieldType.MONEY, str(LARGEST_RIAL + 1), "number of zeros"),
        (FieldType.YES_NO, "perhaps", "yes or no"),
        (FieldType.DATE, "1405/13/1", "month"),
        (FieldType.DATE, "2026-02-30", "no day"),
        (FieldType.CHOICE, "gift", "Choose one"),
        (FieldType.DOCUMENT, "letter.pdf", "Attach"),
        (FieldType.TEXT, "ا" * (LONGEST + 1), "20,000"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cure(kind: FieldType, typed: object, said: str) -> None:
    answer = one(kind, typed)
    assert isinstance(answer, str)
    assert said in answer


def test_an_answer_that_is_needed_and_one_that_nobody_asked_for_are_wrong() -> None:
    field = Field("x", Text("x"))
    assert [wrong.field for wrong in read((field,), {"y": "1"}).wrong] == ["y", "x"]


def test_fields_are_kept_as_json() -> None:
    fields = (*FIELDS, Field("h", Text("پرسش", "Question"), hint=Text("راهنما")))
    assert from_value(as_value(fields)) == fields
    assert FIELDS[5].chosen("tender", "en") == "مناقصه"
    assert FIELDS[5].chosen("small", "en") == "Small"
