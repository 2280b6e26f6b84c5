"""Words for what BPMN knows by English names: kinds of elements, notes of the log, fields of an element."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from barzan.bpmn.model import Kind, Node, Trigger
from barzan.process.core.values import Note, Outcome

KINDS = {
    Kind.START: pgettext_lazy("kind of element", "Start"),
    Kind.END: pgettext_lazy("kind of element", "End"),
    Kind.CATCH: pgettext_lazy("kind of element", "Waiting"),
    Kind.THROW: pgettext_lazy("kind of element", "Milestone"),
    Kind.BOUNDARY: pgettext_lazy("kind of element", "Boundary event"),
    Kind.USER: pgettext_lazy("kind of element", "Task"),
    Kind.MANUAL: pgettext_lazy("kind of element", "Manual task"),
    Kind.SERVICE: pgettext_lazy("kind of element", "Automatic task"),
    Kind.SEND: pgettext_lazy("kind of element", "Sending a message"),
    Kind.RECEIVE: pgettext_lazy("kind of element", "Receiving a message"),
    Kind.RULE: pgettext_lazy("kind of element", "Decision table"),
    Kind.SCRIPT: pgettext_lazy("kind of element", "Calculation"),
    Kind.CALL: pgettext_lazy("kind of element", "Another process"),
    Kind.SUBPROCESS: pgettext_lazy("kind of element", "Subprocess"),
    Kind.EXCLUSIVE: pgettext_lazy("kind of element", "Question"),
    Kind.PARALLEL: pgettext_lazy("kind of element", "At the same time"),
    Kind.INCLUSIVE: pgettext_lazy("kind of element", "One or several ways"),
    Kind.EVENT_BASED: pgettext_lazy("kind of element", "Whatever comes first"),
}
TRIGGERED = {
    (Kind.START, Trigger.MESSAGE): pgettext_lazy("kind of element", "Start by a message"),
    (Kind.START, Trigger.TIMER): pgettext_lazy("kind of element", "Start by the clock"),
    (Kind.CATCH, Trigger.MESSAGE): pgettext_lazy("kind of element", "Waiting for a message"),
    (Kind.CATCH, Trigger.TIMER): pgettext_lazy("kind of element", "Timer"),
    (Kind.THROW, Trigger.MESSAGE): pgettext_lazy("kind of element", "Sending a message"),
    (Kind.BOUNDARY, Trigger.MESSAGE): pgettext_lazy("kind of element", "If a message comes meanwhile"),
    (Kind.BOUNDARY, Trigger.TIMER): pgettext_lazy("kind of element", "If time runs out"),
    (Kind.BOUNDARY, Trigger.ERROR): pgettext_lazy("kind of element", "If it fails"),
    (Kind.END, Trigger.MESSAGE): pgettext_lazy("kind of element", "End with a message"),
    (Kind.END, Trigger.ERROR): pgettext_lazy("kind of element", "End with an error"),
    (Kind.END, Trigger.TERMINATE): pgettext_lazy("kind of element", "End of everything"),
}
NOTES = {
    Note.ENTERED: pgettext_lazy("play", "begun"),
    Note.LEFT: pgettext_lazy("play", "done"),
    Note.INTERRUPTED: pgettext_lazy("play", "broken off"),
    "message": pgettext_lazy("play", "message sent"),
    Outcome.COMPLETED: pgettext_lazy("play", "the process is completed"),
    Outcome.TERMINATED: pgettext_lazy("play", "the process ended early"),
    Outcome.FAILED: pgettext_lazy("play", "the process ended with an error"),
}
FIELDS = {
    "kind": pgettext_lazy("field of an element", "kind"),
    "name": pgettext_lazy("field of an element", "name"),
    "documentation": pgettext_lazy("field of an element", "documentation"),
    "parent": pgettext_lazy("field of an element", "place"),
    "lane": pgettext_lazy("field of an element", "lane"),
    "trigger": pgettext_lazy("field of an element", "trigger"),
    "attached_to": pgettext_lazy("field of an element", "what it stands on"),
    "interrupting": pgettext_lazy("field of an element", "whether it ends the work"),
    "timer": pgettext_lazy("field of an element", "time"),
    "message": pgettext_lazy("field of an element", "message"),
    "error": pgettext_lazy("field of an element", "error"),
    "default": pgettext_lazy("field of an element", "the way where no condition holds"),
    "work": pgettext_lazy("field of an element", "who works"),
    "deadline": pgettext_lazy("field of an element", "deadline"),
    "fields": pgettext_lazy("field of an element", "questions"),
    "loop": pgettext_lazy("field of an element", "how often"),
    "inputs": pgettext_lazy("field of an element", "inputs"),
    "outputs": pgettext_lazy("field of an element", "outputs"),
    "script": pgettext_lazy("field of an element", "expression"),
    "result": pgettext_lazy("field of an element", "variable of the result"),
    "decision": pgettext_lazy("field of an element", "decision table"),
    "action": pgettext_lazy("field of an element", "action"),
    "called": pgettext_lazy("field of an element", "called process"),
    "source": pgettext_lazy("field of an element", "where it begins"),
    "target": pgettext_lazy("field of an element", "where it leads"),
    "condition": pgettext_lazy("field of an element", "condition"),
    "executable": pgettext_lazy("field of an element", "whether it runs"),
}


def kind_word(node: Node) -> str:
    """What an element is, in a word or two."""
    return str(TRIGGERED.get((node.kind, node.trigger)) or KINDS[node.kind])
