"""A process as plain JSON, and back: what a definition stores. Pure.

Generic over the frozen values of ``bpmn.model`` and ``clock.core.values``; fields at their default are left
out, so that a field added later does not change the hash of what is stored already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from barzan.bpmn.model import Process

FORMAT = 1


def dumped(process: Process) -> dict[str, Any]:
    """``process`` as JSON, with the format's number."""
    return {"format": FORMAT, "process": _plain(process)}


def loaded(value: Mapping[str, Any]) -> Process:
    """The process of ``dumped``. Raises ``ValueError`` for anything else."""
    if value.get("format") != FORMAT:
        raise ValueError(f"unknown format of a stored definition: {value.get('format')!r}")
    try:
        process: Process = _typed(Process, value["process"])
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("a stored definition is not what was stored") from wrong
    return process


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        held = {field.name: (field.default, getattr(value, field.name)) for field in fields(value)}
        return {name: _plain(item) for name, (default, item) in held.items() if item != default}
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        return None if value is None else _typed(_chosen(get_args(kind), value), value)
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], item) for name, item in value.items()})
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value


def _chosen(kinds: tuple[Any, ...], value: Any) -> Any:
    """The kind of a union whose required fields are all there."""
    for kind in kinds:
        if not is_dataclass(kind):
            if kind is not type(None) and isinstance(value, kind):
                return kind
        elif isinstance(value, dict) and all(
            field.name in value for field in fields(kind) if field.default is MISSING
        ):
            return kind
    raise ValueError(f"no kind for {value!r}")
