"""Loads blueprints: all files are checked first, then all is applied in one transaction, or nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from barzan.access import Actor
from barzan.access.rules import ADMINISTER
from barzan.blueprints.folder import Blueprint, Sheet, read_all, rows_together
from barzan.blueprints.manifest import MANIFEST, is_name
from barzan.blueprints.models import Loaded
from barzan.blueprints.values import BlueprintRefused, FilePlan, Plan, Problem, Progress, Row
from barzan.trail import actions as trail


def _quiet(done: int, total: int, note: str) -> None:
    """Progress that nobody watches."""


def find(name: str) -> Path:
    """The folder of a blueprint: a path that holds a manifest, or a name among those of this checkout.

    Raises ``BlueprintRefused`` where there is none, naming those there are.
    """
    shelf = settings.SOURCE.parents[1] / "blueprints"
    places = (Path(name), *([shelf / name] if is_name(name) else []))
    found = next((folder for folder in places if (folder / MANIFEST).is_file()), None)
    if found:
        return found.resolve()
    names = ", ".join(sorted(path.parent.name for path in shelf.glob(f"*/{MANIFEST}"))) or "–"
    fa = f"الگویی به نام «{name}» پیدا نشد؛ این‌ها هستند: {names}"
    raise BlueprintRefused([Problem(name, 0, "", fa, f"There is no blueprint “{name}”; there are: {names}")])


def plan(actor: Actor, folder: Path) -> Plan:
    """What ``load`` would change; raises ``BlueprintRefused`` with all problems of all files."""
    return load(actor, folder, dry_run=True)


def load(actor: Actor, folder: Path, *, dry_run: bool = False, progress: Progress = _quiet) -> Plan:
    """Loads the blueprint in ``folder`` after those it needs; a second load changes nothing.

    Raises ``BlueprintRefused`` with all problems of all files; nothing has changed then.
    """
    ADMINISTER.require(actor)
    blueprints = read_all(folder)
    together = rows_together(blueprints)
    with transaction.atomic():
        sheets = [sheet for blueprint in blueprints for sheet in blueprint.sheets]
        _check(sheets, together)
        plans = []
        for done, sheet in enumerate(sheets):
            progress(done, 2 * len(sheets), sheet.file)
            changes = sheet.provider.changes(actor, sheet.rows, sheet.context(together))
            plans.append(FilePlan(sheet.blueprint, sheet.file, sheet.provider.name, tuple(changes)))
        found = Plan(blueprints[-1].manifest.name, tuple(plans))
        if dry_run:
            return found
        for done, (sheet, planned) in enumerate(zip(sheets, plans, strict=True), start=len(sheets)):
            progress(done, 2 * len(sheets), sheet.file)
            if planned.changes_something:
                sheet.provider.apply(actor, sheet.rows, sheet.context(together))
        for blueprint in blueprints:
            _remember(actor, blueprint, [each for each in plans if each.blueprint == blueprint.manifest.name])
    progress(2 * len(sheets), 2 * len(sheets), "")
    return replace(found, applied=True)


def _check(sheets: Sequence[Sheet], together: Mapping[str, tuple[Row, ...]]) -> None:
    """What is wrong with the rows; where nothing is, whether each file stands below those that it names."""
    problems = [
        problem for sheet in sheets for problem in sheet.provider.check(sheet.rows, sheet.context(together))
    ]
    if problems or (problems := _out_of_order(sheets)):
        raise BlueprintRefused(problems)


def _out_of_order(sheets: Sequence[Sheet]) -> list[Problem]:
    """The problems of rows that name a record of a file further down: files are applied in their order."""
    above: dict[str, tuple[Row, ...]] = {}
    problems = []
    for sheet in sheets:
        above[sheet.provider.name] = above.get(sheet.provider.name, ()) + sheet.rows
        problems += [_further_down(each) for each in sheet.provider.check(sheet.rows, sheet.context(above))]
    return problems


def _further_down(problem: Problem) -> Problem:
    fa = f"{problem.fa} در فایلی پایین‌تر هست؛ در {MANIFEST} آن فایل را بالاتر از این بیاورید."
    en = f"{problem.en} A file further down has it: list that file above this one in {MANIFEST}."
    return replace(problem, fa=fa, en=en)


def _remember(actor: Actor, blueprint: Blueprint, plans: list[FilePlan]) -> None:
    """One row and one event for a blueprint that changed something or is another than the one loaded last."""
    manifest = blueprint.manifest
    last = Loaded.objects.filter(name=manifest.name).first()
    changed = any(each.changes_something for each in plans)
    if not changed and last and last.content_hash == blueprint.content_hash:
        return
    loaded = Loaded.objects.create(
        name=manifest.name,
        version=manifest.version,
        content_hash=blueprint.content_hash,
        by=f"system:{actor.system}" if actor.system else f"user:{actor.user}",
    )
    counts = Plan(manifest.name, tuple(plans)).counts()
    trail.record(
        actor,
        "blueprint.loaded",
        loaded,
        detail={"version": manifest.version, "hash": blueprint.content_hash, "counts": dict(counts)},
    )
