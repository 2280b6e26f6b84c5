"""``barzan up``: makes what is missing, then serves."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import click

from barzan.access.values import system_actor
from barzan.cli.commands.load import load_blueprint
from barzan.cli.environment import alone, database_ready, pending, ready
from barzan.cli.language import CommandError, helps, hint, say
from barzan.cli.ports import require_free
from barzan.cli.progress import progress_bar
from barzan.persian import persian_digits

DISK_NEEDED = 200 * 2**20
# The second needs, and loads, the services themselves.
DEFAULT = (
    "iran-calendar",
    "qazvin-processes",
    "forms-library",
    "registers-qazvin",
    "registers-home-business",
    "registers-facilitation",
    "registers-metropolis",
)
# Large files of other packages that no page asks for: the look bundles htmx, the API shows Swagger.
UNUSED = ["django_htmx", "redoc*"]


@click.command(
    help=helps(
        "همه چیز را آماده می‌کند و برزن را روی این رایانه به راه می‌اندازد.",
        "Makes everything ready and serves Barzan on this machine.",
    )
)
@click.option("--host", default="127.0.0.1", show_default=True, help=hint("نشانی شبکه", "network address"))
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=hint("درگاه", "port")
)
@click.option(
    "--load",
    "names",
    multiple=True,
    help=hint(
        f"الگویی که اگر بار نشده، بار شود [{'، '.join(DEFAULT)}]",
        f"blueprint to load unless it was loaded [{', '.join(DEFAULT)}]",
    ),
)
def up(host: str, port: int, names: tuple[str, ...]) -> None:
    """Serves until Ctrl-C."""
    require_free(host, port)
    ready()
    from django.conf import settings

    require_disk(settings.HOME)
    with alone(settings.HOME):
        database_ready()
        migrate()
        collect_static()
        load_missing(names or default_blueprint())
        from barzan.cli import serving

        sys.exit(serving.serve(host, port, lambda: announce(host, port, settings.HOME)))


def require_disk(home: Path) -> None:
    """Raises ``CommandError`` where the disk of ``home`` is nearly full."""
    home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home).free
    if free < DISK_NEEDED:
        needed = DISK_NEEDED >> 20
        raise CommandError(
            "disk.full",
            f"روی دیسک «{home}» تنها {free >> 20} مگابایت جا مانده است؛ به {needed} مگابایت برسانید.",
            f'Only {free >> 20} MB are free on the disk of "{home}": make it {needed} MB.',
        )


def migrate() -> None:
    """Makes a new database; brings an older one up to date after a backup."""
    from barzan.cli.migrating import bring_up_to_date

    if steps := len(pending()):
        say(
            f"آماده کردن پایگاه داده ({persian_digits(str(steps))} گام) …",
            f"Preparing the database ({steps} steps) ...",
        )
        with progress_bar() as progress:
            bring_up_to_date(progress)


def collect_static() -> None:
    """Collects static files when any of them changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(UNUSED), key=lambda found: found[0]):
            digest.update(path.encode() + Path(storage.path(path)).read_bytes())
    stamp = settings.STATIC_ROOT.with_name("static.stamp")
    if settings.STATIC_ROOT.is_dir() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("آماده کردن فایل‌های صفحه‌ها …", "Preparing the files of the pages ...")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=UNUSED)
    stamp.write_text(digest.hexdigest())


def default_blueprint() -> tuple[str, ...]:
    """The blueprints of the demonstration, where this checkout has them."""
    from barzan.blueprints import actions
    from barzan.blueprints.values import BlueprintRefused

    try:
        for name in DEFAULT:
            actions.find(name)
    except BlueprintRefused:
        return ()
    return DEFAULT


def load_missing(names: tuple[str, ...]) -> None:
    """Loads the blueprints of ``names`` that were never loaded into this database."""
    from barzan.blueprints import queries

    loaded = {each.name for each in queries.loaded(system_actor("loader"))}
    missing = [name for name in names if Path(name).name not in loaded]
    for number, name in enumerate(missing, start=1):
        of_how_many = f"{number} از {len(missing)}"
        say(
            f"بار کردن «{name}» ({persian_digits(of_how_many)}) …",
            f"Loading {name} ({number} of {len(missing)}) ...",
        )
        load_blueprint(name)


def announce(host: str, port: int, home: Path) -> None:
    """Prints where to look, and how to sign in where a demonstration was loaded."""
    shown = "localhost" if host in {"127.0.0.1", "::1", "0.0.0.0", "::"} else host  # noqa: S104 - compared only
    say(f"\nبرزن آماده است: http://{shown}:{port}", f"Barzan is ready: http://{shown}:{port}")
    sign_ins = home / "demo-sign-ins.txt"
    if sign_ins.is_file():
        say("ورود نمایشی:", "Demonstration sign-ins:")
        click.echo(sign_ins.read_text(encoding="utf-8").rstrip())
    say("برای ایستادن Ctrl-C را بزنید.", "Stop with Ctrl-C.")
