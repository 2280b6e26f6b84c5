"""How many cases a test of the proof runs: 1 % of the full count by default, all of it under ``make proof``.

BARZAN_PROOF        ``full`` for the whole count, or a fraction such as ``0.05`` (default: 0.01)
BARZAN_PROOF_SHARD  ``3/20`` for the third of twenty shards
"""

import os


def shard() -> tuple[int, int]:
    """The shard (1-based) and the number of shards of this run."""
    number, _, of = os.environ.get("BARZAN_PROOF_SHARD", "1/1").partition("/")
    return int(number), int(of)


def count(full: int) -> int:
    """The cases of this run for a proof whose full count is ``full``; never less than one."""
    setting = os.environ.get("BARZAN_PROOF", "0.01")
    share = 1.0 if setting == "full" else float(setting)
    return max(1, round(full * share / shard()[1]))


def seed() -> int:
    """A fixed seed, another one in each shard."""
    return 1_405_000 + shard()[0]
