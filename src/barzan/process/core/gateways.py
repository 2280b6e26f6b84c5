"""Gateways and the sequence flows that leave a node (BPMN 2.0.2, 10.6 and 13.4). Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from barzan.bpmn.model import Flow
from barzan.process.core.expressions import Bound, truth
from barzan.process.core.places import Place
from barzan.process.core.running import Run
from barzan.process.core.values import EngineError, Log, Note

Leave = Callable[[Run, int], None]  # run, scope


@dataclass(frozen=True, slots=True)
class Way:
    """A sequence flow as seen from its source: where it leads, as which of the incoming flows there."""

    flow: Flow
    target: Place
    slot: int
    condition: Bound | None = None


def all_ways(place: Place, ways: Sequence[Way]) -> Leave:
    """Every flow is taken (13.2). A checked process has one: no node but an end event is where it ends."""
    left = place.left
    if len(ways) == 1:
        target, slot = ways[0].target, ways[0].slot

        def go(run: Run, scope: int) -> None:
            run.effects.append(left)
            run.queue.append((target, scope, slot))

        return go
    following = tuple((way.target, way.slot) for way in ways)

    def fork(run: Run, scope: int) -> None:
        run.effects.append(left)
        run.queue.extend((target, scope, slot) for target, slot in following)

    return fork


def to(place: Place, slot: int) -> Leave:
    """From one part of a wide join on to the whole."""

    def go(run: Run, scope: int) -> None:
        run.queue.append((place, scope, slot))

    return go


def exclusive(place: Place, ways: Sequence[Way], default: str) -> None:
    """The first flow in file order whose condition holds, else the default one (13.4.2)."""
    asked, other = _split(place, ways, default)
    entered = place.entered

    def enter(run: Run, scope: int, count: int) -> None:
        run.effects.append(entered)
        taken = next((each for each in asked if _holds(each[1], run, place, scope)), other)
        if taken is None:
            raise _no_way(place.node.id)
        log, way = taken
        run.effects.append(log)
        run.queue.append((way.target, scope, way.slot))

    if len(ways) > 1 or any(way.condition for way in ways):
        place.enter = enter
    else:
        passing(place, all_ways(place, ways))


def passing(place: Place, leave: Leave) -> None:
    """Nothing is done here."""
    entered = place.entered

    def enter(run: Run, scope: int, count: int) -> None:
        run.effects.append(entered)
        leave(run, scope)

    place.enter = enter


def parallel_join(place: Place, flows: int, leave: Leave, *, quiet: bool = False) -> None:
    """Waits until every incoming flow brought its token (13.4.1); ``count`` has a bit for each that did.

    A second token on one flow is refused: BPMN would keep it for the next round, and a sound process never
    has one.
    """
    whole = (1 << flows) - 1
    entered = place.entered
    place.gathers = True

    def enter(run: Run, scope: int, slot: int) -> None:
        position, bit = run.waiting(place, scope), 1 << slot
        if position < 0:
            if not quiet:
                run.effects.append(entered)
            run.add(place, scope, bit)
            run.consumed(scope)
            return
        arrived = run.count(position)
        if arrived & bit:
            raise excess(place.node.id)
        arrived |= bit
        if arrived != whole:
            run.set_count(position, arrived)
            run.consumed(scope)
            return
        run.remove(position)
        leave(run, scope)

    place.enter = enter


def inclusive_split(place: Place, ways: Sequence[Way], default: str, join: Place) -> Leave:
    """Every flow whose condition holds, else the default one (13.4.3). ``join`` is told how many come."""
    asked, other = _split(place, ways, default)

    def leave(run: Run, scope: int) -> None:
        taken = [(log, way) for log, way in asked if _holds(way, run, place, scope)]
        if not taken:
            if other is None:
                raise _no_way(place.node.id)
            taken = [other]
        if run.waiting(join, scope) >= 0:
            raise excess(join.node.id)
        run.add(join, scope, len(taken))
        for log, way in taken:
            run.effects.append(log)
            run.queue.append((way.target, scope, way.slot))

    return leave


def inclusive_join(place: Place, leave: Leave) -> None:
    """Waits for as many tokens as its split sent. Block-structured, so that nothing else can come."""
    place.gathers = True

    def enter(run: Run, scope: int, count: int) -> None:
        position = run.waiting(place, scope)
        if position < 0:
            raise excess(place.node.id)
        awaited = run.count(position) - 1
        if awaited:
            run.set_count(position, awaited)
            run.consumed(scope)
            return
        run.remove(position)
        run.effects.append(place.entered)
        leave(run, scope)

    place.enter = enter


def event_based(place: Place, targets: Sequence[Place]) -> None:
    """The events behind it wait; the first that happens takes the token (13.4.4)."""
    entered = place.entered
    place.holds = True

    def enter(run: Run, scope: int, count: int) -> None:
        token = run.add(place, scope)
        run.effects.append(entered)
        for target in targets:
            target.arm(run, token, scope, 0)

    place.enter = enter


def _split(
    place: Place, ways: Sequence[Way], default: str
) -> tuple[tuple[tuple[Log, Way], ...], tuple[Log, Way] | None]:
    logged = [(Log(Note.LEFT, place.node.id, way.flow.id), way) for way in ways]
    other = next((pair for pair in logged if pair[1].flow.id == default), None)
    return tuple(pair for pair in logged if pair is not other), other


def _holds(way: Way, run: Run, place: Place, scope: int) -> bool:
    condition = way.condition
    return condition is None or truth(condition(run, place, scope, 0), way.flow.id)


def excess(element: str) -> EngineError:
    return EngineError(
        "excess-token",
        f"به «{element}» نشانه‌ای رسید که جایی برای آن نیست: شاخه‌ای دو بار آمده است. "
        "دروازه‌های پیش از آن را جفت کنید.",
        f"A token came to “{element}” that has no place there: a branch came twice. "
        "Pair the gateways before it.",
        element,
    )


def _no_way(element: str) -> EngineError:
    return EngineError(
        "no-flow-taken",
        f"شرط هیچ‌یک از راه‌های پس از «{element}» برقرار نیست و راه پیش‌فرضی ندارد. یک راه پیش‌فرض تعیین کنید.",
        f"No condition of the flows after “{element}” holds and it has no default. "
        "Mark one flow as the default.",
        element,
    )
