"""A finished review becomes versions, groups, an edition and the record of a reading: all or nothing."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from barzan.access import Actor, Role
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import (
    BookletReading,
    Correction,
    Decision,
    Finding,
    Service,
    ServiceGroup,
    ServiceVersion,
    StatedSummary,
)
from barzan.catalogue.tests.factories import LOADER
from barzan.jobs.worker import run
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor
from barzan.review import actions, errors, queries
from barzan.review.core.said import Said
from barzan.review.models import Published, Reading, ReadingState
from barzan.review.tests.factories import make_offices, make_reading, make_text, make_units
from barzan.review.tests.reviewers import decide_all
from barzan.revisions.models import Edition
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def secretary() -> Actor:
    return make_actor(Role.SECRETARY, make_units())


@pytest.fixture
def decided(secretary: Actor) -> Reading:
    """A reading about which everything is decided."""
    reading = make_reading(Unit.objects.get(code="root"), secretary)
    decide_all(secretary, reading)
    return reading


def publish(actor: Actor, reading: Reading) -> Published:
    actions.ask_to_publish(actor, reading, title="ویراست یک", why="مصوبهٔ ۱۲")
    run(threading.Event(), burst=True)
    return Published.objects.get(reading=reading)


def test_it_becomes_services_groups_and_an_edition_with_who_and_why(secretary, decided) -> None:
    done = publish(secretary, decided)
    assert (done.added, done.changed, done.same, done.aside) == (6, 0, 0, 0)
    assert (done.why, done.post_id) == ("مصوبهٔ ۱۲", secretary.grants[0].post)
    codes = list(Service.objects.order_by("code").values_list("code", "current_version__title"))
    assert codes[0] == ("MK-0001", "صدور پروانه")
    assert len(codes) == 6
    first = catalogue.contents(LOADER, ["MK-0001"])["MK-0001"]
    assert first.booklet == done.booklet
    assert first.source_line == decided.items.get(order=1).line
    assert [row.text for row in first.requirements] == ["فرم درخواست"]
    groups = ServiceGroup.objects.values_list("code", "title", "national_code")
    assert list(groups) == [("MK-G001", "آبادانی", "10011234000"), ("MK-G002", "بازار", "20011234000")]
    edition = Edition.objects.get()
    assert (edition.title, edition.services, edition.post_id) == (
        "ویراست یک", 6, secretary.grants[0].post,
    )  # fmt: skip
    event = Event.objects.get(verb="reading.published")
    assert (event.user, event.why) == (secretary.user, "مصوبهٔ ۱۲")


def test_the_record_of_the_reading_says_what_was_stated_found_put_right_and_decided(
    secretary, decided
) -> None:
    second = decided.items.get(order=2)
    said = replace(second.said, title="تمدید پروانهٔ ساختمان", service_class="specific")
    actions.decide(secretary, second, said, seen=second.number, reason="original", why="ص ۴")
    done = publish(secretary, decided)
    booklet = BookletReading.objects.get(code=done.booklet)
    assert booklet.sha256 == decided.sha256
    stated = StatedSummary.objects.get(booklet=booklet, unit__code="trade")
    assert (stated.total, stated.shared, stated.client) == (3, 2, 2)
    assert Finding.objects.filter(booklet=booklet).count() == decided.findings.count()
    put_right = {row.field: row for row in Correction.objects.filter(service__code="MK-0002")}
    assert put_right["service_class"].printed == "مشترک"
    assert put_right["service_class"].corrected == "اختصاصی"
    assert put_right["title"].reason_fa == "با اصل چاپی کتابچه سنجیده شد. ص ۴"
    assert put_right["title"].reason_en.startswith("Compared with the printed original.")
    lost = Decision.objects.filter(service__code="MK-0006").order_by("field")
    assert [(row.field, row.value) for row in lost] == [("class", "shared"), ("client", "yes")]
    assert all(row.reason_fa and row.reason_en and row.decided_by for row in lost)


def test_a_decision_that_is_confirmed_keeps_its_first_reason(secretary, decided) -> None:
    publish(secretary, decided)
    first = Decision.objects.get(service__code="MK-0006", field="class")
    again = make_reading(decided.unit, secretary)
    lost = again.items.get(order=6)
    said = Said.from_value(lost.published)
    actions.decide(secretary, lost, said, seen=0, reason="published")
    decide_all(secretary, again)
    publish(secretary, again)
    kept = Decision.objects.get(service__code="MK-0006", field="class")
    assert (kept.value, kept.reason_fa) == (first.value, first.reason_fa)


def test_the_public_summary_shows_it_and_equals_the_booklets_own(secretary, decided) -> None:
    publish(secretary, decided)
    rows = queries.summary_published(secretary, decided, queries.offices(secretary, decided))
    assert [row.name for row in rows if row.differs] == []
    shown, total = catalogue.summary(LOADER)
    assert [cell.figure for _, row in shown for cell in row.cells if cell.differs] == []
    assert [cell.found for cell in total.cells if cell.figure == "total"] == [6]


def test_nothing_is_published_while_something_is_undecided_or_without_a_unit(secretary) -> None:
    reading = make_reading(Unit.objects.get(code="root"), secretary)
    with pytest.raises(errors.ReviewRefused, match="6 rows are not decided"):
        actions.ask_to_publish(secretary, reading, title="و", why="مصوبه")
    decide_all(secretary, reading)
    office = reading.offices.get(name="دفتر بازار")
    actions.choose_units(secretary, reading, {office: None})
    with pytest.raises(errors.ReviewRefused, match="not matched"):
        actions.ask_to_publish(secretary, reading, title="و", why="مصوبه")
    with pytest.raises(errors.ReviewRefused, match="rests on"):
        actions.ask_to_publish(secretary, reading, title="و", why=" ")
    assert Service.objects.count() == 0


def test_nobody_decides_while_it_is_being_published_and_the_job_may_run_twice(secretary, decided) -> None:
    actions.ask_to_publish(secretary, decided, title="و", why="مصوبه")
    item = decided.items.get(order=1)
    with pytest.raises(errors.ReviewRefused, match="not open"):
        actions.reopen(secretary, item, seen=item.number)
    run(threading.Event(), burst=True)
    before = ServiceVersion.objects.count(), Edition.objects.count()
    again = actions.publish_now(LOADER, decided)
    assert again == Published.objects.get(reading=decided)
    assert (ServiceVersion.objects.count(), Edition.objects.count()) == before


def test_a_refusal_of_the_catalogue_opens_the_review_again_and_keeps_nothing(secretary, decided) -> None:
    publish(secretary, decided)
    second = make_reading(decided.unit, secretary, make_text() + "\nپایان\n")
    decide_all(secretary, second)
    Service.objects.filter(code="MK-0001").update(retired_at=second.started_at)
    before = ServiceVersion.objects.count(), BookletReading.objects.count()
    actions.ask_to_publish(secretary, second, title="و", why="مصوبه")
    run(threading.Event(), burst=True)
    second.refresh_from_db()
    assert second.state == ReadingState.OPEN
    assert "MK-0001" in second.refused_fa
    assert "MK-0001" in second.refused_en
    assert Event.objects.get(verb="reading.refused").user == secretary.user
    assert (ServiceVersion.objects.count(), BookletReading.objects.count()) == before


def test_an_item_set_aside_is_left_out_and_the_page_says_which_cell_differs(secretary, decided) -> None:
    item = decided.items.get(order=1)
    actions.set_aside(secretary, item, seen=item.number, why="دیگر ارائه نمی‌شود")
    done = publish(secretary, decided)
    assert (done.added, done.aside) == (5, 1)
    rows = queries.summary_published(secretary, decided, queries.offices(secretary, decided))
    [works] = [row for row in rows if row.name == "دفتر آبادانی"]
    assert [cell.figure for cell in works.cells if cell.differs] == ["total", "specific", "client"]
    assert works.aside == 1


def test_the_next_edition_finds_its_services_again_and_tells_new_changed_and_gone(secretary, decided) -> None:
    publish(secretary, decided)
    works, trade = make_offices()
    works.rows[1].flag = "specific"
    del works.rows[2]
    works.rows.append(replace(works.rows[0], title="کار تازه", code=None, number=3))
    second = make_reading(decided.unit, secretary, make_text(works, trade))
    decide_all(secretary, second)
    plan = queries.planned(secretary, second)
    assert [each.said.title for each in plan.added] == ["کار تازه"]
    assert [each.code for each in plan.gone] == ["MK-0003"]
    changed = {each.service.code: each for each in plan.changed}
    assert changed["MK-0002"].content.service_class == "specific"
    done = publish(secretary, second)
    assert Service.objects.get(current_version__title="کار تازه").code == "MK-0007", "codes are never reused"
    assert Service.objects.get(code="MK-0002").current_version.number == 2
    assert (done.edition.number, done.added) == (2, 1)
    assert BookletReading.objects.count() == 2


def test_the_same_text_again_publishes_nothing_new(secretary, decided) -> None:
    publish(secretary, decided)
    again = make_reading(decided.unit, secretary)
    decide_all(secretary, again)
    done = publish(secretary, again)
    assert (done.added, done.changed, done.same) == (0, 0, 6)
    assert BookletReading.objects.count() == 1
    assert Said.from_value(again.items.get(order=1).published).title == "صدور پروانه"
