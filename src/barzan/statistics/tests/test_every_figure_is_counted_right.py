"""Every figure equals a naive count over the contents of the services, on random catalogues."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from barzan.access import ANONYMOUS
from barzan.catalogue import queries as catalogue
from barzan.catalogue.content import ServiceContent
from barzan.catalogue.models import Service
from barzan.people.models import Unit
from barzan.persian import Jalali
from barzan.statistics.papers import papers_of
from barzan.statistics.queries import asking_for, statistics
from barzan.statistics.tests.factories import make_various
from barzan.statistics.values import SECTIONS

PAPER_KINDS = ("document", "form")


def whole_years(then: date, now: date) -> int:
    """Full Jalali years from one day to another, by the calendar."""
    first, last = Jalali.from_gregorian(then), Jalali.from_gregorian(now)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def lacks(content: ServiceContent) -> set[str]:
    found = {
        "code": content.national_code is None,
        "description": not content.description,
        "basis": not content.legal_bases,
        "documents": not any(each.kind in PAPER_KINDS for each in content.requirements),
        "steps": not content.steps,
        "time": content.standard_days is None and not content.standard_text,
        "fee": content.fee_rials is None and not content.fee_text,
        "channel": not content.channels,
    }
    return {name for name, lacking in found.items() if lacking}


def naive(services: list[Service]) -> dict[str, Counter[str]]:
    """The sections, counted one service after another in Python."""
    today = timezone.localdate()
    contents = catalogue.contents(ANONYMOUS, [each.code for each in services])
    counts: dict[str, Counter[str]] = {section: Counter() for section in SECTIONS}
    for service in services:
        content = contents[service.code]
        version = service.current_version
        assert version
        counts["class"][content.service_class or "class_unknown"] += 1
        clients = {True: "client", False: "no_client", None: "client_unknown"}
        counts["client"][clients[content.has_client]] += 1
        counts["missing"].update(lacks(content))
        counts["basis"].update({each.kind for each in content.legal_bases})
        counts["channel"].update({each.kind for each in content.channels})
        published = timezone.localtime(version.published_at).date()
        counts["age"][str(min(3, whole_years(published, today)))] += 1
        first = timezone.localtime(service.versions.get(number=1).published_at).date()
        late = past_review(service.reviewed_on or first, today)
        counts["review"]["overdue" if late else "in_time"] += 1
    return counts


def past_review(last: date, today: date) -> bool:
    """Whether more than three Jalali years have gone by: the anniversary itself is still in time."""
    then, now = Jalali.from_gregorian(last), Jalali.from_gregorian(today)
    return (now.year - then.year, now.month, now.day) > (3, then.month, then.day)


def in_force() -> list[Service]:
    rows = Service.objects.filter(current_version__isnull=False, retired_at__isnull=True)
    return list(rows.select_related("current_version", "unit", "category").prefetch_related("life_events"))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_sections_units_and_shelves(seed: int) -> None:
    make_various(150, seed)
    services, found = in_force(), statistics(ANONYMOUS)
    assert found.total == len(services) < 150
    counts = naive(services)
    for section, figures in found.sections.items():
        assert figures == {code: counts[section][code] for code in SECTIONS[section]}, section
    for place in found.places:
        path = Unit.objects.get(code=place.code).path
        under = [each for each in services if each.unit.path.startswith(path)]
        assert place.counts["total"] == len(under)
        own = naive(under)
        for name, services_counted in place.counts.items():
            if name != "total":
                section, code = name.split(":")
                assert services_counted == own[section][code], (place.code, name)
        alone = sum(each.unit.code == place.code for each in services)
        assert (place.own["total"] if place.own else 0) == alone
    shelves = Counter(each.category.code if each.category else "" for each in services)
    assert {each.code: each.services for each in found.categories} == shelves
    events = Counter(event.code for each in services for event in each.life_events.all())
    assert {each.code: each.services for each in found.life_events} == events


@pytest.mark.django_db
def test_papers_count_each_service_once_however_often_it_names_them() -> None:
    make_various(200, 7)
    contents = catalogue.contents(ANONYMOUS, [each.code for each in in_force()])
    asked: Counter[str] = Counter()
    for content in contents.values():
        texts = [each.text for each in content.requirements if each.kind in PAPER_KINDS]
        asked.update({key for text in texts for key in papers_of(text)})
    found = statistics(ANONYMOUS).papers
    assert {paper.key: paper.services for paper in found} == asked
    assert [paper.services for paper in found] == sorted(asked.values(), reverse=True)
    for paper in found[:5]:
        asking = asking_for(ANONYMOUS, paper)
        assert len(asking) == paper.services
        assert all(papers_of(text) and paper.key in papers_of(text) for _, texts in asking for text in texts)


@pytest.mark.django_db
def test_the_figures_of_a_unit_are_those_of_the_services_under_it() -> None:
    make_various(150, 3)
    unit = Unit.objects.get(code="deputy-1")
    under = [each for each in in_force() if each.unit.path.startswith(unit.path)]
    found = statistics(ANONYMOUS, unit)
    counts = naive(under)
    assert found.total == len(under)
    for section, figures in found.sections.items():
        assert figures == {code: counts[section][code] for code in SECTIONS[section]}, section
    assert found.places[0].code == "deputy-1"


@pytest.mark.django_db
def test_every_figure_opens_a_list_of_just_so_many_services(client: Client) -> None:
    make_various(150, 5)
    found = client.get("/api/v1/services/statistics").json()
    for section, figures in found["sections"].items():
        for figure in figures:
            listed = client.get("/api/v1/services", {**figure["filters"], "limit": 1}).json()
            assert listed["total"] == figure["services"], (section, figure)
            page = client.get("/en/services/list/", figure["filters"])
            assert page.context["list"].page.paginator.count == figure["services"]
    for unit in found["units"][:6]:
        asked = {"unit": unit["code"], "missing": "basis", "limit": 1}
        assert client.get("/api/v1/services", asked).json()["total"] == unit["figures"]["missing:basis"]
