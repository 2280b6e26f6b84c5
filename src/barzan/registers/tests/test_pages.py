"""Pages: a register from nothing, its entries in all shapes, worked by forms alone; few questions a page."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from barzan.access import Role
from barzan.blueprints import sheetml
from barzan.people.models import Unit
from barzan.people.tests.factories import make_place, make_unit, make_user
from barzan.registers import actions, exporting, queries
from barzan.registers.actions import Handed, doubles, importing
from barzan.registers.models import Entry, Import, Register, Related, Unrelated
from barzan.registers.tests import factories
from barzan.registers.tests.factories import MAKER, answers, make_entry, make_register
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
LETTER = Handed(files={"letter": ("letter.txt", "نامه".encode())})


@pytest.fixture
def unit() -> Unit:
    return make_unit("office")


@pytest.fixture
def head(unit: Unit, client: Client) -> Client:
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    return client


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(f"registers:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(f"registers:{name}", args=args), data)


def test_a_register_is_made_from_nothing_and_published(head: Client, unit: Unit) -> None:
    file = SimpleUploadedFile("home.xlsx", factories.workbook())
    answer = send(head, "new", title="دفتر نمونه", key="sample", unit=unit.pk, workbook=file)
    assert answer.status_code == 302, answer.content.decode()
    register = Register.objects.get(key="sample")
    assert "<svg" in page(head, "edit", "sample")
    send(
        head, "part", "sample", "states", "new", seen=register.draft.seen, key="void", title="باطل",
        title_en="Void", standing="revoked",
    )  # fmt: skip
    text = page(head, "publish", "sample")
    assert "register.unreachable" not in text
    assert "باطل" in text
    assert send(head, "publish", "sample", why="مصوبه", seen=2).status_code == 200
    send(
        head, "part", "sample", "transitions", "new", seen=2, key="revoke", title="ابطال",
        sources=["in-force"], to="void", by="person", roles=["unit_head"], reason="on",
    )  # fmt: skip
    send(
        head,
        "part",
        "sample",
        "states",
        "void",
        seen=3,
        key="void",
        title="باطل",
        standing="revoked",
        end="on",
    )
    answer = send(head, "publish", "sample", why="مصوبه", seen=4)
    assert answer.status_code == 302, [each[1] for each in answer.context["said"]]
    register.refresh_from_db()
    assert register.current.life.state("void").end
    assert register.current.life.transition("revoke").reason


def test_the_key_of_a_state_changes_wherever_it_is_named(head: Client, unit: Unit) -> None:
    register = make_register(unit)
    send(head, "part", register.key, "states", "valid", seen=0, key="live", title="معتبر", standing="valid")
    written = Register.objects.get(pk=register.pk).draft.definition
    assert "valid" not in {state for each in written["transitions"] for state in each["from"]}
    assert next(each for each in written["transitions"] if each["key"] == "issue")["to"] == "live"


def test_settings_are_saved_in_the_draft_and_a_stale_page_is_refused(head: Client, unit: Unit) -> None:
    register = make_register(unit)
    sent = {
        "settings-numbering": "A-{number}", "settings-entry_title": "{name}", "settings-columns": ["trade"],
        "settings-amount": "6", "settings-span": "M", "settings-counting": "jalali-months",
        "settings-renewal": "15",
    }  # fmt: skip
    assert send(head, "edit", register.key, seen=0, **sent).status_code == 302
    written = Register.objects.get(pk=register.pk).draft.definition
    assert written["validity"] == {"amount": "P6M", "counting": "jalali-months", "renewal": "P15D"}
    assert send(head, "edit", register.key, seen=0, **sent).status_code == 200


def test_an_entry_is_opened_changed_passed_and_undone_by_forms_alone(head: Client, unit: Unit) -> None:
    register = make_register(unit)
    assert "کارگاه" in page(head, "open", register.key)
    data = {"unit": unit.pk, "act": "keep"} | posted(answers())
    answer = send(head, "open", register.key, **data)
    assert answer.status_code == 302, answer.content.decode()
    entry = Entry.objects.get()
    text = page(head, "entry", register.key, entry.pk)
    assert "کارگاه نمونه" in text
    assert not any(each in text for each in ("0012345679", "۰۰۱۲۳۴۵۶۷۹"))
    assert (
        send(
            head, "change", register.key, entry.pk, base=1, act="keep", **posted(answers(workers="6"))
        ).status_code
        == 302
    )
    file = SimpleUploadedFile("letter.txt", "نامه".encode())
    data = {"seen": 2, "document-letter": file, "why": ""}
    answer = send(head, "pass", register.key, entry.pk, "issue", **data)
    assert answer.status_code == 302, answer.content.decode()
    entry.refresh_from_db()
    assert entry.state == "valid"
    assert send(head, "undo", register.key, entry.pk, why="نادرست بود", seen=3).status_code == 302
    entry.refresh_from_db()
    assert entry.state == "asked"
    assert "نادرست بود" in page(head, "entry", register.key, entry.pk)


def posted(given: dict[str, str]) -> dict[str, str]:
    """Answers as the questions of ``filling`` send them."""
    return {f"/data/{name}": text for name, text in given.items()}


def test_what_is_wrong_in_an_entry_is_said_and_nothing_is_kept(head: Client, unit: Unit) -> None:
    register = make_register(unit)
    answer = send(head, "open", register.key, unit=unit.pk, act="keep", **posted(answers(workers="70")))
    assert answer.status_code == 200
    assert not Entry.objects.exists()
    assert "error-links" in answer.content.decode()


def test_two_editors_see_both_texts(head: Client, unit: Unit) -> None:
    entry = make_entry(make_register(unit))
    actions.change(MAKER, entry, answers(workers="5", trade="carpet"), base=1)
    sent = posted(answers(workers="7"))
    answer = send(head, "change", entry.register.key, entry.pk, base=1, act="keep", **sent)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "reg-contradicts" in text
    assert "قالی‌بافی" in text
    assert 'name="base" value="2"' in text
    assert entry.versions.count() == 2
    sent = posted(answers(workers="7", trade="carpet"))
    answer = send(head, "change", entry.register.key, entry.pk, base=2, act="keep", **sent)
    assert answer.status_code == 302
    assert entry.versions.count() == 3


def test_a_merge_is_undone_from_the_page_of_the_entry(head: Client, unit: Unit) -> None:
    register = make_register(unit)
    kept, gone = make_entry(register), make_entry(register, name="کارگاه دوم", workers="9")
    merge = doubles.merge(MAKER, kept, gone, {"workers": True}, why="یکی است")
    address = reverse("registers:unmerge", args=[register.key, kept.pk, merge.pk])
    told = page(head, "entry", register.key, kept.pk)
    assert f'href="{address}"' in told
    assert "«۳»" in told
    assert head.post(address, {"why": "دو کارگاه بود"}).status_code == 302
    assert address not in page(head, "entry", register.key, kept.pk)


def test_an_entry_of_an_import_says_which_file_and_row_it_came_from(head: Client, unit: Unit) -> None:
    register = make_register(unit)
    data = "نام کارگاه,رسته\nیک,خیاطی\n".encode()
    made = importing.begin_import(MAKER, register, unit, "list.csv", data)
    importing.map_import(MAKER, made, {"نام کارگاه": "name", "رسته": "trade"})
    importing.check_rows(Import.objects.get(pk=made.pk), lambda *_: None)
    importing.start_import(MAKER, Import.objects.get(pk=made.pk))
    importing.take_rows(MAKER, Import.objects.get(pk=made.pk), lambda *_: None)
    told = page(head, "entry", register.key, Entry.objects.get().pk)
    assert "از فایل list.csv، ردیف ۲" in told
    assert f"import:{made.pk}" not in told


def test_registers_stand_in_persian_order(head: Client, unit: Unit) -> None:
    form = factories.make_form(unit)
    for key, title in (("a", "نامه‌ها"), ("b", "پروازها"), ("c", "آموزش‌ها")):
        actions.define(MAKER, key, title=title, unit=unit, form=form, definition=factories.life())
    told = page(head, "list")
    assert told.index("آموزش‌ها") < told.index("پروازها") < told.index("نامه‌ها")


def test_reading_personal_fields_is_recorded(head: Client, unit: Unit) -> None:
    entry = make_entry(make_register(unit))
    text = page(head, "entry", entry.register.key, entry.pk, personal="1")
    assert "۰۰۱۲۳۴۵۶۷۹" in text
    assert Event.objects.filter(verb="entry.read", key=str(entry.pk)).count() == 1


def test_an_analyst_sees_no_personal_fields(client: Client, unit: Unit) -> None:
    client.force_login(make_user(Role.ANALYST, unit))
    entry = make_entry(make_register(unit))
    told = page(client, "entry", entry.register.key, entry.pk, personal="1")
    assert not any(each in told for each in ("0012345679", "۰۰۱۲۳۴۵۶۷۹"))


@pytest.mark.parametrize("shape", ["table", "cards", "charts", "calendar", "map"])
def test_every_shape_shows_the_entries_in_few_questions(
    head: Client, unit: Unit, shape: str, django_assert_max_num_queries: Any
) -> None:
    register = make_register(unit)
    place = make_place("N-1")
    entries = [make_entry(register, name=f"کارگاه {n}", point="35.7 51.4 0 0", place=place) for n in range(4)]
    for entry in entries[:2]:
        actions.pass_(MAKER, entry, "issue", LETTER)
    page(head, "register", register.key, shape=shape)
    with django_assert_max_num_queries(12) as found:
        page(head, "register", register.key, shape=shape)
    few = len(found)
    for n in range(6):
        make_entry(register, name=f"کارگاه دیگر {n}", point="35.8 51.5 0 0", place=place)
    with django_assert_max_num_queries(few):
        page(head, "register", register.key, shape=shape)


def test_the_page_of_an_entry_asks_few_questions(
    head: Client, unit: Unit, django_assert_max_num_queries: Any
) -> None:
    register = make_register(unit)
    entry = make_entry(register)
    actions.pass_(MAKER, entry, "issue", LETTER)
    actions.relate(MAKER, entry, "branch", make_entry(register))
    page(head, "entry", register.key, entry.pk)
    with django_assert_max_num_queries(12):
        page(head, "entry", register.key, entry.pk)


def test_many_relations_are_told_page_by_page_and_each_can_be_ended(
    head: Client, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    register = make_register(unit)
    hub, *branches = (make_entry(register, name=f"شعبه {letter}") for letter in "الفبپت")
    for branch in branches:
        actions.relate(MAKER, branch, "branch", hub)
    told: list[str] = []
    address = reverse("registers:entry", args=[register.key, hub.pk])
    while address:
        content = head.get(address).content.decode()
        some = re.search(r'<ul class="reg-relations">(.*?)</ul>', content, re.DOTALL)
        told += re.findall(r"شعبه .", some[1]) if some else []
        older = re.search(r'href="(\?before=\d+)', content)
        address = f"{address.partition('?')[0]}{older[1]}" if older else ""
    assert told == [branch.title for branch in reversed(branches)]
    first = Related.objects.get(entry=branches[0])
    send(head, "unrelate", register.key, branches[0].pk, first.pk, why="بسته شد")
    assert Unrelated.objects.get().relation == first


def test_lists_are_narrowed_searched_and_paged(head: Client, unit: Unit) -> None:
    register = make_register(unit)
    entry = make_entry(register, name="کارگاه سفال لاله")
    for n in range(55):
        make_entry(register, name=f"کارگاه {n}")
    actions.pass_(MAKER, entry, "issue", LETTER)
    found = page(head, "register", register.key, q="سفال‌لاله")
    assert "کارگاه سفال لاله" in found
    assert found.count("reg-count") == 1
    assert "سفال" in page(head, "register", register.key, state="valid")
    assert "سفال" in page(head, "register", register.key, q=entry.number)
    first = page(head, "register", register.key)
    assert "older=" in first
    assert "سفال" not in first
    older = re.search(r"\?older=(\d+)", first)[1]
    assert "سفال" in page(head, "register", register.key, older=older)
    assert "سفال" in page(head, "register", register.key, valid="valid")
    assert "سفال" not in page(head, "register", register.key, valid="expired")


def test_exports_hold_what_passes_and_no_formula_and_nothing_personal(head: Client, unit: Unit) -> None:
    register = make_register(unit)
    make_entry(register, name="=HYPERLINK(1)")
    data = head.get(reverse("registers:export", args=[register.key, "csv"])).getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in data
    assert "0012345679" not in data
    assert "holder_id" not in data
    book = head.get(reverse("registers:export", args=[register.key, "xlsx"])).getvalue()
    first, _own, line = table(book)
    assert first == ["رکوردها"]
    assert "=HYPERLINK(1)" in line
    assert "0012345679" not in line


def table(book: bytes) -> list[list[str]]:
    """The names of the sheets, then the rows of the first one."""
    opened = load_workbook(BytesIO(book), read_only=True)
    sheet = opened.worksheets[0]
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "inlineStr", "n"}
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    return [opened.sheetnames, *rows]


@pytest.mark.parametrize("full", [("SHEET_ROWS", 4), ("SHEET_BYTES", 4_500)], ids=lambda each: each[0])
def test_a_list_longer_than_a_batch_leaves_whole(
    head: Client, unit: Unit, monkeypatch: pytest.MonkeyPatch, full: tuple[str, int]
) -> None:
    register = make_register(unit)
    numbers = [make_entry(register, unit, holder_id="").number for _ in range(5)]
    monkeypatch.setattr(exporting, "BATCH", 2)
    monkeypatch.setattr(sheetml, *full)
    data = head.get(reverse("registers:export", args=[register.key, "csv"])).getvalue().decode("utf-8-sig")
    assert [line.partition(",")[0] for line in data.splitlines()] == ["number", *reversed(numbers)]
    book = head.get(reverse("registers:export", args=[register.key, "xlsx"])).getvalue()
    opened = load_workbook(BytesIO(book))
    assert opened.sheetnames == ["رکوردها", "رکوردها 2"]
    kept = [row[0] for sheet in opened for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert kept == [*reversed(numbers)]
    assert opened.worksheets[0].sheet_view.rightToLeft


def test_views_are_kept_by_their_owner(head: Client, unit: Unit) -> None:
    register = make_register(unit)
    assert (
        send(head, "save-view", register.key, title="معتبرها", query="state=valid", shared="on").status_code
        == 302
    )
    assert "معتبرها" in page(head, "register", register.key)
    view = register.saved_views.get()
    other = Client()
    other.force_login(make_user(Role.OFFICER, unit))
    send(other, "drop-view", register.key, view.pk)
    assert register.saved_views.exists()
    send(head, "drop-view", register.key, view.pk)
    assert not register.saved_views.exists()


def test_pages_about_a_register(head: Client, unit: Unit) -> None:
    register = make_register(unit, factories.make_form(unit))
    text = page(head, "about", register.key)
    assert "<svg" in text
    assert "H-{year}-{number:4}" in text
    assert "پروانه‌های مشاغل خانگی" in page(head, "list")
    assert "numbering:" in head.get(reverse("registers:life", args=[register.key])).content.decode()
