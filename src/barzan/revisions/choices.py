"""What a form of a draft offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.catalogue.models import Category, LifeEvent, ServiceGroup
from barzan.people.called import in_language
from barzan.people.models import Unit
from barzan.places.queries import in_force
from barzan.places.tree import depth
from barzan.revisions.rules import DRAFTS_EDIT


@dataclass(frozen=True, slots=True)
class Choices:
    """What the placement of a service can be chosen from, as (code, name) pairs; four questions."""

    units: list[tuple[str, str]]
    groups: list[tuple[str, str]]
    categories: list[tuple[str, str]]
    life_events: list[tuple[str, str]]

    @classmethod
    def of(cls, actor: Actor, present: str = "") -> Choices:
        """What ``actor`` may choose; the unit ``present`` stays a choice, whoever may write there."""
        language = get_language() or "fa"
        valid = in_force(timezone.localdate(), "valid_from", "valid_to")
        scope = within(DRAFTS_EDIT.scope(actor), unit="path")
        units = Unit.objects.filter(scope & valid) | Unit.objects.filter(code=present)
        rows = sorted(units, key=lambda unit: [int(each) for each in unit.path.strip("/").split("/")])
        least = min((depth(unit.path) for unit in rows), default=0)

        def named(rows: Any, name: str) -> list[tuple[str, str]]:
            return [(row.code, in_language(row, name, language)) for row in rows]

        indented = [
            (unit.code, "\u00a0\u00a0" * (depth(unit.path) - least) + in_language(unit, "name", language))
            for unit in rows
        ]
        return cls(
            indented,
            named(ServiceGroup.objects.all(), "title"),
            named(Category.objects.all(), "title"),
            named(LifeEvent.objects.all(), "title"),
        )
