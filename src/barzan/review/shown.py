"""What the desk's pages show, worded in the reader's language: values in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from barzan.catalogue import kinds
from barzan.catalogue.models import ServiceClass
from barzan.persian import joined_key
from barzan.persian.templatetags.persian import fa_digits
from barzan.review.actions.matching import DIFFERS
from barzan.review.core.board import Figure
from barzan.review.core.reasons import REASONS, sentences
from barzan.review.core.said import FIELDS, PARTS, Said, differing
from barzan.review.core.source import SourceLine, Stretch
from barzan.review.models import Item, ItemDecision

NAMES = {
    "title": gettext_lazy("Title"),
    "national_code": gettext_lazy("National code"),
    "group_title": gettext_lazy("Parent service"),
    "group_code": gettext_lazy("Code of the parent"),
    "service_class": gettext_lazy("Class"),
    "has_client": gettext_lazy("Client"),
    "gap_reason": gettext_lazy("What is lost"),
    "requirements": gettext_lazy("Requirements"),
    "legal_bases": gettext_lazy("Legal bases"),
    "steps": gettext_lazy("Steps"),
}
FIGURE_NAMES = {
    "total": pgettext_lazy("figure", "All"),
    "specific": pgettext_lazy("service class", "Specific"),
    "general": pgettext_lazy("service class", "General"),
    "shared": pgettext_lazy("service class", "Shared"),
    "client": pgettext_lazy("figure", "With client"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a field: as it was read and as it is published, where these say something else."""

    read: str
    published: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure of the office's row, and what the booklet's count still asks for in a sentence."""

    name: str
    label: str
    stated: int | None
    so_far: int
    left: int | None
    open: int
    verdict: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the source; ``cells`` are pairs of a text and what the mark in it was read as."""

    line: SourceLine
    cells: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Block:
    """A table or a run of plain lines."""

    is_table: bool
    gap: bool
    lines: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Happened:
    """One decision of an item's history."""

    number: int
    verb: str
    label: str
    post: str
    at: datetime
    why: str
    fields: str


def label_of(kind: str) -> str:
    """What a kind of findings is called; the desk knows one more than the reader."""
    return _("Differs from what is published") if kind == DIFFERS else kinds.label(kind)


def text_of(said: Said, field: str) -> str:
    """A field in words; a part as its texts, one a line."""
    value = getattr(said, field)
    if field in PARTS:
        return "\n".join(_words(row) for row in value)
    if field == "service_class":
        return str(ServiceClass(value).label) if value else pgettext("class or client", "Not known")
    if field == "has_client":
        return _client(value)
    return str(value or "")


def beside(item: Item) -> dict[str, Beside]:
    """By field: what was read and what is published, where either says something else than what stands."""
    said, read = item.said, Said.from_value(item.read)
    published = Said.from_value(item.published) if item.published else None
    found = {}
    for field in FIELDS:
        getattr(said, field)
        was = text_of(read, field) if _read_otherwise(read, said, field) else ""
        other = text_of(published, field) if published and _says_otherwise(published, said, field) else ""
        if was or other:
            found[field] = Beside(was, other)
    return found


def tallies(figures: Sequence[Figure]) -> list[Tally]:
    """The office's row of the summary."""
    return [
        Tally(
            each.name,
            str(FIGURE_NAMES[each.name]),
            each.stated,
            each.decided + each.certain,
            each.left,
            each.open,
            each.verdict,
            _sentence(each),
        )
        for each in figures
    ]


def published_flags(item: Item) -> str:
    """The published class and client as the values of their fields, where the item still leaves one open."""
    if item.published is None or not item.said.is_open:
        return ""
    published = Said.from_value(item.published)
    client = {True: "yes", False: "no", None: ""}[published.has_client]
    return f"{published.service_class or ''} {client}" if published.service_class and client else ""


def blocks(stretches: Sequence[Stretch], item: Item) -> list[Block]:
    """The source lines with the marks of the item's row named as they were read."""
    marks = {cell: str(FIGURE_NAMES[under]) for cell, under in item.marks if under in FIGURE_NAMES}
    return [
        Block(stretch.is_table, stretch.gap, _lines(stretch.lines, item.line, marks)) for stretch in stretches
    ]


def _lines(lines: Sequence[SourceLine], own: int | None, marks: Mapping[int, str]) -> list[Shown]:
    """The lines of a stretch; columns in which nothing stands are left out."""
    widest = max((len(line.cells) for line in lines), default=0)
    written = [
        at for at in range(widest) if any(at < len(line.cells) and line.cells[at].strip() for line in lines)
    ]
    return [
        Shown(
            line,
            [
                (
                    line.cells[at] if at < len(line.cells) else "",
                    marks.get(at, "") if line.number == own else "",
                )
                for at in written
                if line.cells
            ],
        )
        for line in lines
    ]


def happened(decision: ItemDecision, language: str) -> Happened:
    """A decision in words: who, what, why, which fields."""
    before, after = Said.from_value(decision.before), Said.from_value(decision.after)
    post = decision.post
    named = (
        (post.title_en or post.title) if post and language.startswith("en") else (post.title if post else "")
    )
    return Happened(
        decision.number,
        decision.verb,
        str(decision.get_verb_display()),
        named,
        decision.at,
        reason_of(decision, language),
        _(", ").join(str(NAMES[field]) for field in differing(before, after)),
    )


def reason_of(decision: ItemDecision, language: str) -> str:
    """The reason of a decision: the common one and what was written beside it."""
    fa, en = sentences(decision.reason, decision.why)
    return en if language.startswith("en") else fa


def common_reasons(language: str) -> list[tuple[str, str]]:
    """The common reasons by key."""
    english = language.startswith("en")
    return [(key, en if english else fa) for key, (fa, en) in REASONS.items()]


def contrasts(mine: Said, theirs: Said) -> list[tuple[str, str, str]]:
    """(field, mine, theirs) of each field in which two people disagree."""
    return [
        (str(NAMES[field]), text_of(mine, field), text_of(theirs, field)) for field in differing(mine, theirs)
    ]


def _read_otherwise(read: Said, said: Said, field: str) -> bool:
    """Whether the print says something else; of the title, its spelling counts too."""
    was, now = getattr(read, field), getattr(said, field)
    if field in PARTS or was == now:
        return False
    return field == "title" or joined_key(str(was or "")) != joined_key(str(now or ""))


def _says_otherwise(published: Said, said: Said, field: str) -> bool:
    other = getattr(published, field)
    return bool(other not in (None, "", ()) and other != getattr(said, field))


def _words(row: Any) -> str:
    return str(getattr(row, "text", "") or getattr(row, "title", ""))


def _client(value: bool | None) -> str:
    if value is None:
        return pgettext("class or client", "Not known")
    return pgettext("client", "Has clients") if value else pgettext("client", "Has none")


def _sentence(figure: Figure) -> str:
    """What the stated number still asks of the open items; empty where there is nothing to say."""
    if figure.verdict == "none" and not figure.stated:
        return ""
    left, label = figure.left or 0, str(FIGURE_NAMES[figure.name])
    given = {
        "label": label,
        "left": fa_digits(left),
        "open": fa_digits(figure.open),
        "over": fa_digits(-left),
    }
    return {
        "none": _("%(label)s: the stated number is reached; none of the %(open)s open rows may be it."),
        "all": ngettext(
            "%(label)s: the one open row must be it.",
            "%(label)s: all %(open)s open rows must be it.",
            figure.open,
        ),
        "some": _("%(label)s: %(left)s of the %(open)s open rows must be it."),
        "over": _("%(label)s: %(over)s more than the booklet states."),
        "short": _("%(label)s: %(left)s are missing, and only %(open)s rows are open."),
    }.get(figure.verdict, "") % given
