"""The reader of booklets of services: the scan of a governorate's booklet, as Markdown text, becomes values.

A pure core: no Django, no files, no clock. ``decode`` turns bytes into text, ``read`` text into a
``Booklet``, ``to_json`` a booklet into plain values. What cannot be read stays ``None`` and is named by a
``Finding``; only a text that is no booklet raises, with ``BookletError``. How the traps of a scan are
recognised is told in ``docs/booklet-reader.md``.
"""

from barzan.catalogue.booklet.model import (
    Booklet,
    BookletError,
    Citation,
    Counts,
    Finding,
    Flow,
    Mark,
    Printed,
    Requirement,
    Section,
    Service,
    Step,
    Unit,
)
from barzan.catalogue.booklet.reader import read
from barzan.catalogue.booklet.shape import to_json
from barzan.catalogue.booklet.text import decode

__all__ = [
    "Booklet",
    "BookletError",
    "Citation",
    "Counts",
    "Finding",
    "Flow",
    "Mark",
    "Printed",
    "Requirement",
    "Section",
    "Service",
    "Step",
    "Unit",
    "decode",
    "read",
    "to_json",
]
