"""``barzan booklet read``: a booklet of services as JSON. Needs no database and no Django.

``barzan booklet print``: the catalogue as a booklet to publish.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from barzan.cli.language import CommandError, helps, hint, say

LARGEST = 64 * 2**20


@click.group(help=helps("خواندن و چاپ کتابچهٔ خدمات.", "Reads and prints booklets of services."))
def booklet() -> None:
    """The group of what can be done with a booklet."""


@booklet.command(
    help=helps(
        "دفترچه‌ای را که به Markdown درآمده می‌خواند و خدمات و یافته‌ها را چاپ می‌کند.",
        "Reads a booklet turned to Markdown and prints its services and findings.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "summary"]),
    default="summary",
    show_default=True,
    help=hint("همه، یا شمارش‌ها و یافته‌ها", "everything, or counts and findings"),
)
def read(file: Path, form: str) -> None:
    """Prints the booklet in ``file``."""
    from barzan.catalogue.booklet import decode, to_json
    from barzan.catalogue.booklet import read as read_booklet

    found = read_booklet(decode(bytes_of(file)))
    if form == "json":
        json.dump(to_json(found), sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
        return
    counts = len(found.units), len(found.services), len(found.sections), len(found.findings)
    say(
        "{} واحد، {} خدمت، {} بخش، {} یافته".format(*counts),
        "{} units, {} services, {} sections, {} findings".format(*counts),
    )
    for finding in found.findings:
        say(f"  سطر {finding.line}: {finding.fa}", f"  line {finding.line}: {finding.en}")


@booklet.command(
    "print",
    help=helps(
        "فهرست خدمات را کتابچه‌ای آمادهٔ انتشار می‌کند: جلد، فهرست، جدول‌ها، شناسنامهٔ هر خدمت و نمایه‌ها.",
        "Makes the catalogue a booklet to publish: cover, contents, tables, sheets of services, indexes.",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["pdf", "docx", "xlsx", "html"]),
    default="pdf",
    show_default=True,
    help=hint("قالب فایل", "the format of the file"),
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    help=hint("تنها این واحد و زیر آن؛ چند بار می‌آید", "only this unit and those under it; repeatable"),
)
@click.option(
    "--edition", type=int, help=hint("ویراستی از فهرست، نه حال امروز", "an edition, not the catalogue now")
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help=hint("نام فایل یا پوشه؛ اگر نباشد همین پوشه", "file or folder; this folder where it is not given"),
)
def print_booklet(form: str, units: tuple[str, ...], edition: int | None, output: Path | None) -> None:
    """Prints the catalogue, or the chosen units of it, into a file."""
    from barzan.cli.environment import migrated

    target = output or Path()
    folder = target if target.is_dir() else target.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CommandError(
            "file.unwritable",
            f"در پوشهٔ «{folder}» نمی‌توان نوشت؛ جای دیگری با --output بدهید.",
            f'The folder "{folder}" cannot be written: name another place with --output.',
        )
    migrated()
    from barzan.access.values import system_actor
    from barzan.cli.progress import progress_bar
    from barzan.printing.formats import file_name
    from barzan.printing.press import print_book

    with progress_bar() as bar:
        book, data = print_book(system_actor("booklet"), form, units, edition, bar)
    file = target / file_name(book, form) if target.is_dir() else target
    file.write_bytes(data)
    count, size = book.colophon.services, len(data) / 2**20
    say(f"{count} خدمت، {size:.1f} مگابایت: {file}", f"{count} services, {size:.1f} MB: {file}")


def bytes_of(file: Path) -> bytes:
    """The bytes of a file; ``CommandError`` says why there are none."""
    try:
        if file.is_file() and file.stat().st_size > LARGEST:
            raise CommandError(
                "file.large",
                f"«{file.name}» بزرگ‌تر از {LARGEST >> 20} مگابایت است؛ دفترچه متن است و این اندازه نمی‌شود.",
                f'"{file.name}" is over {LARGEST >> 20} MB: a booklet is text and never that large.',
            )
        return file.read_bytes()
    except FileNotFoundError:
        fa, en = f"فایل «{file}» نیست؛ نشانی را ببینید.", f'There is no file "{file}": check the path.'
    except IsADirectoryError:
        fa, en = f"«{file}» پوشه است؛ نام یک فایل را بدهید.", f'"{file}" is a folder: name a file.'
    except OSError as error:
        reason = error.strerror
        fa, en = f"«{file}» خوانده نمی‌شود ({reason}).", f'"{file}" cannot be read ({reason}).'
    raise CommandError("file.unreadable", fa, en)
