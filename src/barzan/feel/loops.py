"""``for``, ``some``, ``every`` and filters (DMN 1.5, 10.3.2.14 and 10.3.2.6): what is done for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from barzan.feel import nodes
from barzan.feel.arithmetic import calculate
from barzan.feel.comparing import at_most
from barzan.feel.errors import Failing
from barzan.feel.running import Compiled, Scope
from barzan.feel.values import Range, Value

if TYPE_CHECKING:
    from barzan.feel.compiling import Compiler

_STEPS: dict[type, Value] = {Decimal: Decimal(1), date: timedelta(days=1)}


class _NoList(Exception):
    """What should be gone through is nothing."""


Source = tuple[str, Compiled, Compiled | None, int]


def _sources(compiler: Compiler, clauses: Sequence[nodes.Clause], names: set[str]) -> list[Source]:
    """The clauses compiled, each in sight of those before it; ``names`` is filled with theirs."""
    found = []
    for clause in clauses:
        source = compiler.inside(set(names), clause.source)
        high = compiler.inside(set(names), clause.high) if clause.high else None
        found.append((clause.name, source, high, clause.at))
        names.add(clause.name)
    return found


def _each(s: Scope, sources: Sequence[Source], cost: int, bound: dict[str, Value]) -> Iterator[Scope]:
    """A scope for every combination of members, the last clause turning fastest."""
    if not sources:
        s.run.charge(cost)
        yield Scope(s.run, dict(bound), s)
        return
    name, source, high, at = sources[0]
    outer = Scope(s.run, bound, s)
    s.run.at = at
    for member in _members(outer, source, high):
        s.run.charge(1)
        yield from _each(s, sources[1:], cost, {**bound, name: member})


def _members(s: Scope, source: Compiled, high: Compiled | None) -> Sequence[Value] | Iterator[Value]:
    first = source(s)
    if high is not None:
        return _counted(first, high(s))
    if type(first) is Range and first.low is not None and first.high is not None:
        if at_most(first.low, first.high) is not True:
            raise _NoList
        return _counted(first.low, first.high, first.low_included, first.high_included)
    if first is None:
        raise _NoList
    return first if type(first) is tuple else (first,)


def _counted(low: Value, high: Value, low_in: bool = True, high_in: bool = True) -> Iterator[Value]:
    """From ``low`` to ``high`` by one (a day for dates), downwards where the second is the smaller."""
    rising = at_most(low, high)
    step = _STEPS.get(type(low))
    if rising is None or step is None:
        raise _NoList
    return _walk(low, high, step if rising else -step, low_in, high_in)


def _walk(low: Value, high: Value, step: Value, low_in: bool, high_in: bool) -> Iterator[Value]:
    current = low if low_in else calculate("+", low, step)
    rising = low <= high
    while (current <= high if rising else current >= high) and (high_in or current != high):
        yield current
        if current == high:
            return
        current = calculate("+", current, step)


def for_(compiler: Compiler, node: nodes.For) -> Compiled:
    """``for … return``; ``partial`` is the list so far."""
    names: set[str] = set()
    sources = _sources(compiler, node.clauses, names)
    body = compiler.inside({*names, "partial"}, node.body)
    partial = nodes.mentions(node.body, "partial")
    cost, at = node.body.weight, node.at

    def gathered(s: Scope) -> Value:
        results: list[Value] = []
        try:
            for scope in _each(s, sources, cost, {}):
                if partial:
                    scope.names["partial"] = s.run.paid(tuple(results))
                results.append(body(scope))
        except _NoList:
            return _nothing(s, at)
        except Failing as failing:
            return s.run.note(at, failing.fa, failing.en)
        return s.run.paid(tuple(results))

    return gathered


def quantified(compiler: Compiler, node: nodes.Quantified) -> Compiled:
    """``some`` and ``every``, with null where it hangs on what is not known."""
    names: set[str] = set()
    sources = _sources(compiler, node.clauses, names)
    body = compiler.inside(names, node.body)
    decides, cost, at = not node.every, node.body.weight, node.at

    def judged(s: Scope) -> Value:
        known = True
        try:
            for scope in _each(s, sources, cost, {}):
                value = body(scope)
                if value is decides:
                    return decides
                known = known and type(value) is bool
        except _NoList:
            return _nothing(s, at)
        except Failing as failing:
            return s.run.note(at, failing.fa, failing.en)
        return not decides if known else None

    return judged


def _nothing(s: Scope, at: int) -> None:
    s.run.note(
        at,
        "آنچه حلقه باید بپیماید فهرست یا بازه‌ای شمردنی نیست؛ فهرستی بدهید.",
        "What the loop should go through is no list and no countable range; give a list.",
    )


def filter_(compiler: Compiler, node: nodes.Filter) -> Compiled:
    """``list[condition]`` and ``list[number]``, counted from one or, with a minus, from the end."""
    base = compiler.compile(node.base)
    compiler.scopes.append({"item"})
    condition = compiler.inside(None, node.condition)
    compiler.scopes.pop()
    cost, at = node.condition.weight, node.at

    def filtered(s: Scope) -> Value:
        value = base(s)
        members = value if type(value) is tuple else () if value is None else (value,)
        s.run.at = at
        s.run.charge(cost)
        first = condition(_under(s, members[0] if members else None))
        if type(first) is Decimal:
            return _at_place(s, members, first, at)
        if value is None:
            return None
        found = [members[0]] if first is True and members else []
        for member in members[1:]:
            s.run.charge(cost)
            if condition(_under(s, member)) is True:
                found.append(member)
        return tuple(found)

    return filtered


def _under(s: Scope, member: Value) -> Scope:
    outer = Scope(s.run, {"item": member}, s)
    return Scope(s.run, member, outer) if type(member) is dict else outer


def _at_place(s: Scope, members: Sequence[Value], place: Decimal, at: int) -> Value:
    if place == place.to_integral_value() and 1 <= abs(place) <= len(members):
        whole = int(place)
        return members[whole - 1 if whole > 0 else whole]
    s.run.note(
        at,
        f"فهرست {len(members)} عضو دارد و جایگاه {place} در آن نیست.",
        f"The list has {len(members)} members and no place {place}.",
    )
    return None
