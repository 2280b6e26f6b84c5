"""What is published is in the one spelling of the house, and no text is such that no file could carry it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from barzan.catalogue import actions, queries
from barzan.catalogue.content import LONGEST_TEXT, StepContent
from barzan.catalogue.errors import CatalogueError
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.tests.factories import LOADER, make_content, make_service
from barzan.trail.models import Event, Pending

pytestmark = pytest.mark.django_db


def test_a_version_is_tidy_whatever_it_was_written_with() -> None:
    service = make_service(title="كتاب  ي", steps=(StepContent("\u200fگام\x07"),))
    content = queries.contents(LOADER)[service.code]
    assert (content.title, content.steps[0].text) == ("کتاب ی", "گام")
    actions.publish_version(LOADER, service, replace(content, title="كتاب ي"))
    assert ServiceVersion.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        make_content(description="ا" * (LONGEST_TEXT + 1)),
        make_content(title="ا" * 401),
        make_content(steps=(StepContent(""),)),
        make_content(steps=(StepContent("گام", who="ا" * 201),)),
    ],
)
def test_a_text_that_no_file_or_table_could_carry_is_a_sentence(content) -> None:
    service = make_service()
    with pytest.raises(CatalogueError):
        actions.publish_version(LOADER, service, content)
    assert ServiceVersion.objects.count() == 1


def test_many_services_leave_an_event_each_in_their_order() -> None:
    unit = make_service("AZ-0001").unit
    placement = actions.Placement(unit)
    made = actions.add_services(LOADER, [(f"AZ-{number:04}", placement) for number in (5, 3, 4)])
    actions.publish_versions(LOADER, [(service, make_content()) for service in made], why="چون")
    events = Event.objects.filter(verb="service.published", why="چون").order_by("pk")
    assert [event.key for event in events] == ["AZ-0005", "AZ-0003", "AZ-0004"]
    assert Pending.objects.filter(event__in=[event.pk for event in events]).count() == 3
    assert all(service.current_version.number == 1 for service in Service.objects.all())
