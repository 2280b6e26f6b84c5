"""An act is replaced: exactly the services that rest on it get a draft, once, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from barzan.access import Role
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import Service, ServiceVersion
from barzan.instruments import actions, queries
from barzan.instruments.dependents import Link
from barzan.instruments.matching import wording
from barzan.instruments.models import Instrument, Relation
from barzan.instruments.tests.factories import STEWARD, cite, make_instrument, make_resting
from barzan.people.tests.factories import make_actor, make_unit, make_user
from barzan.revisions import actions as revisions
from barzan.revisions.models import Draft, State
from barzan.revisions.proposed import Proposed

pytestmark = pytest.mark.django_db
ON = date(2024, 1, 1)


@pytest.fixture
def old() -> Instrument:
    return make_instrument("قانون باغ‌ها")


@pytest.fixture
def new() -> Instrument:
    return make_instrument("قانون باغ‌ها و بوستان‌ها", number="777", date=date(2023, 12, 1), issuer="مجلس")


def wanted(draft: Draft) -> Proposed:
    return Proposed.from_value(draft.revisions.get(number=draft.revision).proposed)


def test_exactly_the_services_that_rest_on_it_get_a_draft(old: Instrument, new: Instrument) -> None:
    other = make_instrument("قانون آب")
    make_resting("AA-0001", cite(other), cite(old, article="ماده ۵", source_line=7))
    make_resting("AA-0002", cite(old))
    make_resting("AA-0003", cite(other))
    make_resting("AA-0004", cite(None, title="قانون باغ‌ها"))
    versions = set(ServiceVersion.objects.values_list("pk", "content_hash"))
    _, told = actions.replace(STEWARD, old, new, on=ON, why="قانون تازه")
    assert told.opened == 2
    assert told.waiting == ()
    drafts = {draft.code: draft for draft in Draft.objects.all()}
    assert set(drafts) == {"AA-0001", "AA-0002"}
    assert {draft.origin for draft in drafts.values()} == {f"instrument:{old.code}"}
    first, second = wanted(drafts["AA-0001"]).content.legal_bases
    assert first.instrument == other.code
    assert (second.instrument, second.title, second.document_number) == (new.code, new.title, "777")
    assert (second.date, second.issuer, second.source_line) == (new.date, "مجلس", None)
    assert second.article == "ماده ۵ (ماده را بررسی کنید)"
    now = catalogue.contents(STEWARD, ["AA-0001"])["AA-0001"]
    assert wanted(drafts["AA-0001"]).content.requirements == now.requirements
    assert set(ServiceVersion.objects.values_list("pk", "content_hash")) == versions


def test_doing_it_again_opens_nothing_and_records_nothing(old: Instrument, new: Instrument) -> None:
    make_resting("AA-0001", cite(old))
    actions.replace(STEWARD, old, new, on=ON)
    before = list(Draft.objects.values())
    relation, told = actions.replace(STEWARD, old, new, on=ON)
    assert told.opened == 0
    assert list(Draft.objects.values()) == before
    assert list(Relation.objects.all()) == [relation]
    revisions.withdraw(STEWARD, Draft.objects.get(), why="این خدمت به آن کاری ندارد")
    assert actions.replace(STEWARD, old, new, on=ON)[1].opened == 0


def test_the_steward_chooses_who_follows(old: Instrument, new: Instrument) -> None:
    for number in range(1, 5):
        make_resting(f"AA-000{number}", cite(old))
    _, told = actions.replace(STEWARD, old, new, on=ON, keys=["AA-0002", "ZZ-9999"])
    assert told.opened == 1
    assert [draft.code for draft in Draft.objects.all()] == ["AA-0002"]
    assert actions.replace(STEWARD, old, new, on=ON, keys=[])[1].opened == 0
    assert actions.replace(STEWARD, old, new, on=ON)[1].opened == 3


def test_a_secretary_opens_drafts_beyond_their_own_office(old: Instrument, new: Instrument) -> None:
    mine, theirs = make_unit("mine"), make_unit("theirs")
    make_resting("AA-0001", cite(old), unit=mine)
    make_resting("AA-0002", cite(old), unit=theirs)
    secretary = make_actor(Role.SECRETARY, mine)
    assert actions.replace(secretary, old, new, on=ON)[1].opened == 2
    writers = dict(Draft.objects.values_list("code", "revisions__user"))
    assert writers == {"AA-0001": secretary.user, "AA-0002": None}


def test_a_draft_under_way_gets_the_change_and_an_approved_one_is_named(
    old: Instrument, new: Instrument
) -> None:
    writing, reviewed = make_resting("AA-0001", cite(old)), make_resting("AA-0002", cite(old))
    revisions.open_draft(STEWARD, writing)
    revisions.review(STEWARD, revisions.open_draft(STEWARD, reviewed), seen=1)
    _, told = actions.replace(STEWARD, old, new, on=ON)
    assert told.waiting == ("AA-0002",)
    draft = Draft.objects.get(code="AA-0001")
    assert wanted(draft).content.legal_bases[0].instrument == new.code


def test_the_steward_sees_how_far_the_offices_are(old: Instrument, new: Instrument) -> None:
    for number in range(1, 4):
        make_resting(f"AA-000{number}", cite(old))
    actions.replace(STEWARD, old, new, on=ON)
    assert queries.progress(STEWARD, new) is None
    revisions.withdraw(STEWARD, Draft.objects.get(code="AA-0001"), why="نه")
    progress = queries.progress(STEWARD, old)
    assert progress
    assert (progress.decided, progress.all, progress.url) == (
        1, 3, f"/staff/services/?origin=instrument%3A{old.code}"
    )  # fmt: skip


def test_once_published_the_service_rests_on_the_new_one(
    client: Client, old: Instrument, new: Instrument
) -> None:
    make_resting("AA-0001", cite(old, article="ماده ۵"))
    actions.replace(STEWARD, old, new, on=ON)
    draft = Draft.objects.get()
    content = wanted(draft).content
    confirmed = tuple(replace(basis, article="ماده ۷") for basis in content.legal_bases)
    kept = replace(wanted(draft), content=replace(content, legal_bases=confirmed))
    draft = revisions.save(STEWARD, draft, kept, seen=1, why="ماده را دیدیم")
    draft = revisions.review(STEWARD, draft, seen=2)
    draft = revisions.approve(STEWARD, draft, seen=2)
    revisions.publish(STEWARD, [draft])
    assert [each.key for each in queries.resting(STEWARD, new)] == ["AA-0001"]
    assert queries.resting(STEWARD, old) == []
    sheet = client.get("/services/AA-0001/").text
    assert f'href="/instruments/{new.code}/"' in sheet
    assert "ماده ۷" in sheet
    assert f'href="/instruments/{old.code}/"' not in sheet
    assert f'href="/instruments/{old.code}/"' in client.get("/services/AA-0001/versions/1/").text
    progress = queries.progress(STEWARD, old)
    assert progress
    assert (progress.decided, progress.all) == (1, 1)


def test_two_citations_that_become_one_stand_once(old: Instrument, new: Instrument) -> None:
    make_resting("AA-0001", cite(old), cite(old, title="قانون باغ ها"))
    actions.replace(STEWARD, old, new, on=ON)
    assert len(wanted(Draft.objects.get()).content.legal_bases) == 1


def test_an_accepted_link_becomes_a_draft_and_touches_no_other_citation(old: Instrument) -> None:
    make_resting("AA-0001", cite(None, title="قانون باغ ها"), cite(None, title="قانون آب"))
    groups, by_wording, known = queries.proposals(STEWARD)
    assert (groups[0].instrument, len(groups[0].members)) == (old.code, 1)
    key = groups[0].members[0].key
    links = [Link(each.key, key, known[old.code]) for each in by_wording[key]]
    assert actions.link(STEWARD, links).opened == 1
    assert [each.instrument for each in wanted(Draft.objects.get()).content.legal_bases] == [old.code, ""]
    actions.deny(STEWARD, old, key)
    assert [each.instrument for each in queries.proposals(STEWARD)[0]] == ["", ""]
    assert key == wording(groups[0].members[0])


def test_the_page_shows_first_and_replaces_when_confirmed(
    client: Client, old: Instrument, new: Instrument
) -> None:
    make_resting("AA-0001", cite(old))
    make_resting("AA-0002", cite(old))
    client.force_login(make_user(Role.ADMINISTRATOR), backend="django.contrib.auth.backends.ModelBackend")
    address = f"/instruments/{old.code}/replace/"
    given = {"new": new.code, "on_day": "11", "on_month": "10", "on_year": "1402", "why": "قانون تازه"}
    shown = client.post(address, {**given, "step": "preview"})
    assert shown.status_code == 200
    assert "AA-0001" in shown.text
    assert not Relation.objects.exists()
    answer = client.post(address, {**given, "step": "confirm", "follow": "chosen", "keys": ["AA-0002"]})
    assert answer.status_code == 302
    assert Relation.objects.get().on == ON
    assert [draft.code for draft in Draft.objects.all()] == ["AA-0002"]
    assert "جایگزین‌شده" in client.get(f"/instruments/{old.code}/").text
    sheet = client.get("/services/AA-0001/").text
    assert new.title in sheet
    itself = client.post(address, {**given, "new": old.code, "step": "preview"})
    assert itself.status_code == 422
    assert "با خودش" in itself.text
    assert Draft.objects.filter(state=State.DRAFT).count() == Service.objects.count() - 1
