"""Numbers have no gaps and no doubles when processes open entries at once, fail, or are killed midway."""

from __future__ import annotations

from pathlib import Path

import pytest

from barzan.config.proof import count, seed
from barzan.trail.tests.installation import ENGINES, installation, run_module

OPENED = 6_000
KILLS = 100


@pytest.mark.proof
@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_have_no_gaps_and_no_doubles(engine: str, tmp_path: Path) -> None:
    with installation(engine, tmp_path) as environment:
        found = run_module("barzan.registers.tests.opening", environment, count(OPENED), count(KILLS), seed())
    assert found["given"] > 0
    assert not found["gaps"]
    assert found["last"] == found["given"]
