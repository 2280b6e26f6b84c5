"""Certificates for the tests of this room and of those above."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from barzan.access import Actor, Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor
from barzan.permits import actions
from barzan.permits.actions import Design
from barzan.permits.models import Certificate, Template
from barzan.registers.models import Entry, Register
from barzan.registers.tests.factories import MAKER, make_entry, make_register

BODY = "گواهی می‌شود کارگاه {name} با شمارهٔ {number} در رستهٔ {trade} مجاز به کار است."
ADDRESS = "https://city.example"


def make_template(register: Register, **changes: Any) -> Template:
    """The template of a register."""
    return actions.design(
        MAKER, register, Design(**({"title": "پروانهٔ کار", "body": BODY} | changes)), why="آزمون"
    )


def make_valid(register: Register, **more: Any) -> Entry:
    """An entry that is valid for a year."""
    today = timezone.localdate()
    return make_entry(register, state="valid", valid=(today, today + timedelta(365)), **more)


def head_of(unit: Unit) -> Actor:
    """Who heads a unit, in a post."""
    return make_actor(Role.UNIT_HEAD, unit)


def make_certificate(unit: Unit, entry: Entry | None = None) -> Certificate:
    """A certificate, signed by the head of the unit."""
    if entry is None:
        register = make_register(unit)
        make_template(register)
        entry = make_valid(register)
    return actions.issue(head_of(unit), entry, address=ADDRESS)
