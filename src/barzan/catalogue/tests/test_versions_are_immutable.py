"""What is published stays: no statement changes it, and what was smuggled in shows in the hash."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from barzan.access import Forbidden, Role
from barzan.catalogue import actions, queries
from barzan.catalogue.content import ChannelContent, LegalBasisContent, StepContent
from barzan.catalogue.errors import CatalogueError
from barzan.catalogue.guards import GUARDS
from barzan.catalogue.models import Requirement, ServiceVersion
from barzan.catalogue.tests.factories import LOADER, make_content, make_service
from barzan.people.tests.factories import make_actor, make_unit
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", GUARDS.tables)
@pytest.mark.parametrize("deed", ["UPDATE {table} SET number = number + 1", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_what_is_published(table: str, deed: str) -> None:
    make_service(
        steps=(StepContent("گام"),),
        legal_bases=(LegalBasisContent("act", "قانون آزمون"),),
        channels=(ChannelContent("web", "درگاه"),),
    )
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table=table))


def test_no_guard_is_missing() -> None:
    assert GUARDS.missing(connection) == []


def test_the_same_content_is_no_new_version() -> None:
    service = make_service(title="یک عنوان")
    events = Event.objects.count()
    version = actions.publish_version(LOADER, service, make_content("یک عنوان"))
    assert version.number == 1
    assert Event.objects.count() == events


def test_another_content_is_the_next_version_and_the_service_points_at_it() -> None:
    service = make_service(title="یک عنوان")
    version = actions.publish_version(LOADER, service, make_content("عنوان دیگر"), why="بخشنامهٔ تازه")
    service.refresh_from_db()
    assert (version.number, service.current_version) == (2, version)
    assert Event.objects.latest("pk").why == "بخشنامهٔ تازه"


def test_a_part_smuggled_in_shows_in_the_hash() -> None:
    service = make_service()
    assert queries.altered(LOADER) == []
    Requirement.objects.create(version=service.current_version, number=9, kind="form", text="فرم جعلی")
    assert [version.service.code for version in queries.altered(LOADER)] == ["AZ-0001"]


def test_a_code_is_never_given_twice() -> None:
    service = make_service("AZ-0007")
    actions.retire_service(LOADER, service, why="ادغام شد")
    with pytest.raises(CatalogueError, match="never reused"):
        make_service("AZ-0007", service.unit)


def test_a_retired_service_leaves_the_lists_and_takes_no_version_but_answers() -> None:
    service = make_service()
    actions.retire_service(LOADER, service, why="ادغام شد")
    assert not queries.published(LOADER).exists()
    assert queries.sheet(LOADER, service.code)
    with pytest.raises(CatalogueError, match="retired"):
        actions.publish_version(LOADER, service, make_content("عنوان دیگر"))


def test_only_the_head_of_the_owning_unit_publishes() -> None:
    service = make_service()
    elsewhere = make_unit("elsewhere")
    actions.publish_version(make_actor(Role.UNIT_HEAD, service.unit), service, make_content("از مدیر خودش"))
    for actor in (
        make_actor(Role.UNIT_HEAD, elsewhere),
        make_actor(Role.OFFICER, service.unit),
        make_actor(Role.AUDITOR),
        make_actor(Role.CITIZEN),
    ):
        with pytest.raises(Forbidden):
            actions.publish_version(actor, service, make_content("از دیگری"))
    assert ServiceVersion.objects.count() == 2
