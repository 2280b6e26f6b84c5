"""What the database guards for upkeep: confirmations, reminders, steps of proposals never change."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "upkeep_confirmation": (("id",),),
        "upkeep_reminder": (("id",), ("unit_id", "stage", "day")),
        "upkeep_happening": (("id",),),
    }
)
