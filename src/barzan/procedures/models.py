"""Tables of procedures: which process carries a service, since when, with what settings. Only added to."""

from __future__ import annotations

from django.db import models

from barzan.catalogue.models import Service
from barzan.process.models import Definition
from barzan.revisions.models import Signed


class Assignment(Signed):
    """From here on ``definition`` carries ``service`` (None: no process does); the latest one holds.

    ``settings`` fill the general process in: ``inquiry`` (yes or no), ``authorities`` (names),
    ``standard_days``.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="assignments")
    definition = models.ForeignKey(Definition, models.PROTECT, null=True, related_name="assignments")
    settings = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["service", "-id"], name="procedures_current")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.definition_id}"
