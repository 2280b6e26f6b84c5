"""``read``: a booklet's text becomes a ``Booklet``; each step is a module of its own."""

from collections.abc import Sequence

from barzan.catalogue.booklet import checks, section_checks
from barzan.catalogue.booklet.blocks import split
from barzan.catalogue.booklet.citations import citations_of
from barzan.catalogue.booklet.flags import Flags, reconcile
from barzan.catalogue.booklet.lists import Gathered, OfficeList, gather
from barzan.catalogue.booklet.matching import Match, match_sections
from barzan.catalogue.booklet.model import (
    Booklet,
    BookletError,
    Counts,
    Finding,
    Flow,
    Mark,
    Printed,
    Requirement,
    Section,
    Service,
)
from barzan.catalogue.booklet.parents import Parent, parents_of
from barzan.catalogue.booklet.rows import ListRow, mark_columns
from barzan.catalogue.booklet.sections import Draft, read_sections
from barzan.catalogue.booklet.summary import Line
from barzan.catalogue.booklet.text import require_text
from barzan.catalogue.booklet.units import summary_lines, units_of


def read(text: str) -> Booklet:
    """Read the text of a booklet of services (a scan as Markdown).

    Raises ``BookletError`` with ``booklet.empty`` or ``booklet.none`` (no list of services in it); every
    other defect becomes a finding.
    """
    require_text(text)
    gathered = gather(split(text))
    if not any(office.rows for office in gathered.offices):
        raise _no_booklet(gathered)
    stated = summary_lines(gathered)
    findings: list[Finding] = []
    services: list[Service] = []
    for office in gathered.offices:
        found, more = _office(office, stated[office.name], services[-1].row if services else None)
        services += found
        findings += more
    drafts, matches = _sections(gathered)
    rows: dict[str, list[int | None]] = {office.name: [] for office in gathered.offices}
    for service in services:
        rows[service.office].append(service.row)
    sections = tuple(_section(draft, match, rows) for draft, match in zip(drafts, matches, strict=True))
    requirements = tuple(_requirements(drafts, sections))
    flows = tuple(_flows(drafts, sections))
    units = units_of(gathered, services)
    findings += (
        checks.of_text(gathered)
        + checks.of_summary(gathered)
        + checks.of_units(units, gathered, services, sections)
    )
    findings += checks.of_codes(services) + section_checks.of_acts(requirements)
    findings += section_checks.of_sections(services, sections, drafts, matches, flows)
    return Booklet(units, tuple(services), sections, requirements, flows, _sorted(findings))


def _no_booklet(gathered: Gathered) -> BookletError:
    if gathered.summary or gathered.cut_line:
        return BookletError(
            "booklet.truncated",
            "این متن پیش از نخستین فهرست خدمات پایان می‌یابد؛ پروندهٔ کامل کتابچه را بدهید.",
            "This text ends before the first list of services; give the whole booklet.",
        )
    return BookletError(
        "booklet.none",
        "در این متن هیچ فهرست خدماتی (جدولی با عنوان و شناسهٔ خدمت) نیست؛ متن کتابچهٔ خدمات را بدهید.",
        "There is no list of services (a table with titles and codes) in this text; give a booklet.",
    )


def _office(office: OfficeList, line: Line | None, last: int | None) -> tuple[list[Service], list[Finding]]:
    counts = line.counts if line else Counts()
    total = counts.services if counts.services is not None else office.listed
    flags = reconcile(office.tables, counts, total)
    rows = checks.numbered(office)
    parents = parents_of(office)
    heads = [
        table.layouts[0].columns if table.layouts[0].head else {}
        for table in office.tables
        for _ in table.rows
    ]
    services = [
        _service(office.name, row, number, flag, parent, {column: field for field, column in head.items()})
        for row, number, flag, parent, head in zip(office.rows, rows, flags, parents, heads, strict=True)
    ]
    return services, checks.of_rows(office, services, flags, last)


def _service(
    office: str, row: ListRow, number: int | None, flags: Flags, parent: Parent, under: dict[int, str]
) -> Service:
    marks = tuple(Mark(cell, under.get(cell)) for cell in mark_columns(row.cells))
    return Service(
        office=office,
        row=number,
        title=row.title,
        code=row.code,
        parent_title=parent.title,
        parent_code=parent.code,
        specific=flags.specific,
        general=flags.general,
        shared=flags.shared,
        client=flags.client,
        printed=Printed(row.printed, marks),
        line=row.line,
    )


def _sections(gathered: Gathered) -> tuple[list[Draft], list[Match | None]]:
    titles = {office.name: [row.title for row in office.rows] for office in gathered.offices}
    deputies = {office.deputy for office in gathered.offices if office.deputy}
    deputies |= {line.name for line in gathered.summary if line.kind == "deputy"}
    every = [title for rows in titles.values() for title in rows]
    drafts = read_sections(gathered.body, list(titles), sorted(deputies), every)
    matches = match_sections(drafts, titles)
    kept = [index for index, draft in enumerate(drafts) if matches[index] or not draft.is_bare]
    return [drafts[index] for index in kept], [matches[index] for index in kept]


def _section(draft: Draft, match: Match | None, rows: dict[str, list[int | None]]) -> Section:
    office = match.place.office if match else draft.office
    row = rows[match.place.office][match.place.position] if match else None
    return Section(
        office, row, draft.title or None, match.by if match else None, draft.line, draft.requirements_line
    )


def _requirements(drafts: Sequence[Draft], sections: Sequence[Section]) -> list[Requirement]:
    return [
        Requirement(
            section.office,
            section.row,
            section.line,
            item.number,
            item.text,
            citations_of(item.text),
            item.line,
        )
        for draft, section in zip(drafts, sections, strict=True)
        for item in draft.items
    ]


def _flows(drafts: Sequence[Draft], sections: Sequence[Section]) -> list[Flow]:
    return [
        Flow(
            section.office,
            section.row,
            section.line,
            tuple(draft.steps),
            draft.flow_complete,
            draft.flow_line,
        )
        for draft, section in zip(drafts, sections, strict=True)
        if draft.flow_line is not None
    ]


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: (each.line, each.code, each.en)))
