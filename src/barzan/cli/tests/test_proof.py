"""The runner of the proof adds up what its shards found, and repeats only what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from proof import run

from barzan.config import proof

TEST = """
import pytest
from hypothesis import given, settings, strategies as st
from barzan.config import proof
from barzan.config.proof import count

@pytest.mark.proof
def test_asked_in_the_body(): assert count(200) + proof.count(100)

@pytest.mark.proof
@settings(max_examples=count(400), database=None)
@given(st.integers())
def test_drawn(number): assert number is not None

@pytest.mark.proof
@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_parameter(number): assert number < 3
"""


@pytest.mark.parametrize(
    ("share", "of", "cases"),
    [("full", "1/1", 1000), ("full", "3/20", 50), ("0.01", "1/1", 10), ("0.0001", "1/1", 1)],
)
def test_a_share_of_the_count(share: str, of: str, cases: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARZAN_PROOF", share)
    monkeypatch.setenv("BARZAN_PROOF_SHARD", of)
    assert proof.count(1000) == cases


def test_cases_and_failures_are_added_up_over_shards(tmp_path: Path) -> None:
    (tmp_path / "test_promises.py").write_text(TEST)
    reports = [tmp_path / "1.xml", tmp_path / "2.xml"]
    for number, report in enumerate(reports, start=1):
        alone = ["-p", "no:django", "-p", "no:cacheprovider", "-c", "/dev/null", f"--rootdir={tmp_path}"]
        subprocess.run(
            [sys.executable, "-m", "pytest", *alone, "-p", "proof.plugin", f"--junitxml={report}", tmp_path],
            env={
                "PATH": "/usr/bin",
                "PYTHONPATH": f"{run.ROOT}:{run.ROOT / 'src'}",
                "BARZAN_PROOF": "full",
                "BARZAN_PROOF_SHARD": f"{number}/2",
            },
            check=False,
            capture_output=True,
        )
    results = {promise: result for (_, promise), result in run.collect(reports).items()}
    assert {name: (each.cases, each.failures) for name, each in results.items()} == {
        "asked in the body": (300, 0),
        "drawn": (400, 0),
        "each parameter": (6, 2),
    }
    page = run.page(run.rows("abc", run.collect(reports)))
    assert "| asked in the body | 300 | 0 |" in page
    assert "| each parameter | 6 | 2 |" in page


def test_a_shard_that_passed_is_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "SHARDS", 2)
    monkeypatch.setattr(run, "identity", lambda: ("abc", "state"))
    (tmp_path / "docs").mkdir()
    (tmp_path / "proof-shards" / "state").mkdir(parents=True)
    (tmp_path / "proof-shards" / "state" / "1-of-2.xml").write_text("<testsuites/>")
    ran = []

    def shard(number: int, report: Path, rooms: list[str]) -> bool:
        ran.append(number)
        report.write_text("<testsuites/>")
        return True

    monkeypatch.setattr(run, "run", shard)
    monkeypatch.setattr(sys, "argv", ["run"])
    assert run.main() == 0
    assert ran == [2]
    assert "done before" in capsys.readouterr().out
    assert (tmp_path / "docs" / "proof.md").exists()


def test_where_rooms_are_named_the_rows_of_the_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "SHARDS", 1)
    monkeypatch.setattr(run, "identity", lambda: ("new", "state"))
    monkeypatch.setattr(sys, "argv", ["run", "clock"])
    (tmp_path / "docs").mkdir()
    kept = "| jobs | nothing is lost | 9 | 0 | 1.0 | SQLite | 2026-01-01 | old |"
    gone = "| clock | it ticks | 9 | 0 | 1.0 | SQLite | 2026-01-01 | old |"
    (tmp_path / "docs" / "proof.md").write_text(run.page([gone, kept]))

    def shard(number: int, report: Path, rooms: list[str]) -> bool:
        assert rooms == ["clock"]
        report.write_text(
            '<testsuites><testcase classname="src.barzan.clock.tests.it" name="test_it_ticks" time="2.0">'
            '<properties><property name="cases" value="10"/></properties></testcase></testsuites>'
        )
        return True

    monkeypatch.setattr(run, "run", shard)
    assert run.main() == 0
    first, second = run.rows_of(tmp_path / "docs" / "proof.md")
    assert first.startswith("| clock | it ticks | 10 | 0 | 2.0 |")
    assert first.endswith("| new |")
    assert second == kept
