"""The commands on running processes: start, deliver a message, cancel, try again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from barzan.access import Actor
from barzan.people.models import Unit
from barzan.process.models import Instance
from barzan.process.registry import Subject


@dataclass(frozen=True, slots=True)
class Beginning:
    """What ``start_many`` starts: the published process ``key`` for ``subject`` in ``unit``."""

    key: str
    unit: Unit
    subject: Subject = Subject()
    inputs: Mapping[str, Any] = field(default_factory=dict)


def start(
    actor: Actor, key: str, *, unit: Unit, subject: Subject = Subject(), inputs: Mapping[str, Any] | None = None
) -> Instance:
    """Starts the current version of the process ``key`` for ``subject``; ``inputs`` are FEEL values by name."""
    return start_many(actor, [Beginning(key, unit, subject, inputs or {})])[0]


def start_many(actor: Actor, beginnings: Sequence[Beginning]) -> list[Instance]:
    """Starts many instances in the statements of one, in their order."""
    return []


def deliver(
    actor: Actor, message: str, correlation: str = "", payload: Mapping[str, Any] | None = None
) -> Instance:
    """Gives ``message`` to the instance that waits for it under ``correlation``, or starts the process that
    begins with it.
    """


def cancel(actor: Actor, instance: Instance, why: str) -> Instance:
    """Ends a running instance, and what it called, for the reason ``why``; its open tasks are withdrawn."""


def retry(actor: Actor, instance: Instance, why: str = "") -> int:
    """Lets what failed in ``instance`` run again; how many steps that were."""
