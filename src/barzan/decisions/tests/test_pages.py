"""The pages as they work without scripts: read, try, edit, publish; few questions; both languages."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from barzan.access import Role
from barzan.decisions import actions
from barzan.decisions.models import Decision, DecisionVersion, Draft
from barzan.decisions.tests.factories import (
    PURCHASE,
    decision,
    definitions,
    input_data,
    knowledge,
    literal,
    table_file,
)
from barzan.decisions.tests.samples import WRITER, make_decision
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
DESK = "/staff/decisions/"
MINE = f"{DESK}purchase/"


@pytest.fixture
def unit() -> Unit:
    return make_unit("office", make_unit("root"))


@pytest.fixture
def shown(unit: Unit) -> Decision:
    return make_decision(unit, key="purchase")


def client(unit: Unit, role: Role = Role.UNIT_HEAD) -> Client:
    browser = Client()
    browser.force_login(make_user(role, unit), backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def head(unit: Unit) -> Client:
    return client(unit)


def text(html: bytes) -> str:
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))
        .replace("\u2068", "")
        .replace("\u2069", "")
    )


def test_a_table_is_read_in_words_with_the_digits_of_the_reader(head: Client, shown: Decision) -> None:
    persian = text(head.get(MINE).content)
    for said in ("یکتا", "تا ۱۵۰٬۰۰۰٬۰۰۰", "بیش از ۱۵۰٬۰۰۰٬۰۰۰", "«خرید مستقیم»", "نوع خرید", "نسخهٔ ۱"):
        assert said in persian
    english = text(head.get(f"/en{MINE}").content)
    for said in ("Unique", "at most 150,000,000", "over 150,000,000", "Purchase threshold", "Version 1"):
        assert said in english


@pytest.mark.parametrize(
    "path", ["", "purchase/", "purchase/try/?ask=1", "purchase/draft/", "purchase/draft/edit/",
             "purchase/versions/", "purchase/versions/1/", "purchase/draft/publish/", "new/"]
)  # fmt: skip
def test_a_page_asks_few_questions(head: Client, shown: Decision, unit: Unit, path: str) -> None:
    for n in range(3):
        make_decision(unit, key=f"more-{n}")
    head.get(DESK)  # the first page of a session writes that there is one
    with CaptureQueriesContext(connection) as asked:
        assert head.get(DESK + path).status_code == 200
    assert len(asked) <= 12, [each["sql"][:90] for each in asked]


def test_the_list_finds_by_title_and_key_and_says_where_nothing_is(head: Client, unit: Unit) -> None:
    assert "هنوز جدول تصمیمی نیست" in text(head.get(DESK).content)
    make_decision(unit, key="purchase")
    for words in ("خريد", "purchase", "Threshold", ""):
        assert "آستانهٔ خرید" in text(head.get(DESK, {"q": words}).content)
    assert "جدولی به این نام نیست" in text(head.get(DESK, {"q": "عوارض"}).content)


def test_trying_shows_the_result_and_the_rule_that_hit(head: Client, shown: Decision) -> None:
    page = head.get(f"{MINE}try/", {"ask": "1", "i0": "0", "i1": "۲۵۰٬۰۰۰٬۰۰۰"}).content.decode()
    assert "«مناقصه»" in page
    (row,) = re.findall(r'<tr class="rule-hit">.*?</tr>', page, re.S)
    assert "برخورد" in row
    assert "بیش از ۱۵۰٬۰۰۰٬۰۰۰" in text(row.encode())
    none = text(head.get(f"{MINE}try/", {"ask": "1", "i0": "0"}).content)
    assert "هیچ ردیفی برخورد نکرد" in none
    wrong = text(head.get(f"{MINE}try/", {"ask": "1", "i1": "زیاد"}).content)
    assert "این عدد نیست" in wrong


def test_inputs_of_every_type_are_asked_and_read(head: Client, unit: Unit) -> None:
    kinds = {
        "n": ("number", "۱۲٫۵"), "s": ("string", "متن"), "b": ("boolean", "true"), "t": ("time", "14:30:00"),
        "d": ("days and time duration", "P1D"), "m": ("years and months duration", "P1Y"),
        "z": ("date and time", "2026-03-21T14:30:00"), "l": ("list", "[1, 2]"),
    }  # fmt: skip
    names = [*kinds, "day"]
    inside = "".join(input_data(name, kind) for name, (kind, _) in kinds.items()) + input_data("day", "date")
    logic = literal(f"[{', '.join(names)}]")
    xml = definitions(inside + decision("A", logic, inputs=names))
    actions.create(WRITER, "all", title="همه", unit=unit, xml=xml)
    given = {f"i{n}": each for n, (_, each) in enumerate(kinds.values())}
    page = head.get(f"{DESK}all/try/", {"ask": "1", **given, "i8_0": "1", "i8_1": "1", "i8_2": "1405"})
    said = text(page.content)
    for each in ("۱۲٫۵", "«متن»", "بله", "۱۴:۳۰", "۱ روز", "۱ سال", "۱، ۲"):
        assert each in said, each
    wrong = text(head.get(f"{DESK}all/try/", {"ask": "1", "i3": "noon", "i7": "[1,"}).content)
    assert "خوانده نشد" in wrong


def test_a_model_without_a_table_is_shown_and_tried(head: Client, unit: Unit) -> None:
    inside = (
        input_data("n", "number")
        + knowledge("f", ["x"], literal("x * 2"))
        + decision("A", literal("f(n) + 1"), inputs=["n"], knowledge=["f"])
    )
    actions.create(WRITER, "formula", title="فرمول", unit=unit, xml=definitions(inside))
    assert "f(n) + 1" in text(head.get(f"{DESK}formula/").content)
    assert "۷" in text(head.get(f"{DESK}formula/try/", {"ask": "1", "i0": "3"}).content)
    assert head.get(f"{DESK}formula/draft/edit/").status_code == 404
    grown = definitions(decision("A", literal("count(for a in 1..3000, b in 1..3000 return a * b)")))
    actions.create(WRITER, "grown", title="بزرگ", unit=unit, xml=grown)
    assert "گام" in text(head.get(f"{DESK}grown/try/", {"ask": "1"}).content)


def form_of(page: bytes) -> dict[str, str]:
    """What the form of a table would send."""
    found = dict(re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', page.decode()))
    found |= dict.fromkeys(("aggregation",), "")
    return {
        name: each.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")
        for name, each in found.items()
    }


def test_a_table_is_edited_as_a_form(head: Client, shown: Decision) -> None:
    edit = f"{MINE}draft/edit/"
    form = form_of(head.get(edit).content)
    assert form["r0i0"] == '"کالا"'
    added = form_of(head.post(edit, {**form, "add": "1"}).content)
    assert added["rows"] == "4"
    assert (added["r3i0"], added["r3o0"]) == ("-", "")
    moved = form_of(head.post(edit, {**form, "down-0": "1"}).content)
    assert (moved["r0"], moved["r1"]) == ("r2", "r1")
    gone = form_of(head.post(edit, {**form, "remove-1": "1"}).content)
    assert (gone["r0"], gone["r1"], gone["rows"]) == ("r1", "r3", "2")
    twice = form_of(head.post(edit, {**form, "copy-0": "1"}).content)
    assert (twice["r1"], twice["r1o0"]) == ("", '"خرید مستقیم"')
    assert Draft.objects.get().seen == 1, "nothing is saved before it is asked for"
    saved = head.post(edit, {**form, "r0i1": "<= ۲۰۰", "r1i1": "> 200", "save": "1", "policy": "FIRST"})
    assert saved.status_code == 302
    kept = Draft.objects.get()
    assert kept.seen == 2
    assert b"&lt;= 200<" in kept.data
    assert b'hitPolicy="FIRST"' in kept.data
    assert b"<!-- draft -->" in kept.data


def test_a_finding_stands_at_its_cell_and_its_rule(head: Client, shown: Decision) -> None:
    form = form_of(head.get(f"{MINE}draft/edit/").content)
    page = head.post(f"{MINE}draft/edit/", {**form, "r0i1": "<= ", "look": "1"}).content.decode()
    cell = re.search(r'<div class="field field-wrong">.*?</div>', page, re.S)
    assert cell
    assert 'name="r0i1"' in cell[0]
    overlap = head.post(f"{MINE}draft/edit/", {**form, "r1i1": "> 100", "look": "1"}).content
    assert "ردیف‌های ۱ و ۲ با هم برخورد می‌کنند" in text(overlap)


def test_two_who_edit_at_once_are_told(head: Client, shown: Decision) -> None:
    form = form_of(head.get(f"{MINE}draft/edit/").content)
    actions.save_draft(WRITER, shown, PURCHASE, seen=1)
    page = head.post(f"{MINE}draft/edit/", {**form, "r0o0": '"دیگر"', "save": "1"})
    assert "کس دیگری پیش‌نویس را ذخیره کرده" in text(page.content)
    assert form_of(page.content)["r0o0"] == '"دیگر"', "nothing that was typed is lost"
    assert Draft.objects.get().data == PURCHASE


def test_a_file_is_sent_and_comes_back_as_it_was(head: Client, shown: Decision) -> None:
    sent = PURCHASE.replace(b"150000000", b"170000000")
    file = SimpleUploadedFile("x.dmn", sent)
    answer = head.post(f"{MINE}draft/upload/", {"file": file, "seen": "1"})
    assert answer.status_code == 302
    back = head.get(f"{MINE}file/", {"of": "draft"})
    assert back.content == sent
    assert back["Content-Disposition"] == 'attachment; filename="purchase-draft.dmn"'
    assert head.get(f"{MINE}file/").content == PURCHASE
    assert head.get(f"{MINE}file/", {"of": "9"}).status_code == 404
    refused = head.post(
        f"{MINE}draft/upload/", {"file": SimpleUploadedFile("x.dmn", b"<!DOCTYPE a><a/>"), "seen": "2"}
    )
    assert "DOCTYPE" in text(refused.content)


def test_publishing_asks_for_reasons(head: Client, unit: Unit) -> None:
    gap = table_file([("< 18", "1"), ("> 18", "2")], inputs=[("age", "number")])
    actions.create(WRITER, "age", title="سن", unit=unit, xml=gap)
    page = head.get(f"{DESK}age/draft/publish/")
    assert "هیچ ردیفی این را نمی‌پوشاند" in text(page.content)
    assert head.post(f"{DESK}age/draft/publish/", {"why": "x", "seen": "1"}).status_code == 200
    done = head.post(f"{DESK}age/draft/publish/", {"why": "x", "reason0": "پیش نمی‌آید", "seen": "1"})
    assert done.status_code == 302
    assert "پیش نمی‌آید" in text(head.get(f"{DESK}age/versions/1/").content)
    overlap = table_file([("< 18", "1"), ("-", "2")], inputs=[("age", "number")])
    actions.save_draft(WRITER, Decision.objects.get(key="age"), overlap, seen=0)
    assert "نخست این‌ها را درست کنید" in text(head.post(f"{DESK}age/draft/publish/", {"why": "x"}).content)
    assert DecisionVersion.objects.count() == 1


def test_versions_say_what_they_changed(head: Client, shown: Decision) -> None:
    actions.save_draft(WRITER, shown, PURCHASE.replace(b"150000000", b"200000000"), seen=1)
    actions.publish(WRITER, shown, why="بخشنامه")
    page = text(head.get(f"{MINE}versions/").content)
    for said in ("نسخهٔ ۲", "ردیف ۱", "تا ۱۵۰٬۰۰۰٬۰۰۰", "تا ۲۰۰٬۰۰۰٬۰۰۰", "نخستین نسخه", "بخشنامه"):
        assert said in page
    assert "اکنون نسخهٔ تازه‌تری برقرار است" in text(head.get(f"{MINE}versions/1/").content)


def test_a_new_model_begins_with_a_table_of_its_columns(head: Client, unit: Unit) -> None:
    given = {"title": "عوارض", "key": "fee", "unit": unit.pk}
    assert "دست‌کم یک ستون نام ببرید" in text(head.post(f"{DESK}new/", given).content)
    asks = {"asks": "متراژ: number\nنوع خانه: string", "gives": "مبلغ: number"}
    assert head.post(f"{DESK}new/", {**given, **asks}).status_code == 302
    assert "متراژ" in text(head.get(f"{DESK}fee/draft/").content)
    assert "پیش‌تر داده شده" in text(head.post(f"{DESK}new/", {**given, **asks}).content)
    file = SimpleUploadedFile("x.dmn", PURCHASE)
    assert head.post(f"{DESK}new/", {**given, "key": "sent", "file": file}).status_code == 302


def test_a_draft_can_be_dropped_once_something_is_published(
    head: Client, shown: Decision, unit: Unit
) -> None:
    assert head.post(f"{MINE}draft/drop/", {"seen": "9"}, follow=True).status_code == 200
    assert Draft.objects.exists()
    head.post(f"{MINE}draft/drop/", {"seen": "1"})
    assert not Draft.objects.exists()
    actions.create(WRITER, "fresh", title="تازه", unit=unit, xml=PURCHASE)
    head.post(f"{DESK}fresh/draft/drop/", {"seen": "1"})
    assert Draft.objects.count() == 1


def test_an_officer_reads_and_writes_but_does_not_publish(unit: Unit, shown: Decision) -> None:
    officer = client(unit, Role.OFFICER)
    assert "draft/publish/" not in officer.get(f"{MINE}draft/").content.decode()
    assert officer.get(f"{MINE}draft/publish/").status_code == 403
    assert client(make_unit("far"), Role.OFFICER).get(f"{MINE}draft/edit/").status_code == 403
    assert client(make_unit("far2"), Role.OFFICER).get(MINE).status_code == 200
