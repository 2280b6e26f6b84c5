"""How long a failed job waits before its next attempt. Pure.

    pause(n) = min(BASE * 2^(n-1), CAP) * (1/2 + jitter/2)        0 <= jitter <= 1

The jitter parts jobs that failed together, so that they do not come back together.
"""

from datetime import timedelta

BASE = timedelta(seconds=10)
CAP = timedelta(hours=1)


def pause(attempt: int, jitter: float) -> timedelta:
    """The pause after attempt number ``attempt`` (from 1) for a ``jitter`` between 0 and 1."""
    doublings = min(attempt - 1, 30)
    return min(BASE * (1 << doublings), CAP) * (0.5 + jitter / 2)
