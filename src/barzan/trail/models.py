"""Tables of the trail. The database itself refuses to change or delete rows of the first three (see
``guards``).
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One thing that happened. No foreign keys: an event survives its object and its actor.

    ``capacities`` and ``detail`` hold canonical JSON as text, so that the same bytes are hashed on every
    engine.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    verb = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    version = models.BigIntegerField(null=True)
    user = models.BigIntegerField(null=True, db_index=True)
    person = models.BigIntegerField(null=True)
    capacities = models.TextField(default="[]")
    system = models.CharField(max_length=80, default="")
    request_id = models.CharField(max_length=64, db_index=True)
    why = models.TextField(default="")
    detail = models.TextField(default="{}")

    class Meta:
        indexes = [
            models.Index(fields=["kind", "key"], name="trail_event_object"),
            models.Index(fields=["verb"], name="trail_event_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.verb} {self.kind} {self.key}"

    @property
    def held(self) -> list[dict[str, Any]]:
        """What the actor held at that moment: ``{"role", "post", "for"}`` (``for``: the absent person)."""
        held = _read(self.capacities)
        return [item for item in held if isinstance(item, dict)] if isinstance(held, list) else []

    @property
    def details(self) -> dict[str, Any]:
        details = _read(self.detail)
        return details if isinstance(details, dict) else {}


def _read(text: str) -> Any:
    """The JSON value; None for a text that is none (``verify`` finds such an event)."""
    try:
        return json.loads(text)
    except ValueError:
        return None


class Pending(models.Model):
    """An event that waits for the sealer: inserted with it, deleted when it gets its place in the chain.

    It tells the sealer exactly what is new, whatever the order in which transactions commit and whatever ids
    they skip.
    """

    event = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.event)


class Link(models.Model):
    """The place of an event in the chain: positions run from 1 without a gap."""

    position = models.BigIntegerField(primary_key=True)
    event = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position}: {self.event}"


class Seal(models.Model):
    """The signed head after a batch; numbers run from 1 without a gap. The chain runs on through the seal."""

    number = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField(unique=True)
    head = models.CharField(max_length=64)
    at = models.DateTimeField()
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"{self.number}: {self.first} to {self.last}"
