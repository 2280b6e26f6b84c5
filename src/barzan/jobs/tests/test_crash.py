"""Workers killed with SIGKILL at random points lose nothing, and double no effect under one key."""

from pathlib import Path

import pytest

from barzan.config.proof import count, seed
from barzan.trail.tests.installation import ENGINES, installation, run_module

KILLS = 1_000


@pytest.mark.proof
@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_lost_and_nothing_doubled(engine: str, tmp_path: Path) -> None:
    kills = count(KILLS)
    with installation(engine, tmp_path) as environment:
        found = run_module("barzan.jobs.tests.crash", environment, kills, seed())
    left = found["left"]
    assert left >= kills
    assert found["not_done"] == 0
    assert found["jobs"] == 2 * left
    assert (found["effects"], found["effect_keys"]) == (left, left)
    assert found["delivered"] == left
    assert found["deliveries"] >= left
    assert found["retaken"] > 0, "no kill met a running job: this run proves nothing"
    assert (found["events"], found["unsealed"], found["findings"]) == (2 * left, 0, [])
