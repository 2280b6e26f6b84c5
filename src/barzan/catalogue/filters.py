"""What a list of services is narrowed to, as conditions that the database understands."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, Subquery
from django.utils import timezone

from barzan.access import ANONYMOUS
from barzan.catalogue import ages
from barzan.catalogue.models import (
    Channel,
    LegalBasis,
    Part,
    Requirement,
    RequirementKind,
    ServiceClass,
    Step,
)
from barzan.people.queries import public_units
from barzan.persian import sort_key

UNKNOWN = "unknown"
FIGURES = {
    "total": Q(),
    "specific": Q(current_version__service_class=ServiceClass.SPECIFIC),
    "general": Q(current_version__service_class=ServiceClass.GENERAL),
    "shared": Q(current_version__service_class=ServiceClass.SHARED),
    "class_unknown": Q(current_version__service_class__isnull=True),
    "client": Q(current_version__has_client=True),
    "no_client": Q(current_version__has_client=False),
    "client_unknown": Q(current_version__has_client__isnull=True),
    "coded": Q(current_version__national_code__isnull=False),
    "uncoded": Q(current_version__national_code__isnull=True),
    "gap": ~Q(current_version__gap_reason=""),
}
PAPERS = (RequirementKind.DOCUMENT, RequirementKind.FORM)


def having(part: type[Part], **fields: object) -> Q:
    """The condition of services whose current version has such a part."""
    return Q(current_version__in=part._default_manager.filter(**fields).values("version"))


MISSING = {
    "code": FIGURES["uncoded"],
    "description": Q(current_version__description=""),
    "basis": ~having(LegalBasis),
    "documents": ~having(Requirement, kind__in=PAPERS),
    "steps": ~having(Step),
    "time": Q(current_version__standard_days__isnull=True, current_version__standard_text=""),
    "fee": Q(current_version__fee_rials__isnull=True, current_version__fee_text=""),
    "channel": ~having(Channel),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; an empty field narrows nothing. ``unit`` covers the units under it.

    ``service_class`` may be ``unknown``; ``client`` is ``yes``, ``no`` or ``unknown``; ``coded`` and ``gap``
    are ``yes`` or ``no``; ``letter`` is what the titles begin with. ``missing`` is one of ``MISSING``;
    ``basis`` is ``yes`` or a kind of legal basis, ``channel`` a kind of channel; ``overdue`` (for review)
    is ``yes`` or ``no``, ``age`` one of ``ages.AGES``. ``sort`` is ``title`` (Persian alphabetical order) or
    ``office``.
    """

    unit: str = ""
    category: str = ""
    life_event: str = ""
    group: str = ""
    service_class: str = ""
    client: str = ""
    coded: str = ""
    gap: str = ""
    letter: str = ""
    missing: str = ""
    basis: str = ""
    channel: str = ""
    overdue: str = ""
    age: str = ""
    sort: str = "title"

    def place(self) -> Q:
        """The condition of where the services stand."""
        condition = Q()
        if self.unit:
            condition &= Q(unit__path__startswith=path_of(self.unit))
        if self.category:
            condition &= (
                Q(category__isnull=True) if self.category == UNKNOWN else Q(category__code=self.category)
            )
        if self.life_event:
            condition &= Q(life_events__code=self.life_event)
        if self.group:
            condition &= Q(group__code=self.group)
        if self.letter:
            condition &= Q(title_order__startswith=initial(self.letter))
        return condition

    def content(self) -> Q:
        """The condition of what their current versions say."""
        condition = Q()
        if self.service_class:
            condition &= FIGURES["class_unknown" if self.service_class == UNKNOWN else self.service_class]
        if self.client:
            condition &= FIGURES[{"yes": "client", "no": "no_client", UNKNOWN: "client_unknown"}[self.client]]
        if self.coded:
            condition &= FIGURES["coded" if self.coded == "yes" else "uncoded"]
        if self.gap:
            condition &= FIGURES["gap"] if self.gap == "yes" else ~FIGURES["gap"]
        return condition & self.parts() & self.times()

    def parts(self) -> Q:
        """The condition of the parts that the current version has or lacks."""
        condition = Q()
        if self.missing:
            condition &= MISSING[self.missing]
        if self.basis:
            condition &= having(LegalBasis, **({} if self.basis == "yes" else {"kind": self.basis}))
        if self.channel:
            condition &= having(Channel, kind=self.channel)
        return condition

    def times(self) -> Q:
        """The condition of how long ago something happened."""
        today = timezone.localdate()
        condition = Q()
        if self.overdue:
            condition &= ages.overdue(today) if self.overdue == "yes" else ~ages.overdue(today)
        if self.age:
            condition &= ages.age(self.age, today)
        return condition


def initial(letter: str) -> str:
    """How the ``title_order`` of titles that begin with ``letter`` begins: its two hexadecimal digits."""
    return sort_key(letter)[:1].encode().hex()


def path_of(unit: str) -> Subquery:
    """The path of the unit called ``unit``, within another question."""
    return Subquery(public_units(ANONYMOUS).filter(code=unit).order_by().values("path")[:1])
