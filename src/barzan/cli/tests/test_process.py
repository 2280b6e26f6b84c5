"""``barzan process`` looks at a BPMN file without a database and without Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from barzan.bpmn.model import Flow, Kind, Lane, Node, Process, Text, Work
from barzan.bpmn.writing import written
from barzan.cli.main import barzan
from barzan.cli.tests.installations import says_both
from barzan.cli.tests.test_booklet import WITHOUT_DJANGO

GOOD = Process(
    "P",
    Text("صدور پروانه", "Issue of a licence"),
    nodes=(
        Node("start", Kind.START, "P", lane="office"),
        Node("check", Kind.USER, "P", Text("بررسی مدارک", "Check of documents"), lane="office"),
        Node("end", Kind.END, "P", lane="office"),
    ),
    flows=(Flow("f1", "start", "check", "P"), Flow("f2", "check", "end", "P")),
    lanes=(Lane("office", Text("دفتر", "Office"), Work("@owner")),),
)
UNREACHED = Process(
    "P",
    nodes=(*GOOD.nodes, Node("lost", Kind.USER, "P", Text("گم‌شده"), lane="office")),
    flows=(*GOOD.flows, Flow("f3", "lost", "end", "P")),
    lanes=GOOD.lanes,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "licence.bpmn"
    path.write_bytes(written(GOOD).write())
    return path


def asked(*words: object) -> Result:
    return CliRunner().invoke(barzan, ["process", *map(str, words)])


def test_a_file_that_runs_is_told_so_without_django(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, "process", "check", str(file), "--format", "json"],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin", "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"file": "licence.bpmn", "runs": True, "findings": []}


def test_a_file_that_cannot_run_names_the_element_and_exits_1(file: Path) -> None:
    file.write_bytes(written(UNREACHED).write())
    result = asked("check", file, "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert told["runs"] is False
    assert "lost" in {each["element"] for each in told["findings"]}
    spoken = asked("check", file)
    assert spoken.exit_code == 1
    says_both(spoken.output)
    assert "lost" in spoken.output


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", b"<html/>", b'<!DOCTYPE d [<!ENTITY a "b">]><definitions>&a;</definitions>'],
)
def test_what_is_no_bpmn_is_a_finding_and_exits_1(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    result = asked("check", file, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.output)["findings"][0]["fa"]
    assert asked("words", file).exit_code == 2


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    result = asked("check", tmp_path / "none.bpmn")
    assert result.exit_code == 2
    says_both(result.output)


def test_the_words_of_a_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARZAN_LANG", "fa")
    assert "۱. بررسی مدارک" in asked("words", file).output
    monkeypatch.setenv("BARZAN_LANG", "en")
    assert "1. Check of documents" in asked("words", file).output
