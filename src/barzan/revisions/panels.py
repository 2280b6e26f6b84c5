"""What the room shows on a sheet: what became of the service, what changed last, the way to its desk."""

from __future__ import annotations

from barzan.access import Actor
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.panels import Panel
from barzan.revisions import queries
from barzan.revisions.rules import DRAFTS_EDIT, DRAFTS_READ


def panels_of(actor: Actor, service: Service, version: ServiceVersion) -> list[Panel]:
    """Asks the database nothing for a service in force, once for a retired one."""
    found = []
    if service.retired_at is not None:
        goes_on = queries.successors(actor, [service]).get(service.code, [])
        found.append(Panel("lead", "revisions/panels/successors.html", {"successors": goes_on}))
    if version.number > 1:
        context = {"code": service.code, "old": version.number - 1, "new": version.number}
        found.append(Panel("side", "revisions/panels/changes.html", context, order=40))
    if DRAFTS_READ.permits(actor, service.target):
        may_edit = service.retired_at is None and DRAFTS_EDIT.permits(actor, service.target)
        about = {"service": service, "may_edit": may_edit}
        found.append(Panel("side", "revisions/panels/desk.html", about, order=10))
    return found


def successors_of(actor: Actor, service: Service) -> list[str]:
    """The codes of the services in which a retired one goes on."""
    return [each.new.code for each in queries.successors(actor, [service]).get(service.code, [])]
