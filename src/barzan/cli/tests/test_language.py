"""Everything the command line says is said in Persian and in English."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from barzan.cli.language import CommandError, Door, both
from barzan.cli.main import barzan
from barzan.cli.tests.installations import ENGLISH, PERSIAN


def commands(command: click.Command, path: str = "barzan") -> Iterator[tuple[str, click.Command]]:
    yield path, command
    for name, each in getattr(command, "commands", {}).items():
        yield from commands(each, f"{path} {name}")


@pytest.mark.parametrize(("path", "command"), list(commands(barzan)))
def test_every_command_and_option_has_help_in_both(path: str, command: click.Command) -> None:
    texts = [command.help or ""]
    texts += [
        each.help or ""
        for each in command.params
        if isinstance(each, click.Option) and each.name != "version"
    ]
    for text in texts:
        assert PERSIAN.search(text), path
        assert ENGLISH.search(text), path


@pytest.mark.parametrize("chosen", ["fa", "en", "fa_IR.UTF-8", ""])
def test_one_language_can_be_chosen(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARZAN_LANG", chosen)
    text = both("سلام", "hello")
    assert ("سلام" in text, "hello" in text) == (chosen[:2] != "en", chosen[:2] != "fa")


def test_a_domain_error_is_two_sentences_and_exit_code_2() -> None:
    door = Door("door")

    @door.command()
    def fail() -> None:
        raise CommandError("x", "نشد؛ دوباره بزنید.", "It failed: try again.")

    result = CliRunner().invoke(door, ["fail"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "نشد؛ دوباره بزنید.\nIt failed: try again.\n"


@pytest.mark.parametrize("arguments", [["upp"], ["up", "--port", "x"], ["load"], ["up", "--port", "99999"]])
def test_a_wrong_command_line_is_told_in_both(arguments: list[str]) -> None:
    result = CliRunner().invoke(barzan, arguments)
    assert result.exit_code == 2
    assert PERSIAN.search(result.stderr)
    assert ENGLISH.search(result.stderr)


def test_the_list_of_commands_shows_both() -> None:
    result = CliRunner().invoke(barzan, ["--help"])
    assert "به راه می‌اندازد" in result.stdout
    assert "serves Barzan" in result.stdout
