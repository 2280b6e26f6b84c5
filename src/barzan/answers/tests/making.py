"""Forms and submissions for the tests, written straight to the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone
from pyxform.xls2xform import convert

from barzan.forms.kinds import FormKind, OpenTo
from barzan.forms.kinds import State as FormState
from barzan.forms.models import Content as FormContent
from barzan.forms.models import Form, FormVersion
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit
from barzan.places.models import Place
from barzan.submissions.kinds import Origin, State, Via
from barzan.submissions.models import Content, Fresh, Personal, Submission

FA, EN = "label::Persian (fa)", "label::English (en)"
_number = count(1)
LONG_AGO = datetime(2026, 3, 21, 8, tzinfo=timezone.get_fixed_timezone(210))

SURVEY: list[dict[str, str]] = [
    {"type": "start", "name": "start"},
    {"type": "begin_group", "name": "home", FA: "خانه", EN: "Home"},
    {"type": "select_one yesno", "name": "owner", FA: "مالک است؟", EN: "Owner?"},
    {"type": "integer", "name": "rooms", FA: "شمار اتاق‌ها", EN: "Rooms"},
    {"type": "decimal", "name": "area", FA: "زیربنا", EN: "Area"},
    {"type": "text", "name": "street", FA: "خیابان", EN: "Street"},
    {"type": "end_group"},
    {"type": "select_multiple needs", "name": "needs", FA: "نیازها", EN: "Needs"},
    {"type": "rank needs", "name": "order", FA: "ترتیب نیازها", EN: "Order of needs"},
    {"type": "date", "name": "since", FA: "ساکن از", EN: "Living here since"},
    {"type": "geopoint", "name": "point", FA: "جای خانه", EN: "Place of the house"},
    {"type": "text", "name": "phone", FA: "تلفن", EN: "Telephone", "bind::barzan:personal": "yes"},
    {"type": "begin_repeat", "name": "member", FA: "عضو خانوار", EN: "Member"},
    {"type": "integer", "name": "age", FA: "سن", EN: "Age"},
    {"type": "select_one yesno", "name": "works", FA: "شاغل است؟", EN: "Works?"},
    {"type": "begin_repeat", "name": "course", FA: "دوره", EN: "Course"},
    {"type": "text", "name": "name", FA: "نام دوره", EN: "Name of the course"},
    {"type": "end_repeat"},
    {"type": "end_repeat"},
]
CHOICES = [
    {"list_name": "yesno", "name": "yes", FA: "بله", EN: "Yes"},
    {"list_name": "yesno", "name": "no", FA: "نه", EN: "No"},
    {"list_name": "needs", "name": "water", FA: "آب", EN: "Water"},
    {"list_name": "needs", "name": "road", FA: "راه", EN: "Road"},
    {"list_name": "needs", "name": "school", FA: "مدرسه", EN: "School"},
]


def xml_of(
    survey: Sequence[Mapping[str, str]] = SURVEY, choices: Sequence[Mapping[str, str]] = CHOICES
) -> str:
    """An XForm of a workbook's rows."""
    settings = [{"form_id": "f", "form_title": "پرسشنامه", "default_language": "Persian (fa)",
                 "namespaces": 'barzan="urn:barzan:form:1"'}]  # fmt: skip
    book: dict[str, Any] = {
        "survey": [dict(row) for row in survey],
        "choices": [dict(row) for row in choices],
        "settings": settings,
    }
    found: str = convert(book).xform
    return found


def make_form(unit: Unit | None = None, xml: str = "", key: str = "") -> Form:
    """An open form with one version."""
    number = next(_number)
    form = Form.objects.create(
        key=key or f"answered-{number}",
        title=f"پرسشنامهٔ {number}",
        title_en=f"Questionnaire {number}",
        unit=unit or make_unit(f"form-unit-{number}"),
        kind=FormKind.QUESTIONNAIRE,
        open_to=OpenTo.STAFF,
        added_at=LONG_AGO,
        changed_at=LONG_AGO,
    )
    add_version(form, xml or xml_of())
    form.state = FormState.OPEN
    form.save()
    return form


def add_version(form: Form, xml: str) -> FormVersion:
    """One more version of a form, which is the current one."""
    number = FormVersion.objects.filter(form=form).count() + 1
    mark = uuid4().hex
    workbook = FormContent.objects.create(sha256=mark * 2, size=1, media_type="x", data=b"x")
    version = FormVersion.objects.create(
        form=form,
        number=number,
        title=form.title,
        xml=xml,
        content_hash=f"v1:{mark}",
        source_hash=f"v1:{mark}",
        workbook=workbook,
        workbook_name="f.xlsx",
        why="test",
        published_at=LONG_AGO,
    )
    form.current = version
    form.save(update_fields=["current"])
    return version


def make_submission(
    form: Form,
    answers: Mapping[str, Any],
    *,
    unit: Unit | None = None,
    place: Place | None = None,
    version: FormVersion | None = None,
    personal: Mapping[str, Any] | None = None,
    state: str = State.RECEIVED,
    broken: bool = False,
) -> Submission:
    """A submission with its content and its mark."""
    unit, version, number = unit or form.unit, version or form.current, next(_number)
    made = Submission.objects.create(
        key=f"uuid:{uuid4()}",
        form=form,
        version=version,
        unit=unit,
        unit_path=unit.path,
        place=place,
        place_path=place.path if place else "",
        via=Via.PAGE,
        state=state,
        broken=broken,
        received_at=LONG_AGO + timedelta(hours=number),
    )
    _content(made, 1, answers)
    if personal:
        Personal.objects.create(submission=made, number=1, answers=personal)
    Fresh.objects.create(submission=made.pk, form=form.pk)
    return made


def change(made: Submission, answers: Mapping[str, Any]) -> Submission:
    """Other answers, as an edit leaves them."""
    made.current += 1
    made.seen += 1
    _content(made, made.current, answers)
    made.save()
    Fresh.objects.create(submission=made.pk, form=made.form_id)
    return made


def _content(made: Submission, number: int, answers: Mapping[str, Any]) -> None:
    Content.objects.create(
        submission=made,
        number=number,
        origin=Origin.RECEIVED if number == 1 else Origin.EDITED,
        version=made.version,
        answers=answers,
        digest="d",
        at=made.received_at,
    )
