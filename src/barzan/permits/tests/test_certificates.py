"""A certificate is signed by the post that may, verified by anybody, void when replaced or withdrawn."""

from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from pypdf import PdfReader

from barzan.access import ANONYMOUS, Forbidden, Role
from barzan.documents.storage import path_of
from barzan.people.tests.factories import make_actor, make_unit
from barzan.permits import actions, queries, signers
from barzan.permits.core import Verdict
from barzan.permits.errors import PermitError
from barzan.permits.models import Certificate
from barzan.permits.tests.factories import ADDRESS, head_of, make_certificate, make_template, make_valid
from barzan.permits.tests.samples import PAPER
from barzan.registers import actions as registers
from barzan.registers.actions.passing import Handed
from barzan.registers.models import Entry
from barzan.registers.tests.factories import make_entry, make_register
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def press():
    """What is printed is looked at in one test alone: it takes a second."""
    with patch("barzan.permits.press.pdf", return_value=PAPER) as pressed:
        yield pressed


@pytest.fixture
def unit():
    return make_unit("office", make_unit("root"))


@pytest.fixture
def entry(unit):
    register = make_register(unit)
    make_template(register)
    return make_valid(register)


def worth(certificate, days=0):
    found = queries.verified(ANONYMOUS, certificate.code, timezone.localdate() + timedelta(days))
    return found.verdict


def code_of(raised):
    return raised.value.code


def test_the_paper_says_what_the_entry_says_and_how_it_is_verified(unit, entry):
    made = actions.issue(head_of(unit), entry, address=ADDRESS)
    text = PdfReader(BytesIO(path_of(made.file.sha256).read_bytes())).pages[0].extract_text()
    # Where the font draws two letters closer or wider, the reader sees a space: "4F JT0".
    assert f"{ADDRESS}/verify/{made.code}/" in "".join(text.split())
    assert made.serial == 1
    assert made.post.roles == ["unit_head"]
    assert made.file.document.personal
    assert Event.objects.filter(verb="certificate.issued", key=str(made.pk)).count() == 1


def test_anybody_sees_the_public_fields_and_no_more(press, unit, entry):
    made = make_certificate(unit, entry)
    found = queries.verified(ANONYMOUS, made.code, timezone.localdate())
    assert found.verdict is Verdict.VALID
    assert [value for _, value in found.said] == ["کارگاه نمونه", "خیاطی"]
    assert queries.verified(ANONYMOUS, "0" * 20, timezone.localdate()) is None  # well formed, never given


def test_what_becomes_of_the_entry_is_known_at_once(press, unit, entry):
    made, head = make_certificate(unit, entry), head_of(unit)
    assert worth(made, 366) is Verdict.EXPIRED
    registers.pass_(head, Entry.objects.get(pk=entry.pk), "suspend", Handed("شکایت همسایه"))
    assert worth(made) is Verdict.SUSPENDED
    registers.pass_(head, Entry.objects.get(pk=entry.pk), "resume")
    assert worth(made) is Verdict.VALID
    registers.pass_(head, Entry.objects.get(pk=entry.pk), "close", Handed("پایان کار"))
    assert worth(made) is Verdict.NOT_IN_FORCE


def test_the_paper_of_a_renewal_that_was_undone_is_worth_no_more_than_the_entry(press, unit, entry):
    head, last = head_of(unit), entry.valid_to
    Entry.objects.filter(pk=entry.pk).update(renew_from=timezone.localdate())
    registers.pass_(head, Entry.objects.get(pk=entry.pk), "renew")
    made = make_certificate(unit, Entry.objects.get(pk=entry.pk))
    assert made.valid_to > last
    assert worth(made, 366) is Verdict.VALID
    registers.undo(head, Entry.objects.get(pk=entry.pk), why="اشتباه بود")
    found = queries.verified(ANONYMOUS, made.code, timezone.localdate())
    assert (found.verdict, found.until, found.changed) == (Verdict.VALID, last, True)
    assert worth(made, 366) is Verdict.EXPIRED


def test_the_paper_of_an_entry_that_was_taken_back_is_worth_nothing(press, unit, entry):
    made = make_certificate(unit, entry)
    Entry.objects.filter(pk=entry.pk).update(hidden=True)
    assert worth(made) is Verdict.NOT_IN_FORCE


def test_a_lost_one_is_replaced_and_void(press, unit, entry):
    made, head = make_certificate(unit, entry), head_of(unit)
    with pytest.raises(PermitError) as raised:
        actions.replace(head, made, why=" ", address=ADDRESS)
    assert code_of(raised) == "permit.why"
    new = actions.replace(head, made, why="گم شد", address=ADDRESS)
    assert (new.serial, worth(made), worth(new)) == (2, Verdict.REPLACED, Verdict.VALID)
    with pytest.raises(PermitError) as raised:
        actions.replace(head, Certificate.objects.get(pk=made.pk), why="گم شد", address=ADDRESS)
    assert code_of(raised) == "permit.not_in_force"
    actions.withdraw(head, new, why="بازگشت")
    assert worth(new) is Verdict.WITHDRAWN


def test_one_is_in_force_at_a_time(press, unit, entry):
    make_certificate(unit, entry)
    with pytest.raises(PermitError) as raised:
        actions.issue(head_of(unit), entry, address=ADDRESS)
    assert code_of(raised) == "permit.holds_already"
    assert Certificate.objects.count() == 1


def test_only_a_valid_entry_gets_one_and_only_with_a_template(press, unit):
    register, head = make_register(unit), head_of(unit)
    valid = make_valid(register)
    with pytest.raises(PermitError) as raised:
        actions.issue(head, valid, address=ADDRESS)
    assert code_of(raised) == "permit.no_template"
    make_template(register)
    with pytest.raises(PermitError) as raised:
        actions.issue(head, make_entry(register, name="دیگر"), address=ADDRESS)
    assert code_of(raised) == "permit.not_valid"


def test_the_post_that_may_signs_and_nobody_else(press, unit, entry):
    head = head_of(unit)
    with pytest.raises(Forbidden):
        actions.issue(make_actor(Role.OFFICER, unit), entry, address=ADDRESS)
    with pytest.raises(Forbidden):
        actions.issue(head_of(make_unit("other")), entry, address=ADDRESS)
    other = head_of(unit)
    code = signers.signing_post(other, entry, signers.template_of(entry.register_id)).code
    make_template(entry.register, posts=(code,))
    with pytest.raises(PermitError) as raised:
        actions.issue(head, entry, address=ADDRESS)
    assert code_of(raised) == "permit.not_by_you"
    assert actions.issue(other, entry, address=ADDRESS).post.code == code


def test_what_changed_meanwhile_is_not_signed_unseen(press, unit, entry):
    with pytest.raises(PermitError) as raised:
        actions.issue(head_of(unit), entry, address=ADDRESS, seen=entry.seen - 1)
    assert code_of(raised) == "permit.changed"

    def meanwhile(text):
        Entry.objects.filter(pk=entry.pk).update(seen=entry.seen + 1)
        return PAPER

    press.side_effect = meanwhile
    with pytest.raises(PermitError) as raised:
        actions.issue(head_of(unit), entry, address=ADDRESS)
    assert code_of(raised) == "permit.changed"
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": " "}, "permit.body"),
        ({"body": "{nmae}"}, "permit.unknown_names"),
        ({"footer": "{nothing}"}, "permit.unknown_names"),
        ({"posts": ("nobody",)}, "permit.unknown_posts"),
    ],
)
def test_a_template_that_cannot_be_printed_is_refused_at_its_field(unit, changes, code):
    register = make_register(unit)
    with pytest.raises(PermitError) as raised:
        make_template(register, **changes)
    assert code_of(raised) == code
    assert not register.templates.exists()


def test_what_was_signed_cannot_be_changed(press, unit, entry):
    made = make_certificate(unit, entry)
    for change in (
        lambda: Certificate.objects.filter(pk=made.pk).update(serial=9),
        lambda: Certificate.objects.filter(pk=made.pk).delete(),
        lambda: entry.register.templates.update(title="دیگر"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
