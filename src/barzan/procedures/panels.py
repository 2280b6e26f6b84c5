"""What the sheet of a service shows of its process: the picture and the steps in words, and where it
begins.
"""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from barzan.access import Actor
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.panels import Panel
from barzan.persian.language import active_language
from barzan.procedures.models import Assignment
from barzan.process.rules import INSTANCE_START
from barzan.process.told import drawn, told

_LATEST = Assignment.objects.filter(service=OuterRef("pk")).order_by("-pk")
# What the question of the sheet brings along of the process that carries the service now.
ANNOTATIONS = {
    f"process_{name}": Subquery(_LATEST.values(f"definition__{path}")[:1])
    for name, path in (
        ("version", "current"),
        ("hash", "current__source_hash"),
        ("title", "title"),
        ("title_en", "title_en"),
    )
}


def panels_of(actor: Actor, service: Service, version: ServiceVersion) -> list[Panel]:
    """The process of a service that is offered; no question where it was told before."""
    published = getattr(service, "process_version", None)
    if service.retired_at is not None or version.pk != service.current_version_id or published is None:
        return []
    language, source = active_language(), service.process_hash
    english = language.startswith("en") and service.process_title_en
    context = {
        "service": service,
        "title": english or service.process_title,
        "told": told(published, source),
        "picture": drawn(published, source, language),
    }
    found = [
        Panel("head", "procedures/panel_head.html", {}, order=60),
        Panel("main", "procedures/panel.html", context, order=20),
    ]
    if INSTANCE_START.permits(actor, service.target):
        found.append(Panel("side", "procedures/panel_begin.html", context, order=20))
    return found
