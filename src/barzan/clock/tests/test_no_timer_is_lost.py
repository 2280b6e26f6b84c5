"""100,000 timers due in one minute: none lost, none acted twice, with workers killed at random."""

from pathlib import Path

import pytest

from barzan.config.proof import count, seed
from barzan.trail.tests.installation import ENGINES, installation, run_module


@pytest.mark.proof
@pytest.mark.parametrize("engine", ENGINES)
def test_each_fires_once_though_workers_are_killed(engine: str, tmp_path: Path) -> None:
    number = count(100_000)
    kills = max(10, number // 500)
    with installation(engine, tmp_path) as environment:
        found = run_module("barzan.clock.tests.crash", environment, number, kills, seed())
    assert found["left"] == 0
    assert (found["effects"], found["keys"]) == (number, number)
    assert found["killed"] >= kills // 4
    assert found["begun"] > number, "no kill met a running batch: this run proves nothing"
