"""Answers, filters and figures in the reader's language, as the templates show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext, ngettext, pgettext

from barzan.answers.core.columns import Column, Layout
from barzan.answers.core.distributions import Distribution, Part
from barzan.answers.core.filters import Filter
from barzan.answers.figures import Cross
from barzan.answers.lists import Address
from barzan.persian import format_number
from barzan.persian.jalali import MONTHS, MONTHS_EN, format_jalali
from barzan.persian.language import active_language, is_persian
from barzan.persian.numbers import percent_sign
from barzan.persian.templatetags.persian import fa_digits
from barzan.submissions.page import amount

LONGEST_CELL = 160
LARGEST = 1e15


def operators() -> dict[str, str]:
    """What the operators are called."""
    return {
        "has": pgettext("filter", "holds"),
        "is": pgettext("filter", "is"),
        "not": pgettext("filter", "is not"),
        "any": pgettext("filter", "among them"),
        "none": pgettext("filter", "not among them"),
        "first": pgettext("filter", "stands first"),
        "eq": pgettext("filter", "equals"),
        "ne": pgettext("filter", "differs from"),
        "lt": pgettext("filter", "is less than"),
        "le": pgettext("filter", "is at most"),
        "gt": pgettext("filter", "is more than"),
        "ge": pgettext("filter", "is at least"),
        "bin": pgettext("filter", "lies in"),
        "on": pgettext("filter", "on"),
        "since": pgettext("filter", "since"),
        "until": pgettext("filter", "until"),
        "month": pgettext("filter", "lies in"),
        "hour": pgettext("filter", "in the hour"),
        "empty": pgettext("filter", "has no answer"),
        "answered": pgettext("filter", "has an answer"),
    }


def number(value: float) -> str:
    """A number without a tail of zeros."""
    rounded = float(f"{value:.10g}")
    whole = rounded == int(rounded) and abs(rounded) < LARGEST
    return format_number(int(rounded) if whole else round(rounded, 4), None, active_language())


def cell(column: Column, text: str) -> str:
    """An answer as a cell of a list shows it; what is none of its kind stands as it came."""
    language = active_language()
    match column.kind:
        case "one":
            return column.called(text, language)
        case "many" | "rank":
            joint = gettext(", ") if column.kind == "many" else " › "
            return joint.join(column.called(value, language) for value in text.split(" "))
        case "number":
            return amount(text)
        case "time":
            return fa_digits(text[:5])
        case "date" | "moment":
            return _moment(text)
        case "point":
            return fa_digits(" ".join(each[:9] for each in text.split(" ")[:2]))
        case "shape":
            return gettext("%(count)s points") % {"count": number(text.count(";") + 1)}
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def _moment(text: str) -> str:
    try:
        day = format_jalali(date.fromisoformat(text[:10]), "numeric", active_language())
    except ValueError:
        return text
    return f"{day} {fa_digits(text[11:16])}".strip()


def row_name(place: str, layout: Layout) -> str:
    """Which row of a submission ``member[2]/course[1]`` is: what the repeats are called, with numbers."""
    words, path = [], ""
    for step in place.split("/") if place else ():
        name, _, number = step.rstrip("]").partition("[")
        path = f"{path}/{name}".lstrip("/")
        if number:
            table = layout.by_path.get(path)
            words.append(fa_digits(f"{table.label(active_language()) if table else name} {number}"))
    return " · ".join(words)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words with the address that takes it away."""

    text: str
    away: str


def chips(address: Address, columns: dict[str, Column]) -> list[Chip]:
    """The filters of an address in words."""
    return [Chip(sentence(each, columns[each.path]), address.without(each)) for each in address.asked.filters]


def sentence(given: Filter, column: Column) -> str:
    """A filter in words: «شمار اتاق‌ها بیشتر از ۳»."""
    words = [column.label(active_language()), operators()[given.operator], _value(given, column)]
    return " ".join(each for each in words if each)


def _value(given: Filter, column: Column) -> str:
    since, spanned, until = given.value.partition("..")
    if given.operator == "month":
        return f"{_moment(since)} – {_moment(until)}"
    if spanned and given.operator == "bin":
        return f"{number(float(since))} – {number(float(until))}"
    if given.operator in ("on", "since", "until"):
        return _moment(given.value)
    if column.kind in ("one", "many", "rank"):
        return f"«{column.called(given.value, active_language())}»"
    return fa_digits(given.value) if column.kind in ("number", "time") else f"«{given.value}»"


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: what it counts, how many, their share, the bar (0 to 100), the list it opens."""

    label: str
    count: int
    share: str
    width: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """The answers to a question as a chart that is its own table."""

    column: Column
    found: Distribution
    head: str
    label: str
    bars: tuple[Bar, ...]
    summary: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    answered_url: str
    missing_url: str


def chart(found: Distribution, address: Address, base: str) -> Chart:
    """A distribution in words."""
    column = found.column
    longest = max((part.count for part in found.parts), default=0)
    said = Counter(_part(column, part) for part in found.parts)
    doubtful = {word for word, times in said.items() if times > 1}
    return Chart(
        column,
        found,
        _heads().get(column.kind, gettext("Answer")),
        column.label(active_language()),
        tuple(_bar(found, part, longest, address, base, doubtful) for part in found.parts),
        _summary(found),
        tuple(_notes(found)),
        _opened(address, base, Filter(column.path, "answered")),
        _opened(address, base, Filter(column.path, "empty")),
    )


def _heads() -> dict[str, str]:
    return {
        "number": gettext("From – to below"),
        "date": gettext("Month"),
        "moment": gettext("Month"),
        "time": gettext("Hour"),
        "text": gettext("Text"),
        "rank": gettext("Choice, the best first"),
    }


def _opened(address: Address, base: str, *filters: Filter) -> str:
    return base + address.to(filters=(*address.asked.filters, *filters), sort="", descending=True)


def _bar(
    found: Distribution, part: Part, longest: int, address: Address, base: str, doubtful: Container[str]
) -> Bar:
    """``doubtful`` are words that two bars have (two places of one name): those show their code too."""
    note = part.of if _part(found.column, part) in doubtful else ""
    if part.spellings > 1:
        note = gettext("%(count)s spellings") % {"count": number(part.spellings)}
    if part.mean is not None:
        note = gettext("mean place %(mean)s") % {"mean": number(round(part.mean, 2))}
    return Bar(
        _part(found.column, part),
        part.count,
        percent_sign(found.share(part), 1, active_language()),
        f"{100 * part.count / longest:.2f}" if longest else "0",
        _opened(address, base, *part.filters),
        note,
    )


def _part(column: Column, part: Part) -> str:
    if part.month:
        return _month(*part.month)
    if part.since is not None and part.until is not None:
        if column.whole and part.until - part.since == 1:
            return number(part.since)
        return f"{number(part.since)} – {number(part.until)}"
    if column.kind == "time":
        return fa_digits(f"{part.of}:00")
    return column.called(part.of, active_language()) if column.choices else part.of


def _month(year: int, month: int) -> str:
    name = (MONTHS if is_persian() else MONTHS_EN)[month - 1] if month else ""
    return f"{name} {fa_digits(year)}".strip()


def _summary(found: Distribution) -> tuple[tuple[str, str], ...]:
    if (numbers := found.numbers) is None:
        return ()
    return (
        (gettext("Least"), number(numbers.minimum)),
        (gettext("Median"), number(numbers.median)),
        (pgettext("statistics", "Mean"), number(round(numbers.mean, 3))),
        (gettext("Greatest"), number(numbers.maximum)),
        (gettext("Standard deviation"), number(round(numbers.deviation, 3))),
    )


def _untaken(found: Distribution) -> int:
    """How many choices of a long list stand in no bar because nobody took them."""
    return 0 if found.others else len(found.column.choices.keys() - {part.of for part in found.parts})


def _notes(found: Distribution) -> list[str]:
    column, notes = found.column, []
    if column.kind == "many":
        notes.append(gettext("Several choices are allowed: the shares do not add up to all."))
    if column.kind in ("one", "many") and (untaken := _untaken(found)):
        said = ngettext(
            "%(count)s choice that nobody took is not shown.",
            "%(count)s choices that nobody took are not shown.",
            untaken,
        )
        notes.append(said % {"count": number(untaken)})
    if column.kind == "rank":
        notes.append(gettext("Counted is how often each stands first."))
    if found.others:
        notes.append(
            gettext("%(rest)s answers in %(others)s further groups are not shown.")
            % {"rest": number(found.rest), "others": number(found.others)}
        )
    if found.unreadable:
        notes.append(
            gettext("%(count)s answers are of another kind and are not in the bars.")
            % {"count": number(found.unreadable)}
        )
    if len(column.kinds) > 1:
        notes.append(gettext("The kind of this question changed over the versions."))
    if len(column.sources) > 1:
        notes.append(gettext("With the answers under its older names."))
    return notes


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of a cross-table: ``shade`` is 0 to 5."""

    count: int
    share: str
    shade: int
    url: str


@dataclass(frozen=True, slots=True)
class Crossed:
    """A cross-table in words."""

    down: str
    across: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, int, tuple[Square, ...]], ...]


def crossed(found: Cross, address: Address, base: str) -> Crossed:
    """A cross-table whose cells say their share of the line and open their lists."""
    language = active_language()
    lines = []
    for line in found.lines:
        whole = found.of_line(line)
        squares = tuple(_square(found, line, head, whole, address, base) for head in found.heads)
        lines.append((found.down.called(line, language), whole, squares))
    heads = tuple(found.across.called(head, language) for head in found.heads)
    return Crossed(found.down.label(language), found.across.label(language), heads, tuple(lines))


def _square(found: Cross, line: str, head: str, whole: int, address: Address, base: str) -> Square:
    count = found.counts.get((line, head), 0)
    share = count / whole if whole else 0.0
    filters = [
        Filter(column.path, "any" if column.kind == "many" else "is", value)
        for column, value in ((found.down, line), (found.across, head))
    ]
    shade = min(5, int(share * 5) + 1) if count else 0
    return Square(count, percent_sign(share, 0, active_language()), shade, _opened(address, base, *filters))


def clock(moment: datetime) -> str:
    """The time of day."""
    return fa_digits(f"{moment:%H:%M}")
