"""Sample records for the generated access test."""

from __future__ import annotations

from itertools import count

from django.utils import timezone

from barzan.access import ANONYMOUS
from barzan.access.tests.samples import Sample, Where
from barzan.access.values import system_actor
from barzan.documents.tests.files import png
from barzan.forms.models import Form, FormFile
from barzan.people.tests.factories import Role, make_user
from barzan.submissions.actions import add_attachment, begin_upload, keep_unread, receive
from barzan.submissions.codes import secret_hash
from barzan.submissions.errors import Unreadable
from barzan.submissions.models import Device, Submission
from barzan.submissions.tests.factories import GOOD, make_form, new_key

SYSTEM = system_actor("test")
_number = count(1)


def asked(where: Where) -> Form:
    return make_form(where.unit)


def sent(where: Where) -> Submission:
    """A submission of the unit that speaks of the place."""
    return receive(SYSTEM, asked(where).key, {**GOOD, "place": where.place.code}, key=new_key())


def one(where: Where) -> Sample:
    row = sent(where)
    return Sample({"number": row.pk}, row.target)


def file(where: Where) -> Sample:
    """A file that is not personal."""
    form = asked(where)
    answers = {**GOOD, "kind": "b", "photo": "photo.png", "place": where.place.code}
    row = receive(SYSTEM, form.key, answers, key=new_key())
    add_attachment(SYSTEM, form.key, row.key, "photo.png", png())
    return Sample({"number": row.pk, "pk": row.attachments.get().pk}, row.target)


def form(where: Where) -> Sample:
    return Sample({"form": asked(where).key})


def by_key(where: Where) -> Sample:
    row = receive(ANONYMOUS, asked(where).key, GOOD, key=new_key())
    return Sample({"form": row.form.key, "key": row.key})


def upload(where: Where) -> Sample:
    found = begin_upload(ANONYMOUS, asked(where).key, new_key(), "photo.png", 100)
    return Sample({"token": found.token})


def secret(where: Where) -> str:
    """The secret of a device of an officer."""
    made, now = f"device-{next(_number)}", timezone.now()
    Device.objects.create(
        title=made,
        user=make_user(Role.OFFICER, where.unit),
        unit=where.unit,
        secret=secret_hash(made),
        made_at=now,
        expires_at=now.replace(year=now.year + 1),
    )
    return made


def device(where: Where) -> Sample:
    return Sample({"device": secret(where)})


def version(where: Where) -> Sample:
    return Sample({"device": secret(where), "key": asked(where).key, "number": 1})


def media(where: Where) -> Sample:
    form = asked(where)
    version = form.versions.get()
    FormFile.objects.create(version=version, name="map.png", content=version.workbook)
    return Sample({"device": secret(where), "key": form.key, "number": 1, "name": "map.png"})


def raw(where: Where) -> Sample:
    found = keep_unread(SYSTEM, asked(where).key, b"{", via="api", reason=Unreadable.form())
    return Sample({"pk": found.pk}, found.target)


def own_device(where: Where) -> Sample:
    found = Device.objects.get(title=secret(where))
    return Sample({"pk": found.pk}, found.target)


SAMPLES = {
    "api-1:submission-send": form,
    "api-1:submission-list": form,
    "api-1:submission-one": by_key,
    "api-1:submission-attachments": by_key,
    "api-1:submission-attach": by_key,
    "api-1:submission-upload": upload,
    "api-1:openrosa-forms": device,
    "api-1:openrosa-form": version,
    "api-1:openrosa-manifest": version,
    "api-1:openrosa-media": media,
    "api-1:openrosa-submission": device,
    **{f"submissions:{name}": one for name in ("submission", "history", "edit", "review", "undo")},
    **{f"sent:{name}": one for name in ("one", "correct")},
    "sent:link": lambda where: Sample({"code": "7KD3M-Q9XTB-42HFW"}),
    "submissions:attachment": file,
    "submissions:one-unread": raw,
    "submissions:close-device": own_device,
}
