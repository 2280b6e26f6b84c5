"""``barzan forms check``: a workbook of XLSForm looked at. Needs no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from barzan.cli.commands.booklet import bytes_of
from barzan.cli.language import CommandError, helps, hint, say

if TYPE_CHECKING:
    from barzan.xlsform import Converted, Finding

MAX_FILES = 500


@click.group(help=helps("کارپوشه‌های فرم (XLSForm) را می‌سنجد.", "Checks workbooks of forms (XLSForm)."))
def forms() -> None:
    """The group of what can be done with a workbook of questions."""


@forms.command(
    help=helps(
        "یافته‌های یک کارپوشه را با برگه، ردیف و ستون چاپ می‌کند؛ اگر فرم نشود با ۱ پایان می‌یابد.",
        "Prints what is found in a workbook by sheet, row and column; exits 1 when it is no form.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=hint("متن برای آدم، یا JSON", "text for people, or JSON"),
)
@click.option(
    "--media",
    type=click.Path(path_type=Path, file_okay=False),
    help=hint("پوشهٔ رسانه‌ها و فهرست‌های بیرونی", "the folder of media and external lists"),
)
def check(file: Path, form: str, media: Path | None) -> None:
    """Prints the findings of ``file``."""
    converted, found = findings_of(bytes_of(file), file.name, _files_of(media) if media else None)
    if form == "json":
        told = {
            "file": file.name,
            "converts": converted is not None,
            "questions": len(converted.source.questions) if converted else 0,
            "findings": [each.as_value() for each in found],
        }
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        for each in found:
            say(_line(each, "fa"), _line(each, "en"))
        errors = sum(each.severity == "error" for each in found)
        say(
            f"{errors} ایراد، {len(found) - errors} هشدار" if found else "ایرادی پیدا نشد.",
            f"{errors} errors, {len(found) - errors} warnings" if found else "Nothing was found.",
        )
    if converted is None:
        sys.exit(1)


def findings_of(
    data: bytes, name: str, media: dict[str, bytes] | None
) -> tuple[Converted | None, tuple[Finding, ...]]:
    """The form (None where it is none) and what is found in its workbook."""
    from barzan.xlsform import NotConverted, convert

    try:
        converted = convert(data, name, media=media)
    except NotConverted as refused:
        return None, refused.findings
    return converted, converted.warnings


def _files_of(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name; lists are read, of media the name is enough."""
    if not folder.is_dir():
        raise CommandError(
            "folder.missing",
            f"پوشهٔ «{folder}» نیست؛ نشانی را ببینید.",
            f'There is no folder "{folder}": check the path.',
        )
    files = sorted(each for each in folder.iterdir() if each.is_file())[:MAX_FILES]
    lists = (".csv", ".geojson", ".xml")
    return {each.name: bytes_of(each) if each.suffix.lower() in lists else b"" for each in files}


def _line(finding: Finding, spoken: str) -> str:
    marks = {"fa": ("ایراد", "هشدار"), "en": ("error", "warning")}[spoken]
    mark = marks[finding.severity != "error"]
    return f"{mark} {finding.place(spoken)}: {finding.sentence(spoken)} {finding.cure(spoken)}"
