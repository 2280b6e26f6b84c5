"""A backup restores on every engine with the same content hashes, or not at all."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from barzan.cli.backup.archive import MANIFEST
from barzan.cli.backup.manifest import Manifest
from barzan.cli.tests.installations import Installation, postgresql, says_both
from barzan.documents.tests.files import misplaced
from barzan.trail.tests.made import in_a_file


def manifest_of(path: Path) -> Manifest:
    with zipfile.ZipFile(path) as file:
        return Manifest.read(file.read("manifest.json").decode())


def again(target: Installation, source: Path, into: Path) -> Manifest:
    """Restores ``source`` in ``target`` and backs that up: what its tables hold now."""
    for arguments in (["restore", source], ["backup", into]):
        done = target.run(*arguments)
        assert done.returncode == 0, done.stderr
        assert says_both(done.stdout)
    return manifest_of(into)


def empty(home: Path) -> Installation:
    """An installation whose tables are there already; the others let them be made, on either engine."""
    home.mkdir()
    shutil.copyfile(in_a_file(), home / "barzan.sqlite3")
    return Installation(home)


@pytest.mark.postgresql
def test_sqlite_to_postgresql_and_back_gives_the_same_content_hashes(archive: Path, tmp_path: Path) -> None:
    first = manifest_of(archive)
    assert first.engine == "sqlite"
    assert first.tables["jobs.job"].rows >= 8
    assert first.tables["catalogue.service"].rows > 0
    assert first.tables["trail.link"].rows > 0
    with postgresql() as address:
        over_there = Installation(tmp_path / "there", address)
        second = again(over_there, archive, tmp_path / "there.zip")
        assert over_there.run("verify").returncode == 0
        new_row_after_restore(over_there)
    assert second.engine == "postgresql"
    assert (second.tables, second.files, second.documents) == (first.tables, first.files, first.documents)
    back = empty(tmp_path / "back")
    third = again(back, tmp_path / "there.zip", tmp_path / "back.zip")
    assert (third.tables, third.files, third.documents) == (first.tables, first.files, first.documents)
    assert back.run("verify").returncode == 0


def new_row_after_restore(installation: Installation) -> None:
    """Sequences stand behind the restored rows."""
    done = installation.python(
        "-c",
        "import django; django.setup(); from barzan.jobs.models import Job;"
        "Job.objects.create(kind='new', key='row', max_attempts=1)",
    )
    assert done.returncode == 0, done.stderr


def test_sqlite_to_sqlite_brings_documents_evidence_and_search_but_no_secret(
    archive: Path, filled_home: Path, tmp_path: Path
) -> None:
    target = Installation(tmp_path / "home")
    assert again(target, archive, tmp_path / "again.zip").tables == manifest_of(archive).tables
    new_row_after_restore(target)
    document = next(path for path in (filled_home / "documents").rglob("*") if path.is_file())
    restored = target.home / document.relative_to(filled_home)
    assert restored.read_bytes() == document.read_bytes()
    assert (target.home / "keys" / "heads.jsonl").read_bytes() == (
        filled_home / "keys" / "heads.jsonl"
    ).read_bytes()
    assert not (target.home / "keys" / "trail-seal.key").exists()
    entries = "SELECT count(*) FROM search_entry"
    with (
        sqlite3.connect(target.home / "barzan.sqlite3") as here,
        sqlite3.connect(filled_home / "barzan.sqlite3") as there,
    ):
        assert here.execute(entries).fetchone() == there.execute(entries).fetchone() != (0,)


def test_an_archive_is_for_its_owner_and_holds_no_secret(archive: Path, filled_home: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    secrets = [(filled_home / "keys" / name).read_bytes() for name in ("session-secret", "trail-seal.key")]
    with zipfile.ZipFile(archive) as file:
        names = file.namelist()
        content = b"".join(file.read(name) for name in names)
    assert not any(secret in content for secret in secrets)
    assert not any("session" in name for name in names)


def test_an_existing_file_is_not_written_over(installation: Installation, tmp_path: Path) -> None:
    path = tmp_path / "kept.zip"
    path.write_text("kept")
    done = installation.run("backup", path)
    assert (done.returncode, path.read_text()) == (2, "kept")
    assert says_both(done.stderr)


def test_a_backup_into_a_missing_folder_is_a_sentence(installation: Installation, tmp_path: Path) -> None:
    done = installation.run("backup", tmp_path / "nowhere" / "b.zip")
    assert done.returncode == 2
    assert says_both(done.stderr)


def test_a_database_in_use_is_not_restored_over(archive: Path, filled_home: Path, tmp_path: Path) -> None:
    target = Installation(filled_home).copy(tmp_path / "home")
    done = target.run("restore", archive)
    assert done.returncode == 2
    assert says_both(done.stderr)
    assert again_is_equal(target, archive, tmp_path)


def again_is_equal(target: Installation, archive: Path, tmp_path: Path) -> bool:
    done = target.run("backup", tmp_path / "unchanged.zip")
    assert done.returncode == 0, done.stderr
    return manifest_of(tmp_path / "unchanged.zip").tables == manifest_of(archive).tables


def rewritten(
    source: Path, target: Path, change: Callable[[str, bytes], bytes | None], **more: bytes
) -> None:
    """A copy of an archive with changed members; ``None`` drops one."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
        for name, data in more.items():
            new.writestr(name, data)


def same(name: str, data: bytes) -> bytes:
    return data


def cut(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes()[:-200])


def flipped(source: Path, target: Path) -> None:
    """One bit of the packed rows of a table."""
    data = bytearray(source.read_bytes())
    with zipfile.ZipFile(source) as file:
        largest = max(file.infolist(), key=lambda each: each.compress_size)
    data[largest.header_offset + len(largest.filename) + 30 + largest.compress_size // 2] ^= 1
    target.write_bytes(data)


def edited(source: Path, target: Path) -> None:
    """A row changed by somebody who can write ZIP files."""
    rewritten(
        source, target, lambda name, data: data.replace(b'"odd"', b'"0dd"') if "jobs.job" in name else data
    )


def lacking(source: Path, target: Path) -> None:
    rewritten(source, target, lambda name, data: None if "people.unit" in name else data)


def without_document(source: Path, target: Path) -> None:
    rewritten(source, target, lambda name, data: None if name.startswith("documents/") else data)


def other_document(source: Path, target: Path) -> None:
    rewritten(source, target, lambda name, data: b"other" if name.startswith("documents/") else data)


def climbing(source: Path, target: Path) -> None:
    rewritten(source, target, same, **{"documents/../../../evil": b"x"})


def absolute(source: Path, target: Path) -> None:
    rewritten(source, target, same, **{"/etc/evil": b"x"})


def bomb(source: Path, target: Path) -> None:
    rewritten(source, target, same, **{"tables/evil.bomb.jsonl": bytes(64 * 2**20)})


def of_another_version(source: Path, target: Path) -> None:
    def older(name: str, data: bytes) -> bytes:
        if name != "manifest.json":
            return data
        values = json.loads(data)
        values["migrations"]["trail"] = "0000_older"
        return json.dumps(values).encode()

    rewritten(source, target, older)


def of_another_format(source: Path, target: Path) -> None:
    rewritten(
        source,
        target,
        lambda name, data: b'{"format": "barzan-backup/9"}' if name == "manifest.json" else data,
    )


def with_manifest(source: Path, target: Path, **values: object) -> None:
    rewritten(
        source,
        target,
        lambda name, data: json.dumps(json.loads(data) | values).encode() if name == MANIFEST else data,
    )


def of_other_types(source: Path, target: Path) -> None:
    with_manifest(source, target, migrations=["trail"])


def commanding_the_terminal(source: Path, target: Path) -> None:
    with_manifest(source, target, version="1\x1b]0;evil\x07")


def table_among_the_keys(source: Path, target: Path) -> None:
    manifest = manifest_of(source)
    name = "people.user"
    with_manifest(source, target, files={f"tables/{name}.jsonl": asdict(manifest.tables[name])})


def packed_otherwise(source: Path, target: Path) -> None:
    """LZMA may ask for any memory, and fails in a way of its own."""
    rewritten(source, target, lambda name, data: None if "people.unit" in name else data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_LZMA) as file:
        file.writestr("tables/people.unit.jsonl", b"x" * 500)
    data = bytearray(target.read_bytes())
    at = data.find(b"tables/people.unit.jsonl") + len("tables/people.unit.jsonl") + 9
    data[at : at + 4] = b"\xff" * 4
    target.write_bytes(data)


def parts_where_no_file_reaches(source: Path, target: Path) -> None:
    target.write_bytes(misplaced(source.read_bytes(), 2**62))


def parts_beyond_a_stream(source: Path, target: Path) -> None:
    target.write_bytes(misplaced(source.read_bytes(), 2**63))


def no_archive(source: Path, target: Path) -> None:
    target.write_text("hello")


def a_folder(source: Path, target: Path) -> None:
    target.mkdir()


def nothing(source: Path, target: Path) -> None:
    """No file at all."""


DAMAGES = {
    cut: "cut short",
    flipped: "cut short",
    edited: "damaged",
    lacking: "damaged",
    without_document: "damaged",
    other_document: "damaged",
    climbing: "Do not trust it",
    absolute: "Do not trust it",
    bomb: "Do not trust it",
    of_another_version: "another version",
    of_another_format: "another format",
    of_other_types: "another format",
    commanding_the_terminal: "another format",
    table_among_the_keys: "Do not trust it",
    packed_otherwise: "Do not trust it",
    parts_where_no_file_reaches: "damaged",
    parts_beyond_a_stream: "damaged",
    no_archive: "no backup",
    a_folder: "no backup",
    nothing: "no file",
}


@pytest.mark.parametrize(
    ("damage", "sentence"), DAMAGES.items(), ids=lambda each: getattr(each, "__name__", "")
)
def test_a_damaged_or_hostile_archive_changes_nothing(
    damage: Callable[[Path, Path], None],
    sentence: str,
    archive: Path,
    installation: Installation,
    tmp_path: Path,
) -> None:
    damage(archive, tmp_path / "wrong.zip")
    before = content(installation.home)
    done = installation.run("restore", tmp_path / "wrong.zip")
    assert done.returncode == 2, done.stderr
    assert sentence in done.stderr
    assert says_both(done.stderr)
    assert content(installation.home) == before


def content(home: Path) -> dict[str, object]:
    """The files of a home folder, and the rows of its database."""
    files = {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and "sqlite3" not in path.name and path.name != "in-use.lock"
    }
    with sqlite3.connect(home / "barzan.sqlite3") as database:
        return files | {"rows": list(database.iterdump())}


def test_keys_of_another_installation_are_not_mixed(archive: Path, installation: Installation) -> None:
    keys = installation.home / "keys"
    keys.mkdir(exist_ok=True)
    (keys / "trail-seal.pub").write_text("of another installation")
    done = installation.run("restore", archive)
    assert done.returncode == 2
    assert "BARZAN_KEYS" in done.stderr
    assert (keys / "trail-seal.pub").read_text() == "of another installation"
    assert not (installation.home / "documents").exists()
