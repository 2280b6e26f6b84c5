"""What the database guards for processes: versions, compiled forms and happenings never change."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "process_compiled": (("id",), ("hash",)),
        "process_version": (("id",), ("definition_id", "number")),
        "process_happening": (("id",),),
        "process_moved": (("id",), ("move_id", "instance_id")),
    }
)
