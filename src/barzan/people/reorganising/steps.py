"""What a reorganisation is made of: the chart and the steps that change it.

Units are known by their codes; a root stands under ``""``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """A unit of the chart; ``since`` is the first day on which it was called so and stood there.

    ``posts`` are its own posts by code, each with the number of its holders; ``following`` says how many
    records of each kind belong to it (services and the like).
    """

    code: str
    name: str
    name_en: str
    kind: str
    parent: str
    since: date
    valid_from: date
    order: int = 0
    posts: Mapping[str, int] = field(default_factory=dict)
    following: Mapping[str, int] = field(default_factory=dict)


Chart = Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class New:
    """A unit that a plan makes."""

    code: str
    name: str
    name_en: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class Rename:
    """The unit is called otherwise."""

    unit: str
    name: str
    name_en: str
    kind: str


@dataclass(frozen=True, slots=True)
class Move:
    """The unit, with all under it, stands under another."""

    unit: str
    parent: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The units end; ``into``, one that is there or the ``new`` one, goes on with their work."""

    units: tuple[str, ...]
    into: str
    new: New | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A new unit takes over some posts of ``unit``; all else stays with that one."""

    unit: str
    new: New
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Close:
    """The unit ends; what belongs to it goes to the unit ``to``, which a unit without anything needs not."""

    unit: str
    to: str = ""


Step = Rename | Move | Merge | Split | Close
KINDS: dict[str, type[Step]] = {
    "rename": Rename,
    "move": Move,
    "merge": Merge,
    "split": Split,
    "close": Close,
}


def kind_of(step: Step) -> str:
    """The name of the kind of ``step``."""
    return type(step).__name__.lower()


def written(step: Step) -> dict[str, Any]:
    """The step as a JSON object."""
    return {"step": kind_of(step), **asdict(step)}


def read(value: Mapping[str, Any]) -> Step:
    """The step that ``written`` gave."""
    said = {name: each for name, each in value.items() if name != "step"}
    for name in ("units", "posts"):
        if name in said:
            said[name] = tuple(said[name])
    if said.get("new"):
        said["new"] = New(**said["new"])
    return KINDS[value["step"]](**said)


def new_codes(steps: Sequence[Step]) -> set[str]:
    """The codes of the units that the steps make."""
    return {new.code for step in steps if (new := new_unit(step))}


def new_unit(step: Step) -> New | None:
    return step.new if isinstance(step, Merge | Split) else None


def ended_by(step: Step) -> tuple[str, ...]:
    if isinstance(step, Merge):
        return step.units
    return (step.unit,) if isinstance(step, Close) else ()


def all_ended(steps: Sequence[Step]) -> set[str]:
    return {old for step in steps for old in ended_by(step)}


def subjects(step: Step) -> tuple[str, ...]:
    """The units that a step changes."""
    return step.units if isinstance(step, Merge) else (step.unit,)


def passed_on(step: Step) -> Iterator[tuple[str, str]]:
    """Which unit follows which."""
    if isinstance(step, Merge):
        yield from ((old, step.into) for old in step.units)
    elif isinstance(step, Close) and step.to:
        yield step.unit, step.to
