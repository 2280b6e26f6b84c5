"""By what the current version of a definition is started beside somebody's hand: messages and the clock."""

from __future__ import annotations

from barzan.bpmn.model import Kind, Process, Trigger
from barzan.process import errors
from barzan.process.actions import timing
from barzan.process.models import Definition, Entrance
from barzan.process.models import Trigger as By


def renew(definition: Definition, process: Process) -> None:
    """Puts the start events of ``process`` in the place of those of the version before."""
    starts = [
        node
        for node in process.nodes
        if node.kind is Kind.START
        and node.parent == process.id
        and node.trigger in (Trigger.MESSAGE, Trigger.TIMER)
    ]
    old = definition.entrances.filter(trigger=By.TIMER)
    timing.cancel_starts([timing.start_key(definition.pk, each.node) for each in old])
    definition.entrances.all().delete()
    _free(definition, [node.message.name for node in starts if node.message])
    Entrance.objects.bulk_create(
        Entrance(
            definition=definition,
            trigger=By.MESSAGE if node.message else By.TIMER,
            node=node.id,
            message=node.message.name if node.message else "",
        )
        for node in starts
    )
    timing.set_starts(definition, [node for node in starts if node.timer])


def _free(definition: Definition, messages: list[str]) -> None:
    """Raises where a message starts another definition already: it could not be told which is meant."""
    taken = Entrance.objects.filter(message__in=messages).select_related("definition").first()
    if taken:
        raise errors.message_taken(taken.message, taken.definition.key)
