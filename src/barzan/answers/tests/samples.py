"""Records for the generated access test: a form with answers, and what stands on its pages."""

from __future__ import annotations

from barzan.access.tests.samples import Sample, Where
from barzan.answers.tests.making import add_version, make_form, make_submission, xml_of


def form(where: Where) -> Sample:
    """Its pages count what each reader may read; the form itself is for all staff."""
    made = make_form(where.unit)
    make_submission(
        made, {"home": {"owner": "yes"}, "point": "35.1 51.2 0 0"}, unit=where.unit, place=where.place
    )
    return Sample({"key": made.key})


def file(where: Where) -> Sample:
    """Files are only for whoever ordered them: nobody of the test did."""
    return Sample({"key": make_form(where.unit).key, "file": "0" * 32})


def joining(where: Where) -> Sample:
    made = make_form(where.unit)
    add_version(made, xml_of())
    return Sample({"key": made.key}, made.target)


SAMPLES = {
    "answers:list": form,
    "answers:columns": form,
    "answers:charts": form,
    "answers:cross": form,
    "answers:map": form,
    "answers:exports": form,
    "answers:download": file,
    "answers:versions": form,
    "answers:join": joining,
    "answers:part": joining,
}
