"""Contents are kept once and whole, versions are added, reads stay within the units and are recorded."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from barzan.access import Forbidden, Role
from barzan.documents import actions, kinds, queries
from barzan.documents.errors import DocumentRefused
from barzan.documents.models import Document, Version
from barzan.documents.storage import path_of
from barzan.documents.tests.files import GOOD, PDF
from barzan.people.tests.factories import make_actor, make_unit, make_user
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
LIST = "/staff/documents/"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


def kept(home: Path) -> list[Path]:
    return [path for path in (home / "documents").rglob("*") if path.is_file()]


def test_a_document_is_kept_under_its_hash(home: Path) -> None:
    unit = make_unit("a")
    version = actions.store(make_actor(Role.OFFICER, unit), "../گزارش.pdf", PDF, unit=unit)
    assert (version.name, version.number, version.size, version.media_type) == (
        "گزارش.pdf",
        1,
        len(PDF),
        "application/pdf",
    )
    assert version.sha256 == sha256(PDF).hexdigest()
    assert path_of(version.sha256).read_bytes() == PDF
    assert kept(home) == [path_of(version.sha256)]
    assert Event.objects.get().verb == "document.stored"


def test_versions_are_added_and_equal_ones_are_not(home: Path) -> None:
    unit = make_unit("a")
    actor = make_actor(Role.OFFICER, unit)
    first = actions.store(actor, "a.pdf", PDF, unit=unit)
    again = actions.store(actor, "a.pdf", PDF, document=first.document)
    assert again == first
    second = actions.store(actor, "a.pdf", PDF + b"%%EOF", document=first.document)
    assert second.number == 2
    assert len(kept(home)) == 2


@pytest.mark.parametrize(("name", "data"), [("a.exe", b"MZ"), ("a.pdf", b""), ("a.pdf", b"MZ"), ("", PDF)])
def test_a_refused_file_leaves_nothing(home: Path, name: str, data: bytes) -> None:
    unit = make_unit("a")
    with pytest.raises(DocumentRefused):
        actions.store(make_actor(Role.OFFICER, unit), name, data, unit=unit)
    assert kept(home) == []
    assert not Document.objects.exists()
    assert not Event.objects.exists()


def test_too_large_a_file_is_refused_while_it_comes_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = kinds.Kind("application/pdf", 10, kinds.check_pdf)
    monkeypatch.setitem(kinds.KINDS, "pdf", small)
    unit = make_unit("a")
    with pytest.raises(DocumentRefused, match="over 0 MB"):
        actions.store(make_actor(Role.OFFICER, unit), "a.pdf", PDF, unit=unit)
    assert kept(home) == []


def test_documents_stay_within_their_units() -> None:
    top = make_unit("top")
    ours, theirs = make_unit("ours", top), make_unit("theirs", top)
    officer, head = make_actor(Role.OFFICER, ours), make_actor(Role.UNIT_HEAD, top)
    version = actions.store(head, "a.pdf", PDF, unit=theirs)
    assert not queries.documents(officer).exists()
    assert queries.documents(head).count() == 1
    with pytest.raises(Forbidden):
        queries.document(officer, version.document_id)
    with pytest.raises(Forbidden):
        actions.store(officer, "a.pdf", PDF, document=version.document)
    with pytest.raises(Forbidden):
        actions.store(officer, "a.pdf", PDF, unit=theirs)
    with pytest.raises(Forbidden):
        actions.store(make_actor(Role.AUDITOR), "a.pdf", PDF, unit=ours)


def test_a_download_is_an_attachment_that_no_browser_runs(client: Client) -> None:
    unit = make_unit("a")
    user = make_user(Role.OFFICER, unit)
    version = actions.store(make_actor(Role.OFFICER, unit), "گزارش.pdf", PDF, unit=unit, personal=True)
    address = f"{LIST}{version.document_id}/1/"
    assert client.get(address).status_code == 302
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(address)
    assert b"".join(response) == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert Event.objects.filter(verb="document.read", user=user.pk).count() == 1
    assert client.get(f"{LIST}{version.document_id}/2/").status_code == 404
    stranger = make_user(Role.OFFICER, make_unit("b"))
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 403


def test_the_form_hands_in_and_says_what_is_wrong(client: Client) -> None:
    unit = make_unit("a")
    client.force_login(make_user(Role.OFFICER, unit), backend="django.contrib.auth.backends.ModelBackend")
    good = SimpleUploadedFile("نامه.docx", GOOD["letter.docx"])
    assert client.post(LIST, {"file": good, "unit": unit.pk}).status_code == 302
    document = Document.objects.get()
    assert "نامه.docx" in client.get(LIST).content.decode()
    wrong = client.post(LIST, {"file": SimpleUploadedFile("a.pdf", b"MZ"), "unit": unit.pk})
    assert wrong.status_code == 422
    assert "پسوند" in wrong.content.decode()
    page = f"{LIST}{document.pk}/"
    assert client.post(page, {"file": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    assert client.get(page).content.decode().count("<tr>") == 3
    assert Version.objects.count() == 2
    assert client.post(LIST, {}).status_code == 422


def test_a_content_that_is_gone_is_said_kindly_named_and_not_counted_as_read(client: Client) -> None:
    unit = make_unit("a")
    version = actions.store(make_actor(Role.OFFICER, unit), "a.pdf", PDF, unit=unit, personal=True)
    assert queries.missing() == []
    path_of(version.sha256).unlink()
    assert queries.missing() == [version]
    client.force_login(make_user(Role.OFFICER, unit), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(f"/en{LIST}{version.document_id}/1/")
    assert response.status_code == 404
    assert "bring it back from a backup" in response.content.decode()
    assert version.sha256[:12] in response.content.decode()
    assert not Event.objects.filter(verb="document.read").exists()
