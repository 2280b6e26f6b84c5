"""Paper: what stands on it, when a question is asked in words; what was written on it is typed in."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from barzan.filling import press
from barzan.filling.core import conditions, paper
from barzan.filling.core.conditions import Names
from barzan.forms.runnable import loaded, runnable
from barzan.forms.tests import census
from barzan.forms.tests.factories import make_published
from barzan.people.tests.factories import Role, make_unit, make_user
from barzan.submissions.models import Submission
from barzan.xforms import Filling
from barzan.xlsform import convert
from barzan.xlsform.tests.samples import questionnaire_120

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
NAMES = Names({"/data/a": "۱", "/data/m/b": "۲"}, lambda path, value: {"yes": "بله"}.get(value, value))


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("", ""),
        ("true()", ""),
        (" /data/a  = 'yes'", "پاسخ سؤال ۱ «بله» است"),
        ("/data/a != 'yes'", "پاسخ سؤال ۱ «بله» نیست"),
        ("selected( /data/a , 'yes')", "در سؤال ۱ «بله» علامت خورده است"),
        ("not(selected(/data/a, 'yes'))", "در سؤال ۱ «بله» علامت نخورده است"),
        ("/data/a != ''", "سؤال ۱ پاسخ دارد"),
        ("count-selected(/data/a) > 0", "سؤال ۱ پاسخ دارد"),
        ("../b >= 6", "پاسخ سؤال ۲ دست‌کم 6 است"),
        ("(/data/a = 'yes' and ../b < 5)", "پاسخ سؤال ۱ «بله» است و پاسخ سؤال ۲ کمتر از 5 است"),
        ("/data/a = '' or ../b = ''", "سؤال ۱ پاسخ ندارد یا سؤال ۲ پاسخ ندارد"),
        ("string-length(/data/a) > 3", "string-length(سؤال ۱) > 3"),
        ("/data/a = 'x and y'", "پاسخ سؤال ۱ «x and y» است"),
    ],
)  # fmt: skip
def test_when_a_question_is_asked_is_said_in_words(expression, said):
    assert conditions.told(expression, press.words(), NAMES, "/data/m/c") == said


def test_the_paper_of_a_questionnaire_holds_every_question():
    form = convert(questionnaire_120(), "a.xlsx").form
    items = paper.items(Filling(form, now=NOW), "fa", press.words(), rows=2)
    numbers = {each.number for item in items for each in (item, *item.columns) if item.kind != "row"} - {""}
    assert len(numbers) == 120
    kinds = {item.kind for item in items}
    assert {"heading", "table", "grid", "one", "many", "day", "point", "drawing", "rank", "row"} <= kinds
    where = next(item for item in items if item.label == "محل سکونت")
    assert (where.only_if, where.else_to) == ("پاسخ سؤال ۱ «بله» است", "۷")


def test_of_a_list_beside_the_form_stands_on_paper_what_waits_for_no_answer():
    form, lists = runnable(convert(census.workbook(), "census.xlsx").xml, census.MEDIA)
    items = paper.items(Filling(form, now=NOW, lists=lists), "fa", press.words())
    province, county = (next(item for item in items if item.label == name) for name in ("استان", "شهرستان"))
    assert (province.kind, len(province.choices), province.choices[0]) == ("one", 10, "البرز")
    assert (county.kind, county.choices) == ("line", ())
    assert {item.kind for item in items if item.label in ("از کی در این محله زندگی می‌کنید؟", "چه سالی؟")} == {
        "month",
        "year",
    }


@pytest.mark.django_db
def test_the_pdf_has_a_number_on_each_copy(client):
    form = make_published(make_unit("PLAN"), open_to="public")
    answer = client.get(f"/fill/{form.key}/paper.pdf?from=16&copies=2")
    assert answer["Content-Type"] == "application/pdf"
    text = "\n".join(each.extract_text() for each in PdfReader(BytesIO(answer.content)).pages)
    assert "۱۶" in text
    assert "۱۷" in text
    assert client.get(f"/fill/{form.key}/paper.pdf?from=16&copies=2").content == answer.content
    assert "version=1&blank=16" in press.Blank(16, "http://a/?version=1&blank=16").address


@pytest.mark.django_db
def test_what_stands_on_the_paper_is_kept_and_flagged(client):
    form = make_published(make_unit("PLAN"))
    client.force_login(make_user(Role.OFFICER, form.unit))
    here = f"/fill/{form.key}/type-in/?version=1&blank=17"
    shown = client.get(here).content.decode()
    assert 'value="۱۷"' in shown
    assert "این سؤال پرسیده نمی‌شود" in shown
    sent = {"act": "send", "blank": "17", "/data/name": "مریم", "/data/age": "۱۵۰", "/data/content": "no"}
    answer = client.post(here, sent)
    assert answer["Location"].endswith("version=1&blank=18")
    kept = Submission.objects.get()
    assert (kept.via, kept.broken) == ("paper", True)
    assert kept.content.answers["age"] == "150"
    client.post(here, sent)
    assert Submission.objects.count() == 1
    assert loaded(form.current).form.nodes["/data/age"].constraint
