"""What is stored and what is fresh are one picture, whatever happens in between."""

from __future__ import annotations

import shutil

import pytest

from barzan.access import Role
from barzan.answers import engine, queries, segments
from barzan.answers.core.filters import Filter
from barzan.answers.models import Segment
from barzan.answers.tests.making import add_version, change, make_form, make_submission, xml_of
from barzan.people.tests.factories import make_actor, make_place, make_unit
from barzan.submissions.models import Fresh

pytestmark = pytest.mark.django_db


def owners(form, actor=None):
    """How many said yes, no; and how many rows the list counts."""
    with queries.look(actor or make_actor(Role.ANALYST), form) as look:
        table = look.table("")
        rows = look.rows(table)
        found = look.distribution(rows, table.by_path["home/owner"])
        return {part.of: part.count for part in found.parts}, look.count(rows)


def said(owner: str, **more: str) -> dict[str, object]:
    return {"home": {"owner": owner, **more}}


def test_fresh_submissions_count_before_anything_is_stored() -> None:
    form = make_form()
    for owner in ("yes", "yes", "no"):
        make_submission(form, said(owner))
    assert owners(form) == ({"yes": 2, "no": 1}, 3)


def test_the_same_picture_after_they_are_taken_in_and_with_newer_ones() -> None:
    form = make_form()
    made = [make_submission(form, said(owner)) for owner in ("yes", "yes", "no")]
    assert segments.take_in(form) == 3
    assert not Fresh.objects.exists()
    assert owners(form) == ({"yes": 2, "no": 1}, 3)
    make_submission(form, said("no"))
    change(made[0], said("no"))
    assert owners(form) == ({"yes": 1, "no": 3}, 4)
    assert segments.take_in(form) == 2
    assert owners(form) == ({"yes": 1, "no": 3}, 4)
    assert [each.masks for each in Segment.objects.all()] == [0, 1]
    change(made[0], said("yes"))
    segments.take_in(form)
    assert owners(form) == ({"yes": 2, "no": 2}, 4)


def test_many_small_segments_become_one_and_nothing_changes() -> None:
    form = make_form()
    made = [make_submission(form, said("yes")) for _ in range(3)]
    for step in range(segments.MOST_SEGMENTS):
        change(made[step % 3], said("no" if step % 2 else "yes"))
        make_submission(form, {"member": [{"age": "5"}, {"age": "6"}]})
        segments.take_in(form)
    before = owners(form)
    assert segments.merge(form)
    assert Segment.objects.get().rows == 3 + segments.MOST_SEGMENTS
    assert owners(form) == before
    with queries.look(make_actor(Role.ANALYST), form) as look:
        assert look.count(look.rows(look.table("member"))) == 2 * segments.MOST_SEGMENTS
    assert not segments.merge(form)


def test_lost_files_are_made_anew_and_meanwhile_the_newest_are_shown() -> None:
    form = make_form()
    for _ in range(4):
        make_submission(form, said("yes"))
    segments.take_in(form)
    shutil.rmtree(engine.root())
    assert owners(form) == ({"yes": 4, "no": 0}, 4)
    assert segments.take_in(form) == 4
    assert owners(form) == ({"yes": 4, "no": 0}, 4)


def test_a_new_question_is_empty_in_what_was_stored_before() -> None:
    form = make_form(xml=xml_of([{"type": "select_one yesno", "name": "a", "label": "A"}]))
    make_submission(form, {"a": "yes"})
    segments.take_in(form)
    both = [{"type": "select_one yesno", "name": name, "label": name} for name in ("a", "b")]
    add_version(form, xml_of(both))
    make_submission(form, {"a": "no", "b": "yes"})
    with queries.look(make_actor(Role.ANALYST), form) as look:
        table = look.table("")
        found = look.distribution(look.rows(table), table.by_path["b"])
    assert (found.n, found.missing) == (1, 0)  # counted of the version that asks it


def test_only_ones_own_units_and_places_are_counted() -> None:
    root = make_unit("root")
    mine, other = make_unit("mine", root), make_unit("other", root)
    here, there = make_place("here"), make_place("there")
    form = make_form(root)
    make_submission(form, said("yes"), unit=mine, place=here)
    make_submission(form, said("no"), unit=mine, place=there)
    make_submission(form, said("no"), unit=other, place=here)
    for _ in range(2):
        assert owners(form, make_actor(Role.OFFICER, mine)) == ({"yes": 1, "no": 1}, 2)
        assert owners(form, make_actor(Role.OFFICER, mine, here)) == ({"yes": 1, "no": 0}, 1)
        assert owners(form, make_actor(Role.AUDITOR, mine))[1] == 3
        segments.take_in(form)


def test_withdrawn_ones_do_not_count_unless_they_are_asked_for() -> None:
    form = make_form()
    make_submission(form, said("yes"))
    make_submission(form, said("yes"), state="withdrawn")
    assert owners(form) == ({"yes": 1, "no": 0}, 1)
    with queries.look(make_actor(Role.ANALYST), form) as look:
        assert look.count(look.rows(look.table(""), [Filter(".state", "is", "withdrawn")])) == 1


def test_nothing_outside_the_folder_can_be_read() -> None:
    import duckdb

    with engine.connection() as opened:
        with pytest.raises(duckdb.Error):
            opened.execute("SELECT * FROM read_csv('/etc/passwd')").fetchall()
        with pytest.raises(duckdb.Error):
            opened.execute("SET enable_external_access=true")


def test_a_question_that_takes_too_long_is_stopped() -> None:
    from barzan.answers.errors import TooSlow

    with pytest.raises(TooSlow), engine.connection(seconds=0.2) as opened:
        opened.execute("SELECT sum(a.range * b.range) FROM range(10000000) a, range(100000) b").fetchall()


def test_rows_are_written_in_groups_where_they_would_take_much_memory(monkeypatch) -> None:
    import pyarrow.parquet as pq

    form = make_form()
    monkeypatch.setattr(segments, "AT_ONCE", 2)
    monkeypatch.setattr(segments, "MOST_HELD", 100)
    for number in range(7):
        make_submission(form, said("yes") | {"member": [{"age": str(number)}] * 2})
    segments.take_in(form)
    segment = Segment.objects.get()
    assert {path: table["rows"] for path, table in segment.tables.items()} == {"": 7, "member": 14}
    for table in segment.tables.values():
        assert pq.ParquetFile(engine.folder_of(segment) / table["file"]).num_row_groups > 1
    with queries.look(make_actor(Role.ANALYST), form) as look:
        ages = look.table("member")
        assert look.distribution(look.rows(ages), ages.by_path["member/age"]).numbers.mean == 3
