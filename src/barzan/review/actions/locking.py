"""The lock under which anything about an open reading is decided."""

from __future__ import annotations

from barzan.review import errors
from barzan.review.models import Reading


def locked(reading: Reading) -> Reading:
    """The reading, locked. Raises ``ReviewRefused`` where it is not open any more."""
    found = Reading.objects.select_for_update(of=("self",)).select_related("unit").get(pk=reading.pk)
    if not found.is_open:
        raise errors.not_open()
    return found
