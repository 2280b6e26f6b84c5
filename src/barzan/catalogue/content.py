"""What a version of a service says, as plain values. Pure: no Django, no clock, no I/O.

A version is published exactly when its content differs from the current one, and the content hash is taken
over ``ServiceContent.as_value()``: whatever a reader of the sheet relies on is in it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from barzan.instruments.kinds import KINDS
from barzan.persian.text import normalise

CLASSES = ("specific", "general", "shared")
DAY_KINDS = ("calendar", "working")
REQUIREMENT_KINDS = ("document", "form", "procedure", "system")
BASIS_KINDS = KINDS
LONGEST_TEXT = 20_000  # what a cell of every spreadsheet and reader holds
CHANNEL_KINDS = ("counter", "web", "phone", "sms", "post")


@dataclass(frozen=True, slots=True)
class RequirementContent:
    """Something the client brings, fills in, follows or signs in to (``REQUIREMENT_KINDS``)."""

    kind: str
    text: str
    note: str = ""
    source_line: int | None = None


@dataclass(frozen=True, slots=True)
class LegalBasisContent:
    """An act or other instrument; ``date`` is Gregorian, ``date_text`` as printed (often only a year).

    ``instrument`` is the code of the object of the room ``instruments`` that is meant, empty where nobody has
    said which; ``article`` says where in it ("ماده ۵"). The other fields stay as the source words them.
    """

    kind: str
    title: str
    document_number: str = ""
    date: date | None = None
    date_text: str = ""
    issuer: str = ""
    instrument: str = ""
    article: str = ""
    source_line: int | None = None


@dataclass(frozen=True, slots=True)
class StepContent:
    """One step of the work in plain words; ``deadline_days`` are calendar days."""

    text: str
    who: str = ""
    deadline_days: int | None = None
    source_line: int | None = None


@dataclass(frozen=True, slots=True)
class ChannelContent:
    """A way to ask for the service; ``value`` is an address, a number or the name of a place."""

    kind: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a service stands, in codes: its owner, its national group, the ways in on the portal (sorted)."""

    unit: str
    group: str | None = None
    category: str | None = None
    life_events: tuple[str, ...] = ()

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Placed:
        """The placement that ``asdict`` made a mapping of, also after a way through JSON."""
        return cls(**{**value, "life_events": tuple(value["life_events"])})


@dataclass(frozen=True, slots=True)
class ServiceContent:
    """Everything a version says. ``None`` means that the source does not say, never zero and never "no".

    ``fee_rials`` 0 is free of charge; ``standard_days`` counts days of ``day_kind``; ``gap_reason`` is given
    exactly where the source has lost the service. ``source_line`` is a line of the text of ``booklet``.
    """

    title: str
    national_code: str | None = None
    service_class: str | None = None
    has_client: bool | None = None
    description: str = ""
    fee_rials: int | None = None
    fee_text: str = ""
    standard_days: int | None = None
    day_kind: str = ""
    standard_text: str = ""
    objection: str = ""
    gap_reason: str = ""
    booklet: str = ""
    source_line: int | None = None
    requirements: tuple[RequirementContent, ...] = ()
    legal_bases: tuple[LegalBasisContent, ...] = ()
    steps: tuple[StepContent, ...] = ()
    channels: tuple[ChannelContent, ...] = ()

    def as_value(self) -> dict[str, Any]:
        """The mapping that the content hash is taken over."""
        # ``asdict`` copies every text on its way: a third of the time of a hash.
        parts = {part: tuple(map(_mapping, getattr(self, part))) for part in PARTS}
        return {**{name: getattr(self, name) for name in SCALARS}, **parts}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> ServiceContent:
        """The content that ``as_value`` made, also after a way through JSON (dates as ISO text)."""
        parts: dict[str, Any] = {
            part: tuple(content(**_dated(row)) for row in value.get(part, ()))
            for part, content in PART_CONTENTS.items()
        }
        return cls(**{name: value[name] for name in SCALARS if name in value}, **parts)


def _mapping(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    given = row.get("date")
    return {**row, "date": date.fromisoformat(given)} if isinstance(given, str) else dict(row)


PARTS = ("requirements", "legal_bases", "steps", "channels")
PART_CONTENTS: dict[str, Any] = dict(
    zip(PARTS, (RequirementContent, LegalBasisContent, StepContent, ChannelContent), strict=True)
)
SCALARS = tuple(name for name in ServiceContent.__dataclass_fields__ if name not in PARTS)


def differences(old: ServiceContent | None, new: ServiceContent) -> tuple[str, ...]:
    """The names of the fields in which ``new`` differs; all filled ones where there is no ``old``."""
    if old is None:
        return tuple(name for name in (*SCALARS, *PARTS) if getattr(new, name) not in (None, "", ()))
    return tuple(name for name in (*SCALARS, *PARTS) if getattr(old, name) != getattr(new, name))


Texts = TypeVar("Texts", ServiceContent, RequirementContent, LegalBasisContent, StepContent, ChannelContent)


def tidied(content: ServiceContent) -> ServiceContent:
    """The content in the one spelling that the house stores (``persian.normalise``).

    Whatever is published is tidy, so that files which are read with the same care carry it exactly.
    """
    parts: dict[str, Any] = {part: tuple(map(_tidied, getattr(content, part))) for part in PARTS}
    changed = {part: rows for part, rows in parts.items() if rows != getattr(content, part)}
    return _tidied(replace(content, **changed) if changed else content)


def unfit(content: ServiceContent, limits: Mapping[str, Mapping[str, int]]) -> str | None:
    """The name of the first field that no table or file could carry: a text too long, a row without its text.

    ``limits`` are the longest texts by part (``""`` is the version itself) and field.
    """
    for part in ("", *PARTS):
        longest = limits.get(part, {})
        for row in getattr(content, part) if part else (content,):
            for name in row.__dataclass_fields__:
                value = getattr(row, name)
                if isinstance(value, str) and (
                    len(value) > longest.get(name, LONGEST_TEXT) or (not value and name in NEEDED)
                ):
                    return f"{part}.{name}" if part else name
    return None


# The texts without which a version or a row of it says nothing (a step has ``text``, a basis ``title``).
NEEDED = frozenset({"title", "text", "value"})


def _tidied(row: Texts) -> Texts:
    changed: dict[str, Any] = {
        name: tidy
        for name in row.__dataclass_fields__
        if isinstance(value := getattr(row, name), str) and (tidy := normalise(value)) != value
    }
    return replace(row, **changed) if changed else row
