"""``barzan verify``: proves that nobody touched the trail."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from barzan.cli.environment import migrated
from barzan.cli.language import helps, say
from barzan.cli.progress import progress_bar

if TYPE_CHECKING:
    from barzan.trail.verify import Report

# Each kind of finding of ``barzan.trail.chain``; the English sentence comes with the finding.
PERSIAN = {
    "event-changed": "رویدادی عوض شده است",
    "event-missing": "رویدادی پاک شده است",
    "event-stray": "رویدادی بیرون از زنجیره است",
    "link-missing": "حلقه‌ای از زنجیره افتاده است",
    "link-unsealed": "حلقه‌هایی بی‌مهر مانده‌اند",
    "seal-broken": "مهری با زنجیره نمی‌خواند",
    "seal-missing": "مهری افتاده است",
    "signature": "امضای مهر از کلید این سامانه نیست",
    "key-missing": "کلید عمومی مهرها نیست",
    "tail-cut": "دنبالهٔ زنجیره بریده شده است",
    "head-differs": "مهر با نسخهٔ بیرون از پایگاه فرق دارد",
    "heads-short": "فهرست بیرونی مهرها کوتاه است",
    "heads-unreadable": "سطری از فهرست بیرونی مهرها خوانده نمی‌شود",
    "guard-missing": "نگهبان پایگاه داده برداشته شده است",
}


@click.command(
    help=helps(
        "زنجیرهٔ رویدادها را از سر تا ته می‌سنجد و هر دست‌کاری را نام می‌برد.",
        "Checks the whole chain of events and names every tampering.",
    )
)
def verify() -> None:
    """Exit code 1 when anything was found."""
    migrated()
    from barzan.trail.verify import verify as verify_trail

    with progress_bar() as progress:
        report = verify_trail(progress)
    show(report)
    sys.exit(0 if report.sound else 1)


def show(report: Report) -> None:
    """Prints the counts and every finding."""
    say(
        f"{report.sealed:,} رویداد مهرشده در {report.seals:,} مهر؛ {report.unsealed:,} رویداد هنوز مهر نشده.",
        f"{report.sealed:,} events under {report.seals:,} seals; {report.unsealed:,} not sealed yet.",
    )
    if report.sound:
        say("دست‌کاری پیدا نشد.", "No tampering was found.")
        return
    say(f"{report.total:,} نشانهٔ دست‌کاری:", f"{report.total:,} signs of tampering:", problem=True)
    for finding in report.findings:
        say(f"  {PERSIAN[finding.kind]} ({finding.place})", f"  {finding.text}", problem=True)
