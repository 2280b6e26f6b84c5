"""``barzan worker``: does the work that waits in the database."""

from __future__ import annotations

import signal
import threading

import click

from barzan.cli.environment import migrated
from barzan.cli.language import helps, hint


@click.command(
    help=helps(
        "کارهای پشت صحنه را انجام می‌دهد؛ «barzan up» یکی از آن را خودش به راه می‌اندازد.",
        'Does the background work; "barzan up" starts one by itself.',
    )
)
@click.option("--once", is_flag=True, help=hint("آنچه منتظر است، سپس پایان", "do what waits, then stop"))
def worker(once: bool) -> None:
    """Runs until SIGTERM or SIGINT; the job in hand is finished first."""
    migrated()
    work(once=once)


def work(*, once: bool = False) -> None:
    """Does what waits, and unless ``once`` what comes, until told to stop; Django is ready."""
    from barzan.cli import life
    from barzan.jobs.worker import run

    life.give_signs()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    run(stop, burst=once)
