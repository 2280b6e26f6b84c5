"""Files are imported: mapped, checked by place, taken in batches, taken back; the mapping is remembered."""

from __future__ import annotations

from io import BytesIO
from threading import Event

import openpyxl
import pytest

from barzan.access import Forbidden, Role
from barzan.jobs import worker
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.registers import actions
from barzan.registers.actions import importing
from barzan.registers.errors import ImportRefused
from barzan.registers.models import Entry, Import
from barzan.registers.tests.factories import MAKER, answers, make_entry, make_register

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = ["شماره", "نام کارگاه", "رسته", "کارکنان", "وضعیت"]
GUESSED = {"شماره": "#number", "نام کارگاه": "name", "رسته": "trade", "کارکنان": "", "وضعیت": "#state"}
MAPPING = GUESSED | {"کارکنان": "workers"}


def sheet(*rows: list[str], name: str = "رکوردها") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    page.append(HEADINGS)
    for row in rows:
        page.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = sheet(["", "یک", "خیاطی", "۳", "معتبر"], ["", "دو", "carpet", "4", ""], ["", "سه", "", "", "تعلیق"])


@pytest.fixture
def unit() -> Unit:
    return make_unit("office")


def work(imported: Import) -> Import:
    worker.run(Event(), burst=True)
    return Import.objects.get(pk=imported.pk)


def test_a_file_is_mapped_checked_taken_and_taken_back(unit: Unit) -> None:
    register = make_register(unit)
    imported = importing.begin_import(MAKER, register, unit, "list.xlsx", GOOD)
    assert imported.mapping == GUESSED
    imported = work(importing.map_import(MAKER, imported, MAPPING))
    assert (imported.state, imported.wrong, imported.rows) == ("checked", 0, 3)
    assert not Entry.objects.exists()
    imported = work(importing.start_import(MAKER, imported))
    assert (imported.state, imported.done, imported.opened) == ("done", 3, 3)
    assert [entry.state for entry in Entry.objects.order_by("pk")] == ["valid", "asked", "suspended"]
    again = importing.begin_import(MAKER, register, unit, "next.xlsx", GOOD)
    assert again.mapping == MAPPING
    worked = Entry.objects.order_by("pk")[1]
    actions.change(MAKER, worked, answers(name="دو", trade="carpet", workers="5"), base=1)
    other = make_entry(register, name="پیش از آن", holder_id="")
    related = Entry.objects.order_by("pk")[2]
    actions.relate(MAKER, other, "branch", related)
    assert importing.undo_import(MAKER, imported, why="فایل نادرست") == 2
    assert list(Entry.objects.filter(hidden=False).order_by("pk")) == [worked, related, other]


def test_what_is_wrong_is_said_by_row_and_column_and_nothing_is_opened(unit: Unit) -> None:
    register = make_register(unit)
    data = sheet(
        ["", "یک", "نجاری", "۳", ""],
        ["", "", "carpet", "99", "گم"],
        ["7", "سه", "", "", ""],
        ["7", "چهار", "", "", ""],
    )
    imported = importing.begin_import(MAKER, register, unit, "list.xlsx", data)
    imported = work(importing.map_import(MAKER, imported, MAPPING))
    places = {(each["row"], each["column"]) for each in imported.findings}
    assert {(2, "رسته"), (3, "وضعیت"), (5, "شماره")} <= places
    with pytest.raises(ImportRefused):
        importing.start_import(MAKER, imported)
    assert not Entry.objects.exists()


def test_a_number_that_is_there_changes_its_entry_and_undo_brings_it_back(unit: Unit) -> None:
    register = make_register(unit)
    entry = make_entry(register)
    data = sheet([entry.number, "نام تازه", "carpet", "8", ""])
    imported = importing.begin_import(MAKER, register, unit, "list.xlsx", data)
    imported = work(importing.map_import(MAKER, imported, MAPPING))
    imported = work(importing.start_import(MAKER, imported))
    entry.refresh_from_db()
    assert entry.title == "نام تازه"
    assert entry.current.personal.answers == {"holder_id": "0012345679"}
    assert importing.undo_import(MAKER, imported, why="نادرست") == 0
    entry.refresh_from_db()
    assert (entry.title, entry.current.number) == ("کارگاه نمونه", 3)


def test_a_mapping_names_each_field_once(unit: Unit) -> None:
    imported = importing.begin_import(MAKER, make_register(unit), unit, "list.xlsx", GOOD)
    for mapping in ({}, {"رسته": "name", "نام کارگاه": "name"}, {"رسته": "nothing"}):
        with pytest.raises(ImportRefused):
            importing.map_import(MAKER, imported, mapping)


def test_officers_do_not_import_and_heads_for_their_units_only(unit: Unit) -> None:
    register = make_register(unit)
    for actor in (make_actor(Role.OFFICER, unit), make_actor(Role.UNIT_HEAD, make_unit("other"))):
        with pytest.raises(Forbidden):
            importing.begin_import(actor, register, unit, "list.xlsx", GOOD)
