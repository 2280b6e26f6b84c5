"""The manifest of a blueprint, ``blueprint.yaml``: its name, version, needs and files. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

import yaml

from barzan.blueprints.values import BlueprintRefused, Problem, refuse
from barzan.blueprints.yamls import compose, entries, items, line_of, text_of

MANIFEST = "blueprint.yaml"
MAX_FILES = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_KNOWN = ("name", "title", "version", "needs", "files")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of a blueprint and the provider that loads it."""

    file: str
    load: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``blueprint.yaml`` says; ``files`` in the order they are loaded."""

    name: str
    version: str
    title_fa: str
    title_en: str
    needs: tuple[str, ...]
    files: tuple[FileEntry, ...]


def is_name(text: str) -> bool:
    """Whether ``text`` can name a blueprint: Latin small letters, digits, hyphens."""
    return bool(_NAME.fullmatch(text))


def read_manifest(data: bytes, folder: str) -> Manifest:
    """The manifest of the blueprint in the folder called ``folder``; raises ``BlueprintRefused``."""
    found = dict(entries(compose(data, MANIFEST), MANIFEST))
    _raise_if(_unknown_or_missing(found))
    title = {key: text_of(value, MANIFEST) for key, value in entries(found["title"], MANIFEST)}
    needs = items(found["needs"], MANIFEST) if "needs" in found else []
    manifest = Manifest(
        name=text_of(found["name"], MANIFEST),
        version=text_of(found["version"], MANIFEST),
        title_fa=title.get("fa", ""),
        title_en=title.get("en", ""),
        needs=tuple(text_of(node, MANIFEST) for node in needs),
        files=tuple(_file_entry(node) for node in items(found["files"], MANIFEST)),
    )
    _raise_if([*_head_problems(manifest, folder), *_file_problems(manifest)])
    return manifest


def _raise_if(problems: list[Problem]) -> None:
    if problems:
        raise BlueprintRefused(problems)


def _unknown_or_missing(found: dict[str, yaml.Node]) -> list[Problem]:
    unknown = [
        Problem(MANIFEST, line_of(node), name, f"«{name}» شناخته نیست.", f"“{name}” is unknown.")
        for name, node in found.items()
        if name not in _KNOWN
    ]
    missing = [
        _problem(name, f"«{name}» نوشته نشده است.", f"“{name}” is missing.")
        for name in _KNOWN
        if name not in found and name != "needs"
    ]
    return unknown + missing


def _file_entry(node: yaml.Node) -> FileEntry:
    found = {key: text_of(value, MANIFEST) for key, value in entries(node, MANIFEST)}
    if found.keys() != {"file", "load"}:
        fa, en = "هر فایل «file» و «load» می‌خواهد.", "Each file needs “file” and “load”."
        refuse(MANIFEST, line_of(node), "files", fa, en)
    return FileEntry(**found)


def _head_problems(manifest: Manifest, folder: str) -> Iterator[Problem]:
    if not is_name(manifest.name) or manifest.name != folder:
        yield _problem(
            "name",
            f"نام باید همان نام پوشه («{folder}») باشد: حروف کوچک لاتین، رقم و خط تیره.",
            f"The name must be that of the folder (“{folder}”): small Latin letters, digits, hyphens.",
        )
    if not (manifest.title_fa and manifest.title_en):
        fa, en = "عنوان را به فارسی و انگلیسی بنویسید.", "Write the title in Persian and English."
        yield _problem("title", fa, en)
    if not 1 <= len(manifest.version) <= 40:
        fa, en = "نسخه را بنویسید، تا ۴۰ نویسه.", "Write the version, up to 40 characters."
        yield _problem("version", fa, en)
    for name in manifest.needs:
        if not is_name(name):
            yield _problem("needs", f"«{name}» نام الگو نیست.", f"“{name}” is no name of a blueprint.")


def _file_problems(manifest: Manifest) -> Iterator[Problem]:
    names = [entry.file for entry in manifest.files]
    if not 1 <= len(names) <= MAX_FILES:
        yield _problem("files", f"از ۱ تا {MAX_FILES} فایل نام ببرید.", f"Name 1 to {MAX_FILES} files.")
    for name in dict.fromkeys(names):
        if not stays_inside(name):
            fa = f"نشانی «{name}» باید درون پوشه بماند."
            yield _problem("files", fa, f"The path “{name}” must stay inside the folder.")
        elif PurePosixPath(name).suffix not in (".csv", ".yaml"):
            yield _problem("files", f"«{name}» نه csv است نه yaml.", f"“{name}” is neither csv nor yaml.")
        elif names.count(name) > 1:
            yield _problem("files", f"«{name}» دو بار آمده است.", f"“{name}” stands twice.")


def stays_inside(name: str) -> bool:
    """Whether ``name`` is a plain relative path, read the way of any operating system."""
    windows = PureWindowsPath(name)
    return bool(name) and "\0" not in name and not (windows.drive or windows.root or ".." in windows.parts)


def _problem(column: str, fa: str, en: str) -> Problem:
    return Problem(MANIFEST, 0, column, fa, en)
