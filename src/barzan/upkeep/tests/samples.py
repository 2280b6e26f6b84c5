"""Sample records for the generated access test."""

from __future__ import annotations

from barzan.access.tests.samples import Sample, Where
from barzan.access.values import ANONYMOUS
from barzan.upkeep import actions
from barzan.upkeep.models import Proposal


def made(where: Where) -> Proposal:
    return actions.propose(ANONYMOUS, service=None, unit=where.unit, about="other", text="پیشنهاد آزمون")


def public(where: Where) -> Sample:
    return Sample({"code": made(where).code})


def desk(where: Where) -> Sample:
    proposal = made(where)
    return Sample({"pk": proposal.pk}, proposal.target)


SAMPLES = {
    "upkeep:proposal": public,
    **{f"upkeep-desk:{name}": desk for name in ("proposal", "answer", "refer", "join")},
}
