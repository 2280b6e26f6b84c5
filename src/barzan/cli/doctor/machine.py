"""Checks of the machine and the home folder."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from barzan.cli.doctor.finding import Finding

PYTHON = (3, 11)
DISK_LOW = 2**30
DISK_FULL = 200 * 2**20


def python() -> Iterator[Finding]:
    """Python is recent enough."""
    if sys.version_info[:2] < PYTHON:
        yield Finding(
            "python",
            ("پایتون این محیط از ۳٫۱۱ کهنه‌تر است.", "This environment's Python is older than 3.11."),
            (
                "پایتون تازه نصب کنید و make clean setup را بزنید.",
                "Install a newer Python; make clean setup.",
            ),
        )


def disk() -> Iterator[Finding]:
    """The disk of the home folder has room."""
    free = shutil.disk_usage(settings.HOME).free
    if free < DISK_LOW:
        yield Finding(
            "disk",
            (f"تنها {free >> 20} مگابایت جا مانده است.", f"Only {free >> 20} MB are free."),
            ("روی دیسک BARZAN_HOME جا باز کنید.", "Make room on the disk of BARZAN_HOME."),
            "error" if free < DISK_FULL else "warning",
        )


def home() -> Iterator[Finding]:
    """The home folder can be written."""
    if not os.access(settings.HOME, os.W_OK | os.X_OK):
        yield Finding(
            "home",
            (f"در پوشهٔ «{settings.HOME}» نمی‌توان نوشت.", f'"{settings.HOME}" cannot be written.'),
            ("مالک پوشه را درست کنید.", "Correct the owner of the folder."),
        )


def keys() -> Iterator[Finding]:
    """Secrets are there, and nobody else on the machine can read them or the database."""
    folder = Path(settings.KEYS)
    if not folder.is_dir():
        yield Finding(
            "keys",
            (f"پوشهٔ کلیدها («{folder}») نیست.", f'The folder of keys ("{folder}") is missing.'),
            ("آن را از نسخهٔ نگه‌داشته برگردانید.", "Put it back from the copy you keep."),
        )
        return
    home = Path(settings.HOME)
    secrets = (folder / "session-secret", folder / "trail-seal.key", home / "barzan.sqlite3")
    for path in (each for each in secrets if each.exists()):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            yield Finding(
                "keys.open",
                (f"دیگران هم می‌توانند «{path.name}» را بخوانند.", f'Others can read "{path.name}".'),
                (f"chmod go= {path}", f"chmod go= {path}"),
            )


def files() -> Iterator[Finding]:
    """Pages have their files, and Persian its translations."""
    if not settings.DEBUG and not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        yield Finding(
            "static",
            ("فایل‌های صفحه‌ها گردآوری نشده‌اند.", "The files of the pages have not been collected."),
            ("barzan up آن‌ها را گرد می‌آورد.", "barzan up collects them."),
        )
    if not (settings.SOURCE / "look" / "static" / "look" / "dist" / "barzan.css").is_file():
        yield Finding(
            "bundle",
            ("رابط کاربری ساخته نشده است.", "The front end has not been built."),
            ("make run یا make setup را بزنید.", "Run make run or make setup."),
        )
    missing = [
        path for path in settings.SOURCE.glob("*/locale/*/*/*.po") if not path.with_suffix(".mo").exists()
    ]
    if missing:
        yield Finding(
            "translations",
            (f"{len(missing)} فایل ترجمه آماده نشده است.", f"{len(missing)} translations are not compiled."),
            ("make run یا make setup را بزنید.", "Run make run or make setup."),
            "warning",
        )


def printer() -> Iterator[Finding]:
    """What sets the booklet as PDF is installed; without it the other formats can still be printed."""
    from barzan.printing.errors import PrinterMissing
    from barzan.printing.pdf import weasyprint

    try:
        weasyprint()
    except PrinterMissing as missing:
        yield Finding(
            "printer",
            ("کتابچه را به PDF نمی‌توان چاپ کرد.", "The booklet cannot be printed as PDF."),
            (missing.fa, missing.en),
            "warning",
        )
