"""Files of submissions: who opens them, what is recorded."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import Role
from barzan.documents.tests.files import png
from barzan.people.actors import actor_of
from barzan.people.tests.factories import LONG_AGO, make_unit, make_user
from barzan.submissions.actions import add_attachment, receive
from barzan.submissions.models import Attachment
from barzan.submissions.tests.factories import GOOD, make_form, new_key, xml_of
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


def attached(marks: str = "") -> tuple[Attachment, object, bytes]:
    """A photo that a citizen sent, with the citizen and its bytes."""
    xml = xml_of("filed", 1).replace('<bind nodeset="/data/photo"', f'<bind nodeset="/data/photo" {marks}')
    form, sender = make_form(key="filed", xml=xml), make_user(Role.CITIZEN)
    actor, data = actor_of(sender, LONG_AGO.replace(year=2026)), png()
    answers = {**GOOD, "kind": "b", "photo": "front.png"}
    row = receive(actor, form.key, answers, key=new_key())
    add_attachment(actor, form.key, row.key, "front.png", data)
    return Attachment.objects.select_related("submission__unit", "document").get(), sender, data


def opened(client: Client, user: object, file: Attachment):
    client.force_login(user)
    return client.get(f"/staff/submissions/{file.submission_id}/files/{file.pk}/")


def test_a_personal_file_needs_the_right_of_personal_answers_and_its_reading_is_recorded(
    client: Client,
) -> None:
    file, sender, data = attached('barzan:personal="yes"')
    unit = file.submission.unit
    assert opened(client, make_user(Role.ANALYST, unit), file).status_code == 403
    page = client.get(f"/staff/submissions/{file.submission_id}/").content.decode()
    assert "front.png" not in page
    assert client.get(f"/staff/documents/{file.document.document_id}/1/").status_code == 403
    listed = f"/api/v1/submissions/uploads/of/filed/{file.submission.key}"
    assert client.get(listed).json() == []
    assert not Event.objects.filter(verb="submission.read").exists()
    answer = opened(client, make_user(Role.OFFICER, unit), file)
    assert b"".join(answer) == data
    assert answer["Content-Disposition"].startswith("attachment;")
    assert Event.objects.filter(verb="submission.read").count() == 1
    assert b"".join(opened(client, sender, file)) == data  # their own
    assert opened(client, make_user(Role.OFFICER, make_unit("far")), file).status_code == 403


def test_another_file_is_for_whoever_reads_the_submission(client: Client) -> None:
    file, _, data = attached()
    assert b"".join(opened(client, make_user(Role.ANALYST, file.submission.unit), file)) == data
    assert not Event.objects.filter(verb="submission.read").exists()
    assert client.get(f"/staff/submissions/{file.submission_id}/files/{file.pk + 1}/").status_code == 404
