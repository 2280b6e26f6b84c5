"""The pages of the trail: filtered, paged, taken out safely, for auditors and administrators only."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from barzan.access import Actor, Grant, Role
from barzan.people.tests.factories import make_user
from barzan.trail import actions as trail
from barzan.trail import naming, sealer, words
from barzan.trail.models import Event
from barzan.trail.tables import FORMULA, safe
from barzan.trail.tests.tamper import tamper

CLERK = Actor(user=70_001, person=9, grants=(Grant(Role.OFFICER, post=31, delegated_by=11),))


@pytest.fixture(autouse=True)
def persian():
    with translation.override("fa"):
        yield


@pytest.fixture
def auditor(db) -> Client:
    client = Client()
    client.force_login(make_user(Role.AUDITOR), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def events(db) -> list[Event]:
    return [
        trail.record(CLERK, "service.published", ("service", "S-1"), version=2, why="درخواست شهروند"),
        trail.record(CLERK.renewed(), "person.read", ("person", "77"), why="=HYPERLINK(1)"),
        trail.record(Actor(user=70_002), "service.retired", ("service", "S-2")),
    ]


def shown(client: Client, **asked: str) -> set[str]:
    """The numbers of the events that the list shows."""
    return {str(row["event"].pk) for row in client.get(reverse("trail:events"), asked).context["rows"]}


def numbers(*events: Event) -> set[str]:
    return {str(event.pk) for event in events}


def test_the_list_is_filtered(auditor, events):
    published, read, retired = events
    assert shown(auditor) == numbers(*events)
    assert shown(auditor, verb="person.read") == numbers(read)
    assert shown(auditor, verb="service.") == numbers(published, retired)
    assert shown(auditor, kind="service") == numbers(published, retired)
    assert shown(auditor, kind="service", key="S-2") == numbers(retired)
    assert shown(auditor, user="70001") == numbers(published, read)
    assert shown(auditor, text="شهروند") == numbers(published)
    assert shown(auditor, text=published.request_id) == numbers(published)


def test_days_are_jalali_local_and_inclusive(auditor, events):
    # 21 March 2026, 20:40 UTC is ten past midnight on 2 Farvardin 1405 in Tehran.
    early = Event.objects.create(
        verb="day.begun", kind="day", key="1", request_id="x", at=datetime(2026, 3, 21, 20, 40, tzinfo=UTC)
    )
    for day, expected in (("۱", set()), ("۲", numbers(early)), ("۳", set())):
        days = {
            f"{field}_{part}": value
            for field in ("since", "until")
            for part, value in (("day", day), ("month", "1"), ("year", "۱۴۰۵"))
        }
        assert shown(auditor, **days) == expected


def test_an_unreadable_day_is_said_and_filters_nothing(auditor, events):
    response = auditor.get(
        reverse("trail:events"), {"since_day": "32", "since_month": "1", "since_year": "1405"}
    )
    assert "since" in response.context["form"].errors
    assert len(response.context["rows"]) == 3


def test_pages_of_the_list_take_few_queries(auditor, events, django_assert_max_num_queries):
    auditor.get(reverse("trail:events"))  # the first page of a session also writes the session down
    for number in range(120):
        trail.record(CLERK, "service.published", ("service", str(number)))
    with django_assert_max_num_queries(8):
        response = auditor.get(reverse("trail:events"), {"page": "2"})
    assert len(response.context["rows"]) == 50


def test_one_event_says_whether_it_is_sealed(auditor, events):
    page = reverse("trail:event", args=[events[0].pk])
    assert auditor.get(page).context["place"] is None
    sealer.seal()
    place = auditor.get(page).context["place"]
    assert (place.position, place.seal.number, place.intact) == (1, 1, True)
    second_batch = trail.record(CLERK, "service.published", ("service", "S-3"))
    sealer.seal()
    assert auditor.get(reverse("trail:event", args=[second_batch.pk])).context["place"].intact


def test_a_changed_event_is_shown_as_changed(auditor, events):
    sealer.seal()
    from random import Random

    tamper("edit", Random(3))
    intact = [
        auditor.get(reverse("trail:event", args=[event.pk])).context["place"].intact for event in events
    ]
    assert intact.count(False) == 1


def test_an_object_that_is_gone_keeps_its_history(auditor, events):
    response = auditor.get(reverse("trail:history", args=["service", "S-1"]))
    assert [row["event"].pk for row in response.context["rows"]] == [events[0].pk]
    assert auditor.get(reverse("trail:history", args=["service", "no/such"])).status_code == 200


def test_accounts_and_posts_are_named_where_their_room_says_how(auditor, events, monkeypatch):
    monkeypatch.setattr(naming, "_providers", {})
    assert "کارشناس صدور" not in auditor.get(reverse("trail:events")).content.decode()
    naming.provide(users=lambda ids: {70_001: "clerk-1"}, posts=lambda ids: {31: "کارشناس صدور"})
    page = auditor.get(reverse("trail:events")).content.decode()
    assert "clerk-1" in page
    assert "کارشناس صدور" in page


def test_a_vandalised_time_is_said_and_hides_no_other_event(auditor, events):
    if connection.vendor != "sqlite":
        pytest.skip("the column of this engine holds nothing but instants")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trail_event (at, verb, kind, key, capacities, system, request_id, why, detail)"
            " VALUES ('yesterday', 'service.published', 'service', 'S-1', '7', '', 'x', '', '[')"
        )
        strange = str(cursor.lastrowid)
    assert shown(auditor) == {*numbers(*events), strange}
    for page in ("trail:events", "trail:event", "trail:history"):
        arguments = {"trail:event": [strange], "trail:history": ["service", "S-1"]}.get(page, [])
        assert "زمان خوانا نیست" in auditor.get(reverse(page, args=arguments)).content.decode()
    taken = b"".join(auditor.get(reverse("trail:export")).streaming_content).decode()
    assert len(list(csv.DictReader(io.StringIO(taken.removeprefix("\ufeff"))))) == 4


def test_events_are_told_in_the_words_of_their_rooms(auditor, events):
    trail.record(CLERK, "place.closed", ("place", "7"))
    page = auditor.get(reverse("trail:events")).content.decode()
    assert "بستن جا" in page
    assert "service.retired" in page, "a verb that no room knows is shown as it is"
    assert auditor.get(reverse("trail:events")).context["form"]["verb"].as_widget().count("<optgroup") > 5


def test_an_event_leads_to_the_page_of_its_object_where_there_is_one(auditor, events):
    unit = trail.record(CLERK, "unit.closed", ("unit", "dev"))
    page = auditor.get(reverse("trail:event", args=[unit.pk])).content.decode()
    assert reverse("people:unit", args=["dev"]) in page
    assert words.page("service", "S-1") == words.page("place", "no number") == ""


def test_the_file_holds_what_was_filtered_and_is_an_event_itself(auditor, events):
    response = auditor.get(reverse("trail:export"), {"kind": "person", "text": "=HYP"})
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["verb"], row["why"]) == ("person.read", "'=HYPERLINK(1)")
    taken = Event.objects.get(verb="trail.exported")
    assert taken.details == {"events": 1, "filters": ["kind", "text"]}


@given(st.sampled_from(FORMULA), st.text())
def test_no_cell_begins_a_formula(beginning, rest):
    assert safe(beginning + rest) == "'" + beginning + rest
    assert not safe(rest).startswith(FORMULA)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.CITIZEN, Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST])
def test_others_read_nothing(role):
    event = trail.record(CLERK, "service.published", ("service", "S-1"))
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    pages = [
        reverse("trail:events"), reverse("trail:export"), reverse("trail:event", args=[event.pk]),
        reverse("trail:history", args=["service", "S-1"]),
    ]  # fmt: skip
    assert {client.get(page).status_code for page in pages} == {403}
    assert Event.objects.filter(verb="trail.exported").count() == 0
