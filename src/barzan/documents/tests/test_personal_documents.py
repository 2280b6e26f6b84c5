"""Personal documents: not for analysts, each reading recorded, erased in their time."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import Role
from barzan.access.rules import Forbidden
from barzan.access.values import system_actor
from barzan.documents import actions, queries
from barzan.documents.errors import DocumentErased, DocumentRefused
from barzan.documents.tests.files import PDF
from barzan.people.tests.factories import make_actor, make_unit, make_user
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
SYSTEM = system_actor("test")


def test_an_analyst_neither_sees_nor_opens_a_personal_document(client: Client) -> None:
    unit = make_unit("a")
    plain = actions.store(SYSTEM, "plain.pdf", PDF, unit=unit)
    personal = actions.store(SYSTEM, "personal.pdf", PDF, unit=unit, personal=True)
    analyst, officer = make_actor(Role.ANALYST, unit), make_actor(Role.OFFICER, unit)
    assert [each.pk for each in queries.documents(analyst)] == [plain.document_id]
    assert queries.documents(officer).count() == 2
    with pytest.raises(Forbidden):
        queries.content(analyst, personal.document_id, 1)
    queries.content(officer, personal.document_id, 1)[1].close()
    assert Event.objects.filter(verb="document.read").count() == 1
    client.force_login(make_user(Role.ANALYST, unit), backend="django.contrib.auth.backends.ModelBackend")
    for page in (f"{personal.document_id}/", f"{personal.document_id}/1/"):
        assert client.get(f"/staff/documents/{page}").status_code == 403


def test_an_erased_document_says_so_and_takes_no_version(client: Client) -> None:
    unit = make_unit("a")
    document = actions.store(SYSTEM, "personal.pdf", PDF, unit=unit, personal=True).document
    actions.erase(SYSTEM, [document], why="retention")
    assert queries.missing() == []
    with pytest.raises(DocumentErased):
        queries.content(SYSTEM, document.pk, 1)
    with pytest.raises(DocumentRefused):
        actions.store(SYSTEM, "b.pdf", PDF, document=document)
    client.force_login(make_user(Role.OFFICER, unit), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/staff/documents/{document.pk}/1/").status_code == 410
    assert "پاک شد" in client.get(f"/staff/documents/{document.pk}/").content.decode()
