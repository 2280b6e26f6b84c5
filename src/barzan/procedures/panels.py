"""What the sheet of a service shows of its process: the picture and the steps in words, and where it
begins.
"""

from __future__ import annotations

from barzan.access import Actor
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.panels import Panel
from barzan.persian.language import active_language
from barzan.procedures import queries
from barzan.process.rules import INSTANCE_START
from barzan.process.told import drawn, told


def panels_of(actor: Actor, service: Service, version: ServiceVersion) -> list[Panel]:
    """The process of a service that is offered; one question."""
    if service.retired_at is not None or version.pk != service.current_version_id:
        return []
    assignment = queries.current(actor, [service]).get(service.pk)
    if assignment is None or assignment.definition is None or assignment.definition.current is None:
        return []
    published = assignment.definition.current
    context = {
        "service": service,
        "definition": assignment.definition,
        "told": told(published),
        "picture": drawn(published, active_language()),
    }
    found = [
        Panel("head", "procedures/panel_head.html", {}, order=60),
        Panel("main", "procedures/panel.html", context, order=20),
    ]
    if INSTANCE_START.permits(actor, service.target):
        found.append(Panel("side", "procedures/panel_begin.html", context, order=20))
    return found
