"""Reading a file of BPMN 2.0."""

from __future__ import annotations

from barzan.bpmn.document import Document, of_tree
from barzan.bpmn.intake import LIMITS, Limits, parsed

__all__ = ["LIMITS", "Document", "Limits", "read"]


def read(data: bytes, limits: Limits = LIMITS) -> Document:
    """The document of a file; loses nothing of it.

    Raises Refused for what is hostile, too large, no XML or no BPMN, with element, line and reason. What is
    BPMN but does not run is read, and told in ``Document.findings``.
    """
    return of_tree(parsed(data, limits))
