"""What a certificate is worth today."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from barzan.registers.core import Standing


class Verdict(StrEnum):
    VALID = "valid"
    NOT_YET = "not-yet"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    NOT_IN_FORCE = "not-in-force"


def verdict(
    standing: Standing,
    period: tuple[date | None, date | None],
    today: date,
    *,
    replaced: bool = False,
    withdrawn: bool = False,
) -> Verdict:
    """The first of these that holds: the paper itself was replaced or withdrawn; the entry is revoked or
    suspended; its ``period`` (first and last day, both included) has not come or is over.

    The days count even where no transition of the register has moved an expired entry yet.
    """
    since, until = period
    if replaced or withdrawn:
        return Verdict.REPLACED if replaced else Verdict.WITHDRAWN
    if standing in (Standing.REVOKED, Standing.SUSPENDED):
        return Verdict(standing.value)
    if standing is Standing.EXPIRED or (until is not None and today > until):
        return Verdict.EXPIRED
    if standing is not Standing.VALID:
        return Verdict.NOT_IN_FORCE
    return Verdict.NOT_YET if since is not None and today < since else Verdict.VALID
