"""Every command of every room records an event: found in the source, so that a new one is not forgotten.

That the event stands in the transaction of the command is refused otherwise by ``trail.record`` itself.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import barzan

ROOMS = Path(barzan.__file__).parent
SOURCES = sorted([*ROOMS.glob("*/actions.py"), *ROOMS.glob("*/actions/*.py")])
# They ask and change nothing.
QUESTIONS = frozenset({"allowed", "dry_run", "look", "may_lend", "post_of", "signature", "ways"})
# Parts of commands in other modules of their room, which record one event for the whole.
PARTS = frozenset({"add_version", "put_back"})
# A run of processes tells the trail what it did when it settles (``process.actions.carrying``).
RECORD = ("trail.record", "trail.record_each", "run.settle")
Known = dict[str, tuple[ast.FunctionDef, Path]]


@cache
def functions(source: Path) -> Known:
    """The functions that a module of commands may call by name, each with its module: its own, those of the
    modules beside it, and as ``catalogue.publish`` the commands of a room that it imports so.
    """
    tree = ast.parse(source.read_text(encoding="utf-8"))
    beside = source.parent.glob("*.py") if source.parent.name == "actions" else ()
    package = {name: (node, each) for each in beside for name, node in _defined(each).items()}
    own = {name: (node, source) for name, node in _defined(source).items()}
    others = {
        f"{alias.asname or alias.name}.{name}": (node, each)
        for imported in tree.body
        if isinstance(imported, ast.ImportFrom) and (imported.module or "").startswith("barzan.")
        for alias in imported.names
        if alias.name == "actions"
        for each in _sources_of(str(imported.module).split(".")[1])
        for name, node in _defined(each).items()
    }
    return {**package, **others, **own}


@cache
def _defined(source: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _sources_of(room: str) -> list[Path]:
    return [*(ROOMS / room).glob("actions.py"), *(ROOMS / room).glob("actions/*.py")]


def records(name: str, known: Known, above: frozenset[str] = frozenset()) -> bool:
    """Whether a function records an event itself, or through a function that it calls."""
    function, _ = known[name]
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in RECORD:
            return True
        if called in known and called not in above | {name}:
            inner, source = known[called]
            if records(inner.name, functions(source), above | {name, called}):
                return True
    return False


def test_every_command_leaves_an_event() -> None:
    commands, silent = 0, []
    for source in SOURCES:
        if source.parts[-2] == "trail":
            continue
        known = functions(source)
        for name, node in _defined(source).items():
            first = node.args.args[0].arg if node.args.args else ""
            if first == "actor" and not name.startswith("_") and name not in QUESTIONS | PARTS:
                commands += 1
                if not records(name, known):
                    silent.append(f"{source.relative_to(ROOMS)}: {name}")
    assert not silent
    assert commands > 30
