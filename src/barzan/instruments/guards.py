"""What the database guards for the instruments: what became of one is told by facts that are only added."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "instruments_relation": (("id",),),
        "instruments_withdrawal": (("id",), ("relation_id",)),
        "instruments_denial": (("id",), ("instrument_id", "wording")),
    }
)
