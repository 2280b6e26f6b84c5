"""A document for the generated access test."""

from barzan.access.tests.samples import Sample, Where
from barzan.access.values import system_actor
from barzan.documents import actions
from barzan.documents.tests.files import PDF


def document(where: Where) -> Sample:
    found = actions.store(system_actor("test"), "a.pdf", PDF, unit=where.unit).document
    return Sample({"pk": found.pk}, found.target)


def version(where: Where) -> Sample:
    sample = document(where)
    return Sample({**sample.arguments, "number": 1}, *sample.targets)


SAMPLES = {"documents:document": document, "documents:download": version}
