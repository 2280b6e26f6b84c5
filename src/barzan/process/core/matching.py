"""Which inclusive gateway joins what another one splits. Pure.

An inclusive join has to know which tokens may still come. In general that needs a search through the whole
process at every step (BPMN 2.0.2, 13.4.3); in a block-structured process the split tells its join how many.
So only blocks are taken: all ways from the split lead to the join, and nothing else does.
"""

from __future__ import annotations

from barzan.bpmn.model import Kind, Node
from barzan.process.core.graph import EXIT, SWEEPING, Graph, post_dominators, reached


def joins_of(graph: Graph) -> dict[str, str]:
    """The join of each inclusive split that has one, whether or not the block between them is in order."""
    found: dict[str, str] = {}
    for scope in graph.scopes:
        nodes = graph.inside.get(scope, ())
        splits = [node for node in nodes if _splits(graph, node)]
        if splits:
            nearest = nearest_joins(graph, scope)
            for split in splits:
                join = _join(graph, nearest, split.id)
                if join:
                    found[split.id] = join
    return found


def nearest_joins(graph: Graph, scope: str) -> dict[str, str]:
    """Post-dominators within a process or subprocess; ends that sweep the scope do not count as exits, nor
    do ways that begin beside a running activity.
    """
    nodes = graph.inside.get(scope, ())
    exits = [node.id for node in nodes if not graph.main[node.id] and node.trigger not in SWEEPING]
    return post_dominators([node.id for node in nodes], graph.main, exits)


def _join(graph: Graph, nearest: dict[str, str], split: str) -> str:
    """The nearest inclusive gateway with several incoming flows that every way from ``split`` passes."""
    at = nearest.get(split, EXIT)
    while at != EXIT:
        node = graph.nodes[at]
        if node.kind is Kind.INCLUSIVE and len(graph.incoming[at]) > 1:
            return at
        at = nearest.get(at, EXIT)
    return ""


def _splits(graph: Graph, node: Node) -> bool:
    return node.kind is Kind.INCLUSIVE and len(graph.outgoing[node.id]) > 1


def block_faults(graph: Graph, split: str, join: str) -> str:
    """The first node that breaks the block between ``split`` and ``join``, "" when it is in order."""
    seen: set[str] = set()
    for flow in graph.outgoing[split]:
        region = reached([flow.target], graph.main, stop=join)
        for node in sorted(region):
            ends = not graph.main[node] and graph.nodes[node].trigger not in SWEEPING
            outside = any(source not in region and source != split for source in graph.before[node])
            if node in seen or node == split or ends or outside:
                return node
        for event in graph.asides(region):
            aside = reached([event], graph.after)
            host = graph.nodes[event].attached_to
            if any(source not in aside and source != host for node in aside for source in graph.before[node]):
                return event
        seen |= region
    return ""
