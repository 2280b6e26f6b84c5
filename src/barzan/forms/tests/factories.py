"""Forms for the tests of this room and of those above."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from barzan.access import Actor
from barzan.access.values import system_actor
from barzan.forms.actions import drafting, library, publishing
from barzan.forms.actions.library import Settings
from barzan.forms.models import Form, FormVersion
from barzan.people.models import Unit
from barzan.xlsform.tests.building import book, choices, question

_number = count(1)
WRITER = system_actor("test")
YES_NO = choices("yes_no", [("yes", "بله", "Yes"), ("no", "خیر", "No")])
SETTINGS = {"form_title": "نظرخواهی", "form_id": "opinion", "default_language": "فارسی (fa)"}
QUESTIONS = (
    question("text", "name", "نام شما", "Your name", personal="yes"),
    question("integer", "age", "سن", "Age", constraint=". < 120", constraint_message=("تا ۱۲۰", "To 120")),
    question("select_one yes_no", "content", "از خدمت خشنودید؟", "Are you content?", required="yes"),
    question("text", "why", "چرا نه؟", "Why not?", relevant="${content} = 'no'"),
)


def workbook(*more: dict[str, str], without: tuple[str, ...] = ()) -> bytes:
    """A small workbook: four questions in two languages, less those named, and more."""
    kept = [row for row in QUESTIONS if row["name"] not in without]
    return book([*kept, *more], YES_NO, SETTINGS)


def other_bytes(data: bytes) -> bytes:
    """The same workbook packed anew: every sheet as it was, another file."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as new:
        new.comment = b"packed anew"
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert packed.getvalue() != data
    return packed.getvalue()


def make_form(unit: Unit, key: str = "", *, actor: Actor = WRITER, **settings: Any) -> Form:
    """A form of ``unit`` without questions."""
    key = key or f"opinion-{next(_number)}"
    return library.create(actor, key, Settings("نظرخواهی از مراجعان", unit, **settings))


def make_draft(
    unit: Unit,
    data: bytes = b"",
    *,
    actor: Actor = WRITER,
    media: Mapping[str, bytes] | None = None,
    **more: Any,
) -> Form:
    """A form with a draft; ``media`` are the files beside its workbook."""
    form = make_form(unit, actor=actor, **more)
    drafting.upload(actor, form, "opinion.xlsx", data or workbook(), media=media or {}, seen=0)
    return form


def make_published(unit: Unit, data: bytes = b"", *, actor: Actor = WRITER, **more: Any) -> Form:
    """A form that is published and open; ``data`` is its workbook."""
    form = make_draft(unit, data, actor=actor, **more)
    publishing.publish(actor, form, why="مصوبهٔ شورا")
    return fresh(form)


def publish_next(form: Form, data: bytes, *, actor: Actor = WRITER) -> FormVersion:
    """Another version of a form."""
    drafting.upload(actor, form, "opinion.xlsx", data, seen=0)
    return publishing.publish(actor, form, why="بازنگری")


def fresh(form: Form) -> Form:
    """The form as it stands now."""
    return Form.objects.select_related("unit", "current", "draft").get(pk=form.pk)
