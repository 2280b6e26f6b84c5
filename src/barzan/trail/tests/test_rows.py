"""Rows written and locked by prepared statements are those that querysets write and read."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from barzan.jobs.models import Job
from barzan.people.models import Post, Unit
from barzan.people.tests.factories import make_unit
from barzan.trail import rows

pytestmark = pytest.mark.django_db


def job(key, **fields):
    return Job(kind="test", key=key, run_at=timezone.now(), max_attempts=3, **fields)


def values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("payload", [{}, {"نام": "متقاضی", "n": 1.5}, ["a", None], "a text", "null", 5])
def test_a_row_comes_back_as_it_went_in(payload):
    made = rows.create([job("1", payload=payload, note="100%s")])[0]
    assert values(Job.objects.get(pk=made.pk)) == values(made)
    with transaction.atomic():
        assert values(rows.locked(Job, pk=made.pk)) == values(made)


def test_many_rows_get_their_own_ids_in_their_order():
    made = rows.create(job(str(number), payload={"n": number}) for number in range(2_000))
    kept = dict(Job.objects.values_list("pk", "payload__n"))
    assert [kept[row.pk] for row in made] == list(range(2_000))
    assert not any(row._state.adding for row in made)
    assert rows.create([]) == []


def test_what_stands_already_is_left_out_only_where_that_is_asked():
    rows.create([job("1", note="first")])
    rows.create([job("1", note="second"), job("2")], once=True)
    assert sorted(Job.objects.values_list("key", "note")) == [("1", "first"), ("2", "")]
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.create([job("1")])


def test_only_the_named_fields_are_written():
    made, other = rows.create([job("1"), job("2")])
    made.note, made.total, made.payload = "new", 7, {"new": True}
    rows.update(made, ["note", "payload"])
    kept = Job.objects.get(pk=made.pk)
    assert (kept.note, kept.total, kept.payload) == ("new", 0, {"new": True})
    assert values(Job.objects.get(pk=other.pk)) == values(other)


def test_a_locked_row_brings_what_its_key_names_in_one_question():
    unit = make_unit("office", make_unit("root"))
    post = Post.objects.create(code="chair", title="رئیس", unit=unit, valid_from="2024-01-01")
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        row = rows.locked(Post, "unit", code="chair")
        assert values(row) == values(Post.objects.get(pk=post.pk))
        assert values(row.unit) == values(Unit.objects.get(pk=unit.pk))
    assert sum("people_post" in query["sql"] for query in asked) == 2
    if connection.vendor == "postgresql":
        assert asked[0]["sql"].endswith('FOR UPDATE OF "people_post"')
    assert rows.locked(Post, "unit", code="nobody") is None
    assert rows.locked(Post, "unit", pk=2**63) is None
    assert rows.locked(Post, "unit", pk=10**30) is None
