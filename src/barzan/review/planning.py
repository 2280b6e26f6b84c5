"""What publishing a reading would do to the catalogue: which services are new, changed, the same, gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from barzan.catalogue.content import PARTS, ServiceContent
from barzan.catalogue.models import BookletReading, Service, ServiceGroup
from barzan.catalogue.queries import content_of
from barzan.persian import joined_key
from barzan.review.core.comparing import Counted
from barzan.review.core.reading import OfficeRead
from barzan.review.core.said import Said
from barzan.review.models import Item, ItemState, Office, Reading


@dataclass(frozen=True, slots=True)
class Planned:
    """One service of the next version; ``service`` is None for a new one."""

    item: Item
    said: Said
    service: Service | None
    content: ServiceContent
    differs: bool
    moves: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole: services in order, items set aside, items nobody decided, services that no item is."""

    booklet: str
    services: tuple[Planned, ...]
    aside: tuple[Item, ...]
    undecided: int
    gone: tuple[Service, ...]

    @property
    def added(self) -> list[Planned]:
        return [each for each in self.services if each.service is None]

    @property
    def changed(self) -> list[Planned]:
        return [each for each in self.services if each.service is not None and each.differs]

    @property
    def same(self) -> list[Planned]:
        return [each for each in self.services if each.service is not None and not each.differs]


def plan(reading: Reading) -> Plan:
    """The plan of a reading, decided or not: what nobody decided stands as it is read; seven questions."""
    booklet = booklet_code(reading)
    items = list(
        reading.items.select_related(
            "office__unit", "service__unit", "service__group", "service__current_version"
        )
        .prefetch_related(*(f"service__current_version__{part}" for part in PARTS))
        .order_by("order")
    )
    services, aside, undecided = [], [], 0
    for item in items:
        if item.state == ItemState.ASIDE:
            aside.append(item)
            continue
        undecided += item.state in (ItemState.OPEN, ItemState.QUESTIONED)
        services.append(_planned(item, booklet))
    return Plan(booklet, tuple(services), tuple(aside), undecided, tuple(_gone(items)))


def booklet_code(reading: Reading) -> str:
    """The code of the reading in the catalogue: that of the same text, or a new one."""
    same = BookletReading.objects.filter(sha256=reading.sha256).values_list("code", flat=True).first()
    return same or f"{reading.prefix.lower()}-{reading.sha256[:8]}"


def offices_read(offices: Sequence[Office]) -> list[OfficeRead]:
    """The rows of the booklet's summary as plain values, in order."""
    return [
        OfficeRead(office.kind, office.name, office.deputy, office.line, office.stated) for office in offices
    ]


def counted(planned: Plan, offices: Sequence[Office]) -> list[Counted]:
    """The services of a plan as the summary counts them."""
    places = {office.pk: place for place, office in enumerate(offices)}
    kept = [
        Counted(places[each.item.office_id], each.said.service_class, each.said.has_client)
        for each in planned.services
    ]
    return kept + [_left_out(item, places[item.office_id]) for item in planned.aside]


def same_group(group: ServiceGroup | None, said: Said) -> bool:
    """Whether a service stands in the group that is said; where none is said, it stays where it is."""
    if not said.group_title:
        return True
    if group is None:
        return False
    if said.group_code and group.national_code:
        return said.group_code == group.national_code
    return joined_key(group.title) == joined_key(said.group_title)


def _left_out(item: Item, place: int) -> Counted:
    """An item set aside: not counted, or, where the catalogue has its service, as that stays published."""
    if item.published is None:
        return Counted(place, None, None, aside=True)
    said = Said.from_value(item.published)
    return Counted(place, said.service_class, said.has_client)


def _planned(item: Item, booklet: str) -> Planned:
    service, said = item.service, item.said
    version = service.current_version if service else None
    present = content_of(version) if version else None
    line = item.line
    if line is None:
        # A lost row has no line of its own: the one that is published from this text stays.
        line = present.source_line if present and present.booklet == booklet else item.section_line
    content = said.upon(present, booklet=booklet, line=line)
    moves = bool(service and (service.unit_id != item.office.unit_id or not same_group(service.group, said)))
    return Planned(item, said, service, content, content != present, moves)


def _gone(items: Sequence[Item]) -> list[Service]:
    units = {item.office.unit_id for item in items if item.office.unit_id}
    matched = {item.service_id for item in items if item.service_id}
    rows = Service.objects.filter(unit__in=units, current_version__isnull=False, retired_at__isnull=True)
    return list(rows.exclude(pk__in=matched).select_related("current_version", "unit").order_by("code"))
