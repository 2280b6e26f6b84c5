"""The filters of a list of submissions, as conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from barzan.people.models import Unit
from barzan.places.models import Place
from barzan.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Filters:
    """Of a list of submissions; what is empty leaves out nothing.

    ``unit`` and ``place`` are codes and mean all that lies under them; ``since`` and ``until`` bound
    ``received_at`` (half-open). ``broken`` is True for those that break a rule, False for those that break
    none.
    """

    form: str = ""
    state: str = ""
    via: str = ""
    unit: str = ""
    place: str = ""
    person: int | None = None
    broken: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    number: int | None = None


def narrowed(rows: QuerySet[Submission], filters: Filters) -> QuerySet[Submission]:
    """The rows that the filters leave."""
    wanted = {
        "form__key": filters.form,
        "state": filters.state,
        "via": filters.via,
        "person": filters.person,
        "broken": filters.broken,
        "received_at__gte": filters.since,
        "received_at__lt": filters.until,
        "pk": filters.number,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value not in ("", None)})
    if filters.unit:
        rows = rows.filter(unit__in=_under(Unit, filters.unit))
    if filters.place:
        rows = rows.filter(place__in=_under(Place, filters.place))
    return rows


def _under(model: type[Unit] | type[Place], code: str) -> list[int]:
    """The ids of what lies under a code, itself included."""
    paths = model.objects.filter(code=code).values_list("path", flat=True)
    path = paths.order_by("-pk").first()
    return list(model.objects.filter(path__startswith=path).values_list("pk", flat=True)) if path else []
