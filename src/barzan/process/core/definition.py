"""The compiled form of a process: immutable, hashed, stored once. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from barzan.bpmn.model import Node, Process, Work
from barzan.process.core.graph import Graph, reached
from barzan.process.core.matching import joins_of
from barzan.process.core.places import Place


@dataclass(frozen=True, eq=False)
class Definition:
    """``places`` by index, as tokens name them; ``starts`` are the start events of the process itself.

    ``hash`` is the content hash of ``as_value()``: the same process has the same one, whatever its file
    looked like.
    """

    process: Process
    hash: str
    value: Mapping[str, Any]
    places: tuple[Place, ...]
    starts: tuple[Place, ...]
    graph: Graph

    def as_value(self) -> Mapping[str, Any]:
        """Plain JSON, from which ``compiling.from_value`` makes the same definition again."""
        return self.value

    def node(self, element: str) -> Node:
        """The node with this id. Raises ``KeyError``."""
        return self.graph.nodes[element]

    def work(self, element: str) -> Work:
        """Who works at this node: its own, else that of the nearest lane that names somebody."""
        return self.graph.works[element]

    def block(self, join: str) -> frozenset[str]:
        """The elements of the inclusive block that ends at ``join``; without one, ``join`` alone."""
        splits = [split for split, end in joins_of(self.graph).items() if end == join]
        targets = [flow.target for split in splits for flow in self.graph.outgoing[split]]
        return frozenset({join, *splits, *reached(targets, self.graph.after, stop=join)})

    @cached_property
    def keys(self) -> Mapping[tuple[str, str], int]:
        """Index of a place by the id of its element and its part in it (see ``part``)."""
        return {self.key(place.index): place.index for place in self.places}

    def key(self, index: int) -> tuple[str, str]:
        """Id of the element and ``""``, or ``body`` for the run of a loop, or which part of a wide join."""
        place = self.places[index]
        return place.node.id, place.part
