"""The real booklet, from its text to a version: every cell of its own summary table comes out.

Skipped where the text does not lie beside the project.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone

from barzan.access import Actor
from barzan.access.values import system_actor
from barzan.blueprints import actions as blueprints
from barzan.catalogue.models import BookletReading, Decision, Service, ServiceVersion, StatedSummary
from barzan.jobs.worker import run
from barzan.people.actors import actor_of
from barzan.people.models import Unit, User
from barzan.review import actions, queries
from barzan.review.models import Published, Reading, ReadingState
from barzan.review.tests.reviewers import decide_all
from barzan.revisions.models import Edition

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
FILES = sorted(SEEDS.glob("002_*.txt"))
STRUCTURE = {"hierarchies", "places", "organisations", "units", "posts", "users"}

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not FILES, reason="the real booklet (../shared/seeds/002_*.txt) is not here"),
]


def secretary() -> Actor:
    return actor_of(User.objects.get(username="secretary"), timezone.localdate())


def begun(actor: Actor) -> Reading:
    return actions.start(
        actor,
        unit=Unit.objects.get(code="QZ"),
        prefix="QZ",
        title="کتابچهٔ خدمات",
        edition="",
        name="booklet.md",
        data=FILES[0].read_bytes(),
    )


def published(actor: Actor, reading: Reading) -> Published:
    """The reading after the worker has published it."""
    actions.ask_to_publish(actor, reading, title="ویراست یک", why="مصوبهٔ کارگروه")
    run(threading.Event(), burst=True)
    reading.refresh_from_db()
    assert (reading.state, reading.refused_en) == (ReadingState.PUBLISHED, "")
    return Published.objects.get(reading=reading)


def differing(actor: Actor, reading: Reading) -> list[tuple[str, str, int | None, int]]:
    rows = queries.summary_published(actor, reading, queries.offices(actor, reading))
    return [
        (row.name, cell.figure, cell.stated, cell.found) for row in rows for cell in row.cells if cell.differs
    ]


def test_in_an_empty_catalogue_it_becomes_332_services_and_the_summary_is_the_booklets_own(tmp_path) -> None:
    blueprints.load(system_actor("loader"), structure_of("qazvin-services", tmp_path))
    actor = secretary()
    reading = begun(actor)
    assert reading.items.count() == 332
    decide_all(actor, reading)
    done = published(actor, reading)
    assert (done.added, done.changed, done.same, done.aside) == (332, 0, 0, 0)
    assert differing(actor, reading) == []
    open_flags = reading.items.filter(read__service_class=None).count()
    open_flags += reading.items.filter(read__has_client=None).count()
    assert Decision.objects.count() == open_flags, "what the print leaves open stands with its reason"
    assert not Decision.objects.filter(reason_fa="").exists()
    assert Service.objects.filter(reviewed_on=timezone.localdate()).count() == 332
    assert StatedSummary.objects.count() == 23
    edition = Edition.objects.get()
    assert (edition.number, edition.services, edition.why) == (1, 332, "مصوبهٔ کارگروه")
    assert edition.post is not None
    assert edition.post.code == "secretary"


def test_where_it_is_published_already_only_what_differs_becomes_a_version() -> None:
    blueprints.load(system_actor("loader"), blueprints.find("qazvin-services"))
    actor = secretary()
    reading = begun(actor)
    assert not reading.items.filter(service__isnull=True).exists()
    plan = queries.planned(actor, reading)
    assert (len(plan.services), len(plan.added), plan.gone) == (332, 0, ())
    decide_all(actor, reading)
    reworded = reading.items.get(order=1)
    said = replace(reworded.said, title=f"{reworded.title} (بازبینی‌شده)")
    actions.decide(actor, reworded, said, seen=reworded.number, why="به خواست دفتر")
    before = ServiceVersion.objects.count()
    done = published(actor, reading)
    assert (done.added, done.changed, done.same) == (0, 1, 331)
    assert ServiceVersion.objects.count() == before + 1
    assert Service.objects.get(code="QZ-0001").current_version.number == 2
    assert differing(actor, reading) == []
    assert BookletReading.objects.count() == 1, "the same text is the same reading"
    assert Decision.objects.get(service__code="QZ-0013").decided_by == "دبیر کارگروه توسعه مدیریت"


def structure_of(name: str, folder: Path) -> Path:
    """The blueprint with its units, posts and accounts alone."""
    import yaml

    source = blueprints.find(name)
    manifest = yaml.safe_load((source / "blueprint.yaml").read_text())
    manifest["files"] = [each for each in manifest["files"] if Path(each["file"]).stem in STRUCTURE]
    made = folder / name
    made.mkdir()
    for each in manifest["files"]:
        (made / each["file"]).write_bytes((source / each["file"]).read_bytes())
    (made / "blueprint.yaml").write_text(yaml.safe_dump(manifest, allow_unicode=True))
    return made
