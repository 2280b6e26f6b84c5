"""Sample records for the generated access test; divisions are open to all staff, whatever their place."""

from __future__ import annotations

from barzan.access.tests.samples import Sample, Where


def place(where: Where) -> Sample:
    return Sample({"pk": where.place.pk}, where.place.target)


def hierarchy(where: Where) -> Sample:
    return Sample({"hierarchy": where.place.hierarchy.code})


SAMPLES = {"places:add": hierarchy} | {
    f"places:{name}": place for name in ("place", "rename", "move", "close")
}
