"""100,000 submissions, connections cut, sendings doubled, attachments out of order: none lost or doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from barzan.config.proof import count, seed
from barzan.trail.tests.installation import ENGINES, installation, run_module

TURNS = 3  # few kills may all miss the moments of work; then it is tried again


@pytest.mark.proof
@pytest.mark.parametrize("engine", ENGINES)
def test_each_is_kept_once_though_senders_are_killed(engine: str, tmp_path: Path) -> None:
    number = count(100_000)
    kills = max(15, number // 200)
    for turn in range(TURNS):
        home = tmp_path / str(turn)
        home.mkdir()
        with installation(engine, home) as environment:
            found = run_module("barzan.submissions.tests.crash", environment, number, kills, seed() + turn)
        kept = ("submissions", "contents", "personal", "marks", "events")
        assert {name: found[name] for name in kept} == dict.fromkeys(kept, number)
        assert found["as_sent"]
        assert found["files"]
        assert (found["attachments"], found["uploads"], found["left"]) == (-(-number // 10), 0, 0)
        if found["begun"] > found["acked"]:
            return
    pytest.fail("no kill met a submission on its way: these runs prove nothing")
