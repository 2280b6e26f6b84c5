"""Who reads and who writes which variable; expressions that cannot be read; branches that collide. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from barzan.bpmn.findings import Finding
from barzan.bpmn.model import Kind, MultiInstance, Node, StandardLoop, Timer
from barzan.feel import FeelError, parse
from barzan.process.core.graph import EXIT, Graph, reached
from barzan.process.core.matching import nearest_joins
from barzan.process.core.structure import error, warning
from barzan.process.core.times import is_duration, is_literal

_COUNTERS = frozenset(
    {"loopCounter", "numberOfInstances", "numberOfCompletedInstances", "numberOfActiveInstances"}
)
_MOST_VISITS = 2_000_000


class Text(NamedTuple):
    """An expression: the element that holds it, and names that it sees beside the variables; None for any."""

    element: str
    text: str
    also: frozenset[str] | None = frozenset()


def unread(graph: Graph) -> Iterator[Finding]:
    """Expressions that cannot be read, and those that read what nobody writes."""
    written = _COUNTERS | {name for names in writers(graph).values() for name in names}
    loops = (node.loop for node in graph.process.nodes)
    written |= {loop.item or "item" for loop in loops if isinstance(loop, MultiInstance)}
    for held in expressions(graph):
        try:
            names = parse(held.text).names
        except FeelError as wrong:
            yield error(held.element, "unreadable", wrong.fa, wrong.en)
            continue
        unknown = sorted(names - written - held.also) if held.also is not None else []
        for name in unknown:
            yield warning(
                held.element,
                "unwritten-variable",
                f"«{held.element}» متغیر «{name}» را می‌خواند که در این فرایند کسی نمی‌نویسد.",
                f"“{held.element}” reads the variable “{name}”, which nobody in this process writes.",
            )


def expressions(graph: Graph) -> Iterator[Text]:
    """Every expression of the process."""
    for flow in graph.process.flows:
        if flow.condition:
            yield Text(flow.id, flow.condition)
    for node in graph.process.nodes:
        yield from _of(node)


def _of(node: Node) -> Iterator[Text]:
    if node.kind is Kind.SCRIPT and node.script:
        yield Text(node.id, node.script)
    yield from (Text(node.id, each.source) for each in node.inputs)
    # Outputs see what the action, the child or the message brought; the engine does not know its names.
    yield from (Text(node.id, each.source, None) for each in node.outputs)
    if node.message is not None:
        yield from (Text(node.id, each.source) for each in node.message.payload)
        if node.message.correlation:
            yield Text(node.id, node.message.correlation, None if _brings(node) else frozenset())
    if node.deadline is not None and not is_duration(node.deadline.amount):
        yield Text(node.id, node.deadline.amount)
    if node.timer is not None and not is_literal(node.timer.kind, node.timer.value):
        yield Text(node.id, node.timer.value)
    yield from _of_loop(node)


def _brings(node: Node) -> bool:
    """A message that begins the process is asked before there are variables."""
    return node.kind is Kind.START


def _of_loop(node: Node) -> Iterator[Text]:
    loop = node.loop
    if isinstance(loop, StandardLoop) and loop.condition:
        yield Text(node.id, loop.condition)
    if isinstance(loop, MultiInstance):
        inner = frozenset(field.name for field in node.fields)
        texts = (loop.collection, loop.cardinality, loop.until)
        yield from (Text(node.id, text) for text in texts if text)
        if loop.output:
            yield Text(node.id, loop.output, inner if node.fields else None)


def times_unread(graph: Graph) -> Iterator[Finding]:
    """Timers and deadlines that begin like a time of ISO 8601 and are none: no expression begins so."""
    for node in graph.process.nodes:
        texts = [node.deadline.amount] if node.deadline and not is_duration(node.deadline.amount) else []
        texts += [node.timer.value] if node.timer and not _literal(node.timer) else []
        for text in texts:
            if not text.strip() or _like_a_time(text.strip()):
                yield error(
                    node.id,
                    "unreadable-time",
                    f"زمان «{text}» در «{node.id}» خوانده نشد؛ برای نمونه P5D یا PT8H یا R3/P1D بنویسید.",
                    f"The time “{text}” at “{node.id}” cannot be read; write P5D, PT8H or R3/P1D, say.",
                )


def _literal(timer: Timer) -> bool:
    return is_literal(timer.kind, timer.value)


def _like_a_time(text: str) -> bool:
    return (text[0] in "PR" and text[1:2] in {*"0123456789T/-", ""}) or text[:4].isdigit()


def writers(graph: Graph) -> dict[str, frozenset[str]]:
    """The variables that each node writes where it stands; for a subprocess those of all that it holds."""
    found: dict[str, set[str]] = {node.id: _written(node) for node in graph.process.nodes}
    for node in graph.process.nodes:
        inner, at = found[node.id], graph.nodes.get(node.parent)
        seen: set[str] = set()
        while at is not None and at.id not in seen and not isinstance(at.loop, MultiInstance):
            seen.add(at.id)
            found[at.id] |= inner
            at = graph.nodes.get(at.parent)
    return {node: frozenset(names) for node, names in found.items()}


def _written(node: Node) -> set[str]:
    if isinstance(node.loop, MultiInstance):
        return {node.loop.result} - {""}
    names = {field.name for field in node.fields} | {each.target for each in node.outputs}
    if node.kind in (Kind.SCRIPT, Kind.RULE):
        names.add(node.result)
    return names - {""}


def misnamed(graph: Graph) -> Iterator[Finding]:
    """Variables whose name no expression could read."""
    for node in graph.process.nodes:
        names = {field.name for field in node.fields} | {each.target for each in node.outputs} | {node.result}
        if isinstance(node.loop, MultiInstance):
            names |= {node.loop.item, node.loop.result}
        for name in sorted(names - {""}):
            if not _is_name(name):
                yield error(
                    node.id,
                    "wrong-name",
                    f"«{name}» در «{node.id}» نام متغیر نیست: "
                    "با حرف آغاز کنید، نشانه و نام تابع به کار نبرید.",
                    f"“{name}” at “{node.id}” is no name of a variable: "
                    "begin with a letter, use no signs and no name of a function.",
                )


def _is_name(name: str) -> bool:
    try:
        return parse(name).names == {name}
    except FeelError:
        return False


# --- branches that run at once ---


class Fork(NamedTuple):
    """Branches that run at once: the node with which each begins; ``stop`` is where they end. ``aside`` is
    the event that is a branch itself.
    """

    branches: tuple[str, ...]
    stop: str
    aside: str = ""


def collisions(graph: Graph) -> Iterator[Finding]:
    """Parallel branches that write one variable: which of them is last would be chance."""
    of = writers(graph)
    visits, told = 0, set[tuple[str, str]]()
    for scope in graph.scopes:
        shared = _shared(of, (node.id for node in graph.inside.get(scope, ())))
        for fork in _forks(graph, scope) if shared else ():
            branches = [_region(graph, begin, fork) for begin in fork.branches]
            visits += sum(map(len, branches))
            for one, other, name in _colliding(branches, shared):
                if (other, name) not in told:
                    told.add((other, name))
                    yield _collision(one, other, name)
            if visits > _MOST_VISITS:
                yield warning(
                    scope,
                    "check-bounded",
                    "فرایند بزرگ است: نوشتن هم‌زمان متغیرها در همهٔ شاخه‌ها بررسی نشد.",
                    "The process is large: not all branches were looked at for variables written at once.",
                )
                return


def _forks(graph: Graph, scope: str) -> Iterator[Fork]:
    nearest = nearest_joins(graph, scope)
    for node in graph.inside.get(scope, ()):
        leaves = tuple(flow.target for flow in graph.outgoing[node.id])
        if len(leaves) > 1 and node.kind not in (Kind.EXCLUSIVE, Kind.EVENT_BASED):
            yield Fork(leaves, nearest.get(node.id, EXIT))
        for event in graph.asides([node.id]):
            yield Fork((node.id, event), EXIT, event)


def _region(graph: Graph, begin: str, fork: Fork) -> set[str]:
    region = reached([begin], graph.main, stop=fork.stop)
    asides = [event for event in graph.asides(region) if event != fork.aside]
    return region | reached(asides, graph.after)


def _shared(of: Mapping[str, frozenset[str]], nodes: Iterator[str]) -> dict[str, frozenset[str]]:
    """Of ``of`` only those variables that at least two of the ``nodes`` write."""
    by: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        for name in of[node]:
            by[name].append(node)
    several = {name for name, writing in by.items() if len(writing) > 1}
    return {node: of[node] & several for name in several for node in by[name]}


def _colliding(
    branches: list[set[str]], shared: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str, str]]:
    before: dict[str, list[str]] = defaultdict(list)  # who writes it in earlier branches
    for branch in branches:
        writing = [(node, name) for node in sorted(branch & shared.keys()) for name in sorted(shared[node])]
        for node, name in writing:
            other = next((each for each in before[name] if each != node), None)
            if other is not None:
                yield other, node, name
        for node, name in writing:
            if node not in before[name]:
                before[name].append(node)


def _collision(one: str, other: str, name: str) -> Finding:
    return error(
        other,
        "parallel-writes",
        f"«{one}» و «{other}» در شاخه‌های موازی هر دو «{name}» را می‌نویسند؛ نام یکی را عوض کنید.",
        f"“{one}” and “{other}” both write “{name}” in parallel branches; rename one of them.",
    )
