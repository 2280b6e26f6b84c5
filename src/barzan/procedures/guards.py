"""What the database guards: which process carried a service is never rewritten."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly({"procedures_assignment": (("id",),)})
