"""Reads an archive that may be cut, changed or hostile: everything is checked before anything is written."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from barzan.cli.backup.manifest import Manifest
from barzan.persian.errors import BilingualError

MANIFEST = "manifest.json"
MANIFEST_LARGEST = 16 * 2**20
LINE_LARGEST = 256 * 2**20
# JSON lines shrink some twenty times; what claims to grow far more than that is a bomb.
RATIO_LARGEST = 300
BLOCK = 2**20
DOCUMENT = re.compile(r"documents/(?:[0-9a-f]{2}/){0,3}([0-9a-f]{64})")
EVIDENCE = re.compile(r"trail/(?:trail-seal\.pub|heads\.jsonl|heads/\d{4}-\d{2}-\d{2}\.json)")
TABLE = re.compile(r"tables/([a-z_]+\.[a-z0-9_]+)\.jsonl")


class ArchiveRefused(BilingualError):
    """The archive cannot be restored, and nothing was changed."""


class Archive:
    """An archive open for reading; ``manifest`` is read and the list of members checked on opening."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._check_members()
        self.manifest = self._manifest()

    @property
    def size(self) -> int:
        """Bytes of all members, unpacked."""
        return sum(each.file_size for each in self._file.infolist())

    def documents(self) -> Iterator[str]:
        """The names of the documents, ``documents/...``."""
        return (each.filename for each in self._file.infolist() if DOCUMENT.fullmatch(each.filename))

    def blocks(self, name: str) -> Iterator[bytes]:
        """The content of a member, a block at a time."""
        with self._opened(name) as member:
            while block := member.read(BLOCK):
                yield block

    def lines(self, table: str) -> Iterator[bytes]:
        """The lines of a table; ``ArchiveRefused`` for one of unreasonable length."""
        with self._opened(f"tables/{table}.jsonl") as member:
            while data := member.readline(LINE_LARGEST):
                if not data.endswith(b"\n"):
                    raise damaged(f"tables/{table}.jsonl")
                yield data

    def _opened(self, name: str) -> IO[bytes]:
        try:
            return self._file.open(name)
        except (OSError, ValueError, OverflowError):  # a place that no file has
            raise damaged(name) from None

    def verify(self) -> None:
        """Reads every member and compares it with the manifest; ``ArchiveRefused`` names what differs."""
        expected = {f"tables/{name}.jsonl": each for name, each in self.manifest.tables.items()}
        for name in self.manifest.files:
            if not EVIDENCE.fullmatch(name):
                raise _hostile(name)
        expected |= self.manifest.files
        documents = list(self.documents())
        if len(documents) != self.manifest.documents:
            raise damaged("documents/")
        present = {each.filename for each in self._file.infolist()} - {MANIFEST, *documents}
        if present != set(expected):
            raise damaged(min(present ^ set(expected)))
        for name, each in expected.items():
            if self._measure(name) != (each.bytes, each.sha256):
                raise damaged(name)
        for name in documents:
            if self._measure(name)[1] != name.rpartition("/")[2]:
                raise damaged(name)

    def _measure(self, name: str) -> tuple[int, str]:
        digest, size = hashlib.sha256(), 0
        for block in self.blocks(name):
            digest.update(block)
            size += len(block)
        return size, digest.hexdigest()

    def _check_members(self) -> None:
        seen: set[str] = set()
        for each in self._file.infolist():
            name = each.filename
            known = name == MANIFEST or any(form.fullmatch(name) for form in (DOCUMENT, EVIDENCE, TABLE))
            packed = each.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            if not known or not packed or name in seen:
                raise _hostile(name)
            if each.file_size > BLOCK and each.file_size > RATIO_LARGEST * each.compress_size:
                raise _hostile(name)
            seen.add(name)

    def _manifest(self) -> Manifest:
        try:
            if self._file.getinfo(MANIFEST).file_size > MANIFEST_LARGEST:
                raise damaged(MANIFEST)
        except KeyError:
            raise _no_archive() from None
        try:
            return Manifest.read(b"".join(self.blocks(MANIFEST)).decode())
        except ValueError:
            raise ArchiveRefused(
                "backup.format",
                "این پشتیبان با قالب دیگری ساخته شده است؛ با همان نسخهٔ برزن بازش گردانید.",
                "This backup is of another format: restore it with the version of Barzan that made it.",
            ) from None


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OverflowError, NotImplementedError, RuntimeError)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive at ``path``; whatever is wrong with its bytes comes as ``ArchiveRefused``."""
    try:
        file = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise ArchiveRefused(
            "backup.missing",
            f"فایل «{path}» نیست؛ نشانی را ببینید.",
            f'There is no file "{path}": check the path.',
        ) from None
    except (*_BROKEN, OSError):  # a directory, or a place in the file that no file has
        raise _no_archive() from None
    try:
        with file:
            yield Archive(file)
    except _BROKEN:
        raise _no_archive() from None


def damaged(name: str) -> ArchiveRefused:
    """The refusal for a member that differs from what the manifest says."""
    return ArchiveRefused(
        "backup.damaged",
        f"پشتیبان آسیب دیده است («{name}» با فهرست آن نمی‌خواند)؛ چیزی تغییر نکرد. نسخهٔ دیگری را بازگردانید.",
        f'The backup is damaged ("{name}" differs from its list); nothing was changed. Restore another copy.',
        file=name,
    )


def _hostile(name: str) -> ArchiveRefused:
    shown = ascii(name[:80])
    return ArchiveRefused(
        "backup.hostile",
        f"در این فایل چیزی است که پشتیبان برزن ندارد ({shown})؛ چیزی تغییر نکرد. به این فایل اعتماد نکنید.",
        f"The file holds what no backup of Barzan holds ({shown}); nothing was changed. Do not trust it.",
        file=shown,
    )


def _no_archive() -> ArchiveRefused:
    return ArchiveRefused(
        "backup.unreadable",
        "این فایل پشتیبان برزن نیست یا بریده شده است؛ چیزی تغییر نکرد. نسخهٔ دیگری را بازگردانید.",
        "This file is no backup of Barzan, or it is cut short; nothing was changed. Restore another copy.",
    )
