"""What the database guards for the trail: events, their links and the seals are append-only."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "trail_event": (("id",),),
        "trail_link": (("position",), ("event",)),
        "trail_seal": (("number",), ("last",)),
    }
)
