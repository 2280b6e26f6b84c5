"""The codes that a row may name: those of the database and those that this load is about to make."""

from __future__ import annotations

from django.db import models

from barzan.blueprints.registry import Context
from barzan.catalogue.models import BookletReading, Category, LifeEvent, Service, ServiceGroup
from barzan.instruments.models import Instrument
from barzan.people.models import Unit

_SOURCES: dict[str, type[models.Model]] = {
    "people.units": Unit,
    "catalogue.groups": ServiceGroup,
    "catalogue.categories": Category,
    "catalogue.life_events": LifeEvent,
    "catalogue.booklets": BookletReading,
    "catalogue.services": Service,
    "instruments.instruments": Instrument,
}


def codes(context: Context, provider: str) -> set[str]:
    """Every code of the records that ``provider`` loads."""
    present = _SOURCES[provider]._default_manager.values_list("code", flat=True)
    return {*present, *(row["code"] for row in context.rows_of(provider))}


def closed_units() -> dict[str, str]:
    """The codes of closed units, each with that of the unit that goes on with its work ("" where none)."""
    closed = Unit.objects.filter(valid_to__isnull=False)
    return {code: new or "" for code, new in closed.values_list("code", "succession__new__code")}


def codes_of_all(context: Context) -> dict[str, set[str]]:
    """The codes by provider."""
    return {provider: codes(context, provider) for provider in _SOURCES}
