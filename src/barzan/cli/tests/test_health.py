"""``/health`` answers a monitor and tells nothing else."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from barzan.cli import health, life
from barzan.jobs.models import Schedule


@pytest.mark.django_db
def test_it_is_up_while_the_database_answers(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "up", "version": health.VERSION, "worker_seconds": None}
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.django_db
def test_it_tells_the_age_of_the_workers_sign(client: Client) -> None:
    now = timezone.now()
    Schedule.objects.create(name=life.NAME, next_at=now, last_at=now - timedelta(seconds=40))
    assert 40 <= client.get("/health").json()["worker_seconds"] <= 45


def test_it_is_down_without_details_when_the_database_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent() -> float:
        raise OperationalError("connection to server at 10.0.0.7 failed: password of user barzan")

    monkeypatch.setattr(life, "seconds_silent", silent)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "version": health.VERSION}


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/health").status_code == 405
