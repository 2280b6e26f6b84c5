"""From a file to what becomes of it: nothing before the dry run was seen, all or nothing after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from barzan.access import Actor, Forbidden, Role
from barzan.catalogue import actions as catalogue
from barzan.catalogue import queries as catalogue_queries
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.tests.factories import LOADER, make_content, make_service
from barzan.documents.errors import DocumentMissing
from barzan.documents.storage import path_of
from barzan.exchange import actions
from barzan.exchange.errors import ExchangeRefused
from barzan.exchange.models import Import, Mode, Outcome, State
from barzan.exchange.tests.workbooks import changed, exported, put
from barzan.jobs import registry
from barzan.jobs.context import JobContext
from barzan.jobs.models import Job
from barzan.people.models import Holding, Unit
from barzan.people.tests.factories import LONG_AGO, make_actor, make_unit
from barzan.revisions import actions as revisions
from barzan.revisions.models import Draft
from barzan.revisions.proposed import Proposed
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
FILE = "catalogue.xlsx"


@pytest.fixture
def unit() -> Unit:
    return make_unit("office")


@pytest.fixture
def services(unit: Unit) -> list[Service]:
    return [make_service(f"AZ-{n:04}", unit, title=f"خدمت {n}") for n in (1, 2, 3)]


@pytest.fixture
def head(unit: Unit) -> Actor:
    return make_actor(Role.UNIT_HEAD, unit)


def with_another_title(book: object) -> None:
    put(book, "services", 3, "title", "عنوان تازه")


def and_a_new_service(book: object) -> None:
    with_another_title(book)
    for key, value in {"code": "AZ-0009", "unit": "office", "title": "خدمت تازه", "client": "yes"}.items():
        put(book, "services", 6, key, value)
    for key, value in {"service": "AZ-0009", "text": "گام نخست"}.items():
        put(book, "steps", 3, key, value)


def test_handing_in_shows_what_would_change_and_changes_nothing(head: Actor, services: list) -> None:
    versions = ServiceVersion.objects.count()
    imported = actions.hand_in(head, FILE, changed(and_a_new_service))
    assert (imported.state, imported.added, imported.changed, imported.unchanged) == (State.PLANNED, 1, 1, 2)
    lines = {line.code: line for line in imported.lines.all()}
    assert lines["AZ-0001"].fields == [{"name": "title", "old": "خدمت 1", "new": "عنوان تازه"}]
    assert {each["name"] for each in lines["AZ-0009"].fields} == {"title", "has_client", "unit", "steps"}
    assert ServiceVersion.objects.count() == versions
    assert not Draft.objects.exists()


def test_the_same_file_again_changes_nothing(head: Actor, services: list) -> None:
    imported = actions.hand_in(head, FILE, exported())
    assert (imported.state, imported.added, imported.changed, imported.unchanged) == (State.PLANNED, 0, 0, 3)


def test_by_default_everything_becomes_drafts(head: Actor, services: list) -> None:
    imported = actions.hand_in(head, FILE, changed(and_a_new_service))
    imported = actions.confirm(head, imported, mode=Mode.DRAFTS, why="نامهٔ ۱۲")
    assert imported.state == State.DRAFTED
    drafts = {draft.code: draft for draft in Draft.objects.filter(origin=imported.origin)}
    assert set(drafts) == {"AZ-0001", "AZ-0009"}
    assert drafts["AZ-0009"].service is None
    assert {line.outcome for line in imported.lines.all()} == {Outcome.DRAFTED}
    assert not Service.objects.filter(code="AZ-0009").exists()


def test_who_may_publish_can_publish_at_once(head: Actor, services: list) -> None:
    imported = actions.hand_in(head, FILE, changed(and_a_new_service))
    imported = actions.confirm(head, imported, mode=Mode.PUBLISH, why="نامهٔ ۱۲")
    contents = catalogue_queries.contents(head)
    assert contents["AZ-0001"].title == "عنوان تازه"
    assert contents["AZ-0009"].steps[0].text == "گام نخست"
    published = Event.objects.filter(verb="service.published", key="AZ-0001").latest("pk")
    assert (published.why, published.user) == ("نامهٔ ۱۲", head.user)
    assert imported.lines.get(code="AZ-0001").after == Service.objects.get(code="AZ-0001").current_version
    assert not actions.hand_in(head, FILE, changed(and_a_new_service)).changed


def test_an_officer_makes_drafts_and_publishes_nothing(unit: Unit, services: list) -> None:
    officer = make_actor(Role.OFFICER, unit)
    imported = actions.hand_in(officer, FILE, changed(with_another_title))
    assert not imported.publishable
    with pytest.raises(ExchangeRefused):
        actions.confirm(officer, imported, mode=Mode.PUBLISH, why="چون")
    assert actions.confirm(officer, imported, mode=Mode.DRAFTS, why="چون").state == State.DRAFTED


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ANALYST, Role.CITIZEN])
def test_who_may_not_write_hands_nothing_in(role: Role, services: list) -> None:
    with pytest.raises(Forbidden):
        actions.hand_in(make_actor(role), FILE, exported())


def test_a_row_of_a_foreign_unit_is_a_problem_of_that_row_alone(services: list) -> None:
    other = make_actor(Role.UNIT_HEAD, make_unit("other"))
    assert actions.hand_in(other, FILE, exported()).state == State.PLANNED
    imported = actions.hand_in(other, FILE, changed(with_another_title))
    assert imported.state == State.REFUSED
    fault = imported.faults.get()
    assert (fault.sheet, fault.row, fault.column, fault.letter) == ("services", 3, "unit", "B")


def test_without_a_reason_nothing_is_done(head: Actor, services: list) -> None:
    imported = actions.hand_in(head, FILE, changed(with_another_title))
    with pytest.raises(ExchangeRefused):
        actions.confirm(head, imported, mode=Mode.DRAFTS, why="  ")
    assert not Draft.objects.exists()


def test_a_catalogue_that_changed_meanwhile_shows_the_new_dry_run(head: Actor, services: list) -> None:
    imported = actions.hand_in(head, FILE, changed(with_another_title))
    catalogue.publish_version(LOADER, services[0], make_content("عنوان سوم"))
    again = actions.confirm(head, imported, mode=Mode.PUBLISH, why="چون")
    assert again.state == State.PLANNED
    assert again.lines.get().fields[0]["old"] == "عنوان سوم"
    assert catalogue_queries.contents(head)["AZ-0001"].title == "عنوان سوم"
    assert actions.confirm(head, again, mode=Mode.PUBLISH, why="چون").state == State.PUBLISHED
    with pytest.raises(ExchangeRefused):
        actions.confirm(head, again, mode=Mode.PUBLISH, why="چون")


def test_what_another_draft_contradicts_is_named_and_left(head: Actor, services: list) -> None:
    draft = revisions.open_draft(head, services[0])
    proposed = Draft.objects.get(pk=draft.pk).revisions.get().proposed
    proposed["content"]["title"] = "عنوان دیگر"
    revisions.save(head, draft, Proposed.from_value(proposed), seen=1)
    imported = actions.hand_in(head, FILE, changed(and_a_new_service))
    imported = actions.confirm(head, imported, mode=Mode.DRAFTS, why="چون")
    outcomes = dict(imported.lines.values_list("code", "outcome"))
    assert outcomes == {"AZ-0001": Outcome.CONTRADICTED, "AZ-0009": Outcome.DRAFTED}


def test_a_draft_that_is_being_decided_is_left(head: Actor, services: list) -> None:
    revisions.review(head, revisions.open_draft(head, services[0]), seen=1)
    imported = actions.hand_in(head, FILE, changed(with_another_title))
    imported = actions.confirm(head, imported, mode=Mode.DRAFTS, why="چون")
    assert imported.lines.get().outcome == Outcome.HELD


def test_open_drafts_of_an_import_are_withdrawn(head: Actor, services: list) -> None:
    imported = actions.hand_in(head, FILE, changed(and_a_new_service))
    imported = actions.confirm(head, imported, mode=Mode.DRAFTS, why="چون")
    assert actions.take_back(head, imported, why="اشتباه بود") == (2, ())
    assert set(Draft.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_published_import_goes_back_by_drafts_and_keeps_what_came_after(
    head: Actor, services: list
) -> None:
    imported = actions.hand_in(head, FILE, changed(and_a_new_service))
    imported = actions.confirm(head, imported, mode=Mode.PUBLISH, why="چون")
    now = catalogue_queries.contents(head)["AZ-0001"]
    catalogue.publish_version(LOADER, services[0], replace(now, objection="به رئیس"))
    number, left = actions.take_back(head, imported, why="اشتباه بود")
    assert (number, left) == (1, ("AZ-0009",))
    content = Draft.objects.get(origin=f"{imported.origin}:back").revisions.get().proposed["content"]
    assert (content["title"], content["objection"]) == ("خدمت 1", "به رئیس")


def test_moving_a_service_to_another_unit_goes_and_comes_back(unit: Unit, services: list) -> None:
    make_unit("team", unit)
    head = make_actor(Role.UNIT_HEAD, unit)
    imported = actions.hand_in(head, FILE, changed(lambda book: put(book, "services", 3, "unit", "team")))
    assert imported.lines.get().fields == [{"name": "unit", "old": "office", "new": "team"}]
    imported = actions.confirm(head, imported, mode=Mode.PUBLISH, why="چون")
    assert Service.objects.get(code="AZ-0001").unit.code == "team"
    actions.take_back(head, imported, why="نه")
    assert Draft.objects.get().revisions.get().proposed["placed"]["unit"] == "office"


def test_a_row_that_is_taken_out_is_removed(head: Actor, services: list) -> None:
    def without_papers(book: object) -> None:
        book["requirements"].delete_rows(3, 3)

    imported = actions.hand_in(head, FILE, changed(without_papers))
    assert imported.changed == 3
    assert imported.lines.first().fields[0]["new"] == []


def test_an_import_laid_aside_is_over(head: Actor, services: list) -> None:
    imported = actions.discard(head, actions.hand_in(head, FILE, changed(with_another_title)))
    assert Import.objects.get(pk=imported.pk).state == State.DISCARDED
    with pytest.raises(ExchangeRefused):
        actions.confirm(head, imported, mode=Mode.DRAFTS, why="چون")


def test_groups_are_changed_by_administrators_alone(unit: Unit, head: Actor, services: list) -> None:
    def a_group(book: object) -> None:
        put(book, "groups", 3, "code", "G-1")
        put(book, "groups", 3, "title", "گروه یک")
        put(book, "services", 3, "group", "G-1")

    refused = actions.hand_in(head, FILE, changed(a_group))
    assert refused.faults.get().sheet == "groups"
    administrator = make_actor(Role.ADMINISTRATOR, unit)
    imported = actions.hand_in(administrator, FILE, changed(a_group))
    assert (imported.arranged, imported.changed) == (1, 1)
    actions.confirm(administrator, imported, mode=Mode.PUBLISH, why="چون")
    assert Service.objects.get(code="AZ-0001").group.title == "گروه یک"


def test_large_files_are_read_and_done_by_the_worker_with_the_rights_of_their_hander(
    head: Actor, services: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "INLINE_BYTES", 0)
    monkeypatch.setattr(actions, "INLINE_CHANGES", 0)
    imported = actions.hand_in(head, FILE, changed(and_a_new_service))
    assert imported.state == State.READING
    work()
    imported.refresh_from_db()
    assert (imported.state, imported.added, imported.changed) == (State.PLANNED, 1, 1)
    assert actions.confirm(head, imported, mode=Mode.PUBLISH, why="چون").state == State.APPLYING
    work()
    imported.refresh_from_db()
    assert imported.state == State.PUBLISHED
    published = Event.objects.filter(verb="service.published", key="AZ-0001").latest("pk")
    assert (published.user, published.system) == (head.user, "")


def test_who_lost_the_post_meanwhile_changes_nothing_through_the_worker(
    head: Actor, services: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "INLINE_CHANGES", 0)
    imported = actions.hand_in(head, FILE, changed(with_another_title))
    actions.confirm(head, imported, mode=Mode.PUBLISH, why="چون")
    Holding.objects.update(until=LONG_AGO + timedelta(days=1))
    work()
    imported.refresh_from_db()
    assert imported.state == State.PLANNED
    assert catalogue_queries.contents(head)["AZ-0001"].title == "خدمت 1"


def test_a_file_that_is_gone_from_the_disk_is_a_sentence(head: Actor, services: list) -> None:
    imported = actions.hand_in(head, FILE, changed(with_another_title))
    path_of(imported.document.sha256).unlink()
    with pytest.raises(DocumentMissing):
        actions.confirm(head, imported, mode=Mode.DRAFTS, why="چون")
    assert Import.objects.get().state == State.PLANNED


def work() -> None:
    """What waits is done as the worker does it."""
    for job in Job.objects.filter(state="waiting", kind__startswith="exchange."):
        registry.handlers[job.kind].work(JobContext(job))
        Job.objects.filter(pk=job.pk).update(state="done")
