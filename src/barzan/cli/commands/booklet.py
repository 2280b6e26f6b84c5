"""``barzan booklet read``: a booklet of services as JSON. Needs no database and no Django."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from barzan.cli.language import CommandError, helps, hint, say

LARGEST = 64 * 2**20


@click.group(help=helps("خواندن دفترچهٔ خدمات.", "Reads booklets of services."))
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
