"""What keeps a process from running, and what its author should know. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from barzan.bpmn.findings import Finding
from barzan.bpmn.model import Process


def check(
    process: Process,
    *,
    decisions: Collection[str] | None = None,
    called: Mapping[str, Collection[str]] | None = None,
    actions: Collection[str] | None = None,
) -> list[Finding]:
    """Every finding, errors first. ``decisions`` and ``actions`` are the known keys (None: not checked);
    ``called`` gives for each known process which others it calls.
    """
    return []
