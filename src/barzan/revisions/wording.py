"""Changes in sentences of the reader's language; long texts with their words marked.

Gone and new words are ``<del>`` and ``<ins>``: struck through and underlined, and named for screen readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from barzan.catalogue.content import PARTS
from barzan.catalogue.models import BasisKind, ChannelKind, RequirementKind, ServiceClass
from barzan.catalogue.sheet import duration, number
from barzan.look.templatetags.look import fa
from barzan.persian import Rial
from barzan.persian.templatetags.persian import fa_digits, jalali
from barzan.revisions.changes import Change, Kind, pieces

LONG = ("title", "description", "objection", "standard_text", "fee_text", "gap_reason")
PLACES = {"unit": "units", "group": "groups", "category": "categories", "life_events": "life_events"}


@dataclass(frozen=True, slots=True)
class Names:
    """What units, groups, categories and life events are called in the reader's language, by code."""

    units: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    life_events: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str, code: str) -> str:
        return getattr(self, PLACES[name]).get(code, code)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One change: what happened, and the marked text where words changed; ``icon`` repeats the kind."""

    kind: Kind
    text: SafeString
    marked: SafeString
    icon: str


ICONS = {
    Kind.SET: "plus", Kind.ADDED: "plus", Kind.CLEARED: "x", Kind.REMOVED: "x", Kind.CHANGED: "pencil",
    Kind.REWORDED: "pencil", Kind.MOVED: "list",
}  # fmt: skip


def sentence(change: Change, names: Names, *, fresh: bool = False) -> Sentence:
    """One change in one sentence; of a ``fresh`` sheet nothing was empty before, it only says something."""
    if change.field in PARTS:
        return _of_row(change)
    if change.field == "life_events":
        said = _part_words()["life_events"]
        called = fa(names.of("life_events", change.new if change.kind is Kind.ADDED else change.old))
        text = format_html(_ROW[change.kind](), part=said, text=called, was="", now="")
        return Sentence(change.kind, text, SafeString(), ICONS[change.kind])
    label = labels()[change.field]
    if change.field in LONG and change.kind is Kind.CHANGED:
        text = format_html(gettext("{field} was reworded:"), field=label)
        return Sentence(Kind.REWORDED, text, marked(change.old, change.new), ICONS[Kind.REWORDED])
    old, new = (shown(change.field, value, names) for value in (change.old, change.new))
    pattern = gettext("{field}: “{new}”.") if fresh else _FIELD[change.kind]()
    text = format_html(pattern, field=label, old=old, new=new)
    return Sentence(change.kind, text, SafeString(), ICONS[change.kind])


def sentences(changes: list[Change], names: Names, *, fresh: bool = False) -> list[Sentence]:
    """All changes, each in a sentence."""
    return [sentence(change, names, fresh=fresh) for change in changes]


def marked(old: str, new: str) -> SafeString:
    """A text with its gone and new words marked, kept apart as Persian."""
    gone, come = pgettext("before removed words", "removed:"), pgettext("before added words", "added:")
    marks = {
        "same": ("{}", ""),
        "gone": ('<del><span class="visually-hidden">{1} </span>{0}</del> ', gone),
        "new": ('<ins><span class="visually-hidden">{1} </span>{0}</ins> ', come),
    }
    found = pieces(old, new)
    body = format_html_join("", "{}", ((_piece(*marks[each.kind], each.text),) for each in found))
    return format_html('<span lang="fa" dir="rtl">{}</span>', body)


def shown(name: str, value: Any, names: Names) -> SafeString:
    """A value of a field as a reader of the sheet would call it; rows of a part one by one."""
    if value in (None, "", ()):
        return SafeString(gettext("(empty)"))
    if name in PARTS:
        rows = ((row_words(name, row),) for row in value)
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", rows))
    if name == "life_events":
        return format_html_join("، ", "{}", ((fa(names.of(name, code)),) for code in value))
    if name in PLACES:
        return fa(names.of(name, value))
    return _plain(name, value)


def row_words(part: str, row: Any) -> SafeString:
    """A row of a part in words."""
    return fa(_WORDED[part](row))


def labels() -> dict[str, str]:
    """What each field of a service is called."""
    return {
        "title": pgettext("service", "Title"),
        "national_code": pgettext("service", "National code"),
        "service_class": pgettext("service", "Class"),
        "has_client": pgettext("service", "Whether it has clients"),
        "description": pgettext("service", "Description"),
        "fee_rials": pgettext("service", "Cost"),
        "fee_text": pgettext("service", "Words about the cost"),
        "standard_days": pgettext("service", "Legal time"),
        "day_kind": pgettext("service", "Kind of the days"),
        "standard_text": pgettext("service", "Words about the time"),
        "objection": pgettext("service", "How to object"),
        "gap_reason": pgettext("service", "Why the sheet is empty"),
        "booklet": pgettext("service", "Source"),
        "source_line": pgettext("service", "Line of the source"),
        "requirements": pgettext("service", "Requirements"),
        "legal_bases": pgettext("service", "Legal bases"),
        "steps": pgettext("service", "Steps"),
        "channels": pgettext("service", "Ways to ask"),
        "unit": pgettext("service", "Office"),
        "group": pgettext("service", "National group"),
        "category": pgettext("service", "Subject"),
        "life_events": pgettext("service", "Life events"),
    }


def _part_words() -> dict[str, str]:
    return {
        "requirements": pgettext("service", "requirement"),
        "legal_bases": pgettext("service", "legal basis"),
        "steps": pgettext("service", "step"),
        "channels": pgettext("service", "way to ask"),
        "life_events": pgettext("service", "life event"),
    }


# Braces and not percent signs: what is filled in is escaped by format_html.
_FIELD = {
    Kind.SET: lambda: gettext("{field} was empty; now it is “{new}”."),
    Kind.CLEARED: lambda: gettext("{field} was emptied; it was “{old}”."),
    Kind.CHANGED: lambda: gettext("{field}: “{old}” became “{new}”."),
}
_ROW = {
    Kind.ADDED: lambda: gettext("New {part}: “{text}”."),
    Kind.REMOVED: lambda: gettext("Removed {part}: “{text}”."),
    Kind.REWORDED: lambda: gettext("{part} {now} was reworded:"),
    Kind.MOVED: lambda: gettext("{part} “{text}” moved from place {was} to place {now}."),
}


def _of_row(change: Change) -> Sentence:
    worded = _WORDED[change.field]
    row = change.new if change.new is not None else change.old
    text = format_html(
        _ROW[change.kind](),
        part=_part_words()[change.field],
        text=fa(worded(row)),
        was=number(change.was) if change.was else "",
        now=number(change.now) if change.now else "",
    )
    words = SafeString()
    if change.kind is Kind.REWORDED:
        words = marked(worded(change.old), worded(change.new))
    return Sentence(change.kind, text, words, ICONS[change.kind])


def _piece(pattern: str, said: str, text: str) -> SafeString:
    return format_html(pattern, text if not said else text.rstrip(), said)


def _plain(name: str, value: Any) -> SafeString:
    if name == "has_client":
        return SafeString(gettext("yes") if value else gettext("no"))
    if name == "fee_rials":
        said = gettext("free") if value == 0 else Rial(value).text(get_language() or "fa")
        return format_html("{}", said)
    if name == "standard_days":
        return format_html("{}", duration(*value) if isinstance(value, tuple) else number(value))
    if name == "day_kind":
        return format_html("{}", gettext("working days") if value == "working" else gettext("calendar days"))
    if name == "service_class":
        return format_html("{}", ServiceClass(value).label)
    if name in ("national_code", "source_line"):
        return format_html('<bdi dir="ltr">{}</bdi>', fa_digits(value))
    return fa(str(value))


def _requirement(row: Any) -> str:
    return _joined(f"{RequirementKind(row.kind).label}: {row.text}", row.note)


def _legal_basis(row: Any) -> str:
    day = str(jalali(row.date)) if row.date else row.date_text
    named = fa_digits(row.document_number)
    return _joined(
        f"{BasisKind(row.kind).label}: {row.title}",
        row.article,
        gettext("number %(number)s") % {"number": named} if named else "",
        gettext("dated %(day)s") % {"day": day} if day else "",
        row.issuer,
        row.instrument,
    )


def _step(row: Any) -> str:
    days = duration(row.deadline_days, "calendar") if row.deadline_days is not None else ""
    return _joined(row.text, row.who, days)


def _channel(row: Any) -> str:
    return _joined(f"{ChannelKind(row.kind).label}: {row.value}", row.note)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


_WORDED = {
    "requirements": _requirement,
    "legal_bases": _legal_basis,
    "steps": _step,
    "channels": _channel,
}
