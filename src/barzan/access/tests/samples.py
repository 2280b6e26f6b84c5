"""Sample records for the generated access test: each room says how to make a record for its addresses.

A room writes ``tests/samples.py`` with ``SAMPLES``: for each URL name with parameters a function that
makes a record owned by the unit ``where.unit`` and, if it speaks of a place, of ``where.place``, and
answers a ``Sample``:

    SAMPLES = {"catalogue:draft": draft}

    def draft(where: Where) -> Sample:
        service = make_service(unit=where.unit)
        return Sample({"code": service.code}, service.target)

``targets`` say where the record lies; without them its address is open to whomever the rule admits at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from barzan.access import Target
from barzan.people.models import Unit
from barzan.places.models import Place


@dataclass(frozen=True, slots=True)
class Where:
    """The unit that shall own the record and the place it shall speak of."""

    unit: Unit
    place: Place


class Sample:
    """The arguments of an address, and where the record behind it lies (any of ``targets``)."""

    def __init__(self, arguments: Mapping[str, Any], *targets: Target) -> None:
        self.arguments, self.targets = dict(arguments), targets


Maker = Callable[[Where], Sample]


def all_samples() -> dict[str, Maker]:
    """The samples of every installed room, and of the pages of django-allauth."""
    found: dict[str, Maker] = {}
    for room in apps.get_app_configs():
        module = f"{room.name}.tests.samples"
        if room.name.startswith("barzan.") and find_spec(f"{room.name}.tests") and find_spec(module):
            found |= getattr(import_module(module), "SAMPLES", {})
    return found
