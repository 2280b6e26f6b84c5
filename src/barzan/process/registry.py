"""Actions that rooms register at start, and that service tasks name: typed, and idempotent by key.

An action runs as a job, in one transaction with the step of the process that it lets go on. What it does
outside the database it does under ``Call.key``: the same key may come again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from barzan.access import Actor

Type = type | tuple[type, ...]
TYPES: frozenset[type] = frozenset({str, Decimal, bool, date, datetime, timedelta, list, dict, type(None)})


@dataclass(frozen=True, slots=True)
class Subject:
    """Another room's record: what an instance is about. ``url_name`` and ``url_args`` lead to its page."""

    kind: str = ""
    key: str = ""
    fa: str = ""
    en: str = ""
    url_name: str = ""
    url_args: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """For which instance an action runs. ``key`` is the one key of this run."""

    key: str
    actor: Actor
    instance: int
    instance_key: str
    unit_id: int
    subject: Subject


class ActionError(Exception):
    """The action ends with a BPMN error: a boundary event that takes ``code`` goes on from here."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Run = Callable[..., Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Action:
    """``inputs`` and ``outputs`` are types by name; what may be ``type(None)`` may be left out."""

    name: str
    inputs: Mapping[str, Type]
    outputs: Mapping[str, Type]
    run: Run
    title: str = ""

    @property
    def required(self) -> frozenset[str]:
        """Inputs that may not be left out."""
        return frozenset(name for name, of in self.inputs.items() if type(None) not in _each(of))


_actions: dict[str, Action] = {}


def action(
    name: str,
    *,
    inputs: Mapping[str, Type] | None = None,
    outputs: Mapping[str, Type] | None = None,
    title: str = "",
) -> Callable[[Run], Run]:
    """Registers ``run(call, **inputs) -> outputs`` as ``name``, written ``room.verb``.

    Types are those of FEEL values: ``str``, ``Decimal``, ``bool``, ``date``, ``datetime``, ``timedelta``,
    ``list``, ``dict``, alone or as a tuple with ``type(None)``. ``title`` (lazy) is its name for people.
    Raises ``ValueError`` where the name is taken or a type is none of these.
    """
    known = Action(name, dict(inputs or {}), dict(outputs or {}), lambda call: None, title)
    for of in (*known.inputs.values(), *known.outputs.values()):
        if not TYPES.issuperset(_each(of)):
            raise ValueError(f"{name}: {of} is no type of a FEEL value")

    def register(run: Run) -> Run:
        if name in _actions and _actions[name].run is not run:
            raise ValueError(f"the action {name} is registered already")
        _actions[name] = Action(name, known.inputs, known.outputs, run, title)
        return run

    return register


def get(name: str) -> Action | None:
    """The action called ``name``."""
    return _actions.get(name)


def known() -> dict[str, Action]:
    """Every action by its name, in alphabetical order."""
    return dict(sorted(_actions.items()))


def misfits(types: Mapping[str, Type], given: Mapping[str, Any]) -> list[str]:
    """Names of ``given`` that are unknown or of another type, and of what is missing; sorted."""
    wrong = {name for name, value in given.items() if name not in types or not _is(value, types[name])}
    missing = {name for name, of in types.items() if name not in given and type(None) not in _each(of)}
    return sorted(wrong | missing)


def _each(of: Type) -> tuple[type, ...]:
    return of if isinstance(of, tuple) else (of,)


def _is(value: Any, of: Type) -> bool:
    types = _each(of)
    if isinstance(value, (list, tuple)):
        return list in types
    if isinstance(value, datetime):
        return datetime in types
    return isinstance(value, types)
