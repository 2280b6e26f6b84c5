"""``barzan doctor`` and ``barzan reindex``."""

from __future__ import annotations

import json
import sys

import click

from barzan.cli.environment import migrated, ready
from barzan.cli.language import helps, hint, say
from barzan.cli.progress import progress_bar


@click.command(
    help=helps(
        "می‌گوید چه چیزی از این سامانه خراب است و درمانش چیست.",
        "Says what is wrong with this installation, and the remedy.",
    )
)
@click.option("--json", "as_json", is_flag=True, help=hint("برای برنامه‌ها", "for programs"))
def doctor(as_json: bool) -> None:
    """Exit code 1 where something keeps Barzan from working; 0 also with warnings."""
    ready()
    from barzan.cli.doctor import examine

    findings = examine()
    if as_json:
        fields = ("code", "level", "what", "remedy")
        click.echo(json.dumps([{name: getattr(each, name) for name in fields} for each in findings]))
    elif not findings:
        say("همه چیز درست است.", "All is well.")
    for each in [] if as_json else findings:
        mark = "✗" if each.level == "error" else "!"
        say(
            f"{mark} {each.what[0]}\n    ← {each.remedy[0]}", f"{mark} {each.what[1]}\n    → {each.remedy[1]}"
        )
    sys.exit(1 if any(each.level == "error" for each in findings) else 0)


@click.command(
    help=helps("نمایهٔ جستجو را از نو می‌سازد.", "Builds the search index anew."),
)
def reindex() -> None:
    """Safe at any time: the index is replaced in one transaction."""
    migrated()
    from barzan.search.actions import rebuild

    with progress_bar() as progress:
        entries = rebuild(progress)
    say(f"نمایه {entries:,} مورد دارد.", f"The index holds {entries:,} entries.")
