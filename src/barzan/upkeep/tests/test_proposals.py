"""A proposal from anybody: received, referred, joined, answered, and what it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from barzan.access import ANONYMOUS, Forbidden, Role
from barzan.access.values import system_actor
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_service
from barzan.people.tests.factories import make_actor, make_unit, make_user
from barzan.revisions import actions as revisions
from barzan.trail.models import Event
from barzan.upkeep import actions, errors, queries, standing
from barzan.upkeep.followers import follow_units, open_proposals_of
from barzan.upkeep.models import Proposal, Proposer, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_unit("office", make_unit("root"))


@pytest.fixture
def service(office) -> Service:
    return make_service("AZ-0001", office)


def sent(service: Service, text: str = "مدرک کم است", **given: str) -> Proposal:
    return actions.propose(
        ANONYMOUS, service=service, unit=service.unit, about="documents", text=text, **given
    )


def test_a_proposal_goes_to_the_owner_and_has_a_day(service) -> None:
    proposal = sent(service)
    assert (proposal.unit, proposal.state) == (service.unit, State.RECEIVED)
    assert proposal.due_on == timezone.localdate() + timedelta(15)
    assert queries.by_code(ANONYMOUS, proposal.code) == proposal
    assert not Proposer.objects.exists()


def test_an_accepted_one_becomes_a_draft_and_says_so_when_published(service) -> None:
    officer, secretary, head = (
        make_actor(role, service.unit) for role in (Role.OFFICER, Role.SECRETARY, Role.UNIT_HEAD)
    )
    proposal = actions.answer(officer, sent(service), state=State.ACCEPTED, answer="درست می‌شود")
    assert proposal.draft.origin == f"proposal:{proposal.pk}"
    assert not standing.is_published(proposal)
    draft = proposal.draft
    draft = revisions.approve(head, revisions.review(secretary, draft, seen=1), seen=1)
    revisions.publish(head, [draft])
    assert standing.is_published(queries.by_code(ANONYMOUS, proposal.code))
    assert [each.pk for each in queries.fulfilled(ANONYMOUS)] == [proposal.pk]


def test_two_that_ask_for_the_same_are_answered_together_and_both_codes_answer(service) -> None:
    officer = make_actor(Role.OFFICER, service.unit)
    first, second = sent(service), sent(service, "همان")
    assert queries.alike(officer, second) == [first]
    actions.join(officer, second, first)
    actions.answer(officer, first, state=State.DECLINED, answer="قانون نمی‌گذارد")
    for code in (first.code, second.code):
        assert queries.by_code(ANONYMOUS, code).answer == "قانون نمی‌گذارد"


def test_an_answer_is_given_once_and_says_something(service) -> None:
    officer, proposal = make_actor(Role.OFFICER, service.unit), sent(service)
    with pytest.raises(errors.UpkeepRefused, match="sentence or two"):
        actions.answer(officer, proposal, state=State.DECLINED, answer="  ")
    actions.answer(officer, proposal, state=State.DECLINED, answer="نه")
    with pytest.raises(errors.UpkeepRefused, match="answered"):
        actions.answer(officer, proposal, state=State.ACCEPTED, answer="آری")


def test_a_proposal_cannot_be_joined_to_itself_or_to_an_answered_one(service) -> None:
    officer, one, other = make_actor(Role.OFFICER, service.unit), sent(service), sent(service)
    actions.answer(officer, other, state=State.ALREADY, answer="هست")
    for into in (one, other):
        with pytest.raises(errors.UpkeepRefused):
            actions.join(officer, one, into)


def test_a_referred_one_is_seen_and_answered_by_the_other_office_only(service) -> None:
    there = make_unit("there")
    here, other = make_actor(Role.OFFICER, service.unit), make_actor(Role.OFFICER, there)
    proposal = sent(service)
    with pytest.raises(Proposal.DoesNotExist):
        queries.proposal(other, proposal.pk)
    proposal = actions.refer(here, proposal, there, why="با شماست")
    assert queries.proposal(other, proposal.pk) == proposal
    with pytest.raises(Forbidden):
        actions.answer(here, proposal, state=State.DECLINED, answer="نه")


def test_an_open_one_follows_its_office_in_a_reorganisation(service) -> None:
    there, waiting, done = make_unit("there"), sent(service), sent(service)
    officer = make_actor(Role.OFFICER, service.unit)
    actions.answer(officer, done, state=State.ALREADY, answer="هست")
    assert open_proposals_of([service.unit]) == {service.unit.pk: 1}
    assert follow_units(system_actor("worker"), {service.unit: there}, "حکم ۱۲") == 1
    waiting.refresh_from_db()
    done.refresh_from_db()
    assert (waiting.unit, done.unit) == (there, service.unit)
    assert waiting.happenings.last().unit == there


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.CITIZEN])
def test_others_answer_nothing(service, role: Role) -> None:
    with pytest.raises(Forbidden):
        actions.answer(make_actor(role, service.unit), sent(service), state=State.DECLINED, answer="نه")


def test_reading_the_sender_leaves_an_event_and_half_a_year_later_nothing_is_left(service) -> None:
    officer = make_actor(Role.OFFICER, service.unit)
    proposal = sent(service, name="متقاضی ۱", contact="09120000000")
    assert queries.proposer(officer, proposal).contact == "09120000000"
    assert Event.objects.filter(verb="proposer.read").count() == 1
    assert "09120000000" not in str(list(Event.objects.values_list("detail", "why")))
    actions.answer(officer, proposal, state=State.DECLINED, answer="نه")
    worker = system_actor("upkeep")
    assert actions.forget(worker, timezone.now() + timedelta(179)) == 0
    assert actions.forget(worker, timezone.now() + timedelta(181)) == 1
    assert queries.proposer(officer, proposal) is None


def test_anybody_can_send_without_an_account_and_follow_the_code(client: Client, service) -> None:
    address = f"/proposals/new/?service={service.code}"
    assert service.current_version.title in client.get(address).content.decode()
    given = {"service": service.code, "about": "steps", "text": "<script>alert(1)</script> گام دوم کم است"}
    answer = client.post("/proposals/new/", given)
    proposal = Proposal.objects.get()
    assert answer.headers["Location"] == f"/proposals/{proposal.code}/"
    page = client.get(f"/proposals/{proposal.code.lower()}/", follow=True).content.decode()
    assert "گام دوم کم است" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "given",
    [{"text": ""}, {"text": "م" * 2001}, {"text": "متن", "website": "x"}, {"text": "متن", "about": "?"}],
)
def test_what_cannot_be_taken_comes_back_and_nothing_is_kept(
    client: Client, service, given: dict[str, str]
) -> None:
    answer = client.post("/proposals/new/", {"service": service.code, "about": "steps", **given})
    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_a_flood_from_one_address_is_told_to_wait(client: Client, service) -> None:
    given = {"service": service.code, "about": "steps", "text": "باز هم"}
    statuses = [client.post("/proposals/new/", given).status_code for _ in range(22)]
    assert statuses == [302] * 20 + [422] * 2
    assert Proposal.objects.count() == 20


def test_codes_cannot_be_tried_at_will(client: Client, service) -> None:
    code = sent(service).code
    statuses = [client.get(f"/proposals/{code}/").status_code for _ in range(62)]
    assert statuses[:60] == [200] * 60
    assert set(statuses[60:]) == {429}
    assert client.get("/proposals/NOTACODE/").status_code == 404


def test_a_signed_in_person_finds_their_own(client: Client, service) -> None:
    user = make_user(Role.CITIZEN)
    client.force_login(user)
    client.post("/proposals/new/", {"service": service.code, "about": "steps", "text": "از من"})
    sent(service)
    page = client.get("/proposals/mine/").content.decode()
    assert Proposal.objects.get(proposer__user=user).code in page
    assert page.count("/proposals/") - page.count("/proposals/mine/") >= 1


def test_figures_of_the_answers_are_public_and_right(service) -> None:
    officer = make_actor(Role.OFFICER, service.unit)
    late, timely, _ = sent(service), sent(service), sent(service)
    Proposal.objects.filter(pk=late.pk).update(
        received_at=timezone.now() - timedelta(20), due_on=timezone.localdate() - timedelta(5)
    )
    for each in (late, timely):
        actions.answer(officer, each, state=State.ALREADY, answer="هست")
    found = queries.answering(ANONYMOUS)
    assert (found.open, found.overdue, found.answered, found.in_time, found.median_days) == (1, 0, 2, 1, 10)


@pytest.mark.parametrize("address", ["/staff/upkeep/", "/staff/upkeep/proposals/"])
def test_the_search_says_what_was_asked_and_nothing_else(service, address: str) -> None:
    client = Client()
    client.force_login(make_user(Role.SECRETARY, service.unit))
    for asked in ("", "پروانه"):
        page = client.get(address, {"q": asked}).text
        assert f'id="q" type="search" name="q" value="{asked}"' in page
