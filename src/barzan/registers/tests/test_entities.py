"""Entities of XLSForm are entries: a submission opens or changes one, once; strangers write nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from barzan.access.values import system_actor
from barzan.forms.models import Form
from barzan.forms.runnable import Loaded, loaded
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit
from barzan.registers import entities
from barzan.registers.errors import EntryError
from barzan.registers.models import Entry, Register
from barzan.registers.tests.factories import make_entry, make_form, make_register
from barzan.submissions.actions import receive
from barzan.submissions.models import Submission
from barzan.submissions.values import Told
from barzan.xlsform.tests.building import book, question

pytestmark = pytest.mark.django_db
SENDER = system_actor("test")


@pytest.fixture
def register() -> Register:
    return make_register(make_unit("office"))


def asking(unit: Unit, register: Register, **entity: str) -> Form:
    """A form whose submissions are entities of a register."""
    survey = [
        question("text", "which", "شمارهٔ پروانه", "Number"),
        question("text", "title", "نام", "Name"),
        question("integer", "people", "کارکنان", "Workers", save_to="workers"),
    ]
    data = book(
        survey,
        settings={"form_title": "بازدید", "form_id": "visit"},
        entities=[{"list_name": register.key} | entity],
    )
    return make_form(unit, data=data)


def send(form: Form, key: str = "uuid:1", **answers: str) -> Submission:
    return receive(SENDER, form.key, answers, key=key)


def test_a_submission_opens_an_entry_once(register: Register) -> None:
    form = asking(register.unit, register, label="${title}", create_if="${people} > 2")
    send(form, title="کارگاه تازه", people="3")
    send(form, title="کارگاه تازه", people="3")
    entry = Entry.objects.get()
    assert entry.title == "کارگاه تازه"
    assert entry.current.answers["workers"] == "3"
    send(form, key="uuid:2", title="کارگاه کوچک", people="1")
    assert Entry.objects.count() == 1


def test_a_submission_changes_the_entry_that_it_names(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = make_entry(register)
    form = asking(register.unit, register, label="${title}", create_if="${people} > 9")
    sent = send(form, which=entry.number, people="8")
    changing = replace(loaded(form.current).form, entities=({"dataset": register.key, "update": "1"},))
    monkeypatch.setattr(entities, "loaded", lambda version: Loaded(changing, {}))
    answers = {"people": "8", "meta": {"entity": {"@id": entry.number, "@update": "true"}}}
    entities.follow(SENDER, [Told(sent, form.current, "received", answers)])
    entry.refresh_from_db()
    assert entry.current.answers["workers"] == "8"
    assert entry.current.personal.answers == {"holder_id": "0012345679"}
    answers["meta"]["entity"]["@id"] = "none"
    with pytest.raises(EntryError):
        entities.follow(SENDER, [Told(sent, form.current, "received", answers)])


def test_each_row_of_a_repeat_opens_an_entry_once(register: Register) -> None:
    survey = [
        question("text", "street", "خیابان", "Street"),
        question("begin_repeat", "shop", "مغازه", "Shop"),
        question("text", "shop_name", "نام", "Name"),
        question("integer", "people", "کارکنان", "Workers", save_to="workers"),
        question("end_repeat"),
    ]
    settings = {"form_title": "برداشت", "form_id": "survey"}
    data = book(
        survey,
        settings=settings,
        entities=[
            {"list_name": register.key, "label": "${shop_name}", "create_if": "${people} > 0"},
        ],
    )
    form = make_form(register.unit, data=data)
    rows = [
        {"shop_name": "کارگاه یک", "people": "2"},
        {"shop_name": "کارگاه بسته", "people": "0"},
        {"shop_name": "کارگاه سه", "people": "4"},
    ]
    for _ in range(2):
        receive(SENDER, form.key, {"street": "سپه", "shop": rows}, key="uuid:9")
    found = Entry.objects.order_by("pk")
    assert [(each.title, each.current.answers["workers"]) for each in found] == [
        ("کارگاه یک", "2"), ("کارگاه سه", "4"),
    ]  # fmt: skip
    assert [each.origin.rpartition("/")[2] for each in found] == ["shop[1]", "shop[3]"]


def test_a_form_of_another_unit_writes_nothing_and_the_submission_is_kept_and_flagged(
    register: Register,
) -> None:
    form = asking(make_unit("other"), register, label="${title}")
    sent = send(form, title="کارگاه بیگانه", people="3")
    assert not Entry.objects.exists()
    assert Submission.objects.get(pk=sent.pk).broken
