"""Where a path leads: reckoned once from the form, so that at run time it is a few looks into lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from barzan.xforms.codes import Code, Where
from barzan.xforms.expressions import Step
from barzan.xforms.model import Node
from barzan.xforms.rows import Row
from barzan.xforms.scopes import Layout, Scope, Slot

Spots = list[tuple[Row, int]]


@dataclass(frozen=True, slots=True)
class Route:
    """From a row: ``ups`` rows up, then into all rows of each repeat in ``hops``, to ``node``.

    ``virtual``: it stands on a repeat as a whole, seen from the row above (for its own relevance and count).
    """

    node: Node
    ups: int = 0
    hops: tuple[Scope, ...] = ()
    virtual: bool = False


def begin(slot: Slot) -> Route:
    """The route that stays at ``slot``; a repeat seen from above is taken as a whole."""
    return Route(slot.node, virtual=slot.inner is not None)


def moved(layout: Layout, route: Route, step: Step) -> list[Route]:
    """The routes that ``step`` opens from ``route``; none where there is no such node."""
    if step.axis == "self":
        return [route] if step.name in ("*", route.node.name) else []
    if step.axis == "parent":
        return _up(route) if step.name in ("*", getattr(route.node.parent, "name", None)) else []
    if step.axis == "descendant":
        below = [node for node in route.node.walk() if node is not route.node]
        return [_down_to(layout, route, node) for node in below if _named(node, step.name)]
    return [_down(layout, route, node) for node in route.node.children if _named(node, step.name)]


def _named(node: Node, name: str) -> bool:
    return node.name == name or (name == "*" and not node.name.startswith("@"))


def leaves_row(route: Route) -> bool:
    """Whether a step up from here leaves a row that a step down led into: several may lead to one."""
    return bool(route.hops) and route.node.kind == "repeat" and not route.virtual


def _up(route: Route) -> list[Route]:
    node = route.node
    if node.parent is None:
        return []
    if node.kind != "repeat" or route.virtual:
        return [Route(node.parent, route.ups, route.hops)]
    return [Route(node.parent, route.ups + 1)]


def _down(layout: Layout, route: Route, node: Node) -> Route:
    hops = route.hops
    if route.virtual:
        hops = (*hops, layout.scope_of(route.node))
    if node.kind == "repeat":
        hops = (*hops, layout.scope_of(node))
    return Route(node, route.ups, hops)


def _down_to(layout: Layout, route: Route, node: Node) -> Route:
    line = [node]
    while line[-1].parent is not route.node:
        parent = line[-1].parent
        assert parent is not None  # noqa: S101  (node is below route.node)
        line.append(parent)
    for one in reversed(line):
        route = _down(layout, route, one)
    return route


def ascended(ups: int) -> Callable[[Row], Row]:
    if ups == 0:
        return lambda row: row
    if ups == 1:
        return lambda row: row.up  # type: ignore[return-value]
    if ups == 2:
        return lambda row: row.up.up  # type: ignore[union-attr,return-value]

    def climb(row: Row) -> Row:
        for _ in range(ups):
            row = row.up  # type: ignore[assignment]
        return row

    return climb


def as_spots(code: Code) -> Callable[[Any], list[Any]]:
    """The nodes of a code that is one or many."""
    if code.kind == "many":
        return code.run
    if code.spots is not None:
        return code.spots
    if code.at is None:
        return lambda x: []
    ups, index = code.at
    climb = ascended(ups)
    return lambda x: [(climb(x.row), index)]


def here(code: Code, where: Where) -> Code:
    """``code``, made for rows, where it stands inside a predicate."""
    return code if where.inside is None else through(code, lambda spot: spot.row)


def through(code: Code, of: Callable[[Any], Row]) -> Code:
    run, texts, spots = code.run, code.texts, as_spots(code)
    return Code(
        code.kind,
        lambda x: run(of(x)),
        None if texts is None else lambda x: texts(of(x)),
        code.of,
        value=code.value,
        spots=lambda x: spots(of(x)),
    )


def rows_along(route: Route) -> Callable[[Row], list[Row]]:
    """The relevant rows that the route leads to."""
    climb = ascended(route.ups)
    indices = [scope.sub for scope in route.hops]
    if len(indices) == 1:
        only = indices[0]

        def of_one(row: Row) -> list[Row]:
            found = climb(row).subs[only]
            row.run.charge(len(found))
            return [one for one in found if one.on[0]]

        return of_one

    def of_many(row: Row) -> list[Row]:
        rows = [climb(row)]
        for index in indices:
            rows = [one for above in rows for one in above.subs[index] if one.on[0]]
            row.run.charge(len(rows))
        return rows

    return of_many


def code(layout: Layout, route: Route) -> Code:
    """What reads the nodes at the end of the route, from a row."""
    target = layout.slots[route.node]
    if route.hops or route.virtual:
        return _many(layout, route)
    if route.node.kind == "repeat":
        target = layout.scope_of(route.node).slots[0]
    if not route.node.leaf:
        return _group(route, target)
    index = target.index
    at = (route.ups, index)
    if route.ups == 0:
        return Code("one", lambda row: row.seen[index], of=target, at=at)
    if route.ups == 1:
        return Code("one", lambda row: row.up.seen[index], of=target, at=at)
    climb = ascended(route.ups)
    return Code("one", lambda row: climb(row).seen[index], of=target, at=at)


def _group(route: Route, target: Slot) -> Code:
    climb, index = ascended(route.ups), target.index

    def spots(row: Row) -> Spots:
        return [(climb(row), index)]

    return Code("many", spots, lambda row: [string_value(climb(row), target)], target)


def _many(layout: Layout, route: Route) -> Code:
    if route.virtual:
        route = Route(route.node, route.ups, (*route.hops, layout.scope_of(route.node)))
    rows = rows_along(route)
    if route.node.kind == "repeat":
        first = layout.scope_of(route.node).slots[0]
        return Code(
            "many",
            lambda row: [(one, 0) for one in rows(row)],
            lambda row: [string_value(one, first) for one in rows(row)],
            first,
        )
    target = layout.slots[route.node]
    index, switch = target.index, target.switch

    def spots(row: Row) -> Spots:
        return [(one, index) for one in rows(row) if one.on[switch]]

    if route.node.leaf:
        return Code(
            "many", spots, lambda row: [one.seen[index] for one in rows(row) if one.on[switch]], target
        )
    return Code("many", spots, lambda row: [string_value(one, target) for one, _ in spots(row)], target)


def string_value(row: Row, slot: Slot) -> str:
    """All the text below a group, in the order of the document."""
    found: list[str] = []
    for node in slot.node.children:
        _gather(row, node, found)
    return row.run.paid("".join(found))


def _gather(row: Row, node: Node, found: list[str]) -> None:
    slot = row.scope.by_node[node]
    if slot.inner is not None:
        for inner in row.subs[slot.inner.sub]:
            found.append(string_value(inner, slot.inner.slots[0]))
    elif node.leaf:
        found.append(row.seen[slot.index])
    else:
        for kid in node.children:
            _gather(row, kid, found)


def spots_text(of: Any, node: Any) -> str:
    """The text of one node of a node-set."""
    if isinstance(of, Slot):
        row, index = node
        return row.seen[index] if of.node.leaf else string_value(row, of)
    return node if isinstance(node, str) else "".join(node.values())
