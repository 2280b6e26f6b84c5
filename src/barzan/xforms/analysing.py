"""What is wrong with the logic of a form before anybody fills it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from barzan.xforms.judging import Checks
from barzan.xforms.model import Form, Node
from barzan.xforms.ordering import components
from barzan.xforms.planning import Plan, Rule, plan_of
from barzan.xforms.texts import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """``attribute`` (relevant, calculate, label …) of the node at ``path``.

    ``code``: syntax, function, arguments, pattern, path, list, cycle (a calculation depends on itself) or
    rows (it reads itself in other rows: right as long as those come earlier). Both sentences say what is
    wrong and the cure.
    """

    path: str
    attribute: str
    code: str
    fa: str
    en: str

    @property
    def reason(self) -> str:
        return self.en


def analyse(form: Form) -> list[Finding]:
    """Unknown functions, unknown paths, unreadable expressions, calculations that depend on themselves."""
    plan = plan_of(form)
    if plan.checks is None:
        plan.checks = Checks.of(plan)
    for node, slot in plan.layout.slots.items():
        for source, attribute in _others(node):
            plan.code(slot, source, attribute)
    problems = dict.fromkeys(
        Finding(node.path, attribute, one.code, one.fa, one.en) for node, attribute, one in plan.problems
    )
    return [*problems, *_circles(plan)]


def _others(node: Node) -> Iterator[tuple[str, str]]:
    """Expressions that are compiled only when somebody asks."""
    if node.readonly is not None:
        yield node.readonly, "readonly"
    texts: Iterable[tuple[Text, str]] = (
        (node.label, "label"),
        (node.hint, "hint"),
        (node.guidance, "guidance"),
        (node.constraint_message, "constraint_message"),
        (node.required_message, "required_message"),
    )
    for text, attribute in texts:
        for source in text.outputs:
            yield source, attribute


def _circles(plan: Plan) -> Iterator[Finding]:
    for order in sorted(plan.circles):
        step = plan.steps[order]
        same = {rule: [need for need in _same_row(plan, rule) if need in step] for rule in step}
        for circle in sorted(components(step, same.__getitem__), key=lambda one: min(map(step.index, one))):
            circle.sort(key=step.index)
            if len(circle) > 1 or circle[0] in same[circle[0]]:
                yield from (_circle(rule, circle) for rule in circle)
            else:
                yield _rows(circle[0])


def _same_row(plan: Plan, rule: Rule) -> list[Rule]:
    """What ``rule`` needs of its own row: nothing that it finds by going through rows."""
    through = {
        need for read in rule.reads if read.depth < read.slot.scope.depth for need in plan.makers(read.slot)
    }
    return [need for need in plan.needs(rule) if need not in through]


def _circle(rule: Rule, circle: list[Rule]) -> Finding:
    names = [one.slot.node.name for one in circle][:8]
    return Finding(
        rule.slot.node.path,
        rule.kind,
        "cycle",
        f"این عبارت به خودش وابسته است ({'، '.join(names)})؛ یکی از این‌ها را از دیگری جدا کنید.",
        f"This expression depends on itself ({', '.join(names)}); take one of these out of another.",
    )


def _rows(rule: Rule) -> Finding:
    return Finding(
        rule.slot.node.path,
        rule.kind,
        "rows",
        "این عبارت خودش را در ردیف‌های دیگر می‌خواند؛ تنها ردیف‌های پیشین را بخوانید.",
        "This expression reads itself in other rows; let it read earlier rows only.",
    )
