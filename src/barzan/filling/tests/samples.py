"""Sample records for the generated access test."""

from __future__ import annotations

from uuid import uuid4

from django.core import signing

from barzan.access.tests.samples import Sample, Where
from barzan.filling.web import RECEIPT
from barzan.forms.kinds import OpenTo
from barzan.forms.models import Content, Form, FormFile
from barzan.forms.tests.factories import make_published


def made(where: Where) -> Form:
    """A form of the unit, open to everybody, with a picture; one for each unit, since it takes a while."""
    found = Form.objects.select_related("unit").filter(unit=where.unit, open_to=OpenTo.PUBLIC).first()
    if found is None:
        found = make_published(where.unit, open_to=OpenTo.PUBLIC)
        content = Content.objects.create(sha256=uuid4().hex, size=3, media_type="image/png", data=b"png")
        FormFile.objects.create(version=found.current, name="map.png", content=content)
    return found


def public_form(where: Where) -> Sample:
    """Whoever asks is served."""
    return Sample({"key": made(where).key})


def owned_form(where: Where) -> Sample:
    """The same for pages on which the form's own unit works."""
    form = made(where)
    return Sample({"key": form.key}, form.target)


def draft(where: Where) -> Sample:
    """A draft that nobody of those who ask has: they are led to the start, or told that it is out of date."""
    return Sample({**public_form(where).arguments, "draft": uuid4()})


def receipt(where: Where) -> Sample:
    signed = signing.dumps([7, "2026-11-26T10:00:00+03:30"], salt=RECEIPT)
    return Sample({**public_form(where).arguments, "receipt": signed})


def file(where: Where) -> Sample:
    return Sample({**public_form(where).arguments, "name": "map.png"})


SAMPLES = {
    "filling:start": public_form,
    "filling:resume": public_form,
    "filling:page": draft,
    "filling:done": receipt,
    "filling:file": file,
    "filling:paper": public_form,
    "filling:type-in": owned_form,
    "filling:preview": public_form,
    "filling:try": public_form,
}
