"""Restores an archive into an empty database, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, Error, connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery

from barzan.cli.backup.archive import Archive, ArchiveRefused, damaged, opened
from barzan.cli.backup.manifest import Manifest
from barzan.cli.backup.tables import columns, copy, tables
from barzan.cli.backup.values import value_of
from barzan.cli.backup.write import migrations
from barzan.search import actions as search

Progress = Callable[[int, int, str], None]
BATCH = 500
ROOM = 2


def restore(source: Path, progress: Progress) -> Manifest:
    """Fills the empty, migrated database and the home folder from ``source``.

    Raises ``ArchiveRefused`` where the archive is damaged, of another version, or the installation is not
    empty; nothing has changed then. Afterwards every table has the content hash that the archive states.
    """
    with opened(source) as archive:
        _require_room(archive)
        progress(0, 0, source.name)
        archive.verify()
        _require_same_form(archive.manifest)
        _require_empty()
        with _placing() as place:
            _place_evidence(archive, place)
            _place_documents(archive, place)
            with transaction.atomic():
                _fill(archive, progress)
                search.rebuild(progress)
        return archive.manifest


def _fill(archive: Archive, progress: Progress) -> None:
    models = tables()
    for done, (name, model) in enumerate(models.items()):
        progress(done, len(models), name)
        try:
            _insert(model, archive.lines(name))
            if copy(model) != archive.manifest.tables[name]:
                raise damaged(f"tables/{name}.jsonl")
        except (Error, ValueError, TypeError, LookupError) as error:
            raise _unfit(name) from error
    try:
        connection.check_constraints()
    except Error as error:
        raise _unfit("") from error
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(sql)


def _insert(model: type[Model], lines: Iterator[bytes]) -> None:
    """Inserts rows as they are: no defaults, no times of now, no signals."""
    fields = {field.attname: field for field in columns(model)}
    while chunk := list(islice(lines, BATCH)):
        rows = [
            model(**{name: value_of(fields[name], value) for name, value in json.loads(data).items()})
            for data in chunk
        ]
        size = max(1, connection.ops.bulk_batch_size(list(fields.values()), rows))
        for start in range(0, len(rows), size):
            query = InsertQuery(model)
            query.insert_values(list(fields.values()), rows[start : start + size], raw=True)
            query.get_compiler(using=DEFAULT_DB_ALIAS).execute_sql()


def _require_room(archive: Archive) -> None:
    free = shutil.disk_usage(settings.HOME).free
    if archive.size * ROOM > free:
        size, left = archive.size >> 20, free >> 20
        raise ArchiveRefused(
            "backup.room",
            f"این پشتیبان {size} مگابایت داده دارد و تنها {left} مگابایت جا هست؛ جا باز کنید.",
            f"This backup holds {size} MB and only {left} MB are free: make room.",
        )


def _require_same_form(manifest: Manifest) -> None:
    kept = {name for name, each in tables().items()}
    here = migrations()
    different = sorted(
        app for app in here | manifest.migrations if here.get(app) != manifest.migrations.get(app)
    )
    if different or kept != set(manifest.tables):
        raise ArchiveRefused(
            "backup.version",
            f"این پشتیبان از نسخهٔ دیگری است ({manifest.version})؛ با همان بازگردانید، سپس barzan upgrade.",
            f"This backup is of another version ({manifest.version}): restore it there, then upgrade.",
            apps=", ".join(different),
        )


def _require_empty() -> None:
    for name, model in tables().items():
        if model._base_manager.exists():
            raise ArchiveRefused(
                "restore.not-empty",
                f"این پایگاه داده خالی نیست ({name})؛ BARZAN_HOME یا پایگاه دادهٔ تازه‌ای بدهید.",
                f"This database is not empty ({name}): name a new BARZAN_HOME or database.",
                table=name,
            )


def _unfit(name: str) -> ArchiveRefused:
    return ArchiveRefused(
        "restore.unfit",
        f"داده‌های «{name or 'پیوندها'}» در این پایگاه داده جا نمی‌گیرد؛ چیزی تغییر نکرد.",
        f'The rows of "{name or "references"}" do not fit this database; nothing was changed.',
        table=name,
    )


Place = Callable[[Path, Iterator[bytes]], None]


@contextmanager
def _placing() -> Iterator[Place]:
    """Gives a writer of files; the files it made go away again when the block fails."""
    made: list[Path] = []

    def place(path: Path, blocks: Iterator[bytes]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        made.append(path)
        with os.fdopen(handle, "wb") as file:
            for block in blocks:
                file.write(block)
            file.flush()
            os.fsync(file.fileno())

    try:
        yield place
    except BaseException:
        for path in made:
            path.unlink()
        raise


def _place_documents(archive: Archive, place: Place) -> None:
    """A document that is there already has the same content: its name is its hash."""
    for name in archive.documents():
        path = Path(settings.HOME) / name
        if not path.exists():
            place(path, archive.blocks(name))


def _place_evidence(archive: Archive, place: Place) -> None:
    """Public key and heads: what is there must be of the same installation; the longer one stays."""
    for name in archive.manifest.files:
        path = _home_of(name)
        if not path.exists():
            place(path, archive.blocks(name))
            continue
        kept, stored = path.read_bytes(), b"".join(archive.blocks(name))
        if not kept.startswith(stored):
            raise ArchiveRefused(
                "restore.other-keys",
                f"پوشهٔ کلیدها از سامانهٔ دیگری است («{path.name}»)؛ BARZAN_KEYS دیگری بدهید.",
                f'The keys are of another installation ("{path.name}"): name another BARZAN_KEYS.',
                file=path.name,
            )


def _home_of(name: str) -> Path:
    relative = name.removeprefix("trail/")
    return Path(settings.HOME if relative.startswith("heads/") else settings.KEYS) / relative
