"""How long the whole catalogue takes as open data, how large it is, and how rdflib writes the same triples.

    python benchmarks/opendata.py [--services 332 10000]

Each size is an installation of its own on SQLite with an invented catalogue: per service 2 requirements,
2 legal bases, 4 steps and a channel. "whole" goes from the database to a file as the server sends it. The
peer is rdflib 7 serialising the same triples from a graph that is in memory already, beside our writer with
its nodes in memory already. Seconds are of processor time: other programs on the machine do not count.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

BASE = "https://city.example"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--services", type=int, nargs="+", default=[332, 10_000])
    options.add_argument("--make", help=argparse.SUPPRESS)
    options.add_argument("--measure", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.make or chosen.measure:
        start(Path(chosen.make or chosen.measure))
        (make_catalogue if chosen.make else measure)(chosen.services[0])
        return
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, SQLite in WAL")
    for size in chosen.services:
        with tempfile.TemporaryDirectory() as home:
            # Processes of their own: the peak of memory is that of reading and writing alone.
            for step in ("--make", "--measure"):
                command = [sys.executable, __file__, "--services", str(size), step, home]
                subprocess.run(command, check=True)


def measure(size: int) -> None:
    """Prints what one size takes."""
    from barzan.access.values import ANONYMOUS
    from barzan.opendata import queries
    from barzan.opendata.addresses import Addresses
    from barzan.opendata.graph import catalogue_nodes
    from barzan.opendata.writing import json_ld, turtle

    def nodes():
        return catalogue_nodes(Addresses(BASE), queries.whole(ANONYMOUS))

    home = Path(os.environ["BARZAN_HOME"])
    before = _peak()
    print(f"\n{size} services")
    for name, write in (("turtle", turtle), ("json-ld", json_ld)):
        file = home / name
        seconds = timed(lambda write=write, file=file: save(file, write(nodes(), BASE)))
        print(f"  whole, {name:8} {seconds:7.2f} s  {file.stat().st_size / 1e6:7.1f} MB")
    print(f"  memory above the start of the process: {_peak() - before:.0f} MB")
    print(f"  the tag of the whole {timed(lambda: queries.fingerprint(ANONYMOUS)) * 1000:8.0f} ms")
    from rdflib import Graph

    held, graph = list(nodes()), Graph().parse(home / "turtle", format="turtle")
    print(f"  writing {len(graph)} triples that are in memory:")
    for name, write in (("turtle", turtle), ("json-ld", json_ld)):
        ours = timed(lambda write=write: "".join(write(held, BASE)))
        peer = timed(lambda name=name: graph.serialize(format=name))
        print(f"    {name:8} {ours:6.2f} s; rdflib {peer:6.2f} s ({peer / ours:.0f} x)")


def start(home: Path) -> None:
    """Sets up the installation in ``home``."""
    os.environ |= {"BARZAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "barzan.config.settings"}
    import django

    django.setup()


def make_catalogue(size: int) -> None:
    """An invented catalogue."""
    from django.core.management import call_command

    from barzan.catalogue.models import Channel, LegalBasis, ServiceVersion, Step
    from barzan.catalogue.tests import factories

    call_command("migrate", verbosity=0)
    factories.make_catalogue(size)
    rows: dict = {LegalBasis: [], Step: [], Channel: []}
    for version in ServiceVersion.objects.all():
        rows[LegalBasis] += [
            LegalBasis(
                version=version, number=number, kind="act", title="قانون شوراهای اسلامی کشور", issuer="مجلس"
            )
            for number in (1, 2)
        ]
        rows[Step] += [
            Step(version=version, number=number, text="درخواست بررسی می‌شود و پاسخ آن می‌رسد.", deadline_days=3)
            for number in (1, 2, 3, 4)
        ]
        rows[Channel].append(Channel(version=version, number=1, kind="counter", value="دبیرخانه"))
    for model, made in rows.items():
        model.objects.bulk_create(made, batch_size=1000)


def save(file: Path, pieces) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(pieces)


def timed(work: Callable[[], object]) -> float:
    """The shortest of three runs, in seconds of the processor."""
    found = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
