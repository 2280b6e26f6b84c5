"""The three-year review: what is due, who may confirm, and one reminder for each office and stage."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from barzan.access import Actor, Forbidden, Role
from barzan.access.values import system_actor
from barzan.catalogue import actions as catalogue
from barzan.catalogue.due import due_on, last_before
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_service
from barzan.people.tests.factories import make_actor, make_unit
from barzan.upkeep import actions, errors, queries
from barzan.upkeep.guards import GUARDS
from barzan.upkeep.models import Reminder, Stage

pytestmark = pytest.mark.django_db
WORKER = system_actor("upkeep")


@pytest.fixture
def office():
    return make_unit("office", make_unit("root"))


def reviewed(service: Service, on: date) -> Service:
    Service.objects.filter(pk=service.pk).update(reviewed_on=on)
    service.refresh_from_db()
    return service


def due(service: Service, days: int) -> Service:
    """The service as if it fell due ``days`` from today."""
    return reviewed(service, last_before(timezone.localdate() + timedelta(days)))


def test_each_service_falls_under_one_time_and_the_loads_count_them(office) -> None:
    head = make_actor(Role.UNIT_HEAD, office)
    for number, days in enumerate((-1, 0, 90, 91, 365, 366), start=1):
        due(make_service(f"AZ-{number:04}", office), days)
    found = {when: [row.code for row in queries.services(head, when=when)] for when in queries.WHEN}
    assert found == {
        "overdue": ["AZ-0001"],
        "soon": ["AZ-0002", "AZ-0003"],
        "year": ["AZ-0004", "AZ-0005"],
        "later": ["AZ-0006"],
    }
    (load,) = queries.loads(head)
    assert (load.overdue, load.soon, load.year, load.later) == (1, 2, 2, 1)
    assert queries.overdue(head) == 1


def test_a_service_never_confirmed_counts_from_its_first_publication(office) -> None:
    service = make_service("AZ-0001", office)
    (row,) = queries.services(make_actor(Role.ANALYST, office))
    assert row.last == timezone.localdate(service.current_version.published_at)


def test_other_offices_are_not_seen(office) -> None:
    make_service("AZ-0001", make_unit("other"))
    assert not queries.services(make_actor(Role.OFFICER, office))


def test_confirming_leaves_a_fact_and_moves_the_day(office) -> None:
    head, service = make_actor(Role.UNIT_HEAD, office), due(make_service("AZ-0001", office), -40)
    (fact,) = actions.confirm(head, [service], why="با کارشناس خوانده شد")
    service.refresh_from_db()
    assert service.reviewed_on == timezone.localdate()
    assert (fact.version_id, fact.user_id) == (service.current_version_id, head.user)
    assert queries.overdue(head) == 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ANALYST, Role.AUDITOR])
def test_others_confirm_nothing(office, role: Role) -> None:
    service = make_service("AZ-0001", office)
    with pytest.raises(Forbidden):
        actions.confirm(make_actor(role, office), [service])


def test_one_retired_among_many_leaves_all_as_they_were(office) -> None:
    head = make_actor(Role.UNIT_HEAD, office)
    first, second = make_service("AZ-0001", office), make_service("AZ-0002", office)
    second = catalogue.retire_service(head, second, why="آزمون")
    with pytest.raises(errors.UpkeepRefused, match="AZ-0002"):
        actions.confirm(head, [first, second])
    first.refresh_from_db()
    assert first.reviewed_on is None


@pytest.mark.parametrize(
    ("days", "stage"),
    [(-1, Stage.LATE), (0, Stage.DUE), (30, Stage.AHEAD_30), (31, Stage.AHEAD_90), (90, Stage.AHEAD_90)],
)
def test_an_office_is_reminded_of_each_stage_once(office, days: int, stage: Stage) -> None:
    for number in (1, 2):
        due(make_service(f"AZ-{number:04}", office), days)
    (reminder,) = actions.remind(WORKER, timezone.localdate())
    assert (reminder.unit, reminder.stage, reminder.services) == (office, stage, 2)
    assert actions.remind(WORKER, timezone.localdate()) == []


def test_nobody_is_reminded_early(office) -> None:
    due(make_service("AZ-0001", office), 91)
    assert actions.remind(WORKER, timezone.localdate()) == []


def test_every_day_of_four_years_reminds_of_every_stage_once_and_monthly_when_late(office) -> None:
    service = reviewed(make_service("AZ-0001", office), date(2023, 5, 1))
    day, falls = date(2023, 5, 1), due_on(service.reviewed_on)
    while day < falls + timedelta(100):
        actions.remind(WORKER, day)
        day += timedelta(1)
    stages = list(Reminder.objects.order_by("pk").values_list("stage", flat=True))
    assert stages[:3] == [Stage.AHEAD_90, Stage.AHEAD_30, Stage.DUE]
    assert set(stages[3:]) == {Stage.LATE}
    assert 3 <= len(stages[3:]) <= 5


def test_a_worker_that_slept_past_a_stage_sends_the_nearer_one_only(office) -> None:
    due(make_service("AZ-0001", office), 10)
    (reminder,) = actions.remind(WORKER, timezone.localdate())
    assert reminder.stage == Stage.AHEAD_30


def test_facts_are_never_changed(office) -> None:
    head: Actor = make_actor(Role.UNIT_HEAD, office)
    actions.confirm(head, [make_service("AZ-0001", office)])
    assert GUARDS.missing(connection) == []
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM upkeep_confirmation")
