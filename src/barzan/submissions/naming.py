"""What files that answer questions are called, and how many come at once."""

from __future__ import annotations

import re
from pathlib import PurePath
from uuid import uuid4

from barzan.documents.errors import DocumentRefused
from barzan.documents.names import clean_name

MOST_FILES = 50


def name_for(place: str, given: str) -> str:
    """A name that is one of its kind in a submission: the question, a few signs, the ending of the file."""
    question = re.sub(r"[^\w-]+", "-", place.rpartition("/")[2])[:40].strip("-") or "file"
    ending = re.sub(r"[^A-Za-z0-9]", "", PurePath(given).suffix)[:8].lower()
    return f"{question}-{uuid4().hex[:8]}.{ending}" if ending else f"{question}-{uuid4().hex[:8]}"


def file_name(name: str) -> str:
    """The name under which the file that an answer names will come."""
    try:
        return clean_name(name)
    except DocumentRefused:
        return name[:150]
