"""Services go with the work of a unit that ends: their codes stay, old links lead on, the search follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from barzan.access import Role
from barzan.access.values import system_actor
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_service
from barzan.config.proof import count
from barzan.people import actions
from barzan.people.errors import ReorganisationRefused
from barzan.people.models import Post, Reorganisation, Unit
from barzan.people.reorganising import Close, Merge, Move, New, Rename, Split, Step
from barzan.people.tests.factories import make_post, make_unit
from barzan.places.tree import nodes
from barzan.search.queries import find
from barzan.trail.models import Event
from barzan.trail.tests.installation import ENGINES, installation, run_module

pytestmark = pytest.mark.django_db
ADMIN = system_actor("test")
TODAY = timezone.localdate()


@pytest.fixture
def office() -> Unit:
    """An office under a deputy with three services, one of them retired."""
    from barzan.catalogue import actions as services

    deputy = make_unit("deputy", make_unit("root"))
    office = make_unit("old", deputy, name="دفتر قدیم")
    make_unit("heir", deputy, name="دفتر تازه")
    for number in range(3):
        make_service(f"AZ-000{number}", office)
    services.retire_service(ADMIN, Service.objects.get(code="AZ-0002"), why="آزمون")
    return office


def carried_out(*steps: Step) -> Reorganisation:
    organisation = Unit.objects.get(code="root").organisation
    plan = actions.draft_reorganisation(
        ADMIN, organisation, title="نظم نو", order_number="۷", order_date=date(2024, 3, 20), on=TODAY
    )
    for step in steps:
        actions.add_step(ADMIN, plan, step)
    return actions.carry_out(ADMIN, actions.order_reorganisation(ADMIN, plan))


def test_all_services_go_to_the_unit_that_follows(office) -> None:
    plan = carried_out(Merge(("old",), "heir"))
    assert set(Service.objects.values_list("code", "unit__code")) == {
        ("AZ-0000", "heir"),
        ("AZ-0001", "heir"),
        ("AZ-0002", "heir"),
    }
    assert plan.result["following"]["services"] == 3
    told = Event.objects.filter(verb="service.placed")
    assert {event.key for event in told} == {"AZ-0000", "AZ-0001", "AZ-0002"}
    assert told[0].details == {"unit": "heir", "from": "old"}
    assert "نظم نو" in told[0].why


def test_the_search_finds_them_under_the_new_office(office) -> None:
    carried_out(Merge(("old",), "heir"), Rename("heir", "ادارهٔ یگانه", "One office", "office"))
    hits = find(ADMIN, "ادارهٔ یگانه").hits
    assert {hit.key for hit in hits} == {"AZ-0000", "AZ-0001"}
    assert not find(ADMIN, "دفتر قدیم").hits


def test_the_search_follows_a_name_and_a_place_given_alone(office) -> None:
    actions.rename_unit(ADMIN, office, name="کارگاه نوین")
    assert find(ADMIN, "کارگاه نوین").total == 2
    actions.move_unit(ADMIN, Unit.objects.get(code="old"), parent=None)
    from barzan.search.models import Entry

    assert set(Entry.objects.values_list("unit_path", flat=True)) == {f"/{office.pk}/"}


def test_old_links_answer_and_lead_on(office, client: Client) -> None:
    carried_out(Merge(("old",), "heir"))
    page = client.get(reverse("catalogue:office", args=["old"]))
    assert page.status_code == 200
    said = page.content.decode()
    assert reverse("catalogue:office", args=["heir"]) in said
    assert "دفتر تازه" in said
    heir = client.get(reverse("catalogue:office", args=["heir"])).content.decode()
    assert "دفتر قدیم" in heir
    assert client.get(reverse("catalogue:service", args=["AZ-0001"])).status_code == 200
    listed = client.get(reverse("catalogue:browse")).content.decode()
    assert "دفتر قدیم" not in listed


def test_the_summary_counts_them_under_the_new_office(office) -> None:
    before = catalogue.summary(ADMIN)[1]
    carried_out(Merge(("old",), "heir"))
    rows, total = catalogue.summary(ADMIN)
    figures = {unit.code: line.cells[0].found for unit, line in rows}
    assert figures["heir"] == 2
    assert "old" not in figures
    assert total == before


@pytest.mark.proof
def test_no_reorganisation_leaves_a_service_or_post_without_an_open_unit() -> None:
    """Random plans one after another: what cannot be done is refused whole, what can leaves all in order."""
    random = Random(7)
    root = make_unit("root")
    units = [root]
    for number in range(12):
        units.append(make_unit(f"u{number}", random.choice(units)))
        make_post(units[-1], Role.OFFICER)
        make_service(f"AZ-{number:04}", units[-1])
    done = 0
    for number in range(count(2_000)):
        codes = list(Unit.objects.filter(valid_to__isnull=True).values_list("code", flat=True))
        steps = [_step(random, codes, f"n{number}-{each}") for each in range(random.randint(1, 3))]
        try:
            done += carried_out(*steps).state == "done"
        except ReorganisationRefused:
            continue
        assert not Service.objects.filter(unit__valid_to__isnull=False).exists()
        assert not Post.objects.filter(valid_to__isnull=True, unit__valid_to__isnull=False).exists()
        for unit in Unit.objects.select_related("parent"):
            assert nodes(unit.path)[-1] == unit.pk
            above = unit.parent.path if unit.parent else "/"
            assert unit.path == f"{above}{unit.pk}/"
            if unit.valid_to is None and unit.parent:
                assert unit.parent.valid_to is None
    assert done
    assert Service.objects.count() == 12


def _step(random: Random, codes: list[str], name: str) -> Step:
    one, two, parent = random.choice(codes), random.choice(codes), random.choice(codes)
    new = New(name, f"واحد {name}", "", "office", parent)
    return random.choice(
        [
            Rename(one, f"نام {name}", "", "office"),
            Move(one, parent),
            Merge((one,), two),
            Merge((one, two), name, new),
            Split(one, new),
            Close(one, two),
        ]
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_kill_in_the_middle_changes_nothing(engine: str, tmp_path: Path) -> None:
    """Two workers die by SIGKILL after the services have moved; the next one does all of it, once."""
    with installation(engine, tmp_path) as environment:
        found = run_module("barzan.catalogue.tests.killed", environment, 2)
    assert (found["killed"], found["unchanged"]) == (2, True)
    after = found["after"]
    assert (after["service"], after["state"]) == ("heir", "done")
    assert {code: valid for code, _, valid in after["units"]} == {"root": True, "heir": True, "old": False}
    assert after["events"] == 2


def test_a_closed_unit_takes_no_service(office, tmp_path) -> None:
    from barzan.blueprints.registry import Context, Row, provider
    from barzan.catalogue import actions as services
    from barzan.catalogue.errors import CatalogueError

    carried_out(Merge(("old",), "heir"))
    with pytest.raises(CatalogueError) as refused:
        services.place_service(ADMIN, Service.objects.get(code="AZ-0001"), services.Placement(office))
    assert refused.value.code == "catalogue.unit_closed"
    with pytest.raises(CatalogueError):
        services.add_service(ADMIN, "AZ-0009", services.Placement(office))
    row = Row(2, {"code": "AZ-0001", "unit": "old", "title": "صدور"})
    (problem,) = provider("catalogue.services").check([row], Context("x", "services.csv"))
    assert (problem.row, problem.column) == (2, "unit")
    assert "“heir” follows it" in problem.en
