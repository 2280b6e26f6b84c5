"""The schedules of the trail. They are registered here because the trail stands left of this room and knows
no jobs.
"""

from barzan.jobs.registry import every
from barzan.trail import heads, sealer

every("trail.seal", seconds=2, when=sealer.waiting)(sealer.seal)


@every("trail.heads", seconds=300)
def keep_heads() -> None:
    """Heals the heads file after a crash, and exports the head of the day (once a day, whoever comes
    first).
    """
    heads.keep()
    heads.export()
