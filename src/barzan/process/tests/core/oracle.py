"""A naive interpreter: walks the tree of blocks, knows no tokens, no graph and no state.

What people answer and which events come first is asked of ``Fate``, by the task, the runs of loops around
it and how often it was there before; the engine is played by the same fate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from barzan.process.tests.core.blocks import (
    Again,
    All,
    Ask,
    Block,
    Choice,
    Count,
    Each,
    Race,
    Seq,
    Some,
    Within,
)

Path = tuple[int, ...]


@dataclass(frozen=True)
class Fate:
    seed: int

    def number(self, what: str, path: Path, visit: int) -> int:
        digest = sha256(f"{self.seed} {what} {path} {visit}".encode()).digest()
        return int.from_bytes(digest[:4], "big") % 10

    def happens(self, what: str, path: Path, visit: int) -> bool:
        return self.number(f"event {what}", path, visit) < 5


@dataclass
class Oracle:
    """``tasks`` are the completed tasks with their paths; ``data`` the variables."""

    fate: Fate
    data: dict[str, Any]
    tasks: Counter[tuple[str, Path]] = field(default_factory=Counter)
    visits: Counter[tuple[str, Path]] = field(default_factory=Counter)

    def run(self, block: Block, data: dict[str, Any], path: Path = ()) -> None:
        getattr(self, f"_{type(block).__name__.lower()}")(block, data, path)

    def _visit(self, name: str, path: Path) -> int:
        self.visits[name, path] += 1
        return self.visits[name, path]

    def _ask(self, block: Ask, data: dict[str, Any], path: Path) -> None:
        visit = self._visit(block.id, path)
        if block.beside is not None and self.fate.happens(f"{block.id}_beside", path, visit):
            self.run(block.beside, data, path)
        if block.late is not None and self.fate.happens(f"{block.id}_late", path, visit):
            self.run(block.late, data, path)
            return
        self.tasks[block.id, path] += 1
        data[f"v_{block.id}"] = self.fate.number(block.id, path, visit)

    def _count(self, block: Count, data: dict[str, Any], path: Path) -> None:
        data[f"v_{block.id}"] = _value(block.text, data)

    def _seq(self, block: Seq, data: dict[str, Any], path: Path) -> None:
        for part in block.parts:
            self.run(part, data, path)

    def _choice(self, block: Choice, data: dict[str, Any], path: Path) -> None:
        *asked, (_, other) = block.branches
        self.run(next((branch for text, branch in asked if _value(text, data)), other), data, path)

    def _some(self, block: Some, data: dict[str, Any], path: Path) -> None:
        *asked, (_, other) = block.branches
        for branch in [branch for text, branch in asked if _value(text, data)] or [other]:
            self.run(branch, data, path)

    def _all(self, block: All, data: dict[str, Any], path: Path) -> None:
        for branch in block.branches:
            self.run(branch, data, path)

    def _race(self, block: Race, data: dict[str, Any], path: Path) -> None:
        late = self.fate.happens(f"{block.id}_late", path, self._visit(block.id, path))
        self.run(block.late if late else block.early, data, path)

    def _again(self, block: Again, data: dict[str, Any], path: Path) -> None:
        while True:
            self.run(block.body, data, path)
            data[f"n_{block.id}"] += 1
            if data[f"n_{block.id}"] >= block.times:
                return

    def _within(self, block: Within, data: dict[str, Any], path: Path) -> None:
        """An error at its end, caught at its border, leads to the same place as its end does."""
        self.run(block.body, data, path)

    def _each(self, block: Each, data: dict[str, Any], path: Path) -> None:
        results = []
        for number in range(1, block.times + 1):
            own = data if block.how == "standard" else dict(data)
            self.run(block.body, own, (*path, number))
            results.append(_value(block.output, {**own, "loopCounter": number}))
            if block.enough and number >= block.enough:
                break
        if block.how != "standard":
            data[f"r_{block.id}"] = tuple(results)


def _value(text: str, data: Mapping[str, Any]) -> Any:
    """``a + 1``, ``a < 3``: the few expressions that random processes have."""
    left, sign, right = text.split()
    one = data[left]
    other = int(right) if right.lstrip("-").isdigit() else data[right]
    return {"+": one + other, "<": one < other, ">": one > other}[sign]
