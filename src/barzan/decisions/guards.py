"""What the database guards for the decisions: a published version is never changed."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly({"decisions_decisionversion": (("id",), ("decision_id", "number"))})
