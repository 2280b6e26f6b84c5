"""How long the whole booklet takes in each format, beside what other programs need to set the same text.

    python benchmarks/printing.py [--blueprint qazvin-services] [--rounds 3] [--chromium /usr/bin/chromium]

Loads a blueprint into an installation of its own on SQLite (WAL, synchronous=FULL) and prints its whole
catalogue, each round in a process of its own as `barzan booklet print` does: database, words, setting and
file together. The peers, where they are installed: Chromium prints the same HTML to PDF (without page
numbers in contents and indexes), LibreOffice turns the DOCX into PDF. Prints the median seconds of the clock
and of the processor, bytes and pages.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
FORMATS = ("pdf", "docx", "xlsx", "html")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--blueprint", default="qazvin-services")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "BARZAN_HOME": home,
            "BARZAN_LANG": "en",
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "barzan.config.settings",
        }
        os.environ.pop("BARZAN_DATABASE_URL", None)
        folder = Path(home)
        run(sys.executable, "-m", "django", "migrate", "--verbosity", "0")
        run(sys.executable, "-m", "barzan.cli.main", "load", chosen.blueprint)
        load = os.getloadavg()[0]
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}, SQLite in WAL")
        whole = {}
        for form in FORMATS:
            file = folder / f"booklet.{form}"
            command = (
                sys.executable,
                "-m",
                "barzan.cli.main",
                "booklet",
                "print",
                "--format",
                form,
                "--output",
            )
            whole[form] = measured(f"barzan {form}", chosen.rounds, file, *command, file)
        peers(folder, chosen.chromium, chosen.rounds, whole["pdf"])


def peers(folder: Path, chromium: str, rounds: int, ours: float) -> None:
    """What other programs need for the same text, as multiples of our PDF."""
    if shutil.which(chromium):
        file = folder / "chromium.pdf"
        options = (
            "--headless",
            "--no-sandbox",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder / 'profile'}",
        )
        took = measured(
            "peer: Chromium, HTML to PDF", rounds, file,
            chromium, *options, f"--print-to-pdf={file}", folder / "booklet.html",
        )  # fmt: skip
        print(f"our PDF takes {ours / took:.1f} times as long as Chromium's")
    if shutil.which("soffice"):
        profile = f"-env:UserInstallation=file://{folder}/office"
        command = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder / "office-out")
        file = folder / "office-out" / "booklet.pdf"
        took = measured("peer: LibreOffice, DOCX to PDF", rounds, file, *command, folder / "booklet.docx")
        print(f"our PDF takes {ours / took:.1f} times as long as LibreOffice's")


def measured(name: str, rounds: int, file: Path, *command: str | Path) -> float:
    """Runs ``command`` some times and prints what it took; the median of the wall clock in seconds."""
    wall, processor = [], []
    for _ in range(rounds):
        before, start = children(), time.perf_counter()
        run(*command)
        wall.append(time.perf_counter() - start)
        processor.append(children() - before)
    median = statistics.median(wall)
    print(
        f"{name:32} {median:6.1f} s wall (worst {max(wall):.1f}), {statistics.median(processor):6.1f} s CPU, "
        f"{file.stat().st_size / 2**20:5.2f} MB{pages(file)}"
    )
    return median


def pages(file: Path) -> str:
    if file.suffix != ".pdf":
        return ""
    from pypdf import PdfReader

    return f", {len(PdfReader(file).pages)} pages"


def children() -> float:
    """Seconds of the processor that ended children have used, theirs included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(*command: str | Path) -> None:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr[-800:]}")


if __name__ == "__main__":
    main()
