"""What does not agree in the sections: titles, rows, requirements, flows, cited acts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from barzan.catalogue.booklet.citations import number_key, valid_date
from barzan.catalogue.booklet.findings import finding
from barzan.catalogue.booklet.matching import Match
from barzan.catalogue.booklet.model import Citation, Finding, Flow, Requirement, Section, Service
from barzan.catalogue.booklet.sections import Draft
from barzan.catalogue.booklet.text import key

# Numbers shorter than this are too often alike by chance.
_LONG_NUMBER = 4
Cited = tuple[Citation, Requirement]


def of_sections(
    services: Sequence[Service],
    sections: Sequence[Section],
    drafts: Sequence[Draft],
    matches: Sequence[Match | None],
    flows: Sequence[Flow],
) -> list[Finding]:
    """Lost titles, sections without a row, rows without a section, empty requirements, endless flows."""
    found: list[Finding] = []
    for section, draft, match in zip(sections, drafts, matches, strict=True):
        if not section.title:
            found.append(finding("section_title_lost", section.line, section.office, section.row))
        elif match is None:
            found.append(finding("section_without_row", section.line, section.office, title=section.title))
        if not any(key(item.text) for item in draft.items):
            found.append(
                finding(
                    "requirements_missing", section.line, section.office, section.row, title=section.title
                )
            )
        else:
            found += [
                finding("requirement_empty", item.line, section.office, section.row, number=item.number)
                for item in draft.items
                if not key(item.text)
            ]
    found += [
        finding("flow_without_end", flow.line, flow.office, flow.row) for flow in flows if not flow.complete
    ]
    if not sections:
        return [finding("sections_missing", services[-1].line)]
    return found + list(_without_section(services, matches))


def _without_section(services: Sequence[Service], matches: Sequence[Match | None]) -> Iterator[Finding]:
    taken = {(match.place.office, match.place.position) for match in matches if match}
    position: dict[str, int] = defaultdict(int)
    for service in services:
        if (service.office, position[service.office]) not in taken:
            yield finding(
                "row_without_section", service.line, service.office, service.row, title=service.title
            )
        position[service.office] += 1


def of_acts(requirements: Sequence[Requirement]) -> list[Finding]:
    """Impossible dates; one act with two dates or two numbers."""
    cited = [(citation, requirement) for requirement in requirements for citation in requirement.citations]
    return [*_dates(cited), *_two_dates(cited), *_two_numbers(cited)]


def _dates(cited: Sequence[Cited]) -> Iterator[Finding]:
    for citation, at in cited:
        if citation.date_printed is None or citation.date is not None:
            continue
        place = (at.line, at.office, at.row)
        if citation.number and valid_date(citation.number):
            yield finding(
                "number_and_date_swapped", *place, number=citation.number, date=citation.date_printed
            )
        else:
            yield finding("date_impossible", *place, date=citation.date_printed)


def _two_dates(cited: Sequence[Cited]) -> Iterator[Finding]:
    by_number: dict[str, list[Cited]] = defaultdict(list)
    for citation, at in cited:
        if (
            citation.number
            and citation.date
            and len(number_key(citation.number).split("/")[0]) >= _LONG_NUMBER
        ):
            by_number[number_key(citation.number)].append((citation, at))
    for group in by_number.values():
        dates = _distinct(citation.date or "" for citation, _ in group)
        if len(dates) > 1:
            citation, at = group[0]
            yield finding(
                "act_dates_differ",
                at.line,
                kind=citation.kind,
                number=citation.number,
                dates=dates,
                lines=_lines(group),
            )


def _two_numbers(cited: Sequence[Cited]) -> Iterator[Finding]:
    """Acts of one day whose numbers differ by one slip of the pen."""
    by_date: dict[str, list[Cited]] = defaultdict(list)
    for citation, at in cited:
        if citation.number and citation.date and len(number_key(citation.number)) >= _LONG_NUMBER:
            by_date[citation.date].append((citation, at))
    for date, group in by_date.items():
        near = [one for one in group if any(_nearly(one[0], other[0]) for other in group)]
        if near:
            numbers = tuple({number_key(one.number or ""): one.number or "" for one, _ in near}.values())
            citation, at = near[0]
            yield finding(
                "act_numbers_differ",
                at.line,
                kind=citation.kind,
                date=date,
                numbers=numbers,
                lines=_lines(near),
            )


def _nearly(one: Citation, other: Citation) -> bool:
    first, second = number_key(one.number or ""), number_key(other.number or "")
    return first != second and DamerauLevenshtein.distance(first, second) <= 1


def _distinct(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _lines(group: Sequence[Cited]) -> tuple[int, ...]:
    return tuple(sorted({at.line for _, at in group}))
