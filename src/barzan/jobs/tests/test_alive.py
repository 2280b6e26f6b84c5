"""A running worker seals within five seconds whatever job it is at, and ends with the job in hand."""

from pathlib import Path

import pytest

from barzan.trail.tests.installation import ENGINES, installation, run_module


@pytest.mark.parametrize("engine", ENGINES)
def test_it_seals_in_time_beside_a_long_job_and_stops_politely(engine: str, tmp_path: Path) -> None:
    with installation(engine, tmp_path) as environment:
        found = run_module("barzan.jobs.tests.alive", environment)
    assert found["seconds"] <= 5
    assert (found["stopped"], found["state"]) == (True, "done")
