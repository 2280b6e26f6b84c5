"""The booklet as plain values for JSON."""

from dataclasses import asdict
from typing import Any

from barzan.catalogue.booklet.model import Booklet


def to_json(booklet: Booklet) -> dict[str, Any]:
    """``units``, ``services``, ``sections``, ``requirements``, ``flows``, ``findings``: lists of records.

    The keys of a record are the fields of its class in ``model``; codes and dates are text with Latin digits.
    """
    names = ("units", "services", "sections", "requirements", "flows", "findings")
    return {name: [asdict(record) for record in getattr(booklet, name)] for name in names}
