"""Drafts: from the first word to the published version, by several hands; nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from barzan.access import Actor, Forbidden, Role
from barzan.catalogue.content import LegalBasisContent, Placed
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_content, make_service
from barzan.people.tests.factories import make_actor, make_unit
from barzan.revisions import actions, errors, queries
from barzan.revisions.guards import GUARDS
from barzan.revisions.models import Draft, State
from barzan.revisions.proposed import Proposed
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


def changed(draft: Draft, actor: Actor, **fields: object) -> Proposed:
    now = queries.proposed(actor, draft)
    return Proposed(replace(now.content, **fields), now.placed)


def published(service: Service, *actors: Actor, **fields: object) -> Draft:
    """A draft of ``service`` taken the whole way by an officer, a secretary and a head."""
    officer, secretary, head = actors
    draft = actions.open_draft(officer, service)
    draft = actions.save(officer, draft, changed(draft, officer, **fields), seen=1)
    draft = actions.review(secretary, draft, seen=draft.revision)
    draft = actions.approve(head, draft, seen=draft.revision)
    actions.publish(head, [draft])
    draft.refresh_from_db()
    return draft


@pytest.fixture
def hands() -> tuple[Service, Actor, Actor, Actor]:
    unit = make_unit("office", make_unit("root"))
    service = make_service("AZ-0001", unit)
    return (service, *(make_actor(role, unit) for role in (Role.OFFICER, Role.SECRETARY, Role.UNIT_HEAD)))


def test_a_draft_goes_through_the_hands_and_becomes_the_next_version(hands) -> None:
    service, officer, secretary, head = hands
    draft = published(service, officer, secretary, head, title="عنوان تازه")
    service.refresh_from_db()
    assert draft.state == State.PUBLISHED
    assert (service.current_version.number, service.current_version.title) == (2, "عنوان تازه")
    assert service.reviewed_on is not None
    deeds = [(each.deed, each.user_id) for each in draft.decisions.all()]
    assert deeds == [("reviewed", secretary.user), ("approved", head.user), ("published", head.user)]
    verbs = Event.objects.filter(kind="revisions.draft").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        f"draft.{deed}" for deed in ("opened", "saved", "saved", *(deed for deed, _ in deeds))
    ]


def test_the_open_draft_of_a_service_is_one(hands) -> None:
    service, officer, _, head = hands
    assert actions.open_draft(officer, service) == actions.open_draft(head, service)


def test_nobody_approves_their_own_writing(hands) -> None:
    service, _, secretary, head = hands
    draft = actions.open_draft(head, service)
    draft = actions.save(head, draft, changed(draft, head, title="از خودم"), seen=1)
    draft = actions.review(secretary, draft, seen=2)
    with pytest.raises(errors.RevisionRefused, match="yourself"):
        actions.approve(head, draft, seen=2)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.CITIZEN])
def test_others_write_nothing(hands, role: Role) -> None:
    service = hands[0]
    with pytest.raises(Forbidden):
        actions.open_draft(make_actor(role, service.unit), service)


def test_an_officer_decides_nothing(hands) -> None:
    service, officer, *_ = hands
    draft = actions.open_draft(officer, service)
    for command in (actions.review, actions.approve):
        with pytest.raises(Forbidden):
            command(officer, draft, seen=1)


def test_two_people_change_different_fields_and_both_are_kept(hands) -> None:
    service, officer, secretary, _ = hands
    draft = actions.open_draft(officer, service)
    mine, theirs = changed(draft, officer, title="از من"), changed(draft, officer, description="از دیگری")
    actions.save(officer, draft, mine, seen=1)
    draft = actions.save(secretary, draft, theirs, seen=1)
    content = queries.proposed(officer, draft).content
    assert (content.title, content.description) == ("از من", "از دیگری")


def test_two_people_change_one_field_and_the_second_is_told_both(hands) -> None:
    service, officer, secretary, _ = hands
    draft = actions.open_draft(officer, service)
    mine, theirs = changed(draft, officer, title="از من"), changed(draft, officer, title="از دیگری")
    actions.save(officer, draft, mine, seen=1)
    with pytest.raises(errors.DraftConflict) as told:
        actions.save(secretary, draft, theirs, seen=1)
    conflict = told.value.conflicts[0]
    assert (conflict.field, conflict.mine, conflict.theirs) == ("title", "از دیگری", "از من")
    draft.refresh_from_db()
    assert draft.revision == 2


def test_undo_is_a_new_saving(hands) -> None:
    service, officer, *_ = hands
    draft = actions.open_draft(officer, service)
    draft = actions.save(officer, draft, changed(draft, officer, title="دیگر"), seen=1)
    draft = actions.undo(officer, draft, to=1, seen=2)
    assert draft.revision == 3
    assert queries.proposed(officer, draft) == queries.proposed(officer, draft, 1)


def test_what_was_read_is_what_is_decided(hands) -> None:
    service, officer, secretary, _ = hands
    draft = actions.open_draft(officer, service)
    actions.save(officer, draft, changed(draft, officer, title="دیگر"), seen=1)
    with pytest.raises(errors.RevisionRefused, match="after you opened"):
        actions.review(secretary, draft, seen=1)


def test_a_new_service_gets_its_code_when_it_is_published(hands) -> None:
    service, officer, secretary, head = hands
    basis = LegalBasisContent("act", "قانون آزمون", instrument="IN-0001")
    wanted = Proposed(make_content("خدمت نو", legal_bases=(basis,)), Placed(service.unit.code))
    draft = actions.open_new(officer, "AZ-0002", wanted)
    with pytest.raises(errors.RevisionRefused, match="AZ-0002"):
        actions.open_new(officer, "AZ-0002", wanted)
    draft = actions.approve(head, actions.review(secretary, draft, seen=1), seen=1)
    assert not Service.objects.filter(code="AZ-0002").exists()
    version = actions.publish(head, [draft])[0]
    assert (version.service.code, version.number, version.title) == ("AZ-0002", 1, "خدمت نو")
    assert version.legal_bases.get().instrument == "IN-0001"


def test_many_changes_open_many_drafts_and_respect_what_others_write(hands) -> None:
    service, officer, _, head = hands
    other = make_service("AZ-0003", service.unit)
    mine = actions.open_draft(officer, service)
    actions.save(officer, mine, changed(mine, officer, title="از من"), seen=1)
    wanted = {each: queries.proposed(officer, actions.open_draft(officer, each), 1) for each in (service,)}
    contradicting = Proposed(replace(wanted[service].content, title="دیگر"), wanted[service].placed)
    added = Proposed(make_content("سومی"), Placed(service.unit.code))
    opened = actions.open_drafts(
        head, [(service, contradicting), (other, added)], why="آیین‌نامهٔ نو", origin="instrument:IN-0001"
    )
    assert [draft.code for draft in opened.drafts] == ["AZ-0003"]
    assert list(opened.contradicted) == ["AZ-0001"]
    assert queries.drafts(head, origin="instrument:IN-0001").get().code == "AZ-0003"


@pytest.mark.parametrize(
    "table", [name for name in GUARDS.tables if "edition" not in name and "succession" not in name]
)
def test_the_database_refuses_to_change_what_was_written(hands, table: str) -> None:
    service, officer, secretary, head = hands
    published(service, officer, secretary, head, title="نو")
    for deed in (f"UPDATE {table} SET why = 'x'", f"DELETE FROM {table}"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(deed)


def test_an_edition_pins_the_catalogue_and_an_unchanged_one_is_the_same(hands) -> None:
    service, officer, secretary, head = hands
    top = make_actor(Role.UNIT_HEAD, service.unit.parent)
    first = actions.publish_edition(top, title="ویراست نخست")
    assert actions.publish_edition(top, title="دوباره") == first
    published(service, officer, secretary, head, title="نو")
    second = actions.publish_edition(top, title="ویراست دوم")
    assert [each.number for each in queries.editions(top)] == [2, 1]
    assert [entry.version.number for entry in queries.entries(top, first)] == [1]
    assert [entry.version.number for entry in queries.entries(top, second)] == [2]
    with pytest.raises(Forbidden):
        actions.publish_edition(head, title="دفتر تنها")


def test_no_guard_is_missing() -> None:
    assert GUARDS.missing(connection) == []
