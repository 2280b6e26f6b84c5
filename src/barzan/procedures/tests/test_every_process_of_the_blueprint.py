"""Every process of the blueprint runs: what is found its row explains, and play reaches every end."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from barzan.bpmn.findings import Severity
from barzan.bpmn.reading import read
from barzan.decisions.core.model import Model
from barzan.decisions.core.reading import read as read_table
from barzan.modeller.core.exploring import explore
from barzan.modeller.core.hints import hints
from barzan.modeller.playboard import rules_of
from barzan.process.core.checking import check
from barzan.process.core.compiling import compile as compiled

FOLDER = Path(__file__).parents[4] / "blueprints" / "qazvin-processes"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PROCESSES = rows("processes.csv")


@pytest.fixture(scope="module")
def tables() -> dict[str, Model]:
    return {row["key"]: read_table((FOLDER / row["file"]).read_bytes()) for row in rows("decisions.csv")}


@pytest.mark.parametrize("row", PROCESSES, ids=lambda row: row["key"])
def test_it_is_found_in_order_and_play_reaches_every_end(
    row: dict[str, str], tables: dict[str, Model]
) -> None:
    document = read((FOLDER / row["file"]).read_bytes())
    process = document.process()
    found = [*document.findings, *check(process, decisions=tables, called={}, actions=())]
    assert not [each for each in found if each.severity is Severity.ERROR or not row["accept"]]
    assert (process.name.fa, process.name.en) == (row["title"], row["title_en"])
    cells = [
        rule for node in process.nodes if node.decision for rule in rules_of(tables[node.decision], node)
    ]
    explored = explore(compiled(process, decisions=tables), process, hints(process, cells))
    assert explored.whole
    assert explored.complete, [end for end, game in explored.ends.items() if game is None]
    assert not explored.missed
    assert not explored.faults


def test_the_flows_that_the_booklet_prints_are_all_there() -> None:
    own = {row["service"] for row in rows("assignments.csv") if row["process"] != "general-service"}
    with (FOLDER.parent / "qazvin-services" / "steps.csv").open(encoding="utf-8", newline="") as file:
        assert own == {row["service"] for row in csv.DictReader(file)}
    assert len(rows("assignments.csv")) == 332
