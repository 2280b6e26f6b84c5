"""The plan of a form: every expression compiled, and the order in which they are reckoned."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from barzan.xforms import codes
from barzan.xforms.calls import CHANGING
from barzan.xforms.codes import Code
from barzan.xforms.compiling import Compiler, Problem, Read
from barzan.xforms.model import Action, Form, Node
from barzan.xforms.ordering import components
from barzan.xforms.scopes import Layout, Scope, Slot
from barzan.xforms.values import NAN, Value, as_number, as_text, date_text


@dataclass(eq=False, slots=True)
class Rule:
    """What is reckoned by itself: ``relevant`` of a node, ``calculate`` of one, ``count`` of a repeat.

    ``changing``: it gives something else another time. ``order`` is its place among the steps of the plan.
    ``gives`` is the text of a calculation, the truth of a relevance, the number of a count.
    """

    kind: str
    slot: Slot
    code: Code
    reads: frozenset[Read]
    changing: bool = False
    order: int = 0
    gives: Callable[[Any], Any] = field(init=False)

    def __post_init__(self) -> None:
        makes = {"relevant": codes.truth, "count": codes.num}
        self.gives = makes[self.kind](self.code) if self.kind in makes else _stored(self)

    @property
    def scope(self) -> Scope:
        return self.slot.scope


@dataclass(eq=False, slots=True)
class Set:
    """An action, compiled: ``target`` gets what ``code`` gives there."""

    action: Action
    target: Slot
    source: Slot | None
    code: Code | None


@dataclass(slots=True)
class Plan:
    """``steps``: the rules in order, those of a circle together.

    ``edges``: the rules that read a slot, with the depth of the row they have in common with it.
    """

    form: Form
    layout: Layout
    rules: list[Rule] = field(default_factory=list)
    edges: dict[Slot, list[tuple[Rule, int]]] = field(default_factory=dict)
    calculations: dict[Slot, Rule] = field(default_factory=dict)
    switches: dict[tuple[Scope, int], Rule] = field(default_factory=dict)
    counts: dict[Scope, Rule] = field(default_factory=dict)
    by_scope: dict[Scope, list[Rule]] = field(default_factory=dict)
    sets: list[Set] = field(default_factory=list)
    triggers: dict[Slot, list[Set]] = field(default_factory=dict)
    problems: list[tuple[Node, str, Problem]] = field(default_factory=list)
    steps: list[list[Rule]] = field(default_factory=list)
    circles: set[int] = field(default_factory=set)
    codes: dict[tuple[Slot, str], Code] = field(default_factory=dict)
    options: dict[Slot, Any] = field(default_factory=dict)
    checks: Any = None

    def code(self, slot: Slot, source: str, attribute: str) -> Code:
        """The code of an expression that nothing else reads, at ``slot``; compiled when first asked for."""
        found = self.codes.get((slot, source))
        if found is None:
            compiler = Compiler(self.layout, slot)
            found = self.codes[slot, source] = compiler.whole(source)
            self.problems += [(slot.node, attribute, problem) for problem in compiler.problems]
        return found

    def needs(self, rule: Rule) -> list[Rule]:
        """The rules that must come before ``rule``."""
        found: dict[Rule, None] = {}
        for read in sorted(rule.reads, key=lambda one: (one.slot.scope.number, one.slot.index)):
            found.update(dict.fromkeys(self.makers(read.slot)))
        found.update(dict.fromkeys(_around(self, rule)))
        return list(found)

    def makers(self, slot: Slot) -> Iterator[Rule]:
        """The rules that say what is seen at ``slot``: its calculation, relevance, the count of its rows."""
        calculation = self.calculations.get(slot)
        if calculation is not None:
            yield calculation
        if slot.index == 0 and slot.scope in self.counts:
            yield self.counts[slot.scope]
        if slot.index == 0 and slot.scope.up is not None:
            slot = slot.scope.up.slots[slot.scope.slots[0].outer]
        governor = governing(self, slot)
        if governor is not None:
            yield governor


def plan_of(form: Form) -> Plan:
    """The plan of ``form``, made once and kept with it."""
    if form.plan is None:
        form.plan = _planned(form)
    found: Plan = form.plan
    return found


def _planned(form: Form) -> Plan:
    plan = Plan(form, Layout(form))
    for node, slot in plan.layout.slots.items():
        _rules(plan, node, slot)
    for action in form.actions:
        _action(plan, action)
    _ordered(plan)
    return plan


def _rules(plan: Plan, node: Node, slot: Slot) -> None:
    if node.relevant is not None and slot.own is not None:
        plan.switches[slot.scope, slot.own] = _rule(plan, "relevant", slot, node.relevant)
    if node.calculate is not None and node.leaf:
        plan.calculations[slot] = _rule(plan, "calculate", slot, node.calculate)
    if node.count is not None and slot.inner is not None:
        plan.counts[slot.inner] = _rule(plan, "count", slot, node.count)


def _rule(plan: Plan, kind: str, slot: Slot, source: str) -> Rule:
    compiler = Compiler(plan.layout, slot)
    code = compiler.whole(source)
    plan.problems += [(slot.node, kind, problem) for problem in compiler.problems]
    rule = Rule(kind, slot, code, frozenset(compiler.reads), bool(compiler.calls & CHANGING))
    plan.rules.append(rule)
    for read in rule.reads:
        plan.edges.setdefault(read.slot, []).append((rule, read.depth))
    return rule


def _action(plan: Plan, action: Action) -> None:
    target = plan.form.nodes.get(action.target)
    if target is None or not target.leaf:
        fa, en = (
            "setvalue به پرسشی اشاره می‌کند که نیست.",
            "setvalue refers to a question that does not exist.",
        )
        plan.problems.append((plan.form.root, "action", Problem("path", fa, en)))
        return
    slot = plan.layout.slots[target]
    source = plan.form.nodes.get(action.source or "")
    code = plan.code(slot, action.value, "default") if action.value is not None else None
    found = Set(action, slot, plan.layout.slots[source] if source is not None else None, code)
    plan.sets.append(found)
    if "xforms-value-changed" in action.events and found.source is not None:
        plan.triggers.setdefault(found.source, []).append(found)


def _stored(rule: Rule) -> Callable[[Any], str]:
    """What a calculation stores: the text of its result as the type of the node wants it; NaN is nothing."""
    value = codes.plain(rule.code)
    kind = rule.slot.node.bind_type
    if kind in ("int", "integer"):
        return lambda row: _whole(as_text(value(row)))
    if kind == "date":
        return lambda row: _day(value(row))
    if rule.code.kind in ("text", "one", "many"):
        return codes.text(rule.code)
    return lambda row: "" if (text := as_text(value(row))) == "NaN" else text


def _whole(text: str) -> str:
    number = as_number(text) if text else NAN
    if math.isfinite(number):
        return as_text(float(math.trunc(number)))
    return "" if text == "NaN" else text


def _day(value: Value) -> str:
    if isinstance(value, float):
        return date_text(value) if math.isfinite(value) else ""
    return as_text(value)[:10]


def _ordered(plan: Plan) -> None:
    """Puts the rules into an order in which each comes after what it reads; notes the circles."""
    needs = {rule: plan.needs(rule) for rule in plan.rules}
    document = {rule: at for at, rule in enumerate(plan.rules)}
    for component in components(plan.rules, needs.__getitem__):
        component.sort(key=document.__getitem__)
        if len(component) > 1 or component[0] in needs[component[0]]:
            plan.circles.add(len(plan.steps))
        for rule in component:
            rule.order = len(plan.steps)
            plan.by_scope.setdefault(rule.scope, []).append(rule)
        plan.steps.append(component)


def governing(plan: Plan, slot: Slot) -> Rule | None:
    """The rule whose relevance decides over ``slot``: its own, or the nearest above."""
    scope: Scope | None = slot.scope
    while scope is not None:
        found = plan.switches.get((scope, slot.switch))
        if found is not None or scope.up is None:
            return found
        slot = scope.up.slots[scope.slots[0].outer]
        scope = scope.up
    return None


def _around(plan: Plan, rule: Rule) -> Iterator[Rule]:
    """What a rule waits for besides what it reads: relevance around it, the rows it is reckoned in."""
    slot, scope = rule.slot, rule.scope
    if rule.kind == "relevant":
        above = scope.switch_up[slot.switch]
        parent = plan.switches.get((scope, above))
        if parent is None and scope.up is not None:
            parent = governing(plan, scope.up.slots[scope.slots[0].outer])
    else:
        parent = governing(plan, slot)
    if parent is not None:
        yield parent
    one: Scope | None = scope
    while one is not None:
        if one in plan.counts:
            yield plan.counts[one]
        one = one.up
