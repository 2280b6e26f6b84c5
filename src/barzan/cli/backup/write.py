"""Writes an archive from one unchanging view of the database."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from barzan.cli.backup.archive import DOCUMENT, MANIFEST
from barzan.cli.backup.manifest import Manifest, Table
from barzan.cli.backup.tables import copy, snapshot, tables
from barzan.cli.language import CommandError

Progress = Callable[[int, int, str], None]


def back_up(target: Path, progress: Progress, registry: Apps = apps) -> Manifest:
    """Writes the archive ``target`` (readable by its owner only), whole or not at all.

    ``registry`` holds the models as the database has them: those of the code, or of its past for an upgrade.
    """
    if target.exists():
        raise CommandError(
            "backup.exists",
            f"«{target}» هست و رویش نمی‌نویسیم؛ نام دیگری بدهید.",
            f'"{target}" exists and is not written over: choose another name.',
        )
    partial = target.with_name(target.name + ".partial")
    try:
        handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive, snapshot():
                manifest = _write(archive, progress, registry)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise CommandError(
            "backup.unwritable",
            f"پشتیبان نوشته نشد ({error.strerror})؛ جای دیسک و اجازهٔ پوشه را ببینید.",
            f"The backup could not be written ({error.strerror}): check the disk and the folder.",
        ) from None
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def migrations() -> dict[str, str]:
    """The last applied migration of each app: the form of the database."""
    last: dict[str, str] = {}
    for app, name in MigrationRecorder(connection).applied_migrations():
        last[app] = max(last.get(app, ""), name)
    return dict(sorted(last.items()))


def evidence() -> Iterator[tuple[str, Path]]:
    """The public files of the trail: their names in an archive, and where they lie."""
    yield "trail/trail-seal.pub", Path(settings.KEYS) / "trail-seal.pub"
    yield "trail/heads.jsonl", Path(settings.KEYS) / "heads.jsonl"
    for path in sorted((Path(settings.HOME) / "heads").glob("*.json")):
        yield f"trail/heads/{path.name}", path


def _write(archive: zipfile.ZipFile, progress: Progress, registry: Apps) -> Manifest:
    models = tables(registry)
    found: dict[str, Table] = {}
    for done, (name, model) in enumerate(models.items()):
        progress(done, len(models), name)
        with archive.open(f"tables/{name}.jsonl", "w", force_zip64=True) as member:
            found[name] = copy(model, member.write)
    manifest = Manifest(
        version=version("barzan"),
        at=timezone.now().isoformat(timespec="seconds"),
        engine=connection.vendor,
        migrations=migrations(),
        tables=found,
        files=_write_evidence(archive, models["trail.seal"]._base_manager.count()),
        documents=_write_documents(archive, progress),
    )
    archive.writestr(MANIFEST, manifest.text())
    return manifest


def _write_evidence(archive: zipfile.ZipFile, seals: int) -> dict[str, Table]:
    """Heads newer than the view of the database stay out: restored, they would look like a cut tail."""
    files = {}
    for name, path in evidence():
        if not path.exists():
            continue
        data = path.read_bytes()
        if "heads" in name:
            data = b"".join(each for each in data.splitlines(keepends=True) if _number(each) <= seals)
        archive.writestr(name, data)
        files[name] = Table(data.count(b"\n"), len(data), sha256(data).hexdigest())
    return files


def _number(head: bytes) -> int:
    """The number of a head; a line that cannot be read is evidence too and stays."""
    try:
        return int(json.loads(head)["number"])
    except (ValueError, KeyError, TypeError):
        return 0


def _write_documents(archive: zipfile.ZipFile, progress: Progress) -> int:
    folder = Path(settings.HOME) / "documents"
    written = 0
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = f"documents/{path.relative_to(folder).as_posix()}"
        if DOCUMENT.fullmatch(name):
            archive.write(path, name)
            written += 1
            progress(written, 0, "documents")
    return written
