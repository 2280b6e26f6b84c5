"""The desk's first page shows each reader their posts, what waits for them, where they may go."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import Role
from barzan.jobs.models import Job, State
from barzan.people.tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"


def page(client: Client, role: Role) -> str:
    client.force_login(make_user(role, make_unit(f"unit-of-{role}")), backend=PASSWORD_BACKEND)
    return client.get("/en/staff/").content.decode()


def test_a_visitor_is_sent_to_the_sign_in(client: Client) -> None:
    assert client.get("/staff/")["Location"].startswith("/account/login/")


def test_an_officer_sees_the_post_and_nothing_of_the_machine(client: Client) -> None:
    said = page(client, Role.OFFICER)
    assert "Unit unit-of-officer" in said
    assert "Failed jobs" not in said
    assert "Unsealed events" not in said
    assert "/en/staff/jobs/" not in said


def test_an_administrator_sees_failed_jobs_and_the_way_to_them(client: Client) -> None:
    Job.objects.create(kind="demo", key="1", payload={}, state=State.FAILED, max_attempts=1)
    said = page(client, Role.ADMINISTRATOR)
    assert f"/en/staff/jobs/?state={State.FAILED}" in said
    assert "needs you" in said
    assert "Unsealed events" in said


def test_a_citizen_is_told_honestly_that_no_post_is_held(client: Client) -> None:
    assert "You hold no post now" in page(client, Role.CITIZEN)
