"""Deputies, offices and the total: what the summary states beside what the lists hold."""

from collections.abc import Sequence

from barzan.catalogue.booklet.lists import Gathered, OfficeList
from barzan.catalogue.booklet.model import FLAGS, Counts, Service, Unit
from barzan.catalogue.booklet.summary import SAME_NAME, Line
from barzan.catalogue.booklet.text import alike


def summary_lines(gathered: Gathered) -> dict[str, Line | None]:
    """For each office (by name) its line of the summary; the most alike names first, each line once."""
    lines = [line for line in gathered.summary if line.kind == "office"]
    pairs = sorted(
        (-_likeness(office, line), at, index)
        for at, office in enumerate(gathered.offices)
        for index, line in enumerate(lines)
        if alike(office.name, line.name) >= SAME_NAME
    )
    chosen: dict[str, Line | None] = {office.name: None for office in gathered.offices}
    taken: set[int] = set()
    for _, at, index in pairs:
        name = gathered.offices[at].name
        if chosen[name] is None and index not in taken:
            chosen[name] = lines[index]
            taken.add(index)
    return chosen


def units_of(gathered: Gathered, services: Sequence[Service]) -> tuple[Unit, ...]:
    """The units in the order of the summary, then offices that it does not name."""
    lines = summary_lines(gathered)
    by_line = {line.line: office for office in gathered.offices if (line := lines[office.name])}
    units = []
    for line in gathered.summary:
        office = by_line.get(line.line)
        if office:
            units.append(_office(office, line, services))
        else:
            names = {each.name for each in gathered.offices if _under(each, lines, line)}
            found = counted([service for service in services if service.office in names])
            units.append(Unit(line.kind, line.name, None, line.name, line.counts, None, found, line.line))
    units += [_office(office, None, services) for office in gathered.offices if not lines[office.name]]
    return tuple(units)


def counted(services: Sequence[Service]) -> Counts:
    """How many services there are, and how many carry each flag for certain."""
    return Counts(
        len(services), *(sum(getattr(service, name) is True for service in services) for name in FLAGS)
    )


def _office(office: OfficeList, line: Line | None, services: Sequence[Service]) -> Unit:
    return Unit(
        "office",
        office.name,
        line.deputy if line and line.deputy else office.deputy,
        line.name if line else None,
        line.counts if line else Counts(),
        office.listed,
        counted([service for service in services if service.office == office.name]),
        office.line,
    )


def _under(office: OfficeList, lines: dict[str, Line | None], whole: Line) -> bool:
    line = lines[office.name]
    return whole.kind == "total" or (
        whole.kind == "deputy" and line is not None and line.deputy == whole.name
    )


def _likeness(office: OfficeList, line: Line) -> float:
    """Likeness of names; the right deputy decides between offices of one name."""
    same_deputy = bool(office.deputy and line.deputy and alike(office.deputy, line.deputy) >= SAME_NAME)
    return alike(office.name, line.name) + same_deputy
