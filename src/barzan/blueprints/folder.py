"""Reads a blueprint from its folder, together with those it needs, and finds all that is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from barzan.blueprints import registry
from barzan.blueprints.manifest import MANIFEST, FileEntry, Manifest, read_manifest, stays_inside
from barzan.blueprints.registry import Provider
from barzan.blueprints.tables import MAX_BYTES, column_problems, read_csv
from barzan.blueprints.values import BlueprintRefused, Context, Problem, Row, refuse
from barzan.blueprints.yamls import read_yaml
from barzan.persian import persian_digits


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file that was read: its rows, the files that they name, and the provider they go to."""

    blueprint: str
    file: str
    provider: Provider
    rows: tuple[Row, ...]
    contents: Mapping[str, bytes]

    def context(self, together: Mapping[str, tuple[Row, ...]]) -> Context:
        return Context(self.blueprint, self.file, together, self.contents)


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A blueprint that was read; ``content_hash`` covers its manifest, every file and every file that a
    row names, in their order.
    """

    manifest: Manifest
    sheets: tuple[Sheet, ...]
    content_hash: str


def read_all(folder: Path) -> list[Blueprint]:
    """The blueprint in ``folder`` after all those it needs, which lie beside it.

    Raises ``BlueprintRefused`` with every problem of every file that can be found without the database.
    """
    blueprints: list[Blueprint] = []
    problems: list[Problem] = []
    for each in _in_order(folder.resolve()):
        blueprint, wrong = _read(each)
        problems += wrong
        blueprints.append(blueprint)
    if problems:
        raise BlueprintRefused(problems)
    return blueprints


def rows_together(blueprints: list[Blueprint]) -> dict[str, tuple[Row, ...]]:
    """The rows of all files, by the name of their provider."""
    together: dict[str, tuple[Row, ...]] = defaultdict(tuple)
    for sheet in (sheet for blueprint in blueprints for sheet in blueprint.sheets):
        together[sheet.provider.name] += sheet.rows
    return dict(together)


def _in_order(folder: Path, above: tuple[str, ...] = ()) -> list[Path]:
    """``folder`` after the folders it needs, each once."""
    if folder.name in above:
        ring = " ← ".join((*above, folder.name))
        fa, en = f"الگوها دور خود می‌گردند: {ring}", f"Blueprints need each other in a ring: {ring}"
        refuse(MANIFEST, 0, "needs", fa, en)
    order: list[Path] = []
    for name in _manifest(folder)[0].needs:
        order += [
            each for each in _in_order(folder.parent / name, (*above, folder.name)) if each not in order
        ]
    return [*order, folder]


def _manifest(folder: Path) -> tuple[Manifest, bytes]:
    data = _bytes(folder, MANIFEST)
    if isinstance(data, Problem):
        raise BlueprintRefused([data])
    return read_manifest(data, folder.name), data


def _read(folder: Path) -> tuple[Blueprint, list[Problem]]:
    manifest, data = _manifest(folder)
    digest = sha256(data)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for entry in manifest.files:
        content = _bytes(folder, entry.file)
        provider = registry.provider(entry.load)
        if provider is None:
            problems.append(_unknown(entry))
        if isinstance(content, Problem):
            problems.append(content)
        elif provider is not None:
            digest.update(sha256(content).digest())
            rows, wrong = _rows(content, entry, provider)
            contents, missing = _contents(folder, rows, entry, provider)
            for each in contents.values():
                digest.update(sha256(each).digest())
            problems += wrong + missing
            sheets.append(Sheet(manifest.name, entry.file, provider, tuple(rows), contents))
    return Blueprint(manifest, tuple(sheets), f"sha256:{digest.hexdigest()}"), problems


def _rows(content: bytes, entry: FileEntry, provider: Provider) -> tuple[list[Row], list[Problem]]:
    try:
        rows = (read_csv if entry.file.endswith(".csv") else read_yaml)(content, entry.file)
    except BlueprintRefused as refused:
        return [], list(refused.problems)
    return rows, column_problems(rows, provider.columns, entry.file)


def _contents(
    folder: Path, rows: list[Row], entry: FileEntry, provider: Provider
) -> tuple[dict[str, bytes], list[Problem]]:
    """The files that the rows name in the provider's columns of files, each read once."""
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for row, column in ((row, column) for row in rows for column in provider.columns.files if row[column]):
        name = row[column]
        if name in contents:
            continue
        found = _bytes(folder, name) if stays_inside(name) else _leads_out(name)
        if isinstance(found, Problem):
            problems.append(Problem(entry.file, row.number, column, found.fa, found.en))
        elif len(found) > MAX_BYTES:
            problems.append(_too_large(entry.file, row, column))
        else:
            contents[name] = found
    return contents, problems


def _bytes(folder: Path, name: str) -> bytes | Problem:
    """The content of a file of ``folder``; links that lead out of it are refused."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        return _leads_out(name)
    try:
        with path.open("rb") as file:
            # One byte more than the limit, so that the reader can tell a file that is too large.
            return file.read(MAX_BYTES + 1)
    except OSError:
        fa = f"فایل «{name}» در پوشهٔ «{folder.name}» نیست یا خوانده نمی‌شود."
        en = f"The file “{name}” is not in the folder “{folder.name}” or cannot be read."
        return Problem(name, 0, "", fa, en)


def _leads_out(name: str) -> Problem:
    fa = "فایل از پوشهٔ الگو بیرون می‌رود."
    return Problem(name, 0, "", fa, "The file leads out of the blueprint's folder.")


def _too_large(file: str, row: Row, column: str) -> Problem:
    megabytes = MAX_BYTES // 2**20
    fa = f"فایل از {persian_digits(str(megabytes))} مگابایت بزرگ‌تر است."
    return Problem(file, row.number, column, fa, f"The file is over {megabytes} MB.")


def _unknown(entry: FileEntry) -> Problem:
    names = ", ".join(registry.known()) or "–"
    fa = f"بارکنندهٔ «{entry.load}» نیست؛ این‌ها هستند: {names}"
    return Problem(MANIFEST, 0, "files", fa, f"There is no provider “{entry.load}”; there are: {names}")
