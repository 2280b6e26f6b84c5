"""The settings of a service for the process that carries it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from barzan.persian import normalise

MOST_DAYS = 3_650
USUAL_DAYS = 30


@dataclass(frozen=True, slots=True)
class Settings:
    """What the general process asks: whether others are asked first, whom, and how many days a decision may
    take. A process that does not read these variables is not touched by them.
    """

    authorities: tuple[str, ...] = ()
    standard_days: int = USUAL_DAYS

    @classmethod
    def read(cls, authorities: str, standard_days: int | None) -> Settings:
        """From text: one authority a line, or several with «؛» or «;» between them; each counts once."""
        parts = normalise(authorities).replace("؛", "\n").replace(";", "\n").split("\n")
        names = dict.fromkeys(part.strip() for part in parts if part.strip())
        return cls(tuple(names), standard_days or USUAL_DAYS)

    @classmethod
    def from_value(cls, value: dict[str, Any]) -> Settings:
        return cls(tuple(value.get("authorities", ())), value.get("standard_days", USUAL_DAYS))

    def as_value(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"authorities": list(self.authorities), "standard_days": self.standard_days}

    def inputs(self) -> dict[str, Any]:
        """The variables with which a process begins."""
        return {
            "inquiry": bool(self.authorities),
            "authorities": list(self.authorities),
            "standard_days": self.standard_days,
        }
