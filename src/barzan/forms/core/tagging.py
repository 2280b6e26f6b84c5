"""Tags as people write them in one line. Pure."""

from __future__ import annotations

import re

from barzan.persian import normalise

LONGEST = 60
_APART = re.compile(r"[;؛,،\n]")


def tag_names(text: str) -> list[str]:
    """The tags of a line, parted by commas or semicolons of either script, each once."""
    names = (normalise(part).strip()[:LONGEST] for part in _APART.split(text))
    return list(dict.fromkeys(name for name in names if name))
