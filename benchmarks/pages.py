"""How many questions each page asks, how long it takes, and how many sheets a second granian serves.

    python benchmarks/pages.py [--services 10000] [--seconds 10] [--connections 16]

Makes an installation of its own with an invented catalogue on SQLite (WAL, synchronous=FULL), collects the
static files, serves it as `barzan up` does and asks with wrk (apt install wrk; without it only the pages are
measured). wrk runs on the server's own cores: the figures are those of one small machine that does both.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PORT = 8917
ROUNDS = 15
PAGES = (
    "/", "/services/", "/services/list/", "/services/list/?sort=office&client=yes",
    "/services/offices/office-3/",
    "/services/categories/shelf-1/", "/services/BG-00007/", "/services/summary/", "/services/findings/",
    "/api/v1/services?limit=200", "/api/v1/services/BG-00007",
)  # fmt: skip
SERVER = f"import django; django.setup(); from barzan.cli.server import serve; serve('127.0.0.1', {PORT})"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--services", type=int, default=10_000)
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--connections", type=int, default=16)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        make_installation(Path(home), chosen.services)
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, SQLite in WAL")
        print(f"{chosen.services} services; median and 95th percentile of {ROUNDS} requests, in process")
        for path in PAGES:
            print(measure(path))
        if shutil.which("wrk") is None:
            print("wrk is not installed (apt install wrk): the server was not measured")
            return
        serve_and_ask(chosen.seconds, chosen.connections)


def make_installation(home: Path, services: int) -> None:
    """An installation in ``home`` with its static files and an invented catalogue."""
    os.environ |= {"BARZAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "barzan.config.settings"}
    os.environ.pop("BARZAN_DEBUG", None)
    import django

    django.setup()
    from django.core.management import call_command

    from barzan.catalogue.tests.factories import make_catalogue

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make_catalogue(services)


def measure(path: str) -> str:
    """One line: the page's questions and its times."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(path)
    asked = len(questions)
    if answer.status_code != 200:
        sys.exit(f"{path} answered {answer.status_code}")
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        client.get(path)
        times.append(1000 * (time.perf_counter() - begun))
    high = statistics.quantiles(times, n=20)[-1]
    return f"{path:45} {asked:3} questions {statistics.median(times):7.1f} ms {high:7.1f} ms"


def serve_and_ask(seconds: int, connections: int) -> None:
    """Serves the installation in another process and prints what wrk finds for the service sheet."""
    server = subprocess.Popen([sys.executable, "-c", SERVER])
    address = f"http://127.0.0.1:{PORT}/services/BG-00007/"
    try:
        wait_for(address)
        command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency"]
        ask(command, address)
        script = Path(__file__).with_name("many_sheets.lua")
        ask([*command, "-s", str(script)], address)
    finally:
        server.terminate()
        server.wait(timeout=15)


def wait_for(address: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def ask(command: list[str], address: str) -> None:
    said = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    kind = "a thousand sheets in turn" if "-s" in command else "one sheet"
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    half = re.search(r"\n\s+50%\s+(\S+)", said)
    most = re.search(r"\n\s+99%\s+(\S+)", said)
    errors = re.search(r"Non-2xx.*", said)
    if not (found and half and most) or errors:
        sys.exit(said)
    print(f"granian, {kind}: {found[1]} requests a second, median {half[1]}, 99th percentile {most[1]}")


if __name__ == "__main__":
    main()
