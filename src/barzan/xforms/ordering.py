"""Circles in a graph (Tarjan 1972), without recursion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def components(nodes: Sequence[T], needs: Callable[[T], Iterable[T]]) -> list[list[T]]:
    """The strongly connected components, each after those it needs."""
    index: dict[T, int] = {}
    low: dict[T, int] = {}
    open_: dict[T, None] = {}
    found: list[list[T]] = []
    for start in nodes:
        if start in index:
            continue
        work: list[tuple[T, Iterator[T]]] = []
        _enter(start, index, low, open_, work, needs)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    _enter(other, index, low, open_, work, needs)
                    break
                if other in open_:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_closed(node, open_))
    return found


def _enter(
    node: T,
    index: dict[T, int],
    low: dict[T, int],
    open_: dict[T, None],
    work: list[tuple[T, Iterator[T]]],
    needs: Callable[[T], Iterable[T]],
) -> None:
    index[node] = low[node] = len(index)
    open_[node] = None
    work.append((node, iter(needs(node))))


def _closed(node: T, open_: dict[T, None]) -> list[T]:
    component: list[T] = []
    while True:
        other, _ = open_.popitem()
        component.append(other)
        if other is node:
            return component
