"""Submissions over HTTP: JSON, resumable attachments, ODK Collect."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from barzan.access import Role
from barzan.documents.tests.files import png
from barzan.forms.kinds import OpenTo
from barzan.people.actors import actor_of
from barzan.people.tests.factories import LONG_AGO, make_unit, make_user
from barzan.submissions.actions import add_device, close_device, receive
from barzan.submissions.core import tus
from barzan.submissions.models import Attachment, Submission, Unread, Upload
from barzan.submissions.tests.factories import GOOD, make_form, new_key, xml_of

pytestmark = pytest.mark.django_db
JSON = "application/json"
PHOTO = {**GOOD, "kind": "b", "photo": "photo.png"}


def send(client: Client, form: str, body: object, **more: str):
    body = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(f"/api/v1/submissions/{form}", body, content_type=JSON, headers=more)


def test_sent_once_and_again(client: Client) -> None:
    form, key = make_form(), new_key()
    body = {"key": key, "version": 1, "answers": GOOD}
    first, again = send(client, form.key, body), send(client, form.key, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["number"] == again.json()["number"]
    assert client.get(f"/api/v1/submissions/{form.key}/{key}").json()["state"] == "received"


def test_the_key_may_stand_in_the_answers(client: Client) -> None:
    form, key = make_form(), new_key()
    assert send(client, form.key, {"answers": {**GOOD, "meta": {"instanceID": key}}}).status_code == 201
    assert Submission.objects.get().key == key


@pytest.mark.parametrize("body", [b"\xff", "[1]", "{", '{"answers": {}}', "[" * 100_000])
def test_what_cannot_be_read_is_kept(client: Client, body: bytes | str) -> None:
    form = make_form()
    answer = send(client, form.key, body)
    assert (answer.status_code, answer.json()["kept"]) == (422, True)
    assert Unread.objects.count() == 1
    assert not Submission.objects.exists()


def test_refusals(client: Client) -> None:
    assert send(client, "none", {"key": "k", "answers": GOOD}).status_code == 409
    staff = make_form(open_to=OpenTo.STAFF)
    assert send(client, staff.key, {"key": "k", "answers": GOOD}).status_code == 401
    assert send(client, staff.key, b"").status_code == 422
    large = b'{"key": "k", "answers": {"name": "' + b"x" * 6_000_000 + b'"}}'
    assert send(client, make_form().key, large).status_code == 413
    assert not Submission.objects.exists()


def test_a_session_needs_its_csrf_token() -> None:
    form = make_form()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(Role.OFFICER, form.unit))
    assert send(strict, form.key, {"key": "k", "answers": GOOD}).status_code == 403
    assert not Submission.objects.exists()


def test_lists_are_for_staff(client: Client) -> None:
    form = make_form()
    for _ in range(3):
        send(client, form.key, {"key": new_key(), "answers": GOOD})
    assert client.get(f"/api/v1/submissions/{form.key}").status_code == 401
    client.force_login(make_user(Role.ANALYST, form.unit))
    page = client.get(f"/api/v1/submissions/{form.key}?limit=2").json()
    assert (page["count"], len(page["submissions"])) == (3, 2)
    rest = client.get(f"/api/v1/submissions/{form.key}", {"limit": 2, "cursor": page["older"]}).json()
    assert (len(rest["submissions"]), rest["older"]) == (1, "")
    one = client.get(f"/api/v1/submissions/{form.key}/{rest['submissions'][0]['key']}").json()
    assert one["answers"]["age"] == "34"
    assert "name" not in one["answers"]


def test_the_answers_of_an_account_are_not_for_others(client: Client) -> None:
    form, key = make_form(), new_key()
    owner = make_user(Role.CITIZEN)
    receive(actor_of(owner, LONG_AGO.replace(year=2030)), form.key, GOOD, key=key)
    assert client.get(f"/api/v1/submissions/{form.key}/{key}").status_code == 404
    client.force_login(owner)
    assert client.get(f"/api/v1/submissions/{form.key}/{key}").json()["answers"]["age"] == "34"


# --- attachments ---


def begin(client: Client, form: str, key: str, data: bytes, name: str = "photo.png", body: bytes = b""):
    words = {"filename": name, "sha256": sha256(data).hexdigest()}
    said = ",".join(f"{word} {b64encode(text.encode()).decode()}" for word, text in words.items())
    return client.post(
        f"/api/v1/submissions/uploads/of/{form}/{key}",
        body,
        content_type=tus.CHUNK,
        headers={"Upload-Length": str(len(data)), "Upload-Metadata": said},
    )


def patch(client: Client, address: str, offset: int, data: bytes):
    return client.patch(address, data, content_type=tus.CHUNK, headers={"Upload-Offset": str(offset)})


def test_an_upload_goes_on_after_a_cut(client: Client) -> None:
    form, key, data = make_form(), new_key(), png()
    send(client, form.key, {"key": key, "answers": PHOTO})
    address = begin(client, form.key, key, data)["Location"]
    assert patch(client, address, 0, data[:10])["Upload-Offset"] == "10"
    wrong = patch(client, address, 5, data[5:])
    assert (wrong.status_code, wrong["Upload-Offset"]) == (409, "10")
    assert client.head(address)["Upload-Offset"] == "10"
    assert begin(client, form.key, key, data)["Location"] == address
    assert patch(client, address, 10, data[10:]).status_code == 204
    attachment = Attachment.objects.get()
    assert (attachment.state, attachment.sha256) == ("here", sha256(data).hexdigest())
    assert not Upload.objects.exists()
    assert client.get(f"/api/v1/submissions/uploads/of/{form.key}/{key}").json()[0]["state"] == "here"


def test_a_file_may_come_before_its_submission_and_twice(client: Client) -> None:
    form, key, data = make_form(), new_key(), png()
    for _ in range(2):
        assert begin(client, form.key, key, data, body=data).status_code == 201
    assert Upload.objects.get().whole
    send(client, form.key, {"key": key, "answers": PHOTO})
    assert Attachment.objects.get().state == "here"
    assert begin(client, form.key, key, data, body=data).status_code == 201
    assert (Attachment.objects.count(), Upload.objects.count()) == (1, 0)


def test_uploads_are_refused(client: Client) -> None:
    form, key, data = make_form(), new_key(), png()
    send(client, form.key, {"key": key, "answers": PHOTO})
    assert begin(client, form.key, key, data, name="run.exe").status_code == 409
    assert begin(client, form.key, key, b"<html>", body=b"<html>").status_code == 409
    address = begin(client, form.key, key, data)["Location"]
    assert patch(client, address, 0, data + b"more").status_code == 409
    assert client.head(address).status_code == 404
    address = begin(client, form.key, key, data)["Location"]
    assert patch(client, address, 0, data[:-1] + b"x").json()["code"] == "upload.digest"
    other = png() + b"\0"
    begin(client, form.key, key, data, body=data)
    assert begin(client, form.key, key, other, body=other).json()["code"] == "attachment.other"
    unnamed = begin(client, form.key, key, data, name="other.png", body=data)
    assert unnamed.json()["code"] == "attachment.unnamed"
    assert not Upload.objects.exists()


# --- ODK Collect ---


@pytest.fixture
def collect():
    form = make_form(make_unit("odk"), open_to=OpenTo.STAFF)
    user = make_user(Role.OFFICER, form.unit)
    actor = actor_of(user, LONG_AGO.replace(year=2026))
    device, secret = add_device(actor, "تبلت ۱")
    return form, actor, device, f"/api/v1/submissions/openrosa/{secret}"


def filled(form: str, key: str, version: int = 1) -> bytes:
    return (
        f'<data id="{form}" version="{version}"><name>applicant-1</name><age>34</age><kind>b</kind>'
        f"<photo>photo.png</photo><meta><instanceID>{key}</instanceID></meta></data>"
    ).encode()


def post(client: Client, address: str, xml: bytes, **files: bytes):
    parts = {
        name.replace("_", "."): SimpleUploadedFile(name.replace("_", "."), data)
        for name, data in files.items()
    }
    return client.post(
        f"{address}/submission",
        {"xml_submission_file": SimpleUploadedFile("s.xml", xml, "text/xml"), **parts},
    )


def test_collect_fetches_and_sends(client: Client, collect) -> None:
    form, _, _, address = collect
    listed = client.get(f"{address}/formList")
    assert listed["X-OpenRosa-Version"] == "1.0"
    space = {"o": "http://openrosa.org/xforms/xformsList"}
    found = ElementTree.fromstring(listed.content).find("o:xform", space)
    assert found.findtext("o:formID", namespaces=space) == form.key
    download = client.get(found.findtext("o:downloadUrl", namespaces=space))
    assert download.content.decode() == xml_of(form.key, 1)
    assert client.get(found.findtext("o:manifestUrl", namespaces=space)).status_code == 200
    assert client.head(f"{address}/submission").status_code == 204
    key = new_key()
    assert post(client, address, filled(form.key, key)).status_code == 201
    assert Attachment.objects.get().state == "expected"
    assert post(client, address, filled(form.key, key), photo_png=png()).status_code == 201
    assert Attachment.objects.get().state == "here"
    row = Submission.objects.get()
    assert (row.via, row.key, row.unit) == ("collect", key, form.unit)


def test_collect_is_told_what_was_wrong(client: Client, collect) -> None:
    form, _, _, address = collect
    assert post(client, address, filled(form.key, new_key(), version=9)).status_code == 202
    assert Unread.objects.get().code == "unread.version"
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaa">]><data id="&a;"/>'
    assert post(client, address, bomb).status_code == 400
    assert post(client, address, filled("none", new_key())).status_code == 404
    assert client.post(f"{address}/submission").status_code == 400
    answer = post(client, address, filled(form.key, new_key()), photo_png=b"<html>")
    assert answer.status_code == 201
    assert "match its extension" in answer.content.decode()


def test_a_closed_device_opens_nothing(client: Client, collect) -> None:
    _, actor, device, address = collect
    close_device(actor, device)
    assert client.get(f"{address}/formList").status_code == 404
    assert client.head(f"{address}/submission").status_code == 404


def test_a_program_sends_with_the_secret_of_a_device(client: Client, collect) -> None:
    form, actor, _, address = collect
    secret = address.rpartition("/")[2]
    strict = Client(enforce_csrf_checks=True)
    body = {"key": new_key(), "answers": GOOD}
    assert send(strict, form.key, body, Authorization=f"Bearer {secret}").status_code == 201
    assert Submission.objects.get().person_id == actor.person
    assert send(strict, form.key, body, Authorization="Bearer none").status_code == 401
