"""The canonical form is RFC 8785, the same for equal values, and refuses what has no one form."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from barzan.trail import chain
from barzan.trail.canonical import canonical, content_hash, instant

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(TEXT, inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner, max_size=4)
    ),
)


@given(JSON)
def test_plain_json_is_written_as_rfc_8785_says(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(st.lists(TEXT | st.none() | st.integers(0, 2**53 - 1)))
def test_the_fast_encoder_of_events_writes_the_same_bytes(row):
    assert chain._encode(row).encode() == rfc8785.dumps(row)


def test_keys_beyond_ascii_stand_in_the_order_of_rfc_8785():
    value = {"\U0001f600": 1, "\ufb33": 2}
    assert canonical(value) == '{"\U0001f600":1,"\ufb33":2}'.encode()


def test_known_hash_stays_known():
    value = {"b": [1, Decimal("2.50")], "a": date(2026, 11, 22)}
    assert canonical(value) == b'{"a":"2026-11-22","b":[1,"2.5"]}'
    assert content_hash({}) == "v1:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Decimal("1.0"), Decimal("1")),
        (Decimal("-0.0"), Decimal("0")),
        (Decimal("1E+3"), Decimal("1000")),
        ((1, 2), [1, 2]),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (
            datetime(2026, 1, 1, 3, 30, tzinfo=timezone(timedelta(hours=3, minutes=30))),
            datetime(2026, 1, 1, tzinfo=UTC),
        ),
    ],
)
def test_equal_values_have_one_form(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    "value",
    [object(), {1, 2}, float("nan"), Decimal("NaN"), 2**53, -(2**53), {1: 2}, {None: 2}, b"x", "\ud800"],
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        instant(datetime(2026, 1, 1))
