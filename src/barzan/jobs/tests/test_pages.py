"""The page of jobs: read by auditors, steered by administrators, every command recorded."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from barzan.access import Forbidden, Role
from barzan.jobs import actions, housekeeping, registry, schedules
from barzan.jobs.models import Job, State
from barzan.people.tests.factories import make_actor, make_user
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
RENEWAL = 'hx-trigger="every 2s"'


@pytest.fixture(autouse=True)
def persian():
    with translation.override("fa"):
        yield


@pytest.fixture
def job() -> Job:
    job = actions.enqueue("mail.send", {"letter": 12}, key="letter:12")
    Job.objects.update(
        state=State.FAILED, attempts=8, last_error="TimeoutError in send, line 3", done=3, total=9
    )
    return job


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_list_shows_states_counts_and_schedules(job, django_assert_max_num_queries):
    registry.every("trail.heads", seconds=300)(housekeeping.keep_heads)
    schedules.enrol()
    client = signed_in(Role.AUDITOR)
    client.get(reverse("jobs:jobs"))  # the first page of a session also writes the session down
    with django_assert_max_num_queries(7):
        page = client.get(reverse("jobs:jobs")).content.decode()
    for text in ("mail.send", "letter:12", "trail.heads", 'value="3" max="9"'):
        assert text in page


def test_the_list_is_filtered_by_state_and_kind(job):
    client = signed_in(Role.ADMINISTRATOR)
    assert (
        "letter:12"
        in client.get(reverse("jobs:jobs"), {"state": "failed", "kind": "mail.send"}).content.decode()
    )
    assert "letter:12" not in client.get(reverse("jobs:jobs"), {"state": "done"}).content.decode()


def test_only_work_under_way_renews_the_page(job):
    client = signed_in(Role.AUDITOR)
    assert RENEWAL not in client.get(reverse("jobs:job", args=[job.pk])).content.decode()
    Job.objects.update(state=State.RUNNING)
    assert RENEWAL in client.get(reverse("jobs:job", args=[job.pk])).content.decode()


def test_an_administrator_sends_again(job):
    response = signed_in(Role.ADMINISTRATOR).post(reverse("jobs:send-again", args=[job.pk]), follow=True)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.WAITING, 0)
    assert job.run_at <= timezone.now()
    assert Event.objects.get(verb="job.sent_again").key == "mail.send:letter:12"
    assert response.status_code == 200


def test_an_administrator_cancels(job):
    signed_in(Role.ADMINISTRATOR).post(reverse("jobs:cancel", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert Event.objects.filter(verb="job.cancelled").count() == 1


def test_a_running_job_is_not_steered_and_the_page_says_so(job):
    Job.objects.update(state=State.RUNNING)
    response = signed_in(Role.ADMINISTRATOR).post(reverse("jobs:cancel", args=[job.pk]), follow=True)
    assert "وضع دیگری" in response.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize("command", ["send-again", "cancel"])
def test_an_auditor_changes_nothing_and_sees_no_button(job, command):
    client = signed_in(Role.AUDITOR)
    assert client.post(reverse(f"jobs:{command}", args=[job.pk])).status_code == 403
    assert (
        '<button class="button button-primary">'
        not in client.get(reverse("jobs:job", args=[job.pk])).content.decode()
    )
    with pytest.raises(Forbidden):
        actions.send_again(make_actor(Role.AUDITOR), job)


@pytest.mark.parametrize("command", ["send-again", "cancel"])
def test_a_command_is_no_get(job, command):
    assert signed_in(Role.ADMINISTRATOR).get(reverse(f"jobs:{command}", args=[job.pk])).status_code == 405


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.OFFICER, Role.UNIT_HEAD, Role.SECRETARY, Role.ANALYST])
def test_others_see_nothing(job, role):
    client = signed_in(role)
    assert client.get(reverse("jobs:jobs")).status_code == 403
    assert client.get(reverse("jobs:job", args=[job.pk])).status_code == 403
