"""What a list of entries is narrowed by, as its address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.http import urlencode

SHAPES = ("table", "cards", "map", "calendar", "charts")
VALID = ("valid", "renewable", "expired")
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """``words`` of the search; ``states``; ids of a ``unit`` and a ``place`` (with all under them);
    ``month`` of opening and ``expiry`` month (Jalali, 140509); ``valid`` one of ``VALID``.
    """

    words: str = ""
    states: tuple[str, ...] = ()
    unit: int | None = None
    place: int | None = None
    month: int | None = None
    expiry: int | None = None
    valid: str = ""
    shape: str = "table"

    @property
    def narrowed(self) -> bool:
        return self != Filters(shape=self.shape)

    @property
    def query(self) -> str:
        """As the address has it."""
        return urlencode([(name, value) for name, value in self._pairs() if value])

    def _pairs(self) -> list[tuple[str, str]]:
        numbers = [(name, getattr(self, name)) for name in ("unit", "place", "month", "expiry")]
        return [
            ("q", self.words),
            *(("state", state) for state in self.states),
            *((name, str(value or "")) for name, value in numbers),
            ("valid", self.valid),
            ("shape", "" if self.shape == "table" else self.shape),
        ]

    def but(self, **changes: object) -> str:
        """The address with something else, ``?`` included."""
        return f"?{replace(self, **changes).query}"  # type: ignore[arg-type]


def read_filters(asked: QueryDict | Mapping[str, str]) -> Filters:
    """The filters of an address; what is no such value is left out."""
    states = asked.getlist("state") if isinstance(asked, QueryDict) else [asked.get("state", "")]
    shape, valid = asked.get("shape", ""), asked.get("valid", "")
    return Filters(
        words=(asked.get("q") or "")[:LONGEST].strip(),
        states=tuple(dict.fromkeys(state[:60] for state in states if state))[:20],
        unit=_number(asked.get("unit")),
        place=_number(asked.get("place")),
        month=_number(asked.get("month")),
        expiry=_number(asked.get("expiry")),
        valid=valid if valid in VALID else "",
        shape=shape if shape in SHAPES else "table",
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
