"""The commands: say which process carries services, and begin it for one of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from barzan.access import Actor
from barzan.catalogue.models import Service
from barzan.persian import normalise
from barzan.procedures import errors, queries
from barzan.procedures.models import Assignment
from barzan.procedures.rules import PROCEDURES_ASSIGN
from barzan.procedures.values import Settings
from barzan.process import actions as process
from barzan.process.models import Definition, Instance
from barzan.process.registry import Subject
from barzan.revisions.actions.drafts import signature
from barzan.trail import actions as trail


def assign(
    actor: Actor,
    services: Sequence[Service],
    definition: Definition | None,
    settings: Settings | None = None,
    *,
    why: str = "",
) -> list[Assignment]:
    """From now on ``definition`` carries ``services`` (None: none does); all or none. What runs goes on.

    Raises ``ProcedureRefused`` for a process that is not published.
    """
    return assign_each(
        actor, [(service, definition, settings or Settings()) for service in services], why=why
    )


def assign_each(
    actor: Actor, items: Sequence[tuple[Service, Definition | None, Settings]], *, why: str = ""
) -> list[Assignment]:
    """Many assignments, each with its own process and settings, in few statements."""
    for service, definition, _settings in items:
        PROCEDURES_ASSIGN.require(actor, service.target)
        if definition is not None and definition.current_id is None:
            raise errors.not_published(definition.key)
    with transaction.atomic():
        rows = Assignment.objects.bulk_create(
            [
                Assignment(
                    service=service,
                    definition=definition,
                    settings=settings.as_value(),
                    **signature(actor, PROCEDURES_ASSIGN, service.unit, why),
                )
                for service, definition, settings in items
            ],
            batch_size=500,
        )
        happened = [
            trail.Happened(
                service, detail={"process": definition.key if definition else "", **settings.as_value()}
            )
            for service, definition, settings in items
        ]
        trail.record_each(actor, "service-process.assigned", happened, why=why)
    return rows


def begin(actor: Actor, service: Service, *, about: str) -> Instance:
    """Begins the process of ``service`` in its unit; ``about`` are the words by which it is known again.

    Raises ``ProcedureRefused`` without a process or for a retired service, what ``process.start`` raises.
    """
    if service.retired_at is not None:
        raise errors.retired(service.code)
    assignment = queries.current(actor, [service]).get(service.pk)
    if assignment is None or assignment.definition is None:
        raise errors.no_process(service.code)
    title = service.current_version.title if service.current_version else service.code
    words = normalise(about).strip()
    said = f"{words} – {title}" if words else title
    subject = Subject(queries.SUBJECT, service.code, said, said, "catalogue:service", (service.code,))
    inputs = Settings.from_value(assignment.settings).inputs()
    return process.start(actor, assignment.definition.key, unit=service.unit, subject=subject, inputs=inputs)
