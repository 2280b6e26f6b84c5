"""Sample records for the generated access test: a published form with a draft, a question, a refusal."""

from __future__ import annotations

from barzan.access.tests.samples import Sample, Where
from barzan.forms.actions import bank, drafting
from barzan.forms.models import Form, Question
from barzan.forms.tests.factories import WRITER, fresh, make_published, workbook
from barzan.people.models import Unit
from barzan.xlsform import Finding, NotConverted

FAULT = Finding("survey", 2, "type", "type", "نوع ناشناخته", "Unknown type", "درستش کنید", "Correct it")


def make_sample(unit: Unit) -> Form:
    """A form with one version and a draft that asks less, with a file."""
    form = make_published(unit)
    media = {"places.csv": b"name,label\na,b\n"}
    drafting.upload(WRITER, form, "next.xlsx", workbook(without=("why",)), media=media, seen=0)
    return fresh(form)


def make_question(unit: Unit) -> Question:
    """A question of the bank, of a unit; the same words are there once."""
    form = make_published(unit)
    (question,) = bank.collect(WRITER, form, ["/data/age"], ["سن"])
    Question.objects.filter(pk=question.pk).update(unit=unit)
    return question


def readable(where: Where) -> Sample:
    """Every member of the staff reads all of them."""
    return Sample({"key": make_sample(where.unit).key})


def owned(where: Where) -> Sample:
    form = make_sample(where.unit)
    return Sample({"key": form.key}, form.target)


def version(where: Where) -> Sample:
    return Sample({"key": make_sample(where.unit).key, "number": 1})


def file(where: Where) -> Sample:
    return Sample({"key": make_sample(where.unit).key, "of": "draft", "name": "places.csv"})


def question(where: Where) -> Sample:
    return Sample({"key": make_question(where.unit).key})


def owned_question(where: Where) -> Sample:
    return Sample({"key": make_question(where.unit).key}, where.unit.target)


def refusal(where: Where) -> Sample:
    kept = drafting.refuse(WRITER, where.unit, "bad.xlsx", NotConverted([FAULT]))
    return Sample({"pk": kept.pk}, kept.target)


READABLE = ("form", "preview", "draft", "versions", "compare", "workbook", "xform", "translation", "copy")
OWNED = (
    "upload",
    "files",
    "undo",
    "drop",
    "publish",
    "settings",
    "state",
    "retire",
    "translate",
    "collect",
    "ask",
)
SAMPLES = {
    **{f"forms:{name}": readable for name in READABLE},
    **{f"forms:{name}": owned for name in OWNED},
    "forms:version": version,
    "forms:file": file,
    "forms:question": question,
    "forms:question-tags": owned_question,
    "forms:question-retire": owned_question,
    "forms:refusal": refusal,
    "forms:refusal-file": refusal,
}
