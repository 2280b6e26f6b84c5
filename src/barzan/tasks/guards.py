"""What the database guards for tasks: what happened to a task and what a body decided never changes."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly({"tasks_hand": (("id",),), "tasks_decision": (("id",), ("task_id",))})
