"""``barzan clock due``: until when a term runs, and why, by the calendar of this installation."""

from __future__ import annotations

import click

from barzan.cli.environment import migrated
from barzan.cli.language import CommandError, helps, hint, say

COUNTINGS = (
    "calendar-days", "working-days", "hours", "office-hours", "jalali-months", "gregorian-months",
)  # fmt: skip


@click.group(help=helps("مهلت‌های قانونی.", "Legal deadlines."))
def clock() -> None:
    """The group of what can be asked of the clock."""


@clock.command(
    help=helps(
        "روز پایان یک مهلت را با دلیلش می‌گوید.",
        "Says on which day a time ends, and why.",
    )
)
@click.option(
    "--amount", required=True, help=hint("مدت، مانند P10D یا PT8H", "how long, such as P10D or PT8H")
)
@click.option(
    "--from",
    "since",
    required=True,
    help=hint("روز آغاز به شمسی، مانند 1405-02-03", "the Jalali day it runs from"),
)
@click.option(
    "--counting",
    type=click.Choice(COUNTINGS),
    default=COUNTINGS[0],
    show_default=True,
    help=hint("شیوهٔ شمارش", "how it is counted"),
)
@click.option(
    "--runs-from",
    type=click.Choice(["opened", "notice", "complete"]),
    default="opened",
    help=hint("آغاز از چه", "what it runs from"),
)
@click.option(
    "--organisation",
    default="",
    help=hint("کد سازمان؛ خالی: کشور", "code of an organisation; none: the country"),
)
def due(amount: str, since: str, counting: str, runs_from: str, organisation: str) -> None:
    """A day begins at eight in the morning where hours are counted."""
    migrated()
    from datetime import datetime, time

    from barzan.access.values import system_actor
    from barzan.clock import queries
    from barzan.clock.core import TEHRAN, Counting, RunsFrom, Terms, explain, reckon
    from barzan.persian import parse_jalali

    actor = system_actor("console")
    chosen = next((each for each in queries.organisations(actor) if each.code == organisation), None)
    if organisation and chosen is None:
        raise CommandError(
            "organisation.unknown",
            f"سازمانی با کد «{organisation}» نیست.",
            f'There is no organisation with the code "{organisation}".',
        )
    began = datetime.combine(parse_jalali(since), time(8), TEHRAN)
    terms = Terms(amount, Counting(counting), RunsFrom(runs_from))
    found = reckon(terms, began, queries.calendar(actor, chosen))
    say(explain(found, "fa"), explain(found, "en"))
