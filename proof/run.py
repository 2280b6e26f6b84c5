"""Runs every test of the proof at its full count, in shards that resume, and writes docs/proof.md.

A shard that passed is not run again for the same content of the checkout: its result lies in
``proof-shards/<state>/``. BARZAN_PROOF_SHARDS sets how many there are (default 20),
BARZAN_DATABASE_URL another database than SQLite.
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
    commit, state = identity()
    folder = ROOT / "proof-shards" / state
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, SHARDS + 1):
        report = folder / f"{number}-of-{SHARDS}.xml"
        if report.exists():
            print(f"shard {number}/{SHARDS}: done before")
        elif not run(number, report):
            return 1
    results = collect(sorted(folder.glob(f"*-of-{SHARDS}.xml")))
    (ROOT / "docs" / "proof.md").write_text(page(commit, results), encoding="utf-8")
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


def run(number: int, report: Path) -> bool:
    """Runs one shard; False where pytest itself did not come to an end. A failed test is a result."""
    print(f"shard {number}/{SHARDS} ...", flush=True)
    started, fresh = time.monotonic(), report.with_suffix(".partial")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "proof", "-p", "proof.plugin", f"--junitxml={fresh}"],
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


def page(commit: str, results: dict[tuple[str, str], Result]) -> str:
    """The page of results."""
    engine = "PostgreSQL" if os.environ.get("BARZAN_DATABASE_URL", "").startswith("postgres") else "SQLite"
    failures = sum(result.failures for result in results.values())
    lines = [
        "# Proof",
        "",
        "Written by `make proof`: every property, fault and load at its full count (`make test` runs 1 %).",
        "",
        f"* when: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"* commit: {commit}",
        f"* engine: {engine} ({DURABILITY[engine]}); tests that name an engine of their own use that one",
        f"* machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        f"* shards: {SHARDS}; failures: {failures}",
        "",
        "| room | promise | cases | failures | seconds |",
        "|---|---|--:|--:|--:|",
    ]
    lines += [
        f"| {room} | {promise} | {each.cases:,} | {each.failures} | {each.seconds:.1f} |"
        for (room, promise), each in results.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
