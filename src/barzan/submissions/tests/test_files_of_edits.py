"""Files in edits: chosen, replaced, taken out; what was there before stays with the content that names it."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from barzan.access import ANONYMOUS, Role
from barzan.documents.tests.files import png
from barzan.people.actors import actor_of
from barzan.people.models import User
from barzan.people.tests.factories import LONG_AGO, make_actor, make_user
from barzan.submissions.actions import add_attachment, receive, review, save_draft, send_draft
from barzan.submissions.models import Attachment, Content, Submission, Upload
from barzan.submissions.tests.factories import GOOD, make_form, new_key, xml_of

pytestmark = pytest.mark.django_db
TODAY = LONG_AGO.replace(year=2026)
PHOTO, PICTURE = "/data/photo", "/data/member[2]/picture"
ANSWERS = {**GOOD, "kind": "b", "photo": "front.png"}


def form_xml() -> str:
    """The form of the tests with a picture of each member."""
    bind, asked = '<bind nodeset="/data/place"', "</repeat>"
    upload = '<upload ref="/data/member/picture" mediatype="image/*"><label>تصویر</label></upload>'
    xml = xml_of("filed", 1).replace("<years/></member>", "<years/><picture/></member>")
    xml = xml.replace(bind, f'<bind nodeset="/data/member/picture" type="binary"/>{bind}')
    return xml.replace(asked, f"{upload}{asked}")


@pytest.fixture
def sender() -> User:
    return make_user(Role.CITIZEN)


@pytest.fixture
def row(sender: User) -> Submission:
    actor = actor_of(sender, TODAY)
    row = receive(actor, make_form(key="filed", xml=form_xml()).key, ANSWERS, key=new_key())
    add_attachment(actor, row.form.key, row.key, "front.png", png())
    return row


@pytest.fixture
def officer(client: Client, row: Submission) -> Client:
    client.force_login(make_user(Role.OFFICER, row.unit))
    return client


def address(row: Submission, page: str = "edit") -> str:
    return f"/staff/submissions/{row.pk}/{page}/"


def file(data: bytes = png() + b" ", name: str = "خانه.PNG") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def answers(number: int) -> dict:
    return Content.objects.get(number=number).answers


def waiting(said: str, place: str) -> str:
    """What the page carries as the file of a place."""
    return re.search(rf'type="hidden" name="{re.escape(place)}" value="([^"]*)"', said)[1]


def test_a_file_is_replaced_and_the_former_one_opens_from_the_history(
    officer: Client, row: Submission
) -> None:
    said = text(officer.get(address(row)))
    assert "front.png" in said
    assert 'enctype="multipart/form-data"' in said
    sent = {"seen": 0, "why": "تار بود", PHOTO: ["front.png", file()]}
    assert officer.post(address(row), sent).status_code == 302
    name = answers(2)["photo"]
    assert re.fullmatch(r"photo-[0-9a-f]{8}\.png", name)
    assert answers(1)["photo"] == "front.png"
    assert {each.name: each.state for each in Attachment.objects.all()} == {"front.png": "here", name: "here"}
    page = text(officer.get(f"/staff/submissions/{row.pk}/"))
    assert name in page
    assert "front.png" not in page
    assert "سرگذشت را ببینید" in page
    history = text(officer.get(address(row, "history")))
    for each, data in (("front.png", png()), (name, png() + b" ")):
        link = f"/staff/submissions/{row.pk}/files/{Attachment.objects.get(name=each).pk}/"
        assert history.count(f'href="{link}"') == 2  # where it came, and in the change
        assert b"".join(officer.get(link)) == data
    assert not Upload.objects.exists()


def test_a_file_is_taken_out_and_one_is_added_in_a_row(officer: Client, row: Submission) -> None:
    sent = {"seen": 0, "why": "x", PHOTO: "front.png", f"{PHOTO}|gone": "1", PICTURE: ["", file()]}
    assert officer.post(address(row), sent).status_code == 302
    assert "photo" not in answers(2)
    assert re.fullmatch(r"picture-[0-9a-f]{8}\.png", answers(2)["member"][1]["picture"])
    assert "picture" not in answers(2)["member"][0]
    assert Attachment.objects.filter(state="here").count() == 2
    kept = Attachment.objects.get(place=PICTURE)
    link = f'href="/staff/submissions/{row.pk}/files/{kept.pk}/"'
    assert text(officer.get(f"/staff/submissions/{row.pk}/")).count(link) == 2  # in its row, and below


def test_a_file_that_was_chosen_stays_while_rows_change_and_reasons_are_missing(
    officer: Client, row: Submission
) -> None:
    said = text(officer.post(address(row), {"seen": 0, PICTURE: file(), "reshape": "-/data/member[1]"}))
    here = "/data/member[1]/picture"
    name = waiting(said, here)
    assert name.startswith("picture-")
    assert "با بقیه فرستاده می‌شود" in said
    sent = {"seen": 0, "deed": "-/data/member[1]", here: [name, ""], PHOTO: ["front.png", ""]}
    assert waiting(text(officer.post(address(row), sent), 422), here) == name  # no reason
    assert not Content.objects.filter(number=2).exists()
    assert officer.post(address(row), {**sent, "why": "x"}).status_code == 302
    assert answers(2)["member"] == [{"picture": name}]
    assert Attachment.objects.get(name=name).place == here


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        (file(b"<html><script>", "photo.png"), "نمی‌خواند"),
        (file(b"MZ", "photo.exe"), "این گونهٔ فایل پذیرفته نیست"),
        ("evil", "دوباره برگزینید"),
    ],
)
def test_what_is_no_file_of_it_is_refused_and_nothing_is_saved(
    officer: Client, row: Submission, chosen: object, why: str
) -> None:
    sent = {"seen": 0, "why": "x", "/data/age": "50", PHOTO: chosen, "reshape": "+/data/member"}
    said = text(officer.post(address(row), sent), 422)
    assert why in said
    assert 'value="50"' in said
    assert "member[3]" not in said
    assert waiting(said, PHOTO) == "front.png"
    assert Content.objects.count() == 1
    assert not Upload.objects.exists()


def test_the_file_of_another_question_is_not_named(officer: Client, row: Submission) -> None:
    assert officer.post(address(row), {"seen": 0, "why": "x", PICTURE: "front.png"}).status_code == 422
    other = receive(ANONYMOUS, row.form.key, ANSWERS, key=new_key())
    add_attachment(ANONYMOUS, "filed", other.key, "front.png", png() + b"  ")
    add_attachment(ANONYMOUS, "filed", other.key, "theirs.png", png(), ahead=True)
    for name in ("theirs.png", "nothing.png"):  # sent ahead by somebody else, for something else
        assert officer.post(address(row), {"seen": 0, "why": "x", PHOTO: name}).status_code == 422
    assert Content.objects.filter(submission=row).count() == 1


def test_two_editors_lose_no_file(officer: Client, row: Submission) -> None:
    first = Client()
    first.force_login(make_user(Role.OFFICER, row.unit))
    assert first.post(address(row), {"seen": 0, "why": "x", PHOTO: ["front.png", file()]}).status_code == 302
    theirs = answers(2)["photo"]
    mine = file(png() + b"  ")
    said = text(officer.post(address(row), {"seen": 0, "why": "y", PHOTO: ["front.png", mine]}), 409)
    name = waiting(said, PHOTO)
    assert name not in ("front.png", theirs)
    assert theirs in said
    assert officer.post(address(row), {"seen": 1, "why": "y", PHOTO: [name, ""]}).status_code == 302
    assert answers(3)["photo"] == name
    assert Attachment.objects.filter(state="here").count() == 3


def test_a_file_of_a_question_that_does_not_apply_is_told(officer: Client, row: Submission) -> None:
    sent = {"seen": 0, "why": "x", "/data/kind": "a", PHOTO: ["front.png", file()]}
    said = text(officer.post(address(row), sent, follow=True))
    assert "فایلی کنار گذاشته شد" in said
    assert "photo" not in answers(2)


def test_senders_correct_their_files(client: Client, row: Submission, sender: User) -> None:
    review(make_actor(Role.OFFICER, row.unit), [row.pk], "sent_back", why="عکس تار است")
    client.force_login(sender)
    assert "front.png" in text(client.get(f"/sent/{row.pk}/correct/"))
    sent = {"seen": 1, PHOTO: ["front.png", file()]}
    assert client.post(f"/sent/{row.pk}/correct/", sent).status_code == 302
    assert answers(2)["photo"] != "front.png"


def test_whoever_has_the_code_corrects_files_and_opens_none(client: Client, row: Submission) -> None:
    cache.clear()
    draft = save_draft(ANONYMOUS, "filed", ANSWERS)
    add_attachment(ANONYMOUS, "filed", draft.key, "front.png", png())
    mine = send_draft(ANONYMOUS, draft, code=draft.code)
    review(make_actor(Role.OFFICER, row.unit), [mine.pk], "sent_back", why="عکس تار است")
    client.post("/sent/code/", {"code": mine.code})
    said = text(client.get("/sent/followed/correct/"))
    assert "front.png" in said
    assert "/files/" not in said
    sent = {"seen": 1, PHOTO: ["front.png", file()]}
    assert client.post("/sent/followed/correct/", sent)["Location"] == "/sent/followed/"
    kept = mine.attachments.get(name=Content.objects.get(submission=mine, number=2).answers["photo"])
    assert (kept.state, kept.size) == ("here", len(png()) + 1)
    assert client.get(f"/staff/submissions/{mine.pk}/files/{kept.pk}/").status_code == 302  # to the sign-in
