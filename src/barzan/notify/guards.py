"""What the database guards: what was told, to whom, and who read it."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "notify_message": (("id",), ("key",)),
        "notify_recipient": (("id",),),
        "notify_reading": (("id",), ("message_id", "person_id")),
    }
)
