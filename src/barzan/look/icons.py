"""The icon set: ``icons.svg`` beside this file, read once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SPRITE = Path(__file__).with_name("icons.svg")
SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="0 0 24 24">(.*)</symbol>')


@cache
def drawings() -> dict[str, str]:
    """Name to drawing (the inside of a 24 by 24 ``svg``), in the order of the names."""
    return dict(SYMBOL.findall(SPRITE.read_text(encoding="utf-8")))
