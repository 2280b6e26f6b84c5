"""Decisions about many drafts: what can be done is done, the rest is named; the questions stay few."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from barzan.access import Actor, Role
from barzan.catalogue import actions as catalogue
from barzan.catalogue.tests.factories import LOADER, make_content
from barzan.people.tests.factories import make_actor, make_unit
from barzan.revisions import actions, queries
from barzan.revisions.models import Deed, Draft, State
from barzan.revisions.proposed import Proposed
from barzan.revisions.tests.world import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def drafts_of(office: Office, many: int) -> list[Draft]:
    opened = [
        actions.open_draft(office.officer, office.service(f"AZ-{number:04}")) for number in range(1, many + 1)
    ]
    return [office.write(draft, title=f"عنوان {draft.pk}") for draft in opened]


def test_what_refuses_is_named_and_the_rest_is_done(office: Office) -> None:
    one, two, three = drafts_of(office, 3)
    seen = {draft.pk: draft.revision for draft in (one, two, three)}
    actions.withdraw(office.officer, two, why="نه")
    seen[three.pk] -= 1
    outcome = actions.decide(office.secretary, Deed.REVIEWED, [one, two, three], seen=seen)
    assert [draft.code for draft in outcome.done] == ["AZ-0001"]
    assert {code: error.code for code, error in outcome.refused.items()} == {
        "AZ-0002": "revisions.state", "AZ-0003": "revisions.stale",
    }  # fmt: skip


def test_drafts_of_other_units_and_own_writing_are_named_too(office: Office) -> None:
    (draft,) = drafts_of(office, 1)
    stranger = make_actor(Role.UNIT_HEAD, make_unit("elsewhere"))
    refused = actions.decide(stranger, Deed.REVIEWED, [draft]).refused
    assert refused["AZ-0001"].code == "revisions.not_yours"
    draft = actions.review(office.secretary, draft, seen=draft.revision)
    writer = actions.decide(writer_of(office), Deed.APPROVED, [draft]).refused
    assert writer["AZ-0001"].code == "revisions.four_eyes"


def writer_of(office: Office) -> Actor:
    """The head of the office, signed in with the account that wrote the draft."""
    return replace(office.head, user=office.officer.user)


def test_many_are_published_and_a_contradicted_one_is_named(office: Office) -> None:
    one, two = drafts_of(office, 2)
    ready = [office.approve(one), office.approve(two)]
    catalogue.publish_version(LOADER, two.service, make_content("از جای دیگر"))
    outcome = actions.publish_many(office.head, ready)
    assert [draft.code for draft in outcome.done] == ["AZ-0001"]
    assert outcome.refused["AZ-0002"].code == "revisions.conflict"
    two.refresh_from_db()
    assert two.state == State.APPROVED


def test_publishing_sends_the_same_number_of_statements_for_few_and_for_many(office: Office) -> None:
    ready = [office.approve(draft) for draft in drafts_of(office, 30)]
    sent = []
    for batch in (ready[:5], ready[5:]):
        with CaptureQueriesContext(connection) as asked:
            actions.publish(office.head, batch)
        sent.append(len([each for each in asked if '"trail_' not in each["sql"]]))
    assert sent[0] == sent[1]
    assert sent[0] < 70


def test_a_draft_that_only_moves_its_service_makes_no_version(office: Office) -> None:
    service = office.service("AZ-0001")
    there = make_unit("there", office.unit)
    draft = actions.open_draft(office.officer, service)
    now = queries.proposed(office.officer, draft)
    moved = Proposed(now.content, replace(now.placed, unit=there.code))
    draft = office.approve(actions.save(office.officer, draft, moved, seen=1))
    version = actions.publish(office.head, [draft])[0]
    service.refresh_from_db()
    assert (service.unit, version.number) == (there, 1)
