"""What one element may be and have in a process that runs. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from barzan.bpmn.findings import Finding, Severity
from barzan.bpmn.model import ACTIVITIES, HUMAN, Kind, MultiInstance, Node, StandardLoop, Trigger
from barzan.process.core.graph import Graph, named, reached

_TRIGGERS = {
    Kind.START: {Trigger.NONE, Trigger.MESSAGE, Trigger.TIMER},
    Kind.END: {Trigger.NONE, Trigger.MESSAGE, Trigger.ERROR, Trigger.TERMINATE},
    Kind.CATCH: {Trigger.MESSAGE, Trigger.TIMER},
    Kind.THROW: {Trigger.NONE, Trigger.MESSAGE},
    Kind.BOUNDARY: {Trigger.MESSAGE, Trigger.TIMER, Trigger.ERROR},
}
_WIDEST_JOIN = 1_000
_NEEDS = {
    Kind.SERVICE: ("action", "کنش", "action"),
    Kind.RULE: ("decision", "جدول تصمیم", "decision"),
    Kind.CALL: ("called", "فرایند", "process"),
    Kind.SCRIPT: ("script", "عبارت", "expression"),
}


def misshapen(graph: Graph) -> Iterator[Finding]:
    """Findings about single elements and how they are joined."""
    yield from _astray(graph)
    for scope in graph.scopes:
        yield from _starts(graph, scope)
    for node in graph.process.nodes:
        yield from _ends(graph, node)
        if node.kind in _TRIGGERS:
            yield from _event(node)
        elif node.kind in ACTIVITIES:
            yield from _activity(graph, node)
        else:
            yield from _gateway(graph, node)
        if node.kind not in (Kind.EXCLUSIVE, Kind.INCLUSIVE):
            yield from _conditions(graph, node)


def unreached(graph: Graph) -> Iterator[Finding]:
    """Elements to which no way leads, and those from which none leads to an end."""
    for scope in graph.scopes:
        nodes = graph.inside.get(scope, ())
        begun = reached((node.id for node in graph.starts(scope)), graph.after)
        ends = (node.id for node in nodes if node.kind is Kind.END)
        ending = reached(ends, graph.before)
        for node in nodes:
            if node.id not in begun:
                yield error(
                    node.id,
                    "unreachable",
                    f"هیچ راهی از آغاز به «{node.id}» نمی‌رسد.",
                    f"No way leads from a start to “{node.id}”.",
                )
            elif node.id not in ending:
                yield error(
                    node.id,
                    "no-end",
                    f"از «{node.id}» هیچ راهی به پایان نمی‌رسد.",
                    f"No way leads from “{node.id}” to an end.",
                )


def error(element: str, code: str, fa: str, en: str) -> Finding:
    return Finding(element, code, fa, en)


def warning(element: str, code: str, fa: str, en: str) -> Finding:
    return Finding(element, code, fa, en, Severity.WARNING)


def _astray(graph: Graph) -> Iterator[Finding]:
    for flow in graph.process.flows:
        if flow.id not in graph.flows:
            yield error(
                flow.id,
                "flow-astray",
                f"راه «{flow.id}» دو گره از یک فرایند را به هم نمی‌پیوندد.",
                f"Flow “{flow.id}” does not join two nodes of one process or subprocess.",
            )
    for node in graph.process.nodes:
        host = graph.nodes.get(node.attached_to)
        if node.kind is Kind.BOUNDARY and (
            host is None or host.kind not in ACTIVITIES or host.parent != node.parent
        ):
            yield error(
                node.id,
                "boundary-astray",
                f"رویداد مرزی «{node.id}» به هیچ فعالیتی چسبیده نیست.",
                f"Boundary event “{node.id}” is attached to no activity.",
            )


def _starts(graph: Graph, scope: str) -> Iterator[Finding]:
    starts = graph.starts(scope)
    top = scope == graph.process.id
    keys = [(node.trigger, node.message.name if node.message else "") for node in starts]
    if not starts:
        yield error(scope, "no-start", f"«{scope}» رویداد آغاز ندارد.", f"“{scope}” has no start event.")
    elif len(set(keys)) < len(keys) or (not top and len(starts) > 1):
        yield error(
            starts[1].id,
            "several-starts",
            f"«{scope}» دو آغاز یکسان دارد؛ یکی بماند.",
            f"“{scope}” has two starts of one kind; leave one.",
        )
    for node in starts:
        if not top and node.trigger is not Trigger.NONE:
            yield error(
                node.id,
                "start-in-subprocess",
                f"زیرفرایند تنها با آغاز ساده شروع می‌شود: «{node.id}».",
                f"A subprocess begins with a plain start event only: “{node.id}”.",
            )


def _ends(graph: Graph, node: Node) -> Iterator[Finding]:
    arrives, leaves = graph.incoming[node.id], graph.outgoing[node.id]
    if node.kind in (Kind.START, Kind.BOUNDARY) and arrives:
        yield error(
            node.id,
            "flow-into-start",
            f"به «{node.id}» راهی نمی‌تواند برسد: خودش آغاز است.",
            f"No flow may lead to “{node.id}”: it is where a way begins.",
        )
    if node.kind is Kind.END and leaves:
        yield error(
            node.id,
            "flow-out-of-end",
            f"از پایان «{node.id}» راهی نمی‌تواند برود.",
            f"No flow may leave the end event “{node.id}”.",
        )


def _event(node: Node) -> Iterator[Finding]:
    if node.trigger not in _TRIGGERS[node.kind]:
        yield error(
            node.id,
            "wrong-trigger",
            f"رویداد «{node.id}» در این جا نمی‌تواند از نوع {node.trigger.value} باشد.",
            f"Event “{node.id}” cannot be of the kind {node.trigger.value} here.",
        )
    elif node.trigger is Trigger.MESSAGE:
        yield from _message(node)
    elif node.trigger is Trigger.TIMER and node.timer is None:
        yield error(node.id, "no-timer", f"رویداد «{node.id}» زمان ندارد.", f"Event “{node.id}” has no time.")
    elif node.trigger is Trigger.ERROR and node.kind is Kind.BOUNDARY and not node.interrupting:
        yield error(
            node.id,
            "error-not-interrupting",
            f"رویداد خطای «{node.id}» همیشه فعالیت را قطع می‌کند.",
            f"Error event “{node.id}” always interrupts its activity.",
        )
    elif node.trigger is Trigger.ERROR and node.kind is Kind.END and not node.error:
        yield error(
            node.id,
            "no-error-code",
            f"پایان خطای «{node.id}» کد خطا ندارد.",
            f"Error end event “{node.id}” has no error code.",
        )


def _message(node: Node) -> Iterator[Finding]:
    if node.message is None or not node.message.name:
        yield error(
            node.id,
            "no-message",
            f"«{node.id}» پیامی ندارد که بفرستد یا بگیرد.",
            f"“{node.id}” has no message to send or to wait for.",
        )


def _activity(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.kind in HUMAN and not named(graph.works[node.id]):
        yield error(
            node.id,
            "task-without-lane",
            f"کار «{node.id}» در هیچ خطی نیست که واحد، پست یا هیئتی پشت آن باشد.",
            f"Task “{node.id}” is in no lane with a unit, a post or a body behind it.",
        )
    if node.kind in (Kind.SEND, Kind.RECEIVE):
        yield from _message(node)
    if node.kind in _NEEDS:
        attribute, fa, en = _NEEDS[node.kind]
        if not getattr(node, attribute):
            yield error(
                node.id, f"no-{attribute}", f"«{node.id}» هیچ {fa} ندارد.", f"“{node.id}” names no {en}."
            )
    if node.kind is Kind.SCRIPT and not node.result:
        yield error(
            node.id,
            "no-result",
            f"عبارت «{node.id}» متغیری ندارد که نتیجه در آن نوشته شود.",
            f"The expression of “{node.id}” has no variable for its result.",
        )
    yield from _loop(node)


def _loop(node: Node) -> Iterator[Finding]:
    loop = node.loop
    if isinstance(loop, StandardLoop) and not loop.condition and loop.maximum is None:
        yield error(
            node.id,
            "endless-loop",
            f"تکرار «{node.id}» نه شرط دارد و نه بیشینه.",
            f"The loop of “{node.id}” has neither a condition nor a maximum.",
        )
    if isinstance(loop, MultiInstance) and bool(loop.collection) == bool(loop.cardinality):
        yield error(
            node.id,
            "no-collection",
            f"تکرار «{node.id}» یا فهرست می‌خواهد یا شمار، یکی از این دو.",
            f"The repetition of “{node.id}” needs a collection or a cardinality, one of the two.",
        )
    if isinstance(loop, MultiInstance) and node.fields and not loop.result:
        yield warning(
            node.id,
            "answers-lost",
            f"پاسخ‌های تکرارهای «{node.id}» در متغیری گرد نمی‌آید.",
            f"The answers of the runs of “{node.id}” are collected in no variable.",
        )


def _gateway(graph: Graph, node: Node) -> Iterator[Finding]:
    leaves = graph.outgoing[node.id]
    if node.kind in (Kind.EXCLUSIVE, Kind.INCLUSIVE):
        yield from _question(graph, node)
    elif node.kind is Kind.EVENT_BASED:
        yield from _race(graph, node)
    if len(graph.incoming[node.id]) > _WIDEST_JOIN or len(leaves) > _WIDEST_JOIN:
        yield error(
            node.id,
            "too-wide",
            f"دروازهٔ «{node.id}» بیش از {_WIDEST_JOIN} راه دارد؛ به‌جای آن تکرار موازی به کار ببرید.",
            f"Gateway “{node.id}” has more than {_WIDEST_JOIN} flows; use a parallel repetition instead.",
        )


def _question(graph: Graph, node: Node) -> Iterator[Finding]:
    """An exclusive or inclusive gateway: every flow but the default has a condition; a default is there."""
    leaves = graph.outgoing[node.id]
    if len(leaves) < 2:
        if (
            node.kind is Kind.EXCLUSIVE
            and leaves
            and (leaves[0].condition or len(graph.incoming[node.id]) < 2)
        ):
            yield error(
                node.id,
                "question-without-both-answers",
                f"پرسش «{node.id}» تنها یک پاسخ دارد؛ راه پاسخ دیگر را هم بکشید.",
                f"Question “{node.id}” has one answer only; draw the flow of the other one, too.",
            )
        return
    if node.default not in {flow.id for flow in leaves}:
        say = error if node.kind is Kind.EXCLUSIVE else warning
        yield say(
            node.id,
            f"{'exclusive' if node.kind is Kind.EXCLUSIVE else 'inclusive'}-without-default",
            f"دروازهٔ «{node.id}» راه پیش‌فرض ندارد؛ یکی از راه‌هایش را پیش‌فرض کنید.",
            f"Gateway “{node.id}” has no default flow; mark one of its flows as the default.",
        )
    for flow in leaves:
        if not flow.condition and flow.id != node.default:
            yield error(
                flow.id,
                "flow-without-condition",
                f"راه «{flow.id}» نه شرط دارد و نه راه پیش‌فرض است.",
                f"Flow “{flow.id}” has no condition and is not the default.",
            )


def _race(graph: Graph, node: Node) -> Iterator[Finding]:
    targets = [graph.nodes[flow.target] for flow in graph.outgoing[node.id]]
    if len(targets) < 2:
        yield error(
            node.id,
            "race-of-one",
            f"دروازهٔ رویداد «{node.id}» دست‌کم دو رویداد می‌خواهد.",
            f"Event-based gateway “{node.id}” needs at least two events.",
        )
    for target in targets:
        plain = target.loop is None and not graph.boundaries.get(target.id)
        if target.kind not in (Kind.CATCH, Kind.RECEIVE) or not plain or len(graph.incoming[target.id]) != 1:
            yield error(
                target.id,
                "wrong-race",
                f"پس از دروازهٔ رویداد تنها رویداد میانی یا کار دریافت می‌آید، با همین یک راه: «{target.id}».",
                "An event-based gateway leads to catching events and receive tasks only, with no other flow "
                f"into them: “{target.id}”.",
            )


def _conditions(graph: Graph, node: Node) -> Iterator[Finding]:
    for flow in graph.outgoing[node.id]:
        if flow.condition:
            yield error(
                flow.id,
                "condition-astray",
                f"شرط راه «{flow.id}» کاری نمی‌کند: از دروازهٔ پرسش نمی‌آید.",
                f"The condition of flow “{flow.id}” does nothing: only flows of exclusive and inclusive "
                "gateways are asked.",
            )
