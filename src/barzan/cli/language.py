"""What the command line says, in Persian and English; ``BARZAN_LANG=fa`` or ``en`` keeps one of them."""

from __future__ import annotations

import os
import sqlite3

import click

from barzan.persian.errors import BilingualError


def both(fa: str, en: str, between: str = "\n") -> str:
    """The two sentences, or the one that ``BARZAN_LANG`` names."""
    chosen = os.environ.get("BARZAN_LANG", "")[:2]
    return {"fa": fa, "en": en}.get(chosen, f"{fa}{between}{en}")


def helps(fa: str, en: str) -> str:
    """Help of a command: one paragraph in each language."""
    return both(fa, en, "\n\n")


def hint(fa: str, en: str) -> str:
    """Help of an option: one line."""
    return both(fa, en, " · ")


def say(fa: str, en: str, *, problem: bool = False) -> None:
    """Prints the sentences; what is wrong goes to standard error."""
    click.echo(both(fa, en), err=problem)


class CommandError(BilingualError):
    """What a command cannot do, and the cure."""


def is_busy(error: BaseException) -> bool:
    """Whether SQLite gave up waiting for another writer."""
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def busy() -> CommandError:
    """What to say then."""
    return CommandError(
        "database.busy",
        "پایگاه داده درگیر کار دیگری ماند و این دستور به پایان نرسید؛ پس از پایان آن کار دوباره اجرا کنید.",
        "The database stayed busy with another task, so this did not end: run it again when that has ended.",
    )


class Told(click.ClickException):
    """A domain error on its way out of the command line: both sentences, exit code 2, no traceback."""

    exit_code = 2

    def __init__(self, error: BilingualError) -> None:
        super().__init__(both(error.fa, error.en))

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


class Door(click.Group):
    """A group whose commands may raise domain errors, and whose usage errors are said in Persian too."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BilingualError as error:
            raise Told(error) from None
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else "barzan"
            say(
                f"این دستور درست نوشته نشده است؛ راهنما: {path} --help",
                f"This command is not written as it should be; help: {path} --help",
                problem=True,
            )
            raise
        except Exception as error:
            if is_busy(error):
                raise Told(busy()) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands with their first lines, whole and in both languages."""
        with formatter.section(both("دستورها", "Commands", " · ")):
            rows = [(name, (each.help or "").replace("\n\n", " · ")) for name, each in self.commands.items()]
            formatter.write_dl(rows)
