"""Every value of a column comes back from its line exactly as it was."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from barzan.cli.backup.values import line, plain, value_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
COLUMNS: dict[str, tuple[models.Field[Any, Any], st.SearchStrategy[Any]]] = {
    "text": (models.TextField(), TEXT),
    "integer": (models.BigIntegerField(), st.integers(-(2**63), 2**63 - 1)),
    "boolean": (models.BooleanField(), st.booleans()),
    "float": (models.FloatField(), st.floats(allow_nan=False)),
    "decimal": (
        models.DecimalField(max_digits=30, decimal_places=4),
        st.decimals(-(10**20), 10**20, places=4),
    ),
    "instant": (models.DateTimeField(), st.datetimes(timezones=st.just(UTC))),
    "day": (models.DateField(), st.dates()),
    "time": (models.TimeField(), st.times()),
    "duration": (models.DurationField(), st.timedeltas(timedelta(days=-9999), timedelta(days=9999))),
    "uuid": (models.UUIDField(), st.uuids()),
    "bytes": (models.BinaryField(), st.binary()),
}


@pytest.mark.parametrize("kind", COLUMNS)
@given(data=st.data())
def test_a_value_comes_back(kind: str, data: st.DataObject) -> None:
    field, values = COLUMNS[kind]
    value = data.draw(st.none() | values)
    written = json.loads(line({"c": plain(field, value)}))["c"]
    back = value_of(field, written)
    assert (bytes(back) if isinstance(back, memoryview) else back) == value
    assert (back is None) == (value is None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e15, 1e15) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_json_comes_back_and_has_one_spelling(value: Any) -> None:
    field = models.JSONField()
    spread = json.dumps(value, indent=2, ensure_ascii=True)
    written = plain(field, spread)
    assert written == plain(field, json.dumps(value, sort_keys=True, ensure_ascii=False))
    if value is not None:
        assert value_of(field, written) == value


def test_json_null_and_no_value_stay_two_things() -> None:
    field = models.JSONField(null=True)
    assert plain(field, None) is None
    assert value_of(field, None) is None
    assert plain(field, "null") == "null"
    assert isinstance(value_of(field, "null"), models.Value)


def test_great_floats_are_spelt_as_postgresql_gives_them_back() -> None:
    field = models.JSONField()
    assert plain(field, "[1e+16]") == plain(field, "[10000000000000000]")


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(TypeError):
        plain(models.TextField(), object())
