"""The pages of the room, as they work without scripts: nothing that was typed is lost, rules are kept."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from barzan.access import Role
from barzan.access.values import system_actor
from barzan.catalogue.content import StepContent
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_catalogue
from barzan.people.models import Holding, Unit, User
from barzan.people.tests.factories import make_unit
from barzan.revisions import actions, queries
from barzan.revisions.actions.drafts import current
from barzan.revisions.choices import Choices
from barzan.revisions.editing import Editor
from barzan.revisions.models import Draft, State
from barzan.revisions.proposed import FIELDS, Proposed
from barzan.revisions.tests.world import Office, make_office, signed_in
from barzan.trail import words

pytestmark = pytest.mark.django_db
WRITER = system_actor("test")


@pytest.fixture
def office() -> Office:
    return make_office()


def filled(html: str) -> dict[str, str]:
    """What a form on the page would send, as a browser without scripts collects it."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, kind = _of(tag, "name"), _of(tag, "type")
        if name and (kind not in ("checkbox", "radio") or " checked" in tag):
            found[name] = _of(tag, "value")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.S):
        found[name] = text
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inside) or re.search(
            r'<option value="([^"]*)"', inside
        )
        found[name] = chosen[1] if chosen else ""
    return found


def _of(tag: str, attribute: str) -> str:
    found = re.search(rf'{attribute}="([^"]*)"', tag)
    return found[1] if found else ""


def form_of(client: Client, address: str) -> dict[str, str]:
    return filled(client.get(address).content.decode())


def test_the_first_saving_opens_the_draft(office: Office) -> None:
    office.service("AZ-0001")
    client = signed_in(Role.OFFICER, office.unit)
    address = "/staff/services/of/AZ-0001/edit/"
    given = form_of(client, address)
    assert not Draft.objects.exists()
    answer = client.post(address, {**given, "title": "عنوان نو", "why": "آزمون"})
    draft = Draft.objects.get()
    assert answer["Location"] == f"/staff/services/drafts/{draft.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "<ins>" in page
    assert queries.proposed(WRITER, draft).content.title == "عنوان نو"
    assert draft.revisions.get(number=2).why == "آزمون"


def test_a_form_sent_back_as_it_came_changes_nothing(office: Office) -> None:
    office.service(
        "AZ-0001", description="چند\nسطر", standard_days=3, day_kind="working", fee_rials=0,
        has_client=True, steps=(StepContent("یک", "کارشناس", 2, 17),),
    )  # fmt: skip
    client = signed_in(Role.OFFICER, office.unit)
    address = "/staff/services/of/AZ-0001/edit/"
    client.post(address, form_of(client, address))
    assert Draft.objects.get().revision == 1


def test_two_people_write_one_field_and_both_texts_are_on_the_page(office: Office) -> None:
    service = office.service("AZ-0001")
    draft = actions.open_draft(office.officer, service)
    mine, theirs = signed_in(Role.OFFICER, office.unit), signed_in(Role.UNIT_HEAD, office.unit)
    address = f"/staff/services/drafts/{draft.pk}/edit/"
    stale, fresh = form_of(mine, address), form_of(theirs, address)
    theirs.post(address, {**fresh, "title": "از دیگری", "description": "شرح دیگری"})
    answer = mine.post(address, {**stale, "title": "از من", "objection": "اعتراض من"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "از دیگری" in page
    again = filled(page)
    assert again["title"] == "از من"
    assert again["objection"] == "اعتراض من"
    assert again["description"] == "شرح دیگری"
    assert mine.post(address, {**again, "choose-title": "theirs"}).status_code == 302
    content = queries.proposed(WRITER, Draft.objects.get()).content
    assert (content.title, content.objection, content.description) == (
        "از دیگری", "اعتراض من", "شرح دیگری",
    )  # fmt: skip


def test_rows_are_added_moved_and_removed_without_scripts(office: Office) -> None:
    office.service("AZ-0001", steps=(StepContent("نخست"), StepContent("دوم")))
    client = signed_in(Role.OFFICER, office.unit)
    address = "/staff/services/of/AZ-0001/edit/"
    given = form_of(client, address)
    for deed in ("steps:2:up", "steps:add"):
        given = filled(client.post(address, {**given, "row": deed}).content.decode())
    assert [given[f"steps-{n}-text"] for n in range(3)] == ["دوم", "نخست", ""]
    given = filled(
        client.post(
            address, {**given, "steps-2-text": "سوم", "title": "نو", "row": "steps:2:remove"}
        ).content.decode()
    )
    assert not Draft.objects.exists()
    client.post(address, given)
    content = queries.proposed(WRITER, Draft.objects.get()).content
    assert [step.text for step in content.steps] == ["دوم", "سوم"]
    assert content.title == "نو"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "این فیلد"),
        ("national_code", "123", "۱۱ رقم"),
        ("standard_days", "ده", "با رقم"),
        ("standard_days", "10", "روز کاری"),
        ("fee_rials", "-5", "کمتر از صفر"),
        ("group", "NO-SUCH", "گروهی با این کد نیست"),
        ("unit", "nowhere", "nowhere"),
        ("requirements-0-note", "تنها توضیح", "این فیلد"),
        ("legal_bases-0-date_year", "1499", "هنوز نرسیده"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(
    office: Office, field: str, value: str, said: str
) -> None:
    office.service("AZ-0001")
    client = signed_in(Role.OFFICER, office.unit)
    address = "/staff/services/of/AZ-0001/edit/"
    given = form_of(client, address)
    if field.startswith("legal_bases"):
        given = filled(client.post(address, {**given, "row": "legal_bases:add"}).content.decode())
        given |= {
            "legal_bases-0-title": "قانون",
            "legal_bases-0-date_day": "1",
            "legal_bases-0-date_month": "1",
        }
    if field == "requirements-0-note":
        given["requirements-0-text"] = ""
    answer = client.post(address, {**given, field: value})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "error-links" in page
    assert not Draft.objects.exists()


def test_a_new_service_gets_the_next_free_code(office: Office) -> None:
    office.service("AZ-0007")
    client = signed_in(Role.OFFICER, office.unit)
    given = form_of(client, "/staff/services/new/")
    assert given["code"] == "AZ-0008"
    refused = client.post("/staff/services/new/", {**given, "title": "نو", "code": "AZ-0007"})
    assert refused.status_code == 422
    assert client.post("/staff/services/new/", {**given, "title": "نو", "code": "az-8"}).status_code == 422
    assert client.post("/staff/services/new/", {**given, "title": "نو"}).status_code == 302
    assert Draft.objects.get().code == "AZ-0008"
    assert form_of(client, "/staff/services/new/")["code"] == "AZ-0009"


def test_the_whole_way_on_pages_shows_posts_and_never_names(office: Office) -> None:
    draft = office.write(actions.open_draft(office.officer, office.service("AZ-0001")), title="نو")
    address = f"/staff/services/drafts/{draft.pk}/"
    secretary, head = signed_in(Role.SECRETARY, office.unit), signed_in(Role.UNIT_HEAD, office.unit)
    for client, deed in ((secretary, "reviewed"), (head, "approved"), (head, "published")):
        client.post(f"{address}decide/", {"deed": deed, "seen": draft.revision, "why": "آزمون"})
    draft.refresh_from_db()
    assert draft.state == State.PUBLISHED
    pages = "".join(head.get(f"{address}{page}").content.decode() for page in ("", "history/"))
    pages += head.get("/staff/services/of/AZ-0001/").content.decode()
    for user in User.objects.select_related("person"):
        assert str(user.person) not in pages
        assert user.person.family_name not in pages
    for holding in Holding.objects.filter(person__user=office.officer.user).select_related("post"):
        assert holding.post.title in pages


def test_a_decision_on_what_was_not_read_is_refused_in_words(office: Office) -> None:
    draft = actions.open_draft(office.officer, office.service("AZ-0001"))
    office.write(draft, title="نو")
    client = signed_in(Role.SECRETARY, office.unit)
    answer = client.post(
        f"/staff/services/drafts/{draft.pk}/decide/", {"deed": "reviewed", "seen": 1}, follow=True
    )
    assert "پیش‌نویس عوض شده است" in answer.content.decode()
    assert Draft.objects.get().state == State.DRAFT


def test_an_officer_is_offered_no_decision_of_others(office: Office) -> None:
    draft = actions.open_draft(office.officer, office.service("AZ-0001"))
    page = signed_in(Role.OFFICER, office.unit).get(f"/staff/services/drafts/{draft.pk}/").content.decode()
    assert 'value="withdrawn"' in page
    assert 'value="reviewed"' not in page


def test_many_are_decided_after_a_question_and_refusals_are_listed(office: Office) -> None:
    one, two = (actions.open_draft(office.officer, office.service(f"AZ-000{n}")) for n in (1, 2))
    client = signed_in(Role.SECRETARY, office.unit)
    given = {"deed": "reviewed", "chosen": [f"{one.pk}:1", f"{two.pk}:1"]}
    client.post("/staff/services/many/", given)
    assert not Draft.objects.exclude(state=State.DRAFT).exists()
    office.write(two, title="پس از خواندن")
    page = client.post("/staff/services/many/", {**given, "sure": "yes"}).content.decode()
    assert escape("پس از آن‌که این صفحه را باز کردید") in page
    assert [draft.state for draft in Draft.objects.order_by("code")] == [State.REVIEWED, State.DRAFT]


def test_the_preview_is_the_sheet_that_publishing_makes(office: Office, client: Client) -> None:
    service = office.service("AZ-0001")
    draft = office.write(actions.open_draft(office.officer, service), title="نو", description="شرح تازه")
    preview = signed_in(Role.OFFICER, office.unit).get(f"/staff/services/drafts/{draft.pk}/preview/")
    actions.publish(office.head, [office.approve(draft)])
    sheet = client.get("/services/AZ-0001/").content.decode()
    start = '<h1><bdi>نو</bdi></h1>\n<p class="lead"><bdi>شرح تازه</bdi></p>'
    assert start in preview.content.decode()
    assert start in sheet
    assert Service.objects.get().current_version.content_hash[:12] in preview.content.decode()


def test_the_sheet_leads_staff_to_its_drafts_and_costs_citizens_nothing(
    office: Office, client: Client
) -> None:
    office.publish(office.service("AZ-0001"), title="نو")
    client.get("/services/AZ-0001/")
    before = _questions(client, "/services/AZ-0001/")
    page = client.get("/services/AZ-0001/").content.decode()
    assert "/services/AZ-0001/changes/1/2/" in page
    assert "/staff/services/of/AZ-0001/" not in page
    assert before <= 8
    staff = signed_in(Role.OFFICER, office.unit).get("/services/AZ-0001/").content.decode()
    assert "/staff/services/of/AZ-0001/edit/" in staff
    stranger = signed_in(Role.OFFICER, make_unit("elsewhere")).get("/services/AZ-0001/").content.decode()
    assert "/staff/services/of/AZ-0001/" not in stranger


def test_no_page_asks_more_than_twelve_questions() -> None:
    make_catalogue(400)
    top = Unit.objects.get(code="root")
    services = list(Service.objects.select_related("unit", "current_version")[:60])
    drafts = [actions.open_draft(WRITER, service) for service in services]
    for _ in range(3):
        drafts[0] = actions.save(
            WRITER, drafts[0],
            another_step(drafts[0]), seen=drafts[0].revision,
        )  # fmt: skip
    actions.publish_edition(WRITER, title="یکم")
    one = actions.approve(WRITER, actions.review(WRITER, drafts[1], seen=1), seen=1)
    actions.publish(WRITER, [one])
    client = signed_in(Role.UNIT_HEAD, top)
    client.get("/staff/services/")
    code = drafts[0].code
    pages = [
        "/staff/services/", "/staff/services/?mine=yes&q=BG", "/staff/services/new/",
        f"/staff/services/drafts/{drafts[0].pk}/", f"/staff/services/drafts/{drafts[0].pk}/edit/",
        f"/staff/services/drafts/{drafts[0].pk}/history/", f"/staff/services/drafts/{drafts[0].pk}/preview/",
        *(f"/staff/services/of/{code}/{deed}" for deed in ("", "move/", "split/", "merge/", "retire/")),
        "/staff/services/edition/", "/services/editions/", "/services/editions/1/",
        "/services/editions/1/changes/", "/services/editions/1.json",
    ]  # fmt: skip
    asked = {page: _questions(client, page) for page in pages}
    assert not {page: number for page, number in asked.items() if number > 12}


def another_step(draft: Draft) -> Proposed:
    """The proposal of a draft with one more step."""
    now = queries.proposed(WRITER, draft)
    steps = (*now.content.steps, StepContent(f"گام {len(now.content.steps)}"))
    return Proposed(replace(now.content, steps=steps), now.placed)


def _questions(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len([each for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_the_form_knows_every_field_of_a_proposal() -> None:
    editor = Editor(Choices([], [], [], []))
    known = {*editor.content.fields, *editor.placed.fields, *(part.name for part in editor.parts)}
    assert known == set(FIELDS)


def test_a_draft_that_others_asked_for_says_what_it_changes_before_and_after(office: Office) -> None:
    service = office.service("AZ-0001")
    now = queries.proposed(WRITER, actions.open_draft(WRITER, service))
    actions.withdraw(WRITER, Draft.objects.get(), why="جای دیگر")
    wanted = Proposed(replace(now.content, objection="به فرماندار بنویسید"), now.placed)
    (draft,) = actions.open_drafts(
        WRITER, [(service, wanted)], why="آیین‌نامهٔ نو", origin="instrument:IN-1"
    ).drafts
    client = signed_in(Role.OFFICER, office.unit)
    address = f"/staff/services/drafts/{draft.pk}/"
    assert "به فرماندار بنویسید" in client.get(address).content.decode()
    actions.publish(office.head, [office.approve(draft)])
    assert "به فرماندار بنویسید" in client.get(address).content.decode()
    assert (
        client.get("/staff/services/?state=published&origin=instrument").content.decode().count("data-row>")
        == 1
    )


@pytest.mark.parametrize("kind", ["instrument", "instrument-link"])
def test_what_asked_for_a_draft_is_named_and_linked(office: Office, kind: str) -> None:
    service = office.service("AZ-0001")
    now = current([service])[service.code]
    (draft,) = actions.open_drafts(
        WRITER,
        [(service, replace(now, content=replace(now.content, objection="به فرماندار بنویسید")))],
        why="آیین‌نامهٔ نو",
        origin=f"{kind}:L-0007",
    ).drafts
    client = signed_in(Role.OFFICER, office.unit)
    for address in ("/staff/services/", f"/staff/services/drafts/{draft.pk}/"):
        page = client.get(address).text
        assert 'href="/instruments/L-0007/"' in page, address
        assert f"{kind}:L-0007</" not in page, address


@pytest.mark.parametrize(("role", "leads"), [(Role.UNIT_HEAD, True), (Role.OFFICER, False)])
def test_who_may_publish_an_edition_finds_the_way(office: Office, role: Role, leads: bool) -> None:
    client = signed_in(role, office.unit)
    for address in ("/staff/services/", "/services/editions/"):
        assert ('href="/staff/services/edition/"' in client.get(address).text) is leads, address


def test_the_trail_leads_to_drafts_and_editions() -> None:
    assert words.page("revisions.draft", "5") == "/staff/services/drafts/5/"
    assert words.page("revisions.edition", "2") == "/services/editions/2/"
