"""Running instances go over to another version of their process. Pure.

The mapping rests on the ids of elements: a token stays where it is, with its id, so that tasks, timers and
subscriptions stay what they are, as long as its element is still of the same kind, in the same subprocess,
repeated in the same way, waiting for the same. What cannot be mapped is listed, not guessed; whoever moves
instances may name the new id of an element.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from barzan.bpmn.model import Kind, MultiInstance, Node, Trigger
from barzan.process.core.compiling import BITS
from barzan.process.core.definition import Definition
from barzan.process.core.matching import joins_of
from barzan.process.core.places import Place
from barzan.process.core.soundness import net_of, played
from barzan.process.core.values import State, Token

Standing = tuple[tuple[str, ...], tuple[str, ...]]  # nodes with a token, flows that arrived at a join


class Obstacle(StrEnum):
    """Why a token cannot be moved."""

    GONE = "gone"  # the new version has no such element
    KIND = "kind"  # it is something else there
    SCOPE = "scope"  # it stands in another subprocess, at another activity or behind another gateway
    LOOP = "loop"  # it is repeated in another way
    WAITS = "waits"  # it waits for something else: another message, a timer instead of a message
    FLOWS = "flows"  # a join with other flows: one that arrived, or the block of an inclusive one, changed
    STUCK = "stuck"  # from where its tokens stand, the new version could not come to its end


@dataclass(frozen=True, slots=True)
class Unmapped:
    """``token`` at ``element`` has no place in the new version; 0 where no instance is spoken of."""

    element: str
    obstacle: Obstacle
    token: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How the places of ``old`` become those of ``new``.

    ``unmapped`` are elements of ``old`` at which a token could stand and would have no place; instances
    without a token there move all the same. ``added`` are the elements that only ``new`` has.
    """

    old: Definition
    new: Definition
    names: Mapping[str, str]
    places: Mapping[int, int]
    obstacles: Mapping[int, Obstacle]
    added: tuple[str, ...]
    judged: dict[Standing, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def unmapped(self) -> tuple[Unmapped, ...]:
        found = {self.old.key(index)[0]: obstacle for index, obstacle in self.obstacles.items()}
        return tuple(Unmapped(element, obstacle) for element, obstacle in found.items())


@dataclass(frozen=True, slots=True)
class Moved:
    """``state`` in the new version; None where a token has no place there."""

    state: State | None
    unmapped: tuple[Unmapped, ...] = ()


def mapping(old: Definition, new: Definition, chosen: Mapping[str, str] | None = None) -> Plan:
    """The plan from one version to another; ``chosen`` names the new id of elements of the old version."""
    names = {element: (chosen or {}).get(element, element) for element in old.graph.nodes}
    names[old.process.id] = new.process.id
    places: dict[int, int] = {}
    obstacles: dict[int, Obstacle] = {}
    for place in old.places:
        element, part = old.key(place.index)
        target = new.keys.get((names[element], part))
        obstacle = _obstacle(old, new, old.graph.nodes[element], names)
        if obstacle is None and target is None:
            obstacle = Obstacle.FLOWS if part.startswith("join") else Obstacle.LOOP
        if obstacle is None and target is not None:
            places[place.index] = target
        elif obstacle is not None:
            obstacles[place.index] = obstacle
    added = tuple(element for element in new.graph.nodes if element not in set(names.values()))
    return Plan(old, new, names, places, obstacles, added)


def move(plan: Plan, state: State) -> Moved:
    """``state`` in the new version, or the tokens that cannot go. The variables stay as they are."""
    if state.version != plan.old.hash:
        raise ValueError("the state belongs to another version than the plan")
    moved: list[Token] = []
    unmapped: list[Unmapped] = []
    for token in state.tokens:
        element = plan.old.places[token.node].node.id
        obstacle = plan.obstacles.get(token.node)
        there = None if obstacle else _moved(plan, token)
        if there is None:
            unmapped.append(Unmapped(element, obstacle or Obstacle.FLOWS, token.id))
        else:
            moved.append(there)
    if unmapped:
        return Moved(None, tuple(unmapped))
    stuck = sorted(_stuck(plan, moved))
    if stuck:
        return Moved(None, tuple(Unmapped(element, Obstacle.STUCK) for element in stuck))
    return Moved(state._replace(version=plan.new.hash).with_tokens(moved))


def _stuck(plan: Plan, tokens: Sequence[Token]) -> frozenset[str]:
    """Joins of the new version that would wait for ever, or get a token too many.

    A branch that the new version adds to a parallel block that is under way would never have run, say.
    """
    places = plan.new.places
    inside: dict[int, list[Token]] = {}
    for token in tokens:
        inside.setdefault(token.scope, []).append(token)
    found: frozenset[str] = frozenset()
    for scope in (token.id for token in tokens if places[token.node].node.kind is Kind.SUBPROCESS):
        found |= _judged(plan, inside.get(scope, []))
    return found | _judged(plan, inside.get(0, []))


def _judged(plan: Plan, tokens: Sequence[Token]) -> frozenset[str]:
    """What the token game shows from these tokens of one scope on; remembered, for many stand alike."""
    standing = _standing(plan.new, tokens)
    if standing not in plan.judged:
        graph = plan.new.graph
        shown = played(net_of(graph, standing[0], "", joins_of(graph), standing[1]))
        plan.judged[standing] = shown.stuck | shown.never | shown.excess
    return plan.judged[standing]


def _standing(definition: Definition, tokens: Sequence[Token]) -> Standing:
    """Nodes with tokens, and flows whose tokens wait for a parallel join. Of an inclusive block that is
    under way only its join counts: the block is the same as before.
    """
    nodes: list[str] = []
    flows: list[str] = []
    covered: set[str] = set()
    for token in tokens:
        place = definition.places[token.node]
        if place.gathers and place.node.kind is Kind.INCLUSIVE:
            covered |= definition.block(place.node.id) - {place.node.id}
    for token in tokens:
        place = definition.places[token.node]
        node = place.node
        if node.id in covered or node.kind is Kind.BOUNDARY or place.part == "body":
            continue
        if place.gathers and node.kind is Kind.PARALLEL:
            flows += _arrived(definition, place, token.count)
        else:
            nodes.append(node.id)
    return tuple(sorted(nodes)), tuple(sorted(flows))


def _arrived(definition: Definition, place: Place, count: int) -> list[str]:
    """The flows of a waiting parallel join whose tokens came; of a wide one, each bit is a part of them."""
    flows = [flow.id for flow in definition.graph.incoming[place.node.id]]
    if place.part:
        first = BITS * int(place.part.removeprefix("join "))
        flows = flows[first : first + BITS]
    elif len(flows) > BITS:
        return [flow for number, flow in enumerate(flows) if count >> number // BITS & 1]
    return [flow for bit, flow in enumerate(flows) if count >> bit & 1]


def _moved(plan: Plan, token: Token) -> Token | None:
    """The token in the new version; the flows that arrived at a parallel join get their new bits."""
    place = plan.old.places[token.node]
    node, count = place.node, token.count
    if place.gathers and node.kind is Kind.PARALLEL:
        before, after = _sources(plan, plan.old, node.id), _sources(plan, plan.new, plan.names[node.id])
        if place.part or len(before) > BITS or len(after) > BITS:
            return token._replace(node=plan.places[token.node]) if before == after else None
        arrived = [source for bit, source in enumerate(before) if count >> bit & 1]
        if any(source not in after for source in arrived):
            return None
        count = sum(1 << after.index(source) for source in arrived)
        if count == (1 << len(after)) - 1:  # nothing would come any more to complete it
            return None
    return token._replace(node=plan.places[token.node], count=count)


def _sources(plan: Plan, definition: Definition, node: str) -> list[tuple[str, int]]:
    """Where the incoming flows of a join come from, by new ids; numbered where several come from one."""
    found: list[tuple[str, int]] = []
    for flow in definition.graph.incoming[node]:
        source = plan.names.get(flow.source, flow.source) if definition is plan.old else flow.source
        found.append((source, sum(1 for known, _ in found if known == source)))
    return found


def _obstacle(old: Definition, new: Definition, node: Node, names: Mapping[str, str]) -> Obstacle | None:
    other = new.graph.nodes.get(names[node.id])
    if other is None:
        return Obstacle.GONE
    if other.kind is not node.kind:
        return Obstacle.KIND
    if other.parent != names[node.parent] or other.attached_to != names.get(node.attached_to, ""):
        return Obstacle.SCOPE
    if _repeats(node) != _repeats(other):
        return Obstacle.LOOP
    if _awaits(node) != _awaits(other):
        return Obstacle.WAITS
    if _race(old, node, names) != _race(new, other, {}):
        return Obstacle.SCOPE
    if node.kind is Kind.INCLUSIVE and _block(old, node.id, names) != _block(new, other.id, {}):
        return Obstacle.FLOWS
    return None


def _repeats(node: Node) -> tuple[str, bool]:
    loop = node.loop
    return type(loop).__name__, isinstance(loop, MultiInstance) and loop.sequential


def _awaits(node: Node) -> tuple[Trigger, bool, str, str, str]:
    """What an event waits for, as the stored timer or subscription has it; a call, whom it called."""
    message = node.message if node.kind in (Kind.CATCH, Kind.BOUNDARY, Kind.RECEIVE) else None
    named = (message.name, message.correlation) if message else ("", "")
    return node.trigger, node.interrupting, *named, node.called


def _race(definition: Definition, node: Node, names: Mapping[str, str]) -> tuple[str, ...]:
    """The event-based gateways before an event."""
    graph = definition.graph
    sources = (graph.nodes[flow.source] for flow in graph.incoming[node.id])
    return tuple(names.get(each.id, each.id) for each in sources if each.kind is Kind.EVENT_BASED)


def _block(definition: Definition, join: str, names: Mapping[str, str]) -> frozenset[str]:
    """All elements of the inclusive block that ends at ``join``."""
    return frozenset(names.get(node, node) for node in definition.block(join))
