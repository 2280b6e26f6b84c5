"""A job is left in the transaction of its command, once under its key, and is performed with its handler's
writes.
"""

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.jobs import actions, leases, registry, worker
from barzan.jobs.context import JobContext, LeaseLost
from barzan.jobs.models import Job, State
from barzan.trail import actions as trail
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
CLERK = Actor(user=7, person=9)


def work_off() -> None:
    worker.run(threading.Event(), burst=True)


def make_ready() -> None:
    Job.objects.update(run_at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        actions.enqueue("a.b", {}, key="1")


def test_it_vanishes_with_its_command():
    with transaction.atomic():
        actions.enqueue("a.b", {}, key="1")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_the_same_key_twice_is_one_job():
    first = actions.enqueue("a.b", {"n": 1}, key="1")
    assert actions.enqueue("a.b", {"n": 2}, key="1") == first
    assert actions.enqueue("a.c", {}, key="1") != first
    assert Job.objects.get(kind="a.b").payload == {"n": 1}


def test_the_handler_gets_payload_key_and_the_action_it_belongs_to():
    seen = []
    registry.handler("a.b")(lambda job: seen.append((job.payload, job.key, job.attempt, job.actor)))
    actions.enqueue("a.b", {"n": 1}, key="k", actor=CLERK)
    work_off()
    ((payload, key, attempt, actor),) = seen
    assert (payload, key, attempt) == ({"n": 1}, "k", 1)
    assert (actor.user, actor.system, actor.request_id) == (7, "job:a.b", CLERK.request_id)
    job = Job.objects.get()
    assert (job.state, job.lease, job.finished_at is not None) == (State.DONE, "", True)


def test_a_failure_takes_the_handlers_writes_with_it_and_is_tried_again():
    @registry.handler("a.b", retries=2)
    def work(job: JobContext) -> None:
        trail.record(job.actor, "thing.made", ("thing", job.key))
        if job.attempt == 1:
            raise RuntimeError("the number of somebody: 0012345678")

    actions.enqueue("a.b", {}, key="1")
    work_off()
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.WAITING, 1)
    assert job.run_at > timezone.now()
    assert not Event.objects.exists()
    assert job.last_error.startswith("RuntimeError in work, line ")
    assert "0012345678" not in job.last_error
    make_ready()
    work_off()
    assert Job.objects.get().state == State.DONE
    assert Event.objects.count() == 1


def test_after_the_last_attempt_it_is_failed_and_stays_visible():
    registry.handler("a.b", retries=2)(lambda job: 1 / 0)
    actions.enqueue("a.b", {}, key="1")
    for _ in range(4):
        work_off()
        Job.objects.filter(state=State.WAITING).update(run_at=timezone.now())
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.FAILED, 2)
    assert "ZeroDivisionError" in job.last_error


def test_a_later_job_waits_and_an_unknown_kind_is_left_alone():
    registry.handler("a.b")(lambda job: None)
    actions.enqueue("a.b", {}, key="1", run_at=timezone.now() + timedelta(hours=1))
    actions.enqueue("x.y", {}, key="1")
    work_off()
    assert set(Job.objects.values_list("state", flat=True)) == {State.WAITING}


def test_a_job_whose_worker_died_is_taken_by_another():
    registry.handler("a.b")(lambda job: None)
    actions.enqueue("a.b", {}, key="1")
    dead = leases.take(["a.b"])
    assert leases.take(["a.b"]) is None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    work_off()
    assert Job.objects.get().state == State.DONE
    with pytest.raises(LeaseLost):
        leases.complete(JobContext(dead))


def test_a_worker_that_lost_its_lease_changes_nothing():
    @registry.handler("a.b")
    def work(job: JobContext) -> None:
        trail.record(job.actor, "thing.made", ("thing", job.key))
        Job.objects.update(lease="another worker's")

    actions.enqueue("a.b", {}, key="1")
    worker.run_one()
    assert not Event.objects.exists()
    assert Job.objects.get().state == State.RUNNING


def test_a_job_that_kills_its_worker_every_time_ends_as_failed():
    registry.handler("a.b", retries=2)
    actions.enqueue("a.b", {}, key="1")
    Job.objects.update(max_attempts=2)
    for _ in range(2):
        assert leases.take(["a.b"])
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert leases.take(["a.b"]) is None
    job = Job.objects.get()
    assert (job.state, job.last_error) == (State.FAILED, leases.ABANDONED)


def test_a_lost_lease_is_noticed_at_the_next_word_of_progress():
    actions.enqueue("a.b", {}, key="1")
    context = JobContext(leases.take(["a.b"]))
    context.progress(1, 2, "half")
    leases.renew(context)
    job = Job.objects.get()
    assert (job.done, job.total, job.note) == (1, 2, "half")
    Job.objects.update(lease="another worker's")
    leases.renew(context)
    with pytest.raises(LeaseLost):
        context.progress(2, 2)


def test_a_kind_has_one_handler():
    registry.handler("a.b")(lambda job: None)
    with pytest.raises(ValueError, match="has a handler"):
        registry.handler("a.b")(lambda job: None)
