"""What upkeep says on the sheet of a service: how to propose a change, and when it is reviewed again."""

from __future__ import annotations

from django.utils import timezone

from barzan.access import Actor
from barzan.catalogue.due import due_on
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.panels import Panel


def panels_of(actor: Actor, service: Service, version: ServiceVersion) -> list[Panel]:
    """One card beside the sheet, without a question to the database."""
    if service.retired_at is not None or version.pk != service.current_version_id:
        return []
    reviewed = service.reviewed_on
    context = {"service": service, "reviewed": reviewed, "due": due_on(reviewed) if reviewed else None}
    if reviewed:
        context["late"] = context["due"] < timezone.localdate()
    return [Panel("side", "upkeep/panel.html", context, order=50)]
