"""Runs every test of the proof at its full count, in shards that resume, and writes docs/proof.md.

    python -m proof.run [ROOM ...]

Where rooms are named, only their tests run, and the page keeps the rows of all others with their day and
commit. A shard that passed is not run again for the same content of the checkout: its result lies in
``proof-shards/<state>/``. BARZAN_PROOF_SHARDS sets how many there are (default 20), BARZAN_DATABASE_URL
another database than SQLite.
"""

import hashlib
import os
import platform
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARDS = int(os.environ.get("BARZAN_PROOF_SHARDS", "20"))
DURABILITY = {"SQLite": "WAL, synchronous=FULL", "PostgreSQL": "the server's own synchronous_commit"}


@dataclass
class Result:
    """One promise over all shards."""

    cases: int = 0
    failures: int = 0
    seconds: float = 0.0


def main() -> int:
    rooms = sys.argv[1:]
    commit, state = identity()
    folder = ROOT / "proof-shards" / "-".join([state, *rooms])
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, SHARDS + 1):
        report = folder / f"{number}-of-{SHARDS}.xml"
        if report.exists():
            print(f"shard {number}/{SHARDS}: done before")
        elif not run(number, report, rooms):
            return 1
    results = collect(sorted(folder.glob(f"*-of-{SHARDS}.xml")))
    told = ROOT / "docs" / "proof.md"
    kept = [] if not rooms else [row for row in rows_of(told) if row.split(" | ")[0].strip("| ") not in rooms]
    told.write_text(page(sorted([*kept, *rows(commit, results)])), encoding="utf-8")
    print("docs/proof.md is written")
    return int(any(result.failures for result in results.values()))


def identity() -> tuple[str, str]:
    """The commit for people, and a key that changes with every change of a tracked file."""
    head = git("rev-parse", "HEAD").strip()
    changes = git("diff", "HEAD")
    engine = os.environ.get("BARZAN_DATABASE_URL", "")
    key = hashlib.sha256(f"{head}{changes}{engine}".encode()).hexdigest()[:16]
    return head[:12] + (" with changes" if changes else ""), key


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def run(number: int, report: Path, rooms: list[str]) -> bool:
    """Runs one shard; False where pytest itself did not come to an end. A failed test is a result."""
    print(f"shard {number}/{SHARDS} ...", flush=True)
    started, fresh = time.monotonic(), report.with_suffix(".partial")
    done = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-m",
                "proof",
                "-p",
                "proof.plugin",
                f"--junitxml={fresh}",
            ),
            *(f"src/barzan/{room}" for room in rooms),
        ],
        cwd=ROOT,
        env=os.environ | {"BARZAN_PROOF": "full", "BARZAN_PROOF_SHARD": f"{number}/{SHARDS}"},
    )
    if done.returncode not in (0, 1):
        print(f"shard {number}/{SHARDS} did not end well (pytest: {done.returncode}); run make proof again")
        return False
    # A shard with failures counts now and is run again next time.
    failed = report.with_name(f"failed-{report.name}")
    failed.unlink(missing_ok=True)
    fresh.replace(report if done.returncode == 0 else failed)
    print(f"shard {number}/{SHARDS}: {time.monotonic() - started:.0f} s")
    return True


def collect(reports: list[Path]) -> dict[tuple[str, str], Result]:
    """Results by (room, promise)."""
    results: dict[tuple[str, str], Result] = defaultdict(Result)
    for report in reports:
        for case in ElementTree.parse(report).iter("testcase"):
            room = case.get("classname", "").removeprefix("src.barzan.").partition(".")[0]
            promise = case.get("name", "").partition("[")[0].removeprefix("test_").replace("_", " ")
            result = results[room, promise]
            cases = [each.get("value", "1") for each in case.iter("property") if each.get("name") == "cases"]
            result.cases += int(cases[0]) if cases else 0
            result.failures += len(case.findall("failure")) + len(case.findall("error"))
            result.seconds += float(case.get("time", 0))
    return dict(sorted(results.items()))


def rows(commit: str, results: dict[tuple[str, str], Result]) -> list[str]:
    """A row of the page for each promise."""
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    return [
        f"| {room} | {promise} | {each.cases:,} | {each.failures} | {each.seconds:.1f} "
        f"| {engine()} | {day} | {commit} |"
        for (room, promise), each in results.items()
    ]


def engine() -> str:
    """The database that the tests ran on."""
    return "PostgreSQL" if os.environ.get("BARZAN_DATABASE_URL", "").startswith("postgres") else "SQLite"


def rows_of(told: Path) -> list[str]:
    """The rows that stand on the page."""
    lines = told.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("| ") and not line.startswith("| room |")]


def page(rows: list[str]) -> str:
    """The page of results."""
    lines = [
        "# Proof",
        "",
        "Written by `make proof`: every property, fault and load at its full count (`make test` runs 1 %).",
        "",
        *(f"* {name}: {durability}" for name, durability in DURABILITY.items()),
        "* tests that name an engine of their own use that one; seconds are those of a machine with "
        f"{os.cpu_count()} cores ({platform.machine()}, Python {platform.python_version()}), maybe shared",
        "",
        "| room | promise | cases | failures | seconds | engine | day | commit |",
        "|---|---|--:|--:|--:|---|---|---|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
