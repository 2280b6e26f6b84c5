"""From a node of a process to the task that asks somebody for its work."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from barzan.bpmn import model as bpmn
from barzan.persian import persian_digits
from barzan.process.actions.people import Held
from barzan.process.core.values import OpenTask
from barzan.process.queries import KIND
from barzan.tasks.core.fields import Choice, Field, FieldType, Text
from barzan.tasks.values import NewTask, Subject

if TYPE_CHECKING:
    from barzan.process.actions.running import Standing


def new_task(key: str, standing: Standing, effect: OpenTask, held: Held, at: datetime) -> NewTask:
    """The task that ``effect`` opens; the run of a multi-instance is told by its element or number."""
    row, node, work = standing.row, standing.form.node(effect.node), standing.form.work(effect.node)
    title = node.name.fa or node.name.en or node.id
    fa, en = _run(node, effect)
    return NewTask(
        kind=KIND,
        key=key,
        title=Text(f"{title}{fa}"[:300], f"{node.name.en or title}{en}"[:300]),
        unit_id=held.unit,
        post_id=held.post,
        body=work.body,
        outside=_outside(standing, node, effect) if work.outside else "",
        fields=tuple(map(field, node.fields)),
        guide=node.documentation,
        subject=subject(standing),
        terms=replace(node.deadline, amount=effect.amount) if node.deadline and effect.amount else None,
        since=at,
        about=str(row.definition_id),
    )


def subject(standing: Standing) -> Subject:
    """What the task is about: the subject of the instance, and its page where it has none of its own."""
    row = standing.row
    if row.subject_url:
        return Subject(row.subject, row.subject_en, row.subject_url, tuple(row.subject_args))
    return Subject(row.subject, row.subject_en, "process:instance", (row.pk,))


def field(asked: bpmn.Field) -> Field:
    """A question of the file as the task holds it."""
    return Field(
        name=asked.name,
        title=Text(asked.title.fa or asked.name, asked.title.en),
        type=FieldType(asked.type.value),
        required=asked.required,
        choices=tuple(Choice(each.value, Text(each.title.fa, each.title.en)) for each in asked.choices),
    )


def _outside(standing: Standing, node: bpmn.Node, effect: OpenTask) -> str:
    """The outside authority: the element of this run of a multi-instance, else what its lane is called."""
    if item := _item(node, effect):
        return item
    lanes = {lane.id: lane for lane in standing.form.process.lanes}
    return lanes[node.lane].name.fa if node.lane in lanes else node.name.fa


def _run(node: bpmn.Node, effect: OpenTask) -> tuple[str, str]:
    """What tells the runs of a loop from each other."""
    if not isinstance(node.loop, bpmn.MultiInstance):
        return "", ""
    if item := _item(node, effect):
        return f": {item}", f": {item}"
    number = effect.local.get("loopCounter")
    if isinstance(number, (int, Decimal)):
        return f" ({persian_digits(str(number))})", f" ({number})"
    return "", ""


def _item(node: bpmn.Node, effect: OpenTask) -> str:
    """The element of this run of a multi-instance, where it is a text."""
    item = effect.local.get(node.loop.item) if isinstance(node.loop, bpmn.MultiInstance) else ""
    return item if isinstance(item, str) else ""
