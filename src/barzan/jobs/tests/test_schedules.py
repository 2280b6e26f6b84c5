"""Schedules survive restarts, run once across workers, and cost nothing while idle."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from barzan.jobs import housekeeping, registry, schedules
from barzan.jobs.models import Job, Schedule

pytestmark = pytest.mark.django_db


def due() -> None:
    Schedule.objects.update(next_at=timezone.now())


@pytest.fixture
def ran() -> list[int]:
    ran: list[int] = []
    registry.every("a.tick", seconds=60)(lambda: ran.append(1))
    schedules.enrol()
    return ran


def test_it_runs_when_due_and_not_before(ran):
    assert schedules.run_due() == 1
    assert schedules.run_due() == 0
    due()
    schedules.run_due()
    assert len(ran) == 2


def test_a_restart_keeps_the_time(ran):
    schedules.run_due()
    schedules.enrol()
    assert schedules.run_due() == 0
    assert Schedule.objects.get().next_at > timezone.now() + timedelta(seconds=50)


def test_another_worker_does_not_run_what_is_running(ran):
    Schedule.objects.update(lease="another", lease_until=timezone.now() + timedelta(seconds=1))
    assert schedules.run_due() == 0
    Schedule.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert schedules.run_due() == 1


def test_an_idle_schedule_writes_nothing(django_assert_num_queries):
    registry.every("a.idle", seconds=2, when=lambda: False)(lambda: None)
    schedules.enrol()
    with django_assert_num_queries(1):
        assert schedules.run_due() == 0


def test_a_failure_is_noted_paused_and_stops_no_other(ran):
    registry.every("a.broken", seconds=2)(lambda: 1 / 0)
    schedules.enrol()
    assert schedules.run_due() == 2
    broken = Schedule.objects.get(name="a.broken")
    assert "ZeroDivisionError" in broken.last_error
    assert broken.next_at > timezone.now() + timedelta(seconds=50)
    assert ran == [1]


def test_the_worker_seals_the_trail_and_exports_its_head(settings):
    import threading

    from barzan.access import Actor
    from barzan.jobs import worker
    from barzan.trail import actions, sealer, verify

    registry.every("trail.seal", seconds=2, when=sealer.waiting)(sealer.seal)
    registry.every("trail.heads", seconds=300)(housekeeping.keep_heads)
    actions.record(Actor(user=1), "service.published", ("service", "S-1"))
    worker.run(threading.Event(), burst=True)
    assert (verify.verify().sealed, verify.verify().unsealed) == (1, 0)
    assert len(list((settings.HOME / "heads").glob("*.json"))) == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts its tables by itself")
def test_sqlite_is_told_how_its_tables_have_grown(ran):
    def counted(table: str) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [table])
            return {stat.split()[0] for (stat,) in cursor.fetchall()}

    def grown(rows: int) -> set[str]:
        first = Job.objects.count()
        Job.objects.bulk_create(
            Job(kind="a.job", key=str(n), max_attempts=1) for n in range(first, first + rows)
        )
        housekeeping.count_rows()
        return counted("jobs_job")

    with connection.cursor() as cursor:  # the numbers of rows that earlier tests took back are given again
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'jobs_job'")
    assert "10" in grown(10)
    assert "10" in grown(5)
    assert "20" in grown(5)
