"""The stored form of values."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from barzan.feel import Function, Range, YearsMonths
from barzan.feel.stored import dump, load
from barzan.feel.values import Unfit

FORMS = [
    (5, 5),
    (Decimal("5.00"), 5),
    (Decimal("1.50"), {"@number": "1.5"}),
    (2**53, 2**53),
    (2**53 + 1, {"@number": "9007199254740993"}),
    (True, True),
    (None, None),
    ("متن", "متن"),
    (date(2026, 3, 21), {"@date": "2026-03-21"}),
    (time(10, 30), {"@time": "10:30:00"}),
    (datetime(2026, 3, 21, 10, tzinfo=UTC), {"@date and time": "2026-03-21T10:00:00Z"}),
    (timedelta(hours=36), {"@duration": "P1DT12H"}),
    (YearsMonths(14), {"@duration": "P1Y2M"}),
    ([1, [2]], [1, [2]]),
    ({"a": {"b": 1}}, {"a": {"b": 1}}),
    ({"@date": 1}, {"@context": {"@date": 1}}),
    (Range(1, None, True, False), {"@range": [1, None, "[)"]}),
]


@pytest.mark.parametrize(("value", "stored"), FORMS)
def test_the_stored_form_is_json_and_comes_back(value, stored):
    assert dump(value) == stored
    assert dump(load(json.loads(json.dumps(stored)))) == stored


@pytest.mark.parametrize(
    "value", [Function("f", (), lambda run, given: None), object(), {1, 2}, [0] * 50_001, float("nan")]
)
def test_what_has_no_stored_form_is_refused(value):
    with pytest.raises(Unfit):
        dump(value)


@pytest.mark.parametrize(
    "stored",
    [
        {"@date": "soon"},
        {"@number": "many"},
        {"@number": "Infinity"},
        {"@range": [1]},
        {"@what": 1},
        {"@date": 1},
        {"a": {"@b": 1, "c": 2}},
    ],
)
def test_what_was_never_stored_is_refused(stored):
    with pytest.raises(Unfit):
        load(stored)
