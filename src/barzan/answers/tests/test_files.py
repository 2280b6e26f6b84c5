"""Files: complete with repeats, in words or codes, safe, for whoever ordered them alone."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import asdict, replace

import openpyxl
import pytest
from django.test import Client

from barzan.access import Role
from barzan.access.rules import Forbidden
from barzan.access.values import system_actor
from barzan.answers import actions, segments
from barzan.answers.core import names
from barzan.answers.errors import TooWide
from barzan.answers.exporting import making, workbook
from barzan.answers.exporting.options import Options
from barzan.answers.models import Export, Joining
from barzan.answers.tests.making import SURVEY, add_version, change, make_form, make_submission, xml_of
from barzan.answers.work import export as work
from barzan.jobs.context import JobContext
from barzan.jobs.models import Job
from barzan.people.actors import actor_of
from barzan.people.tests.factories import make_unit, make_user
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
SYSTEM = system_actor("test")
CODES = Options(labels=False, split=True)


@pytest.fixture
def form():
    made = make_form(key="households")
    first = {"home": {"owner": "yes", "rooms": "3", "area": "-5.5", "street": "=1+1"}, "needs": "water road",
             "point": "35.7 51.4 0 0", "since": "2026-03-21",
             "member": [{"age": "34", "course": [{"name": "خیاطی"}]}, {"age": "7"}]}  # fmt: skip
    make_submission(made, first, personal={"phone": "0912"})
    segments.take_in(made)
    make_submission(made, {"home": {"owner": "strange", "rooms": "@x", "street": "بهار"}})
    return made


def made(form, options: Options):
    order = Export(key="k", form=form, options=asdict(options), areas=None)
    return making.make(SYSTEM, order)


def tables(form, options: Options) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(made(form, options)) as archive:
        return {
            name: list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }


def column(rows: list[list[str]], head: str) -> list[str]:
    place = rows[0].index(head)
    return [row[place] for row in rows[1:]]


def test_csv_has_every_table_and_rows_that_find_each_other(form) -> None:
    found = tables(form, CODES)
    assert set(found) == {"submissions.csv", "member.csv", "course.csv", "codebook.csv"}
    keys = column(found["submissions.csv"], "KEY")
    assert len(keys) == 2
    members = column(found["member.csv"], "KEY")
    assert members == [f"{keys[0]}/member[1]", f"{keys[0]}/member[2]"]
    assert column(found["member.csv"], "PARENT_KEY") == [keys[0]] * 2
    assert column(found["course.csv"], "PARENT_KEY") == members[:1]
    assert column(found["course.csv"], "member/course/name") == ["خیاطی"]
    assert found["codebook.csv"][1][:5] == ["", "KEY", "text", "کلید", "Key"]


def test_csv_defuses_formulas_and_leaves_numbers(form) -> None:
    rows = tables(form, CODES)["submissions.csv"]
    assert column(rows, "home/street") == ["'=1+1", "بهار"]
    assert column(rows, "home/area") == ["-5.5", ""]
    assert column(rows, "home/rooms") == ["3", "'@x"]


def test_several_choices_are_one_column_and_one_for_each(form) -> None:
    rows = tables(form, CODES)["submissions.csv"]
    assert column(rows, "needs") == ["water road", ""]
    assert [column(rows, f"needs/{each}")[0] for each in ("water", "road", "school")] == ["1", "1", "0"]
    assert column(rows, "point-latitude") == ["35.7", ""]
    assert "needs/water" not in tables(form, replace(CODES, split=False))["submissions.csv"][0]


@pytest.mark.parametrize(("language", "head", "said"), [("fa", "مالک است؟", "بله"), ("en", "Owner?", "Yes")])
def test_words_of_either_language(form, language, head, said) -> None:
    rows = tables(form, Options(language=language))["submissions.csv"]
    assert column(rows, head) == [said, "strange"]


def test_personal_answers_only_where_ordered(form) -> None:
    assert "phone" not in tables(form, CODES)["submissions.csv"][0]
    rows = tables(form, replace(CODES, personal=True))["submissions.csv"]
    assert column(rows, "phone") == ["0912", ""]


def test_conditions_of_the_list_hold_for_the_repeats_too(form) -> None:
    found = tables(form, replace(CODES, filters=["home/owner:is:strange"]))
    assert (len(found["submissions.csv"]), len(found["member.csv"])) == (2, 1)


def test_many_stored_rows_and_a_fresh_one_leave_together() -> None:
    """From some hundred rows on the engine hands a Bloom filter of one table to the scan of the other."""
    made = make_form(key="households")
    for number in range(300):
        make_submission(made, {"home": {"rooms": str(number)}, "member": [{"age": "7"}, {"age": "34"}]})
    segments.take_in(made)
    make_submission(made, {"home": {"rooms": "5"}, "member": [{"age": "90"}]})
    found = tables(made, replace(CODES, filters=["home/rooms:le:250"]))
    assert len(found["submissions.csv"]) == 1 + 251 + 1
    ages = column(found["member.csv"], "member/age")
    assert (len(ages), ages.count("90")) == (2 * 251 + 1, 1)


@pytest.mark.parametrize("merged", [False, True])
def test_what_was_changed_and_what_was_renamed_leave_once(monkeypatch, merged) -> None:
    """Rows lie in several segments and fresh; later ones replace earlier ones, in the repeats too."""
    made = make_form(key="households")
    first, second, third = (
        make_submission(made, {"home": {"rooms": rooms}, "member": [{"age": rooms}] * 2})
        for rooms in ("1", "2", "3")
    )
    segments.take_in(made)
    change(second, {"home": {"rooms": "20"}, "member": [{"age": "20"}]})
    segments.take_in(made)
    renamed = [{**row, "name": "room_count"} if row.get("name") == "rooms" else row for row in SURVEY]
    version = add_version(made, xml_of(renamed))
    make_submission(made, {"home": {"room_count": "4"}}, version=version)
    segments.take_in(made)
    Joining.objects.create(form=made, old="home/rooms", new="home/room_count", joined=True, at=made.added_at)
    monkeypatch.setattr(segments, "MOST_SEGMENTS", 2 if merged else 9)
    assert segments.merge(made) is merged
    change(third, {"home": {"rooms": "30"}, "member": [{"age": "30"}]})
    found = tables(made, CODES)
    assert sorted(column(found["submissions.csv"], "home/room_count")) == ["1", "20", "30", "4"]
    assert sorted(column(found["member.csv"], "member/age")) == ["1", "1", "20", "30"]
    assert {each.partition("/")[0] for each in column(found["member.csv"], "KEY")} == {
        first.key, second.key, third.key
    }  # fmt: skip


def test_a_workbook_is_right_to_left_with_a_sheet_for_each_table(form) -> None:
    book = openpyxl.load_workbook(made(form, Options("xlsx")))
    assert book.sheetnames == ["پاسخ‌ها", "عضو خانوار", "دوره", "codebook"]
    sheet = book["پاسخ‌ها"]
    assert sheet.sheet_view.rightToLeft
    heads = [cell.value for cell in sheet[1]]
    street = sheet.cell(2, heads.index("خیابان") + 1)
    assert (street.value, street.data_type) == ("=1+1", "s")
    assert [sheet.cell(row, heads.index("شمار اتاق‌ها") + 1).value for row in (2, 3)] == [3, "@x"]


def test_a_table_too_large_for_a_sheet_is_refused_with_a_way_out(form, monkeypatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 2)
    with pytest.raises(TooWide) as refused:
        made(form, Options("xlsx"))
    assert "CSV" in refused.value.sentence("fa")
    assert making.find(Export(key="k")) is None


def test_parquet_keeps_types(form) -> None:
    import pyarrow.parquet as pq

    with zipfile.ZipFile(made(form, replace(CODES, kind="parquet"))) as archive:
        table = pq.read_table(io.BytesIO(archive.read("submissions.parquet")))
    assert table["home/rooms"].to_pylist() == [3, None]
    assert str(table.schema.field("since").type) == "date32[day]"
    assert table["needs/road"].to_pylist() == [1, None]
    labels = table.schema.field("home/owner").metadata
    assert labels[b"label_fa"].decode() == "مالک است؟"
    assert labels[b"label_en"].decode() != labels[b"label_fa"].decode()
    assert table.schema.field("needs/water").metadata[b"label_fa"].decode() == "نیازها: آب"


def test_spss_has_lawful_names_and_labels(form, tmp_path) -> None:
    pytest.importorskip("pandas")
    import pyreadstat

    with zipfile.ZipFile(made(form, Options("sav"))) as archive:
        archive.extract("submissions.sav", tmp_path)
    frame, facts = pyreadstat.read_sav(tmp_path / "submissions.sav")
    assert facts.column_names_to_labels["home_owner"] == "مالک است؟"
    assert facts.variable_value_labels["home_owner"] == {1.0: "بله", 2.0: "نه", 3.0: "strange"}
    assert list(frame["home_owner"]) == [1.0, 3.0]
    assert facts.column_names_to_labels["needs_water"] == "نیازها: آب"


def test_names_are_lawful_and_once() -> None:
    assert names.spss(["home/age", "Home/Age", "1st", "with", "سن"]) == [
        "home_age", "Home_Age_2", "v_1st", "v_with", "v",
    ]  # fmt: skip
    assert names.sheets(["a/b", "A b", "x" * 40]) == ["a b", "A b 2", "x" * 31]


def test_an_order_becomes_a_file_for_its_orderer_alone(form) -> None:
    unit = form.unit
    user, other = make_user(Role.OFFICER, unit), make_user(Role.OFFICER, unit)
    client, stranger = Client(), Client()
    client.force_login(user)
    stranger.force_login(other)
    page = "/staff/answers/households/files/"
    answer = client.post(page, {"kind": "csv", "language": "fa", "worded": "labels", "personal": "on"})
    assert answer.status_code == 302
    order = Export.objects.get()
    assert order.areas == [[unit.path, ""]]
    assert Event.objects.filter(verb="form.read", why="export").exists()
    assert client.get(f"{page}{order.key}/").status_code == 410
    work(JobContext(Job.objects.get(key=order.key)))
    found = client.get(f"{page}{order.key}/")
    assert found.status_code == 200
    assert b"".join(found.streaming_content)[:2] == b"PK"
    assert stranger.get(f"{page}{order.key}/").status_code == 410
    assert order.key not in stranger.get(page).content.decode()


def test_an_order_reaches_no_further_than_its_orderer(form) -> None:
    elsewhere = make_unit("elsewhere")
    actor = actor_of(make_user(Role.OFFICER, elsewhere), form.added_at.date())
    order = actions.order(actor, form, CODES)
    with zipfile.ZipFile(making.make(SYSTEM, order)) as archive:
        assert len(archive.read("submissions.csv").decode().splitlines()) == 1


def test_an_analyst_takes_no_personal_answers(form) -> None:
    actor = actor_of(make_user(Role.ANALYST, form.unit), form.added_at.date())
    with pytest.raises(Forbidden):
        actions.order(actor, form, replace(CODES, personal=True))


def test_what_cannot_be_written_is_told_on_the_page(form, monkeypatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_COLUMNS", 2)
    user = make_user(Role.OFFICER, form.unit)
    order = actions.order(actor_of(user, form.added_at.date()), form, Options("xlsx"))
    work(JobContext(Job.objects.get(key=order.key)))
    client = Client(headers={"accept-language": "fa"})
    client.force_login(user)
    assert "جا نمی‌شود" in client.get("/staff/answers/households/files/").content.decode()
