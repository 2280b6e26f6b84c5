"""``barzan load NAME``: sets up a programme, a booklet or a register from the files of a blueprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from barzan.access.values import system_actor
from barzan.cli.environment import migrated, taking_turns
from barzan.cli.language import CommandError, both, helps, hint, say
from barzan.cli.progress import progress_bar

if TYPE_CHECKING:
    from barzan.blueprints.values import BlueprintRefused, FilePlan, Plan, Problem

SHOWN = 10
KINDS = {
    "add": ("افزوده", "added"),
    "change": ("تغییر", "changed"),
    "remove": ("برداشته", "removed"),
    "keep": ("بی‌تغییر", "kept"),
}


@click.command(
    help=helps(
        "الگوی NAME را بار می‌کند: همهٔ فایل‌ها نخست سنجیده می‌شوند و با یک ایراد هیچ چیز تغییر نمی‌کند.",
        "Loads the blueprint NAME: all files are checked first, and with one problem nothing changes.",
    )
)
@click.argument("name")
@click.option("--dry-run", is_flag=True, help=hint("فقط بگو چه تغییر می‌کند", "only say what would change"))
def load(name: str, dry_run: bool) -> None:
    """Prints the plan, and applies it unless ``--dry-run``."""
    migrated()
    show(load_blueprint(name, dry_run=dry_run))


def load_blueprint(name: str, *, dry_run: bool = False) -> Plan:
    """Loads as the system's loader; all problems come as one ``CommandError``."""
    from barzan.blueprints import actions
    from barzan.blueprints.values import BlueprintRefused

    try:
        with taking_turns(), progress_bar() as progress:
            return actions.load(
                system_actor("loader"), actions.find(name), dry_run=dry_run, progress=progress
            )
    except BlueprintRefused as refused:
        raise CommandError("blueprint.refused", *problems(refused)) from None


def problems(refused: BlueprintRefused) -> tuple[str, str]:
    """Every problem with its file, row and column, as a Persian and an English text."""
    fa = ["هیچ چیز بار نشد و چیزی تغییر نکرد:"]
    en = ["Nothing was loaded and nothing has changed:"]
    for each in refused.problems:
        fa.append(f"  {_place(each, '، ', 'سطر', 'ستون')}: {each.fa}")
        en.append(f"  {_place(each, ', ', 'row', 'column')}: {each.en}")
    return "\n".join(fa), "\n".join(en)


def _place(problem: Problem, comma: str, row: str, column: str) -> str:
    parts = [problem.file]
    parts += [f"{row} {problem.row}"] if problem.row else []
    parts += [f"{column} {problem.column}"] if problem.column else []
    return comma.join(parts)


def show(plan: Plan) -> None:
    """Prints what a plan changes, file by file."""
    for file in plan.files:
        _show_file(file)
    if plan.applied:
        say("بار شد.", "Loaded.")
    else:
        say("آزمایشی بود؛ چیزی تغییر نکرد.", "A dry run: nothing has changed.")


def _show_file(file: FilePlan) -> None:
    of_kind = {kind: [each for each in file.changes if each.kind == kind] for kind in KINDS}
    counts = [(len(of_kind[kind]), *words) for kind, words in KINDS.items() if of_kind[kind]]
    fa = "، ".join(f"{number} {word}" for number, word, _ in counts) or "خالی"
    en = ", ".join(f"{number} {word}" for number, _, word in counts) or "empty"
    click.echo(f"{file.blueprint}/{file.file}: " + both(fa, en, " · "))
    for kind, sign in (("change", "~"), ("remove", "-")):
        for change in of_kind[kind][:SHOWN]:
            click.echo(f"  {sign} {change.key} {', '.join(change.fields)}".rstrip())
        if len(of_kind[kind]) > SHOWN:
            click.echo(f"  {sign} … {len(of_kind[kind]) - SHOWN}")
