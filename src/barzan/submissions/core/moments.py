"""Moments that answers hold, as a device wrote them. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def moment(value: Any) -> datetime | None:
    """The instant of an ISO 8601 text with its zone; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo and 1900 < found.year < 3000 else None
