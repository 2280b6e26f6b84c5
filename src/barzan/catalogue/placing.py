"""Between the codes of a placement and its records, read once for many services."""

from __future__ import annotations

from django.db.models import QuerySet

from barzan.catalogue.actions import Placement
from barzan.catalogue.content import Placed
from barzan.catalogue.models import Category, LifeEvent, Service, ServiceGroup
from barzan.people.models import Unit


def standing(services: QuerySet[Service]) -> dict[str, Placed]:
    """Where each of ``services`` stands, by code; two questions."""
    rows = services.select_related("unit", "group", "category").prefetch_related("life_events")
    return {
        service.code: Placed(
            service.unit.code,
            service.group.code if service.group else None,
            service.category.code if service.category else None,
            tuple(sorted(event.code for event in service.life_events.all())),
        )
        for service in rows
    }


class Resolver:
    """Records by code; four questions, whatever is asked of it. An unknown code is a ``KeyError``."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.groups = {group.code: group for group in ServiceGroup.objects.all()}
        self.categories = {category.code: category for category in Category.objects.all()}
        self.events = {event.code: event for event in LifeEvent.objects.all()}

    def placement(self, placed: Placed) -> Placement:
        return Placement(
            self.units[placed.unit],
            self.groups[placed.group] if placed.group else None,
            self.categories[placed.category] if placed.category else None,
            tuple(self.events[code] for code in placed.life_events),
        )
