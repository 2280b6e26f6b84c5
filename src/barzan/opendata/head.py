"""What the head of a sheet says to machines: where its data are, and the sheet in the words of schema.org."""

from __future__ import annotations

from barzan.access import Actor
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.panels import Panel


def panels_of(actor: Actor, service: Service, version: ServiceVersion) -> list[Panel]:
    """Nothing on an earlier version: what is not in force is no answer to a search."""
    if version.pk != service.current_version_id:
        return []
    return [Panel("head", "opendata/head.html", {"service": service, "version": version})]
