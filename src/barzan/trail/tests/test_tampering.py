"""Every tampering is found; an untouched trail gives no finding."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import transaction

from barzan.access import Actor, Grant, Role
from barzan.config.proof import count, seed
from barzan.trail import actions as trail
from barzan.trail import heads, verify
from barzan.trail.sealer import seal
from barzan.trail.tests.tamper import TAMPERINGS, tamper

pytestmark = pytest.mark.django_db
FULL = 100


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch, kept: Path) -> None:
    """Forty events in eight batches, a daily head after the last, nothing within the grace of a crash."""
    monkeypatch.setattr(verify, "GRACE", timedelta(0))
    for batch in range(8):
        for number in range(5):
            clerk = Actor(user=batch, person=number, grants=(Grant(Role.OFFICER, post=number),))
            trail.record(clerk, "service.published", ("service", f"S-{batch}-{number}"), version=1, why="چون")
        seal()
    heads.export()


def kinds() -> list[str]:
    """One of each kind at least; more, in turn, up to the count of the proof."""
    names = sorted(TAMPERINGS)
    return [names[number % len(names)] for number in range(max(len(names), count(FULL)))]


@pytest.mark.proof
@pytest.mark.parametrize(("number", "kind"), list(enumerate(kinds())))
def test_each_tampering_is_found(sealed, number, kind):
    assert verify.verify().sound
    tamper(kind, Random(seed() * 1000 + number))
    report = verify.verify()
    assert report.findings, f"{kind} was not found"
    assert all(finding.kind != "guard-missing" for finding in report.findings)


def test_an_untouched_trail_is_sound(sealed):
    seen = []
    report = verify.verify(progress=lambda done, total: seen.append((done, total)))
    assert report.sound
    assert (report.sealed, report.unsealed, report.seals) == (40, 0, 8)
    assert seen[-1] == (40, 40)


def test_unsealed_events_are_stated_and_are_no_finding(sealed):
    with transaction.atomic():
        trail.record(Actor(user=1), "service.published", ("service", "S-1"))
    report = verify.verify()
    assert (report.sound, report.sealed, report.unsealed) == (True, 40, 1)


def test_one_edit_is_found_once_and_in_its_place(sealed):
    tamper("edit", Random(1))
    assert [finding.kind for finding in verify.verify().findings] == ["event-changed"]


def test_a_trail_without_its_key_is_no_proof(sealed, kept):
    (kept / "trail-seal.pub").unlink()
    assert [finding.kind for finding in verify.verify().findings] == ["key-missing"]


def test_findings_are_counted_in_full_and_listed_in_part(sealed, monkeypatch):
    monkeypatch.setattr(verify, "SHOWN", 3)
    for number in range(10):
        tamper("delete_event", Random(number))
    report = verify.verify()
    assert len(report.findings) == 3
    assert report.total > 3
