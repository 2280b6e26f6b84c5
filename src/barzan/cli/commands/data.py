"""``barzan data export``: the whole catalogue as open data in one file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from barzan.cli.environment import migrated
from barzan.cli.language import CommandError, helps, hint, say
from barzan.cli.progress import Progress, progress_bar

if TYPE_CHECKING:
    from barzan.opendata.queries import Described


@click.group(help=helps("دادهٔ باز خدمات.", "The services as open data."))
def data() -> None:
    """The group of what can be done with the open data."""


@data.command(
    help=helps(
        "همهٔ خدمات منتشرشده را به CPSV-AP 3.2.0 در یک فایل می‌نویسد.",
        "Writes every published service, in terms of CPSV-AP 3.2.0, to one file.",
    )
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["ttl", "jsonld"]),
    default="ttl",
    show_default=True,
    help=hint("Turtle یا JSON-LD", "Turtle or JSON-LD"),
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=hint("فایلی که نوشته می‌شود", "the file to write"),
)
def export(form: str, output: Path) -> None:
    """The file stands there whole, or what stood there before stays."""
    migrated()
    from django.conf import settings

    from barzan.access.values import ANONYMOUS
    from barzan.opendata import queries
    from barzan.opendata.addresses import Addresses
    from barzan.opendata.graph import catalogue_nodes
    from barzan.opendata.serving import FORMS

    if not settings.ADDRESS:
        raise CommandError(
            "data.no-address",
            "نشانی این سامانه دانسته نیست و داده‌ها به آن نام می‌گیرند؛ BARZAN_ADDRESS را مانند "
            "https://city.example بدهید.",
            "The data take their names from this installation's address, which is not known: set "
            "BARZAN_ADDRESS, such as https://city.example.",
        )
    _, write = FORMS[form]
    total = queries.listed(ANONYMOUS).count()
    with progress_bar() as progress:
        found = _counted(queries.whole(ANONYMOUS), total, progress)
        _save(output, write(catalogue_nodes(Addresses(settings.ADDRESS), found), settings.ADDRESS))
    size = output.stat().st_size / 1e6
    say(
        f"{total:,} خدمت در {output} نوشته شد ({size:.1f} مگابایت).",
        f"{total:,} services are in {output} ({size:.1f} MB).",
    )


def _counted(services: Iterator[Described], total: int, progress: Progress) -> Iterator[Described]:
    for number, each in enumerate(services, 1):
        progress(number, total)
        yield each


def _save(output: Path, pieces: Iterator[str]) -> None:
    """Writes beside the file and moves it there when it is whole."""
    beside = output.with_name(f".{output.name}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        os.replace(beside, output)
    except OSError as error:
        raise CommandError(
            "data.unwritable",
            f"«{output}» نوشته نشد ({error.strerror})؛ پوشه‌ای نوشتنی با جای کافی بدهید.",
            f'"{output}" could not be written ({error.strerror}): give a folder with enough room that can '
            "be written.",
        ) from None
    finally:
        beside.unlink(missing_ok=True)
