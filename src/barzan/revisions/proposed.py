"""What a draft wants a service to be: its content and where it stands, as one plain value. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from barzan.catalogue.content import PARTS, SCALARS, Placed, ServiceContent

PLACED = tuple(Placed.__dataclass_fields__)
FIELDS = (*SCALARS, *PARTS, *PLACED)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A service as somebody wants it. ``fields()`` names every part that two people may change apart."""

    content: ServiceContent
    placed: Placed

    def fields(self) -> dict[str, Any]:
        """``FIELDS`` with their values; parts are tuples of frozen rows."""
        return {
            **{name: getattr(self.content, name) for name in (*SCALARS, *PARTS)},
            **{name: getattr(self.placed, name) for name in PLACED},
        }

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> Proposed:
        """The proposal whose ``fields()`` are ``fields``."""
        content = ServiceContent(**{name: fields[name] for name in (*SCALARS, *PARTS)})
        return cls(content, Placed(**{name: fields[name] for name in PLACED}))

    @classmethod
    def empty(cls) -> Proposed:
        """A proposal that says nothing yet."""
        return cls(ServiceContent(title=""), Placed(unit=""))

    def as_value(self) -> dict[str, Any]:
        """Plain values for the database."""
        return {"content": self.content.as_value(), "placed": asdict(self.placed)}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Proposed:
        """What ``as_value`` made, also after a way through JSON."""
        return cls(ServiceContent.from_value(value["content"]), Placed.from_value(value["placed"]))


def differing(old: Proposed | None, new: Proposed) -> tuple[str, ...]:
    """The names of the fields in which ``new`` differs; all filled ones where there is no ``old``."""
    fields = new.fields()
    if old is None:
        return tuple(name for name in FIELDS if fields[name] not in (None, "", ()))
    before = old.fields()
    return tuple(name for name in FIELDS if before[name] != fields[name])
