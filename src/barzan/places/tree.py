"""Materialised paths of trees: ``/1/4/`` is the node 4 under the root 1. Pure.

A path begins and ends with a slash, so that a prefix is a subtree and ``/1/`` never covers ``/12/``.
"""

from __future__ import annotations


def child_path(parent: str, node: int) -> str:
    """The path of ``node`` under the path ``parent``; the empty path is the ground under all roots."""
    return f"{parent or '/'}{node}/"


def nodes(path: str) -> list[int]:
    """The ids on a path, root first, the node itself last."""
    return [int(part) for part in path.split("/") if part]


def depth(path: str) -> int:
    """How many nodes stand above: 0 for a root."""
    return max(0, path.count("/") - 2)


def is_under(path: str, root: str) -> bool:
    """Whether the node at ``path`` is ``root`` or lies under it."""
    return path.startswith(root)


def rebased(path: str, old: str, new: str) -> str:
    """The path of a node under ``old`` after ``old`` has become ``new``.

    Raises ``ValueError`` when the node does not lie under ``old``.
    """
    if not is_under(path, old):
        raise ValueError(f"{path} is not under {old}")
    return new + path[len(old) :]
