"""``barzan process check`` and ``barzan process words``: a BPMN file looked at. Needs no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from barzan.cli.commands.booklet import bytes_of
from barzan.cli.language import CommandError, helps, hint, say

if TYPE_CHECKING:
    from barzan.bpmn.document import Document
    from barzan.bpmn.findings import Finding


@click.group(help=helps("فایل‌های فرایند (BPMN) را می‌سنجد و بازگو می‌کند.", "Checks and tells BPMN files."))
def process() -> None:
    """The group of what can be done with a process."""


@process.command(
    help=helps(
        "یافته‌های یک فایل BPMN را با شناسهٔ عنصرها چاپ می‌کند؛ اگر نتواند اجرا شود با ۱ پایان می‌یابد.",
        "Prints what is found in a BPMN file, with element ids; exits 1 when it cannot run.",
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
def check(file: Path, form: str) -> None:
    """Prints the findings of ``file``."""
    from barzan.bpmn.findings import Severity

    found = findings_of(bytes_of(file))
    able = not any(each.severity is Severity.ERROR for each in found)
    if form == "json":
        told = {"file": file.name, "runs": able, "findings": [each.as_value() for each in found]}
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        for each in found:
            where = each.element or file.name
            say(f"{_mark(each, 'fa')} {where}: {each.fa}", f"{_mark(each, 'en')} {where}: {each.en}")
        errors = sum(each.severity is Severity.ERROR for each in found)
        say(
            f"{errors} ایراد، {len(found) - errors} هشدار" if found else "ایرادی پیدا نشد.",
            f"{errors} errors, {len(found) - errors} warnings" if found else "Nothing was found.",
        )
    if not able:
        sys.exit(1)


@process.command(
    help=helps(
        "فرایندهای یک فایل BPMN را به زبان ساده چاپ می‌کند: گام‌ها، شاخه‌ها، چه کسی، تا کی.",
        "Prints the processes of a BPMN file in words: steps, branches, who, by when.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
def words(file: Path) -> None:
    """Prints the processes of ``file`` in words."""
    from barzan.bpmn.words import as_text, tell

    for each in read_file(bytes_of(file)).processes:
        told = tell(each)
        say(as_text(told, "fa"), as_text(told, "en"))


def findings_of(data: bytes) -> list[Finding]:
    """What is found in a file, also in one that cannot be read."""
    from barzan.bpmn.findings import Refused
    from barzan.bpmn.reading import read
    from barzan.process.core.checking import check as look_at

    try:
        document = read(data)
    except Refused as refused:
        return list(refused.findings)
    found = list(document.findings)
    for each in document.processes:
        if each.executable:
            found += look_at(each)
    return list(dict.fromkeys(found))


def read_file(data: bytes) -> Document:
    """The document; ``CommandError`` with the first finding where it cannot be read."""
    from barzan.bpmn.findings import Refused
    from barzan.bpmn.reading import read

    try:
        return read(data)
    except Refused as refused:
        raise CommandError(refused.code, refused.fa, refused.en) from None


def _mark(finding: Finding, spoken: str) -> str:
    from barzan.bpmn.findings import Severity

    wrong = finding.severity is Severity.ERROR
    if spoken == "fa":
        return "ایراد" if wrong else "هشدار"
    return "error" if wrong else "warning"
