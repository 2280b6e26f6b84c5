"""``barzan catalogue export`` and ``import``: the catalogue as spreadsheets, without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from barzan.access.values import system_actor
from barzan.cli.commands.booklet import bytes_of
from barzan.cli.commands.load import problems
from barzan.cli.environment import migrated
from barzan.cli.language import CommandError, helps, hint, say
from barzan.cli.progress import progress_bar

if TYPE_CHECKING:
    from barzan.exchange.planning import Plan

SHOWN = 20
STAGES = 3


@click.group(help=helps("فهرست خدمات به شکل صفحه‌گسترده.", "The catalogue as spreadsheets."))
def catalogue() -> None:
    """The group of what can be done with the catalogue."""


@catalogue.command(
    help=helps(
        "فهرست خدمات را در یک کارپوشه (xlsx) یا ZIP جدول‌ها (csv) می‌نویسد.",
        "Writes the catalogue as a workbook (xlsx) or as a ZIP of tables (csv).",
    )
)
@click.option(
    "--format", "form", type=click.Choice(["xlsx", "csv"]), default="xlsx", show_default=True,
    help=hint("کارپوشه، یا جدول‌ها در یک ZIP", "a workbook, or tables in a ZIP"),
)  # fmt: skip
@click.option("--unit", default="", help=hint("کد یک واحد", "a unit, with those under it"))
@click.option(
    "--output", required=True, type=click.Path(path_type=Path), help=hint("فایل خروجی", "the file to write")
)
def export(form: str, unit: str, output: Path) -> None:
    """The same catalogue gives the same bytes."""
    migrated()
    from barzan.catalogue.queries import Filters
    from barzan.exchange import files, queries

    actor = system_actor("console")
    with progress_bar() as progress:
        progress(0, STAGES)
        tables = queries.tables(actor, Filters(unit=unit) if unit else None)
        progress(1, STAGES)
        if form == "csv":
            data = files.as_zip(tables)
        else:
            data = files.as_workbook(tables, queries.codes_of(queries.units(actor)))
        progress(2, STAGES)
        try:
            output.write_bytes(data)
        except OSError as error:
            raise CommandError(
                "file.unwritable",
                f"«{output}» نوشته نمی‌شود ({error.strerror})؛ نشانی را ببینید.",
                f'"{output}" cannot be written ({error.strerror}): check the path.',
            ) from error
    number = len(tables["services"])
    say(f"{number:,} خدمت در «{output}» است.", f'{number:,} services are in "{output}".')


@catalogue.command(
    "import",
    help=helps(
        "کارپوشه، جدول یا ZIP جدول‌ها را می‌خواند و یک‌جا منتشر می‌کند؛ با یک ایراد هیچ چیز تغییر نمی‌کند.",
        "Reads a workbook, a table or a ZIP of tables and publishes it, all or nothing.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=hint("فقط بگو چه تغییر می‌کند", "only say what would change"))
@click.option("--why", default="barzan catalogue import", help=hint("دلیل", "kept in the trail"))
def take_in(file: Path, dry_run: bool, why: str) -> None:
    """Prints what would change, and publishes it unless ``--dry-run``."""
    data = bytes_of(file)
    migrated()
    from barzan.blueprints.values import BlueprintRefused
    from barzan.exchange.applying import publish
    from barzan.exchange.planning import plan
    from barzan.exchange.reading import read

    actor = system_actor("console")
    try:
        with progress_bar() as progress:
            progress(0, STAGES)
            sheets = read(data, file.name)
            progress(1, STAGES)
            found = plan(actor, sheets, file.name)
            progress(2, STAGES)
            if not dry_run:
                publish(actor, found, why=why)
    except BlueprintRefused as refused:
        raise CommandError("exchange.refused", *problems(refused)) from None
    show(found)
    if dry_run:
        say("آزمایشی بود؛ چیزی تغییر نکرد.", "A dry run: nothing has changed.")
    else:
        say("منتشر شد.", "Published.")


def show(plan: Plan) -> None:
    """Prints the counts, and the first changes with the names of their fields."""
    counts = plan.counts()
    say(
        f"{counts['add']:,} خدمت تازه، {counts['change']:,} تغییرکرده، {counts['keep']:,} بی‌تغییر",
        f"{counts['add']:,} new services, {counts['change']:,} changed, {counts['keep']:,} unchanged",
    )
    for arranging in plan.arrangings[:SHOWN]:
        click.echo(f"  {'+' if arranging.new else '~'} {arranging.table} {arranging.code}")
    for change in plan.changes[:SHOWN]:
        names = ", ".join(str(each["name"]) for each in change.fields()) if change.service else ""
        click.echo(f"  {'~' if change.service else '+'} {change.code} {names}".rstrip())
    if len(plan.changes) > SHOWN:
        click.echo(f"  … {len(plan.changes) - SHOWN}")
