"""Those concerned are told before a permit ends, once."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from barzan.clock.core import TEHRAN
from barzan.clock.models import Timer
from barzan.clock.timers import ACTOR
from barzan.notify.models import Message
from barzan.people.tests.factories import make_unit
from barzan.permits import notices
from barzan.permits.tests.factories import head_of
from barzan.registers import actions as registers
from barzan.registers.actions.passing import Handed
from barzan.registers.models import Entry
from barzan.registers.tests.factories import make_entry, make_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    unit = make_unit("office", make_unit("root"))
    made = make_entry(make_register(unit))
    registers.pass_(head_of(unit), made, "issue", Handed(files={"letter": ("letter.txt", b"letter")}))
    return Entry.objects.get(pk=made.pk)


def timers():
    return {timer.key: timer.due_at for timer in Timer.objects.filter(kind=notices.KIND)}


def test_three_notices_are_set_when_the_validity_begins(entry):
    def morning(day):
        return datetime.combine(day, notices.MORNING, TEHRAN)

    assert timers() == {
        f"{entry.pk}:renewal": morning(entry.renew_from),
        f"{entry.pk}:week": morning(entry.valid_to - timedelta(7)),
        f"{entry.pk}:over": morning(entry.valid_to + timedelta(1)),
    }


def test_what_is_suspended_is_not_told_of_until_it_goes_on(entry):
    head = head_of(entry.unit)
    registers.pass_(head, entry, "suspend", Handed("شکایت"))
    assert timers() == {}
    registers.pass_(head, Entry.objects.get(pk=entry.pk), "resume")
    assert len(timers()) == 3


def test_a_permit_that_is_taken_over_is_told_of_from_its_day_on(entry):
    today, notices_before = timezone.localdate(), set(timers())
    valid = (today - timedelta(300), today + timedelta(5))
    made = make_entry(entry.register, state="valid", valid=valid)
    assert set(timers()) - notices_before == {f"{made.pk}:over"}
    make_entry(entry.register, state="valid", valid=(valid[0], today - timedelta(2)))
    assert len(timers()) == len(notices_before) + 1


def test_what_was_merged_away_is_not_told_of(entry):
    Entry.objects.filter(pk=entry.pk).update(hidden=True)
    notices.tell(ACTOR, list(Timer.objects.filter(kind=notices.KIND)))
    assert not Message.objects.filter(key__startswith="permits:").exists()


def test_each_is_told_once(entry):
    for _ in range(2):
        notices.tell(ACTOR, list(Timer.objects.filter(kind=notices.KIND)))
    told = Message.objects.filter(key__startswith="permits:").order_by("key")
    assert [message.key.split(":")[2] for message in told] == ["over", "renewal", "week"]
    assert all(message.text_fa and message.text_en and message.at <= timezone.now() for message in told)
