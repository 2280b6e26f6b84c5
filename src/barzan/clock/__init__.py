"""Legal deadlines: counting rules, calendars by year, suspension, extension, silence, escalation, timers.

``core`` reckons, purely, and explains. The room keeps calendars, deadlines and timers, and tells whoever
owns one (``followers``, ``timers``) what has come; it knows nothing of what the time is for.
"""

from __future__ import annotations

from datetime import datetime

from barzan.clock.core.values import Terms


def moment(terms: Terms, since: datetime, unit_id: int) -> datetime:
    """The end of ``terms`` from ``since`` by the calendar of a unit (id): for timers that are counted."""
    from barzan.clock import queries

    return queries.moment(terms, since, unit_id)
