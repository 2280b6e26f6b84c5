"""What keeps a process from running, and what its author should know. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from barzan.bpmn.findings import Finding, Severity
from barzan.bpmn.model import Kind, Process
from barzan.process.core.graph import Graph
from barzan.process.core.soundness import unsound
from barzan.process.core.structure import error, misshapen, unreached
from barzan.process.core.variables import collisions, misnamed, times_unread, unread

MOST_ELEMENTS = 10_000  # nodes and flows
DEEPEST = 50  # subprocesses in one another


def check(
    process: Process,
    *,
    decisions: Collection[str] | None = None,
    called: Mapping[str, Collection[str]] | None = None,
    actions: Collection[str] | None = None,
) -> list[Finding]:
    """Every finding, errors first, in a time that is bounded by the size of the process.

    ``decisions`` and ``actions`` are the known keys (None: not checked); ``called`` gives for each known
    process which others it calls.
    """
    graph = Graph(process)
    found = list(_too_large(graph))
    if not found:
        found = list(misshapen(graph))
        found += _unknown(graph, decisions, called, actions)
        found += [*unreached(graph), *times_unread(graph), *unread(graph), *misnamed(graph)]
        found += collisions(graph)
        found += unsound(graph)
    return sorted(dict.fromkeys(found), key=lambda each: each.severity is not Severity.ERROR)


def _too_large(graph: Graph) -> Iterator[Finding]:
    process = graph.process
    size = len(process.nodes) + len(process.flows)
    if size > MOST_ELEMENTS:
        yield error(
            process.id,
            "too-large",
            f"فرایند {size} گره و راه دارد؛ بیش از {MOST_ELEMENTS} پذیرفته نیست. آن را چند فرایند کنید.",
            f"The process has {size} nodes and flows; at most {MOST_ELEMENTS} are taken. Make several of it.",
        )
        return
    seen: set[str] = set()
    for node in process.nodes:
        if node.id in seen or node.id == process.id:
            yield error(
                node.id,
                "same-id",
                f"شناسهٔ «{node.id}» دو بار آمده است.",
                f"The id “{node.id}” occurs twice.",
            )
        seen.add(node.id)
    for node in process.nodes:
        depth, at = 0, graph.nodes.get(node.parent)
        while at is not None and depth <= DEEPEST:
            depth, at = depth + 1, graph.nodes.get(at.parent)
        if depth > DEEPEST:
            yield error(
                node.id,
                "too-deep",
                f"«{node.id}» در بیش از {DEEPEST} زیرفرایند تودرتو است.",
                f"“{node.id}” stands in more than {DEEPEST} subprocesses.",
            )
            return


def _unknown(
    graph: Graph,
    decisions: Collection[str] | None,
    called: Mapping[str, Collection[str]] | None,
    actions: Collection[str] | None,
) -> Iterator[Finding]:
    known = {
        Kind.RULE: ("decision", decisions, "جدول تصمیم", "decision"),
        Kind.SERVICE: ("action", actions, "کنش", "action"),
        Kind.CALL: ("called", called, "فرایند", "process"),
    }
    for node in graph.process.nodes:
        attribute, keys, fa, en = known.get(node.kind, ("id", None, "", ""))
        key = getattr(node, attribute)
        if keys is not None and key and key not in keys and key != graph.process.id:
            yield error(
                node.id,
                f"unknown-{attribute}",
                f"{fa} «{key}» که «{node.id}» می‌خواهد نیست.",
                f"The {en} “{key}” that “{node.id}” names does not exist.",
            )
        if node.kind is Kind.CALL and key and _comes_back(key, graph.process.id, called or {}):
            yield error(
                node.id,
                "calls-itself",
                f"«{node.id}» فرایند «{key}» را فرامی‌خواند که سرانجام خودش را فرامی‌خواند.",
                f"“{node.id}” calls the process “{key}”, which in the end calls itself.",
            )


def _comes_back(key: str, process: str, called: Mapping[str, Collection[str]]) -> bool:
    """Whether calling ``key`` from ``process`` never comes to an end: some process calls itself."""
    calls: dict[str, set[str]] = {process: {key}}
    todo = [key]
    while todo:
        at = todo.pop()
        if at not in calls:
            calls[at] = set(called.get(at, ()))
            todo += calls[at]
    try:
        TopologicalSorter(calls).prepare()
    except CycleError:
        return True
    return False
