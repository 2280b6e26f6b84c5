"""``barzan backup``, ``restore`` and ``upgrade``: keeping an installation, moving it, renewing it."""

from __future__ import annotations

from pathlib import Path

import click

from barzan.cli.environment import alone, database_ready, migrated, ready
from barzan.cli.language import helps, say
from barzan.cli.progress import progress_bar


@click.command(
    help=helps(
        "همهٔ داده‌ها و مدرک‌ها را در یک فایل می‌گذارد؛ کلید مهر و نشست‌ها در آن نیست.",
        "Puts all records and documents into one file; without the signing key and the sessions.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Writes FILE while people go on working."""
    migrated()
    from barzan.cli.backup import back_up

    with progress_bar() as progress:
        manifest = back_up(file, progress)
    rows = sum(each.rows for each in manifest.tables.values())
    say(
        f"پشتیبان در «{file}» است: {rows:,} ردیف و {manifest.documents:,} مدرک. کلیدها را جداگانه نگه دارید.",
        f'The backup is in "{file}": {rows:,} rows, {manifest.documents:,} documents. Keep the keys apart.',
    )


@click.command(
    help=helps(
        "پشتیبان را در پایگاه دادهٔ خالی باز می‌گرداند، همه یا هیچ.",
        "Restores a backup into an empty database, all or nothing.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """The database may be of another kind than the one that was backed up."""
    ready()
    from django.conf import settings

    with alone(settings.HOME):
        database_ready()
        from barzan.cli.backup import restore as restore_archive
        from barzan.cli.migrating import bring_up_to_date

        with progress_bar() as progress:
            bring_up_to_date(progress)
            manifest = restore_archive(file, progress)
    rows = sum(each.rows for each in manifest.tables.values())
    say(
        f"بازگشت: {rows:,} ردیف و {manifest.documents:,} مدرک، با همان درهم‌سازها. اکنون «barzan doctor».",
        f"Restored with the same hashes: {rows:,} rows, {manifest.documents:,} documents. Now: barzan doctor",
    )


@click.command(
    help=helps(
        "پایگاه داده را به این نسخه می‌رساند: پشتیبان، تغییر، سنجش، و بازگشت اگر نشد.",
        "Brings the database to this version: backs up, migrates, verifies, rolls back on failure.",
    )
)
def upgrade() -> None:
    """Runs while Barzan is stopped."""
    ready()
    from django.conf import settings

    with alone(settings.HOME):
        database_ready()
        from barzan.cli.migrating import bring_up_to_date

        with progress_bar() as progress:
            kept = bring_up_to_date(progress)
    if kept is None:
        say("پایگاه داده به‌روز است.", "The database is up to date.")
    else:
        say(f"به‌روز شد؛ پشتیبانِ پیش از آن: {kept}", f"Brought up to date; the backup made before: {kept}")
