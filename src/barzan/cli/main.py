"""The entry of the console command ``barzan``."""

from __future__ import annotations

import sys

import click

from barzan.cli.commands.backup import backup, restore, upgrade
from barzan.cli.commands.booklet import booklet
from barzan.cli.commands.catalogue import catalogue
from barzan.cli.commands.clock import clock
from barzan.cli.commands.data import data
from barzan.cli.commands.doctor import doctor, reindex
from barzan.cli.commands.forms import forms
from barzan.cli.commands.load import load
from barzan.cli.commands.process import process
from barzan.cli.commands.up import up
from barzan.cli.commands.verify import verify
from barzan.cli.commands.worker import worker
from barzan.cli.language import Door, helps


@click.group(
    cls=Door,
    help=helps(
        "برزن: نرم‌افزار آزاد برای برنامه‌ریزی و ادارهٔ شهر.",
        "Barzan: open software for planning and running a city.",
    ),
)
@click.version_option(package_name="barzan", prog_name="barzan")
def barzan() -> None:
    """The group of all commands."""


COMMANDS = (
    up,
    load,
    booklet,
    process,
    forms,
    catalogue,
    clock,
    data,
    verify,
    worker,
    doctor,
    reindex,
    backup,
    restore,
    upgrade,
)

for command in COMMANDS:
    barzan.add_command(command)


def main() -> None:
    """Runs the command line; Persian is printed as UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    barzan(prog_name="barzan")


if __name__ == "__main__":
    main()
