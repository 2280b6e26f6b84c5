"""One thing that is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Text = tuple[str, str]
Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``what`` and ``remedy`` are Persian and English; a ``warning`` does not keep Barzan from serving."""

    code: str
    what: Text
    remedy: Text
    level: Level = "error"
