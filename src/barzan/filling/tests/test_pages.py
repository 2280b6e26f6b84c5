"""A form from its start to its receipt without a script; drafts go on elsewhere; what is closed says so."""

from __future__ import annotations

import json
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from barzan.filling import throttle
from barzan.forms.actions import library
from barzan.forms.tests.factories import WRITER, make_draft, make_published
from barzan.people.tests.factories import Role, make_unit, make_user
from barzan.submissions.models import Draft, Submission
from barzan.xlsform.tests.building import book, choices, question

pytestmark = pytest.mark.django_db

LISTS = [
    *choices("yes_no", [("yes", "بله", "Yes"), ("no", "خیر", "No")]),
    *choices("county", [("t", "تهران", "Tehran"), ("k", "کاشان", "Kashan")], ["tehran", "isfahan"]),
    *choices("province", [("tehran", "تهران", "Tehran"), ("isfahan", "اصفهان", "Isfahan")]),
]
SURVEY = [
    question("text", "name", "نام", "Name", required="yes"),
    question("select_one province", "province", "استان", "Province"),
    question(
        "select_one county", "county", "شهرستان", "County", choice_filter="province = ${province}"
    ),
    question("begin_group", "house", "خانه", "House"),
    question("integer", "rooms", "اتاق‌ها", "Rooms", constraint=". < 50"),
    question("select_one yes_no", "garden", "باغچه دارد؟", "A garden?"),
    question("text", "trees", "درخت‌ها", "Trees", relevant="${garden} = 'yes'"),
    question("image", "photo", "عکس", "Photograph"),
    question("end_group"),
    question("begin_repeat", "member", "عضو", "Member"),
    question("text", "called", "نام عضو", "Name of the member"),
    question("integer", "age", "سن", "Age"),
    question("end_repeat"),
    question("integer", "together", "شمار", "Count", calculation="count(${member})", readonly="yes"),
]  # fmt: skip
SETTINGS = {"form_title": "خانوار", "form_id": "house", "default_language": "فارسی (fa)", "style": "sections"}


@pytest.fixture(autouse=True)
def nobody_counted_yet():
    cache.clear()


@pytest.fixture
def form():
    return make_published(make_unit("PLAN"), book(SURVEY, LISTS, SETTINGS), open_to="public")


@pytest.fixture
def begun(client, form):
    """A draft under way: its address, all on one page."""
    answer = client.post(f"/fill/{form.key}/")
    assert answer.status_code == 302
    return answer["Location"] + "?style=all"


def page(answer) -> str:
    return answer.content.decode()


def test_a_form_is_filled_part_by_part_and_sent(client, form, begun):
    here = begun.replace("all", "sections")
    first = page(client.get(here))
    assert "گام ۱ از ۵" in first
    assert 'name="/data/name"' in first
    assert 'name="/data/house/rooms"' not in first

    stopped = client.post(here, {"act": "next", "/data/name": ""})
    assert stopped.status_code == 422
    assert "یک چیز را درست کنید" in page(stopped)
    assert 'href="#q-data-name"' in page(stopped)

    here = client.post(here, {"act": "next", "/data/name": "مریم", "/data/province": "tehran"})["Location"]
    assert "house" in here
    here = client.post(here, {"act": "next", "/data/house/rooms": "۴", "/data/house/garden": "no"})[
        "Location"
    ]
    here = client.post(here, {"act": "add /data/member"})["Location"]
    assert here.endswith("#q-data-member.2")
    sent = {"act": "next", "/data/member|rows": "2", "/data/member[2]/age": "۳۰"}
    here = client.post(here.partition("#")[0], sent)["Location"]
    assert "<bdi>۲</bdi></output>" in page(client.get(here))
    here = client.post(here, {"act": "next"})["Location"]
    assert "at=review" in here
    assert "مریم" in page(client.get(here))

    done = client.post(here, {"act": "send"})
    assert done.status_code == 302
    kept = Submission.objects.get()
    assert not kept.broken
    assert kept.content.answers["house"] == {"rooms": "4", "garden": "no"}
    assert kept.content.answers["member"] == [{}, {"age": "30"}]
    receipt = page(client.get(done["Location"]))
    assert "شمارهٔ رسید" in receipt
    assert not Draft.objects.exists()
    assert client.get(begun).status_code == 302


def test_what_is_wrong_is_not_sent_and_nothing_typed_is_lost(client, begun):
    answer = client.post(begun, {"act": "send", "/data/name": "", "/data/house/rooms": "۹۹"})
    assert answer.status_code == 422
    said = page(answer)
    assert "۲ چیز را درست کنید" in said
    assert 'aria-invalid="true"' in said
    assert 'value="۹۹"' in said
    assert not Submission.objects.exists()


def test_only_what_changed_comes_back(client, begun):
    before = page(client.get(begun))
    marks = dict(re.findall(r'id="([^"]+:box)" data-part data-mark="(\w+)"', before))
    sent = {
        "marks": json.dumps(marks),
        "/data/name": "مریم",
        "/data/province": "isfahan",
        "/data/house/garden": "yes",
    }
    answer = page(client.post(begun, sent, headers={"HX-Request": "true"}))
    changed = re.findall(r'id="([^"]+):box"', answer)
    assert changed == ["q-data-county", "q-data-house-trees"]
    assert "کاشان" in answer
    assert "ذخیره شد" in answer
    assert Draft.objects.get().answers["province"] == "isfahan"


def test_another_province_takes_the_choices_back_that_hung_on_the_first(client):
    cascade = [
        question("select_one province", "province", "استان", "Province", required="yes"),
        question("select_one county", "county", "شهرستان", "County", choice_filter="province = ${province}"),
        question(
            "select_one city", "city", "شهر", "City", choice_filter="county = ${county}", required="yes"
        ),
    ]
    cities = choices("city", [("old", "ری", "Ray"), ("new", "قمصر", "Qamsar")], ["t", "k"])
    form = make_published(make_unit("PLAN"), book(cascade, [*LISTS, *cities], SETTINGS), open_to="public")
    here = client.post(f"/fill/{form.key}/")["Location"] + "?style=all"
    sent = {"/data/province": "isfahan", "/data/county": "t", "/data/city": "old"}
    answer = page(client.post(here, {**sent, "marks": "{}"}, headers={"HX-Request": "true"}))
    assert "data-parts" in answer
    assert Draft.objects.get().answers.keys() - {"meta"} == {"province"}
    refused = page(client.post(here, {**sent, "/data/county": "nowhere", "act": "send"}))
    assert "شهر</a>: این پرسش پاسخ می‌خواهد" in refused


def test_numbers_are_shown_in_the_digits_of_the_page(client):
    survey = [
        question("text", "code", "کد"),
        question("decimal", "area", "مساحت", constraint=". < 50", constraint_message="تا 50 متر"),
        question("date", "born", "زادروز"),
        question("geopoint", "point", "جا"),
        question("begin_repeat", "member", "عضو"),
        question("text", "called", "نام عضو"),
        question("end_repeat"),
    ]
    form = make_published(
        make_unit("PLAN"), book(survey, [], {**SETTINGS, "style": "pages"}), open_to="public"
    )
    here = client.post(f"/fill/{form.key}/")["Location"]
    born = {"/data/born|day": "1", "/data/born|month": "2", "/data/born|year": "1355"}
    sent = {"/data/code": "0912", "/data/area": "80.5", **born, "/data/member[1]/called": "مریم"}
    sent |= {"/data/point|lat": "35.7", "/data/point|lon": "51.4", "/data/member|rows": "1"}
    client.post(here + "?style=all", {**sent, "act": "save"})
    shown = page(client.get(here + "?style=all&tried=1"))
    for value in ("۰۹۱۲", "۸۰٫۵", "۱۳۵۵", "۳۵٫۷"):
        assert f'value="{value}"' in shown
    assert "تا ۵۰ متر" in shown
    assert '<bdi class="row-called">مریم</bdi>' in shown
    review = page(client.get(here + "?at=review"))
    assert "۱ اردیبهشت ۱۳۵۵" in review
    assert "۳۵٫۷  ۵۱٫۴" in review
    assert "عضو ۱ · مریم" in review


def test_a_draft_goes_on_on_another_device_by_its_code(client, form, begun):
    client.post(begun, {"act": "save", "/data/name": "مریم"})
    code = re.search(r'class="resume-code" dir="ltr">([^<]+)<', page(client.get(begun)))[1]
    other = Client()
    assert other.get(begun).status_code == 302
    assert other.post(f"/fill/{form.key}/resume/", {"code": "XXXXX"}).status_code == 422
    opened = other.post(f"/fill/{form.key}/resume/", {"code": code.lower()})
    assert "مریم" in page(other.get(opened["Location"], follow=True))


def test_whoever_goes_on_comes_to_what_is_not_answered_yet(client):
    parts = [
        question("begin_group", "first", "نخست"),
        question("text", "name", "نام", required="yes"),
        question("end_group"),
        question("begin_group", "second", "دوم"),
        question("text", "street", "خیابان"),
        question("end_group"),
        question("begin_group", "third", "سوم"),
        question("text", "town", "شهر", required="yes"),
        question("end_group"),
    ]
    form = make_published(make_unit("PLAN"), book(parts, [], SETTINGS), open_to="public")
    here = client.post(f"/fill/{form.key}/")["Location"]
    client.post(here + "?style=sections", {"act": "next", "/data/first/name": "مریم"})
    start = page(client.get(f"/fill/{form.key}/"))
    assert f'href="{here}?at=left"' in start
    opened = client.get(f"{here}?at=left&style=sections")
    assert opened["Location"].endswith("?at=%2Fdata%2Fsecond&style=sections")


def test_a_draft_goes_on_on_another_device_by_sign_in(form):
    user = make_user(Role.OFFICER, form.unit)
    for device in (Client(), Client()):
        device.force_login(user)
        if not Draft.objects.exists():
            here = device.post(f"/fill/{form.key}/")["Location"]
            device.post(here, {"act": "save", "/data/name": "مریم"})
        assert "مریم" in page(device.get(here))


def test_a_file_is_kept_without_a_script(client, begun):
    photo = SimpleUploadedFile("خانه.PNG", bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
        "0500010d0a2db40000000049454e44ae426082"
    ))  # fmt: skip
    client.post(begun, {"act": "save", "/data/name": "مریم", "/data/house/photo": photo})
    name = Draft.objects.get().answers["house"]["photo"]
    assert re.fullmatch(r"photo-[0-9a-f]{8}\.png", name)
    assert name in page(client.get(begun))
    client.post(begun, {"act": "send", "/data/name": "مریم", "/data/house/photo": name})
    assert Submission.objects.get().attachments.get().state == "here"


def test_consent_comes_before_the_first_question(client):
    form = make_published(make_unit("PLAN"), open_to="public", consent="پاسخ‌ها محرمانه است.")
    assert "پاسخ‌ها محرمانه است" in page(client.get(f"/fill/{form.key}/"))
    assert client.post(f"/fill/{form.key}/").status_code == 422
    assert client.post(f"/fill/{form.key}/", {"consent": "yes"}).status_code == 302


def test_what_cannot_be_filled_in_says_why(client, form):
    assert "چنین فرمی نیست" in page(client.get("/fill/nothing/"))
    assert client.get(f"/fill/{make_draft(form.unit).key}/").status_code == 404
    library.close(WRITER, form, why="پایان")
    assert "اکنون پاسخ نمی‌پذیرد" in page(client.get(f"/fill/{form.key}/"))
    assert client.post(f"/fill/{form.key}/").status_code == 200
    assert not Draft.objects.exists()
    inner = make_published(form.unit, open_to="signed_in")
    assert "/account/login/" in client.get(f"/fill/{inner.key}/")["Location"]


def test_one_address_cannot_ask_for_ever_more(client, form, monkeypatch):
    monkeypatch.setitem(throttle.MOST, "begin", 2)
    answers = [client.post(f"/fill/{form.key}/").status_code for _ in range(3)]
    assert answers == [302, 302, 429]


def test_pages_ask_few_questions_of_the_database(client, begun, django_assert_max_num_queries):
    rows = {f"/data/member[{row}]/age": "5" for row in range(1, 41)} | {"/data/member|rows": "40"}
    client.post(begun, {"act": "save", "/data/name": "مریم", **rows})
    client.get(begun)
    with django_assert_max_num_queries(12):
        assert "عضو ۴۰" in page(client.get(begun))
    with django_assert_max_num_queries(12):
        client.post(
            begun, {"act": "check", "/data/name": "مریم", "marks": "{}"}, headers={"HX-Request": "true"}
        )


def test_the_preview_keeps_nothing(client, form):
    user = make_user(Role.OFFICER, form.unit)
    client.force_login(user)
    here = f"/fill/{form.key}/preview/pages/?style=all"
    state = re.search(r'name="state" value="([^"]+)"', page(client.get(here)))[1]
    shown = page(client.post(here, {"act": "add /data/member", "state": state, "/data/name": "مریم"}))
    assert 'value="مریم"' in shown
    assert "عضو ۲" in shown
    state = re.search(r'name="state" value="([^"]+)"', shown)[1]
    assert "همه چیز درست است" in page(client.post(here, {"act": "send", "state": state}))
    assert not Draft.objects.exists()
    assert not Submission.objects.exists()
    assert client.post(here, {"act": "next", "state": "forged"}).status_code == 200
    assert client.get(f"/fill/{form.key}/preview/").status_code == 200
