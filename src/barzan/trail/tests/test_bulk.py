"""Rows that are put in as they are come back as they are, on every engine, or none of them is kept."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from barzan.trail import bulk
from barzan.trail.models import Event, Pending

FIELDS = ("at", "verb", "kind", "key", "version", "request_id", "why", "capacities", "system", "detail")
# A database of PostgreSQL holds no NUL.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
ROW = st.tuples(
    TEXT | st.sampled_from(["\\N", "\\.", "a\tb\\\n", "", "100%s"]), st.none() | st.integers(0, 2**62)
)


class EveryText(TestCase):
    @given(st.lists(ROW, max_size=8))
    def test_comes_back_as_it_went_in(self, given_rows):
        now = timezone.now()
        rows = [
            (now, "a.b", "kind", "key", version, str(number), why, "[]", "", "{}")
            for number, (why, version) in enumerate(given_rows)
        ]
        bulk.insert(Event, FIELDS, iter(rows))
        assert list(Event.objects.order_by("pk").values_list(*FIELDS)) == rows


@pytest.mark.django_db
def test_more_rows_than_one_statement_takes_come_in():
    many = range(1, bulk.VALUES * 2 + 2)
    bulk.insert(Pending, ["event"], ((number,) for number in many))
    assert list(Pending.objects.order_by("event").values_list("event", flat=True)) == list(many)


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_an_error_of_django_and_keeps_none():
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Pending, ["event"], [(1,), (2,), (1,)])
    assert not Pending.objects.exists()
