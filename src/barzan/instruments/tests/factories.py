"""Instruments, and services that cite them, for tests."""

from __future__ import annotations

from datetime import date
from itertools import count

from barzan.access.values import system_actor
from barzan.catalogue.content import LegalBasisContent
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_service
from barzan.instruments import actions
from barzan.instruments.actions import Description
from barzan.instruments.models import Instrument
from barzan.people.models import Unit

STEWARD = system_actor("test")
_number = count(1)


def make_instrument(title: str = "", **fields: object) -> Instrument:
    """An act of 1390, through the actions of the room."""
    number = next(_number)
    given = {"kind": "act", "title": title or f"قانون آزمون {number}", "number": f"10{number:04}", **fields}
    given.setdefault("date", date(2011, 5, 1))
    return actions.add(STEWARD, Description(**given), another=True)  # type: ignore[arg-type]


def cite(instrument: Instrument | None, **fields: object) -> LegalBasisContent:
    """A citation of ``instrument`` as a service prints it; of nothing recorded without one."""
    given: dict[str, object] = {"kind": "act", "title": "قانون آزمون"}
    if instrument:
        given = {
            "kind": instrument.kind,
            "title": instrument.title,
            "document_number": instrument.number,
            "date": instrument.date,
            "instrument": instrument.code,
        }
    return LegalBasisContent(**{**given, **fields})  # type: ignore[arg-type]


def make_resting(code: str, *bases: LegalBasisContent, unit: Unit | None = None) -> Service:
    """A published service that rests on ``bases``."""
    return make_service(code, unit, legal_bases=bases, title=f"خدمت {code}")
