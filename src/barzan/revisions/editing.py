"""The form of a draft as one thing: fields, rows that are added, moved and removed, and what they propose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, pgettext

from barzan.catalogue.content import PART_CONTENTS, PARTS
from barzan.revisions.choices import Choices
from barzan.revisions.forms import (
    ChannelForm,
    ContentForm,
    LegalBasisForm,
    PlacedForm,
    RequirementForm,
    Row,
    StepForm,
)
from barzan.revisions.proposed import PLACED, Proposed

MOST_ROWS = 60
ROW_FORMS: dict[str, type[Row]] = dict(
    zip(PARTS, (RequirementForm, LegalBasisForm, StepForm, ChannelForm), strict=True)
)
DEED = re.compile(r"(?P<part>[a-z_]+):(?:(?P<place>[0-9]{1,3}):)?(?P<deed>add|remove|up|down)")
NO_TEXT = ("national_code", "service_class", "group", "category")
CLIENT = {True: "yes", False: "no", None: ""}


@dataclass
class Part:
    """A part of the form: its rows, and how it is called."""

    name: str
    title: str
    one: str
    empty: str
    rows: list[Row] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return len(self.rows) >= MOST_ROWS


class Editor:
    """All fields of a proposal. ``quiet`` shows them as they were filled in, without judging them yet."""

    def __init__(
        self,
        choices: Choices,
        start: Proposed | None = None,
        data: QueryDict | None = None,
        quiet: bool = False,
    ) -> None:
        plain = _initial(start) if start else {}
        self.content = ContentForm(data, initial=plain, quiet=quiet)
        self.placed = PlacedForm(data, initial=plain, quiet=quiet, choices=choices)
        self.parts = [_part(name) for name in PARTS]
        for part in self.parts:
            part.rows = list(_rows(part.name, start, data, quiet))
        self.show_gap = bool(self.content["gap_reason"].value())

    def is_valid(self) -> bool:
        rows = [row for part in self.parts for row in part.rows]
        # Every form is asked: the page names all that is to be put right at once.
        judged = [form.is_valid() for form in (self.content, self.placed, *rows)]
        return all(judged)

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(id, label, error) of everything to put right, in the order of the page."""
        found = []
        for form, where in self._forms():
            for bound in form:
                label = f"{where}{bound.label}"
                found += [(bound.id_for_label or bound.auto_id, label, str(error)) for error in bound.errors]
        return found

    def proposed(self) -> Proposed:
        """What the form proposes; ask ``is_valid`` first."""
        given = {**self.content.cleaned_data, **self.placed.cleaned_data}
        given |= {
            name: given[name] or None for name in ("national_code", "service_class", "group", "category")
        }
        given["has_client"] = {"yes": True, "no": False}.get(given["has_client"])
        given["life_events"] = tuple(sorted(given["life_events"]))
        for part in self.parts:
            said = [row.cleaned_data for row in part.rows if row.cleaned_data]
            given[part.name] = tuple(PART_CONTENTS[part.name](**row) for row in said)
        return Proposed.of_fields(given)

    def _forms(self) -> Iterator[tuple[Any, str]]:
        yield self.content, ""
        yield self.placed, ""
        for part in self.parts:
            for number, row in enumerate(part.rows, start=1):
                yield row, f"{part.one} {number}, "


def rearranged(data: QueryDict, deed: str) -> QueryDict:
    """The filled-in form after one deed on its rows: ``steps:add``, ``steps:2:up``, ``steps:2:remove``."""
    found = DEED.fullmatch(deed)
    if found is None or found["part"] not in PARTS:
        return data
    part, changed = found["part"], data.copy()
    rows = [_raw(changed, part, number) for number in range(_count(changed, part))]
    _do(rows, found["deed"], int(found["place"] or 0))
    for row in range(_count(data, part)):
        for key in _raw(data, part, row):
            changed.pop(f"{part}-{row}-{key}", None)
    for number, row in enumerate(rows[:MOST_ROWS]):
        for key, values in row.items():
            changed.setlist(f"{part}-{number}-{key}", values)
    changed[f"{part}-rows"] = str(min(len(rows), MOST_ROWS))
    return changed


def _do(rows: list[Mapping[str, list[str]]], deed: str, place: int) -> None:
    if deed == "add":
        rows.append({"kind": [""]})
    elif not 1 <= place <= len(rows):
        return
    elif deed == "remove":
        del rows[place - 1]
    else:
        other = place - 2 if deed == "up" else place
        if 0 <= other < len(rows):
            rows[place - 1], rows[other] = rows[other], rows[place - 1]


def _raw(data: QueryDict, part: str, number: int) -> dict[str, list[str]]:
    start = f"{part}-{number}-"
    return {key.removeprefix(start): data.getlist(key) for key in data if key.startswith(start)}


def _count(data: QueryDict, part: str) -> int:
    said = data.get(f"{part}-rows", "0")
    return min(int(said), MOST_ROWS) if said.isascii() and said.isdigit() else 0


def _rows(part: str, start: Proposed | None, data: QueryDict | None, quiet: bool) -> Iterator[Row]:
    if data is not None:
        for number in range(_count(data, part)):
            yield ROW_FORMS[part](data, prefix=f"{part}-{number}", quiet=quiet)
    elif start is not None:
        for number, row in enumerate(getattr(start.content, part)):
            initial = {name: getattr(row, name) for name in row.__dataclass_fields__}
            yield ROW_FORMS[part](initial=initial, prefix=f"{part}-{number}", quiet=quiet)


def _initial(start: Proposed) -> dict[str, Any]:
    fields = start.fields()
    return {
        **{name: "" if value is None else value for name, value in fields.items()},
        "has_client": CLIENT[fields["has_client"]],
        **{name: list(fields[name]) if name == "life_events" else fields[name] or "" for name in PLACED},
    }


def _part(name: str) -> Part:
    if name == "requirements":
        empty = gettext("Nothing is named that people need.")
        return Part(name, pgettext("service", "Requirements"), pgettext("service", "Requirement"), empty)
    if name == "legal_bases":
        return Part(
            name,
            pgettext("service", "Legal bases"),
            pgettext("service", "Legal basis"),
            gettext("No legal basis is named."),
        )
    if name == "steps":
        return Part(
            name,
            pgettext("service", "Steps"),
            pgettext("service", "Step"),
            gettext("No step is written yet."),
        )
    empty = gettext("Nothing says how to ask for it.")
    return Part(name, pgettext("service", "Ways to ask"), pgettext("service", "Way to ask"), empty)
