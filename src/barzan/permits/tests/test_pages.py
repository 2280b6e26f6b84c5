"""The pages of certificates and templates, and the page where anybody verifies one."""

from unittest.mock import patch

import pytest
from django.urls import reverse

from barzan.people.tests.factories import Role, make_unit, make_user
from barzan.permits import signers
from barzan.permits.core import grouped
from barzan.permits.models import Certificate
from barzan.permits.tests.factories import BODY, make_certificate, make_template, make_valid
from barzan.permits.tests.samples import PAPER
from barzan.registers import actions as registers
from barzan.registers.models import Entry
from barzan.registers.tests.factories import MAKER, answers, make_register
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def press():
    with patch("barzan.permits.press.pdf", return_value=PAPER):
        yield


@pytest.fixture
def unit():
    return make_unit("office", make_unit("root"))


@pytest.fixture
def head(client, unit):
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    return client


@pytest.fixture
def entry(unit):
    register = make_register(unit)
    make_template(register)
    return make_valid(register)


def page(client, name, *args, status=200, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_button_beside_a_valid_entry_signs(head, entry):
    there = reverse("registers:entry", args=[entry.register.key, entry.pk])
    issue = reverse("permits:issue", args=[entry.register.key, entry.pk])
    assert issue in head.get(there).content.decode()
    answer = head.post(issue, {"seen": entry.seen}, follow=True)
    made = Certificate.objects.get()
    assert grouped(made.code) in answer.content.decode()
    assert issue not in head.get(there).content.decode()


def test_a_refusal_is_said_on_the_page_of_the_entry(head, entry):
    answer = head.post(
        reverse("permits:issue", args=[entry.register.key, entry.pk]), {"seen": 0}, follow=True
    )
    assert "رکورد در این میان دگرگون شده است" in answer.content.decode()
    assert not Certificate.objects.exists()


def test_one_is_replaced_with_a_reason(head, unit, entry):
    made = make_certificate(unit, entry)
    replace = reverse("permits:replace", args=[made.pk])
    assert "دلیل را بنویسید" in head.post(replace, {"why": ""}).content.decode()
    head.post(replace, {"why": "گم شد"})
    new = Certificate.objects.latest("pk")
    assert new.replaces_id == made.pk
    assert "گم شد" in page(head, "permits:certificate", made.pk)
    assert "جایگزین" in page(head, "verify:certificate", made.code)


def test_reading_the_paper_is_recorded(head, unit, entry):
    made = make_certificate(unit, entry)
    answer = head.get(reverse("permits:file", args=[made.pk]))
    assert b"".join(answer.streaming_content) == PAPER
    assert Event.objects.filter(verb="certificate.read", key=str(made.pk)).exists()


def test_a_code_that_is_typed_in_leads_to_its_page_or_says_what_is_wrong(client, unit, entry):
    made = make_certificate(unit, entry)
    answer = client.get(reverse("verify:ask"), {"code": grouped(made.code).lower()})
    assert answer.url == reverse("verify:certificate", args=[made.code])
    assert "کد را نادرست" in page(client, "verify:ask", code="123", status=404)
    assert "هیچ گواهی‌ای این کد را ندارد" in page(client, "verify:certificate", "0" * 20, status=404)


def test_anybody_sees_what_it_is_worth_and_nothing_personal(client, unit, entry):
    made = make_certificate(unit, entry)
    shown = page(client, "verify:certificate", made.code)
    assert "کارگاه نمونه" in shown
    assert "0012345679" not in shown
    assert "۰۰۱۲۳۴۵۶۷۹" not in shown


def test_a_stranger_is_told_that_what_the_paper_says_was_changed_since(client, unit, entry):
    made = make_certificate(unit, entry)
    told = "پس از امضای گواهی تغییر کرده"
    registers.change(MAKER, entry, answers(workers="9"), base=1)
    assert told not in page(client, "verify:certificate", made.code)
    registers.change(MAKER, Entry.objects.get(pk=entry.pk), answers(name="کارگاه دیگر"), base=2)
    shown = page(client, "verify:certificate", made.code)
    assert told in shown
    assert "کارگاه دیگر" in shown


def test_a_template_is_written_and_refused_at_its_field(head, unit):
    register = make_register(unit)
    there = reverse("permits:template", args=[register.key])
    given = {"title": "پروانه", "body": "{nmae}", "paper": "card", "why": "آغاز"}
    assert "{nmae}" in head.post(there, given).content.decode()
    assert signers.template_of(register.pk) is None
    assert head.post(there, given | {"body": BODY}).status_code == 302
    assert signers.template_of(register.pk).body == BODY


def test_the_list_asks_as_much_for_many_as_for_one(head, unit, entry, django_assert_max_num_queries):
    make_certificate(unit, entry)
    page(head, "permits:list")  # the session begins
    for number in range(6):
        make_certificate(unit, make_valid(entry.register, name=f"کارگاه {number}"))
    with django_assert_max_num_queries(12):
        shown = page(head, "permits:list")
    assert shown.count("<tr>") == 8
    with django_assert_max_num_queries(12):
        page(head, "registers:entry", entry.register.key, entry.pk)
