"""What the database guards: what offices said of renamed questions is only added."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly({"answers_joining": (("id",),)})
