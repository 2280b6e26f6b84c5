"""What a booklet, or a reviewer, says about a service: the part of its content that comes from the print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from barzan.catalogue.content import (
    LegalBasisContent,
    RequirementContent,
    ServiceContent,
    StepContent,
)

PARTS = {"requirements": RequirementContent, "legal_bases": LegalBasisContent, "steps": StepContent}


@dataclass(frozen=True, slots=True)
class Said:
    """``None`` and empty mean that nothing is said: an unknown class or client, no code, no group.

    ``service_class`` is one of ``catalogue.content.CLASSES``; ``gap_reason`` is given exactly where the
    print has lost the service.
    """

    title: str = ""
    national_code: str | None = None
    group_title: str = ""
    group_code: str | None = None
    service_class: str | None = None
    has_client: bool | None = None
    gap_reason: str = ""
    requirements: tuple[RequirementContent, ...] = ()
    legal_bases: tuple[LegalBasisContent, ...] = ()
    steps: tuple[StepContent, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the class, the client or the title is not known."""
        return self.service_class is None or self.has_client is None or not self.title

    def as_value(self) -> dict[str, Any]:
        """Plain values for the database, dates as ISO text."""
        value = asdict(self)
        for row in value["legal_bases"]:
            row["date"] = row["date"].isoformat() if row["date"] else None
        return {name: list(each) if isinstance(each, tuple) else each for name, each in value.items()}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Said:
        """What ``as_value`` made, also after a way through JSON."""
        parts: dict[str, Any] = {
            name: tuple(row_of(**_dated(row)) for row in value.get(name, ()))
            for name, row_of in PARTS.items()
        }
        return cls(**{name: value[name] for name in SCALARS if name in value}, **parts)

    @classmethod
    def of_content(cls, content: ServiceContent, group_title: str, group_code: str | None) -> Said:
        """What is published about a service, as far as a booklet speaks of it."""
        named = {name: getattr(content, name) for name in FIELDS if name in _IN_CONTENT}
        return cls(**named, group_title=group_title, group_code=group_code)

    def upon(self, content: ServiceContent | None, *, booklet: str, line: int | None) -> ServiceContent:
        """The content that publishes this: what the booklet is silent about stays as ``content`` has it."""
        told = {name: getattr(self, name) for name in FIELDS if name in _IN_CONTENT}
        return replace(content or ServiceContent(title=self.title), **told, booklet=booklet, source_line=line)


FIELDS = tuple(field.name for field in fields(Said))
SCALARS = tuple(name for name in FIELDS if name not in PARTS)
_IN_CONTENT = frozenset(ServiceContent.__dataclass_fields__)


def differing(old: Said, new: Said) -> tuple[str, ...]:
    """The names of the fields in which the two differ."""
    return tuple(name for name in FIELDS if getattr(old, name) != getattr(new, name))


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    given = row.get("date")
    return {**row, "date": date.fromisoformat(given)} if isinstance(given, str) else dict(row)
