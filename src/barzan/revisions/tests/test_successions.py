"""How services end and go on: codes stay reserved, old links lead on, nothing is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import Forbidden, Role
from barzan.catalogue.content import Placed
from barzan.catalogue.errors import CatalogueError
from barzan.catalogue.models import Service
from barzan.catalogue.queries import published
from barzan.catalogue.tests.factories import make_content
from barzan.people.tests.factories import make_actor, make_unit
from barzan.persian.errors import BilingualError
from barzan.revisions import actions, errors, queries
from barzan.revisions.followers import follow_units, open_drafts_of
from barzan.revisions.models import State, Succession
from barzan.revisions.proposed import Proposed
from barzan.revisions.tests.world import Office, make_office
from barzan.search.queries import find
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def codes(office: Office) -> list[str]:
    return list(published(office.head).order_by("code").values_list("code", flat=True))


def test_a_retired_service_leads_on_and_leaves_lists_and_search(office: Office, client: Client) -> None:
    old, new = office.service("AZ-0001", title="پروانهٔ کهنه"), office.service("AZ-0002")
    actions.retire(office.head, old, why="در دیگری ادغام شد", successors=[new])
    assert codes(office) == ["AZ-0002"]
    assert [hit.key for hit in find(office.head, "کهنه").hits] == []
    sheet = client.get("/services/AZ-0001/")
    assert sheet.status_code == 200
    assert "/services/AZ-0002/" in sheet.content.decode()
    told = client.get("/api/v1/services/AZ-0001").json()
    assert told["retired_at"]
    assert told["successors"] == ["AZ-0002"]
    assert client.get("/api/v1/services/AZ-0002").json()["successors"] == []
    assert list(Event.objects.filter(key="AZ-0001").order_by("-pk").values_list("verb", flat=True)[:2]) == [
        "service.succeeded", "service.retired",
    ]  # fmt: skip


def test_a_national_code_still_leads_to_the_service_that_bore_it(office: Office, client: Client) -> None:
    old = office.service("AZ-0001", national_code="12345678901")
    actions.retire(office.head, old, why="پایان")
    assert client.get("/services/12345678901/")["Location"] == "/services/AZ-0001/"


def test_a_code_is_never_given_again(office: Office) -> None:
    actions.retire(office.head, office.service("AZ-0001"), why="پایان")
    wanted = Proposed(make_content("دیگر"), Placed(office.unit.code))
    with pytest.raises(errors.RevisionRefused, match="AZ-0001"):
        actions.open_new(office.officer, "AZ-0001", wanted)
    draft = actions.open_new(office.officer, "AZ-0002", wanted)
    actions.withdraw(office.officer, draft, why="نه")
    with pytest.raises(errors.RevisionRefused, match="AZ-0002"):
        actions.open_new(office.officer, "AZ-0002", wanted)


def test_a_mistake_is_put_right_by_a_new_fact(office: Office) -> None:
    old, new = office.service("AZ-0001"), office.service("AZ-0002")
    retired = actions.retire(office.head, old, why="به اشتباه", successors=[new])
    assert "AZ-0001" in queries.successors(office.head, [retired])
    back = actions.restore(office.head, retired, why="اشتباه بود")
    assert codes(office) == ["AZ-0001", "AZ-0002"]
    again = actions.retire(office.head, back, why="این بار درست")
    assert queries.successors(office.head, [again]) == {}
    assert Succession.objects.count() == 1


def test_a_split_publishes_its_approved_drafts_and_retires_the_old_one(office: Office) -> None:
    old = office.service("AZ-0001", description="هر دو کار")
    parts = [("AZ-0010", "نخستین"), ("AZ-0011", "دومین")]
    heirs = actions.prepare_split(office.head, old, parts, why="دو کار جداست")
    assert {queries.proposed(office.head, draft).content.description for draft in heirs} == {"هر دو کار"}
    with pytest.raises(errors.RevisionRefused):
        actions.split(office.head, old, heirs, why="دو کار جداست")
    assert codes(office) == ["AZ-0001"]
    ready = [office.approve(office.write(draft, description="یک کار")) for draft in heirs]
    actions.split(office.head, old, ready, why="دو کار جداست")
    assert codes(office) == ["AZ-0010", "AZ-0011"]
    goes_on = queries.successors(office.head, [Service.objects.get(code="AZ-0001")])["AZ-0001"]
    assert [each.new.code for each in goes_on] == ["AZ-0010", "AZ-0011"]


def test_a_merge_takes_the_approved_draft_with_it(office: Office) -> None:
    into, one, two = (office.service(f"AZ-000{n}") for n in (1, 2, 3))
    draft = office.approve(
        office.write(actions.open_draft(office.officer, into), description="هر سه کار این‌جاست")
    )
    actions.merge_services(office.head, [one, two], draft, why="یک کارند")
    assert codes(office) == ["AZ-0001"]
    into.refresh_from_db()
    assert into.current_version.description == "هر سه کار این‌جاست"
    assert {each.old.code for each in queries.predecessors(office.head, into)} == {"AZ-0002", "AZ-0003"}


@pytest.mark.parametrize("deed", ["itself", "open draft", "no reason", "retired heir", "one heir"])
def test_what_makes_no_sense_is_refused_and_nothing_changes(office: Office, deed: str) -> None:
    old, other = office.service("AZ-0001"), office.service("AZ-0002")
    gone = actions.retire(office.head, office.service("AZ-0003"), why="پایان")
    refusals = {
        "itself": lambda: actions.merge_services(office.head, [old], old, why="خودش"),
        "open draft": lambda: actions.retire(office.head, old, why="پایان", successors=[other]),
        "no reason": lambda: actions.retire(office.head, other, why=" "),
        "retired heir": lambda: actions.retire(office.head, other, why="پایان", successors=[gone]),
        "one heir": lambda: actions.split(office.head, other, [old], why="یکی"),
    }
    if deed == "open draft":
        actions.open_draft(office.officer, old)
    with pytest.raises(BilingualError):
        refusals[deed]()
    assert codes(office) == ["AZ-0001", "AZ-0002"]
    assert not Succession.objects.exists()


def test_a_retired_service_takes_no_draft(office: Office) -> None:
    gone = actions.retire(office.head, office.service("AZ-0001"), why="پایان")
    with pytest.raises(CatalogueError):
        actions.open_draft(office.officer, gone)


def test_an_officer_ends_nothing(office: Office) -> None:
    with pytest.raises(Forbidden):
        actions.retire(office.officer, office.service("AZ-0001"), why="پایان")


def test_a_service_moves_and_its_draft_goes_with_it(office: Office) -> None:
    service = office.service("AZ-0001")
    draft = office.write(actions.open_draft(office.officer, service), title="نو")
    there = make_unit("there", office.unit.parent)
    with pytest.raises(Forbidden):
        actions.move(office.head, service, there, why="به دفتر دیگر")
    top = make_actor(Role.UNIT_HEAD, office.unit.parent)
    moved = actions.move(top, service, there, why="به دفتر دیگر")
    draft.refresh_from_db()
    assert (moved.unit, draft.unit) == (there, there)
    secretary = make_actor(Role.SECRETARY, office.unit.parent)
    draft = actions.review(secretary, draft, seen=draft.revision)
    actions.publish(top, [actions.approve(top, draft, seen=draft.revision)])
    moved.refresh_from_db()
    assert (moved.unit, moved.current_version.title) == (there, "نو")


def test_drafts_follow_a_reorganisation_and_stay_with_their_writers(office: Office) -> None:
    there = make_unit("there", office.unit.parent)
    present = office.write(actions.open_draft(office.officer, office.service("AZ-0001")), title="نو")
    new = actions.open_new(office.head, "AZ-0009", Proposed(make_content("تازه"), Placed(office.unit.code)))
    assert open_drafts_of([office.unit]) == {office.unit.pk: 2}
    top = make_actor(Role.UNIT_HEAD, office.unit.parent)
    assert follow_units(top, {office.unit: there}, "یکی شدن دو دفتر") == 2
    for draft in (present, new):
        draft.refresh_from_db()
        assert draft.unit == there
        assert queries.proposed(top, draft).placed.unit == "there"
    # Who reorganised wrote nothing: the head who wrote the new draft still does not approve it.
    reviewed = actions.review(top, new, seen=new.revision)
    lent = make_actor(Role.UNIT_HEAD, there)
    assert actions.decisions.last_writers([reviewed]) == {reviewed.pk: office.head.user}
    assert actions.approve(lent, reviewed, seen=reviewed.revision).state == State.APPROVED
