"""What the database guards for the clock: closures, withdrawals and facts of deadlines never change."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "clock_closure": (("id",),),
        "clock_closurewithdrawal": (("id",), ("closure_id",)),
        "clock_fact": (("id",),),
    }
)
