"""Sample records for the generated access test: a definition with a version and a draft."""

from __future__ import annotations

from barzan.access.tests.samples import Sample, Where
from barzan.modeller.tests.world import WRITER, make_definition
from barzan.process.actions import definitions as actions
from barzan.process.models import Version


def definition(where: Where) -> Sample:
    made = make_definition(where.unit, published=True)
    actions.take_up(WRITER, Version.objects.get(definition=made))
    return Sample({"key": made.key}, made.target)


def version(where: Where) -> Sample:
    made = make_definition(where.unit, published=True)
    return Sample({"key": made.key, "number": 1}, made.target)


def file(where: Where) -> Sample:
    made = make_definition(where.unit)
    return Sample({"key": made.key, "which": "draft"}, made.target)


PAGES = (
    "definition",
    "describe",
    "upload",
    "picture",
    "draw",
    "save",
    "check",
    "picks",
    "feel",
    "play",
    "publish",
    "compare",
)
SAMPLES = {
    **{f"modeller:{name}": definition for name in PAGES},
    "modeller:take-up": version,
    "modeller:file": file,
}
