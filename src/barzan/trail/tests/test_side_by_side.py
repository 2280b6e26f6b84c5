"""Writers, sealers and a verify at the same time, in processes of their own: one chain, no false finding."""

from pathlib import Path

import pytest

from barzan.trail.tests.installation import ENGINES, installation, run_module


@pytest.mark.parametrize("engine", ENGINES)
def test_several_sealers_make_one_chain_while_it_is_verified(engine: str, tmp_path: Path) -> None:
    with installation(engine, tmp_path) as environment:
        found = run_module("barzan.trail.tests.beside", environment, 2, 40)
    assert found == {
        "findings": [],
        "exits": [0, 0],
        "events": 80,
        "positions": True,
        "sealed": 80,
        "several_batches": True,
    }
