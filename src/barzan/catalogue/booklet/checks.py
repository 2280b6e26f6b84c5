"""What does not agree in lists and summary; each difference becomes a finding."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from barzan.catalogue.booklet.findings import finding
from barzan.catalogue.booklet.flags import Flags
from barzan.catalogue.booklet.lists import Gathered, OfficeList
from barzan.catalogue.booklet.model import CLASSES, FIGURES, FLAGS, Finding, Flag, Section, Service, Unit
from barzan.catalogue.booklet.parents import group_of
from barzan.catalogue.booklet.rows import ListRow, readings
from barzan.catalogue.booklet.summary import Line
from barzan.catalogue.booklet.text import key

CODE_DIGITS = 11


def numbered(office: OfficeList) -> list[int | None]:
    """The row numbers; one lost between two neighbours that leave room for just it is theirs."""
    numbers = [row.number for row in office.rows]
    for at, number in enumerate(numbers):
        before = numbers[at - 1] if at else 0
        after = office.rows[at + 1].number if at + 1 < len(numbers) else None
        if number is None and before is not None and after == before + 2:
            numbers[at] = before + 1
    return numbers


def of_text(gathered: Gathered) -> list[Finding]:
    """A cut text, tables that were not understood, headings that are lost, a missing summary."""
    found = [finding("table_unread", line) for line in gathered.unread]
    if gathered.cut_line:
        found.append(finding("text_cut", gathered.cut_line))
    if not gathered.summary:
        found.append(finding("summary_missing", 1))
    found += [
        finding("row_printed_twice", line, office, row, first_line=first)
        for line, office, row, first in gathered.twice
    ]
    found += [
        finding("office_unnamed", office.line, office.name, name=office.name)
        for office in gathered.offices
        if not office.named
    ]
    return found


def of_summary(gathered: Gathered) -> list[Finding]:
    """Columns that are not there, and sums that do not add up."""
    lines = gathered.summary
    if not lines:
        return []
    found = [
        finding("summary_column_missing", lines[0].line, figure=figure)
        for figure in FIGURES
        if figure not in gathered.summary_head
    ]
    for line in lines:
        classes = [line.counts.of(name) for name in CLASSES if name in gathered.summary_head]
        sum_of_classes = sum(number or 0 for number in classes)
        if len(classes) == len(CLASSES) and line.counts.services not in (None, sum_of_classes):
            found.append(
                finding(
                    "summary_row_sum",
                    line.line,
                    name=line.name,
                    stated=line.counts.services,
                    sum=sum_of_classes,
                )
            )
    for deputy in (line for line in lines if line.kind == "deputy"):
        offices = [line for line in lines if line.kind == "office" and line.deputy == deputy.name]
        found += _sums("summary_deputy_sum", deputy, offices) if offices else []
    top = [line for line in lines if line.kind == "deputy" or (line.kind == "office" and line.deputy is None)]
    for total in (line for line in lines if line.kind == "total"):
        found += _sums("summary_total_sum", total, top)
    return found


def _sums(code: str, whole: Line, parts: Sequence[Line]) -> Iterator[Finding]:
    for figure in FIGURES:
        numbers = [part.counts.of(figure) for part in parts]
        stated = whole.counts.of(figure)
        if stated is not None and None not in numbers and sum(number or 0 for number in numbers) != stated:
            total = sum(number or 0 for number in numbers)
            yield finding(code, whole.line, name=whole.name, figure=figure, stated=stated, sum=total)


def of_units(
    units: Sequence[Unit], gathered: Gathered, services: Sequence[Service], sections: Sequence[Section]
) -> list[Finding]:
    """Stated against found, by office and class; sections without a row hint at what is lost."""
    found: list[Finding] = []
    listed = {office.name for office in gathered.offices}
    for unit in units:
        if unit.kind != "office":
            continue
        if unit.name not in listed:
            found.append(
                finding("office_without_list", unit.line, name=unit.name, stated=unit.stated.services)
            )
            continue
        if gathered.summary and unit.summary_name is None:
            found.append(finding("office_not_in_summary", unit.line, unit.name))
        own = [service for service in services if service.office == unit.name]
        found += _stated_and_found(unit, sections)
        for figure in FLAGS:
            found += _figure(unit, figure, own)
    return found


def _stated_and_found(unit: Unit, sections: Sequence[Section]) -> Iterator[Finding]:
    stated, rows = unit.stated.services, unit.found.services or 0
    if stated is not None and unit.listed is not None and stated != unit.listed:
        yield finding("listed_count_differs", unit.line, unit.name, listed=unit.listed, stated=stated)
    expected = stated if stated is not None else unit.listed
    if expected is not None and rows < expected:
        titles = tuple(
            each.title for each in sections if each.office == unit.name and each.row is None and each.title
        )
        yield finding(
            "services_missing", unit.line, unit.name, stated=expected, found=rows, missing=expected - rows,
            sections_without_row=titles,
        )  # fmt: skip
    if expected is not None and rows > expected:
        yield finding("services_surplus", unit.line, unit.name, stated=expected, found=rows)


def _figure(unit: Unit, figure: Flag, services: Sequence[Service]) -> Iterator[Finding]:
    stated, sure = unit.stated.of(figure), unit.found.of(figure)
    undecided = sum(getattr(service, figure) is None for service in services)
    if stated is not None and sure is not None and stated != sure:
        yield finding(
            "class_count_differs",
            unit.line,
            unit.name,
            figure=figure,
            stated=stated,
            found=sure,
            open=undecided,
        )


def of_rows(
    office: OfficeList, services: Sequence[Service], flags: Sequence[Flags], last: int | None
) -> list[Finding]:
    """Numbers, titles and marks of the rows of one office; ``last`` is the number of the row above them."""
    found = list(_row_numbers(office, services, last))
    layouts = [table.layouts for table in office.tables for _ in table.rows]
    for row, service, layout in zip(office.rows, services, layouts, strict=True):
        place = (service.line, service.office, service.row)
        if not key(service.title):
            found.append(finding("title_lost", *place))
        if row.doubtful and row.title == row.doubtful[0] and key(row.doubtful[0]) != key(row.doubtful[1]):
            found.append(finding("title_doubtful", *place, title=row.title, other=row.doubtful[1]))
        if "code" in layout[0].columns and not row.has_code_cell:
            found.append(finding("code_unread", *place))
        undecided = tuple(name for name in FLAGS if getattr(service, name) is None)
        if undecided:
            found.append(finding("flag_undecided", *place, figures=undecided))
        if layout[0].head:
            found += _marks(row, service, readings(row, layout[0])[0].classes)
    return found


def _marks(row: ListRow, service: Service, printed: tuple[str, ...]) -> Iterator[Finding]:
    read = tuple(name for name in CLASSES if getattr(service, name))
    if read and read != printed:
        yield finding("marks_differ", service.line, service.office, service.row, printed=printed, read=read)


def _row_numbers(office: OfficeList, services: Sequence[Service], last: int | None) -> Iterator[Finding]:
    """``last`` is the number of the row above the office's first: numbers may run on over offices."""
    before: int | None = last if services and last and services[0].row == last + 1 else 0
    seen: set[int] = set()
    for row, service in zip(office.rows, services, strict=True):
        if service.row is None:
            yield finding("row_number_lost", service.line, service.office)
        elif row.number is None:
            yield finding("row_number_inferred", service.line, service.office, service.row)
        elif service.row in seen:
            yield finding("row_number_repeated", service.line, service.office, service.row)
        elif before is not None and service.row > before + 1:
            yield finding("row_number_gap", service.line, service.office, service.row, before=before)
        before = service.row
        if service.row is not None:
            seen.add(service.row)


def of_codes(services: Sequence[Service]) -> list[Finding]:
    """Malformed codes, codes twice, codes under a group that is not theirs, groups with two codes."""
    found: list[Finding] = []
    first: dict[str, int] = {}
    groups: dict[str, dict[str, Service]] = defaultdict(dict)
    for service in services:
        place = (service.line, service.office, service.row)
        if service.parent_code and service.parent_code not in groups[key(service.parent_title or "")]:
            groups[key(service.parent_title or "")][service.parent_code] = service
            if len(service.parent_code) != CODE_DIGITS or not service.parent_code.endswith("000"):
                found.append(finding("parent_code_malformed", *place, code=service.parent_code))
        if service.code is None:
            continue
        if len(service.code) != CODE_DIGITS:
            found.append(finding("code_malformed", *place, code=service.code))
        elif service.code.endswith("000"):
            found.append(finding("code_is_a_group", *place, code=service.code))
        elif service.parent_code and group_of(service.code) != group_of(service.parent_code):
            found.append(
                finding("code_under_wrong_parent", *place, code=service.code, parent_code=service.parent_code)
            )
        if service.code in first:
            found.append(finding("code_repeated", *place, code=service.code, first_line=first[service.code]))
        first.setdefault(service.code, service.line)
    return found + list(_groups(groups))


def _groups(groups: dict[str, dict[str, Service]]) -> Iterator[Finding]:
    for codes in groups.values():
        (first_code, first), *others = codes.items()
        for code, service in others:
            yield finding(
                "group_code_differs", service.line, service.office, service.row,
                title=service.parent_title, code=code, first_code=first_code, first_line=first.line,
            )  # fmt: skip
