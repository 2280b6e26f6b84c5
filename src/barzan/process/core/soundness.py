"""Whether tokens can get stuck, come twice or never come: the token game on each scope. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from barzan.bpmn.findings import Finding, Severity
from barzan.bpmn.model import Kind, Node
from barzan.process.core.graph import SWEEPING, Graph, reached
from barzan.process.core.matching import block_faults, joins_of
from barzan.process.core.net import Net, Played, play

MOST_MARKINGS = 10_000


def unsound(graph: Graph) -> Iterator[Finding]:
    """Findings of every scope; inclusive blocks are looked at branch by branch."""
    joins = joins_of(graph)
    faults = list(_blocks(graph, joins))
    yield from faults
    if faults:
        return
    for scope in graph.scopes:
        for start in graph.starts(scope):
            yield from _findings(played(net_of(graph, [start.id], "", joins)), scope)
    for split, join in joins.items():
        for flow in graph.outgoing[split]:
            if flow.target != join:
                yield from _findings(played(net_of(graph, [flow.target], join, joins)), split)


def _blocks(graph: Graph, joins: Mapping[str, str]) -> Iterator[Finding]:
    """Inclusive gateways that are not a block: a split, its branches, its join."""
    for node in graph.process.nodes:
        if node.kind is not Kind.INCLUSIVE:
            continue
        splits, gathers = len(graph.outgoing[node.id]) > 1, len(graph.incoming[node.id]) > 1
        if splits and node.id not in joins:
            yield _no_block(node.id, "")
        elif splits:
            fault = block_faults(graph, node.id, joins[node.id])
            if fault:
                yield _no_block(node.id, fault)
        if gathers and list(joins.values()).count(node.id) != 1:
            yield _no_block(node.id, "")


def net_of(
    graph: Graph,
    begin: Sequence[str],
    join: str,
    joins: Mapping[str, str],
    arrived: Sequence[str] = (),
) -> Net:
    """The net of all that follows tokens at the nodes ``begin`` and on the flows ``arrived`` that wait for a
    join; with ``join``, that is where its one token shall come.

    An inclusive block is one move from its split to its join: its branches have nets of their own.
    """
    following = {**graph.after, **{split: (end,) for split, end in joins.items()}}
    waiting = [graph.flows[flow].target for flow in arrived]
    nodes = sorted(reached([*begin, *waiting], following, stop=join))
    net = Net()
    flows = {flow.id: net.place(node) for node in nodes for flow in graph.incoming[node]}
    inner = {node: net.place(node) for node in nodes}
    if len(begin) == 1 and not arrived:
        net.begin = inner[begin[0]]
    else:
        _begin_at(net, [*(inner[node] for node in begin), *(flows[flow] for flow in arrived)])
    if join:
        net.sink = net.place(join)
        flows |= {flow.id: net.sink for flow in graph.incoming[join]}
    for node in nodes:
        arriving = [flows[flow.id] for flow in graph.incoming[node]]
        if graph.nodes[node].kind is Kind.PARALLEL and len(arriving) > 1:
            net.move(arriving, [inner[node]], node)
        else:
            for place in arriving:
                net.move([place], [inner[node]], node)
        _leave(net, graph, graph.nodes[node], flows, inner, joins.get(node, ""))
    return net


def _begin_at(net: Net, places: Sequence[int]) -> None:
    """Puts a token on each of ``places``; two on one are two ways to it."""
    marked: list[int] = []
    for place in places:
        if place in marked:
            before = net.place(net.elements[place])
            net.move([before], [place], net.elements[place])
            place = before
        marked.append(place)
    net.begin = net.place("")
    net.move([net.begin], marked, "")


def _leave(
    net: Net, graph: Graph, node: Node, flows: dict[str, int], inner: dict[str, int], join: str
) -> None:
    """What a node does with the token inside it; ``join`` is that of the inclusive block it begins."""
    here = inner[node.id]
    out = [flows[flow.id] for flow in graph.outgoing[node.id]] if not join else []
    if node.kind is Kind.END and node.trigger in SWEEPING:
        net.move([here], [], node.id, sweeps=True)
    elif node.kind in (Kind.EXCLUSIVE, Kind.EVENT_BASED) and out:
        for place in out:
            net.move([here], [place], node.id)
    elif join:
        net.move([here], [inner[join]], node.id)
    else:
        for event in graph.boundaries.get(node.id, ()):
            here = _boundary(net, here, inner[event.id], event)
        net.move([here], out, node.id)


def _boundary(net: Net, here: int, event: int, node: Node) -> int:
    """Interrupting: one way or the other. Not interrupting: on, with or without a token for the event."""
    if node.interrupting:
        net.move([here], [event], node.id)
        return here
    after = net.place(node.attached_to)
    net.move([here], [after], node.id)
    net.move([here], [after, event], node.id)
    return after


def played(net: Net) -> Played:
    """What the token game shows of a net, which is reduced by it."""
    net.reduce()
    found = play(net, MOST_MARKINGS)
    if not found.whole:
        net.reduce(further=True)
        found = play(net, MOST_MARKINGS)
    return found


def _findings(played: Played, at: str) -> Iterator[Finding]:
    for element in sorted(played.never):
        yield Finding(
            element,
            "join-never-fires",
            f"دروازهٔ پیوند «{element}» هرگز کامل نمی‌شود: همهٔ شاخه‌های آن با هم نمی‌آیند.",
            f"The join “{element}” can never fire: its branches never all come together.",
        )
    for element in sorted(played.stuck):
        yield Finding(
            element,
            "deadlock",
            f"بن‌بست شدنی است: «{element}» در برخی راه‌ها چشم‌به‌راه شاخه‌ای می‌ماند که نمی‌آید.",
            f"Possible deadlock: on some ways “{element}” waits for a branch that does not come.",
        )
    for element in sorted(played.excess):
        yield Finding(
            element,
            "excess-token",
            f"به پیوند «{element}» از یک شاخه دو نشانه می‌رسد؛ شاخه‌های پیش از آن را جفت کنید.",
            f"Two tokens can come to the join “{element}” on one branch; pair the branches before it.",
        )
    for element in sorted(played.twice):
        yield Finding(
            element,
            "runs-twice",
            f"«{element}» می‌تواند هم‌زمان دو بار اجرا شود: شاخه‌های موازی بی‌پیوند به آن می‌رسند.",
            f"“{element}” can run twice at once: parallel branches come to it without a join.",
            Severity.WARNING,
        )
    if not played.whole:
        yield Finding(
            at,
            "check-bounded",
            f"بررسی بن‌بست پس از {MOST_MARKINGS} حالت پایان گرفت؛ باقی حالت‌ها دیده نشده است.",
            f"The search for deadlocks ended after {MOST_MARKINGS} states; the others were not looked at.",
            Severity.WARNING,
        )


def _no_block(element: str, fault: str) -> Finding:
    return Finding(
        element,
        "inclusive-not-a-block",
        f"دروازهٔ «یا»ی «{element}» بلوک نمی‌سازد: همهٔ شاخه‌ها باید از یک دروازهٔ «یا» بروند و در یکی "
        "پیوندند" + (f" («{fault}» چنین نیست)." if fault else "."),
        f"The inclusive gateway “{element}” makes no block: all branches must leave one inclusive gateway "
        "and meet in one" + (f" (“{fault}” does not fit)." if fault else "."),
    )
