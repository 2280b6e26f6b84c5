"""What events wait for or do: triggers, timers, messages, errors."""

from __future__ import annotations

from typing import Any

from barzan.bpmn.activities import expression, mappings
from barzan.bpmn.model import Kind, Message, Timer, TimerKind, Trigger
from barzan.bpmn.names import Element, children, elements, extension, truth
from barzan.bpmn.sentences import finding
from barzan.bpmn.source import Source
from barzan.bpmn.subset import DEFINITIONS, EVENTS, PLACES, REFUSED, TRIGGERS
from barzan.clock.core.values import Counting

SENDS = frozenset({Kind.SEND, Kind.THROW, Kind.END})


def event(source: Source, element: Element, kind: Kind) -> dict[str, Any] | None:
    """The fields of a Node that only events have; None, with a finding, for an event outside the subset."""
    found = [(name, each) for name, each in elements(element) if name.endswith("ventDefinition")]
    for reference in children(element, "eventDefinitionRef"):
        found += _shared(source, element, reference)
    if len(found) > 1:
        source.note(finding, "several-triggers", element)
        return None
    name, definition = found[0] if found else ("", None)
    trigger = DEFINITIONS.get(name) if name else Trigger.NONE
    if trigger is None or trigger not in _allowed(element, kind):
        _refuse(source, element, kind, name)
        return None
    values: dict[str, Any] = {"trigger": trigger}
    if kind is Kind.BOUNDARY:
        values |= _boundary(source, element, trigger)
    if trigger is Trigger.TIMER:
        values["timer"] = _timer(source, element, definition)
    elif trigger is Trigger.MESSAGE:
        values["message"] = message(source, element, kind, definition)
    elif trigger is Trigger.ERROR:
        error = source.referred(element, "errorRef", "error", definition)
        if error is not None:
            values["error"] = error.get("errorCode") or error.get("name") or error.get("id")
    return values


def message(source: Source, element: Element, kind: Kind, holder: Element) -> Message | None:
    """The message that ``messageRef`` of ``holder`` (the task or the event's definition) names."""
    told = source.referred(element, "messageRef", "message", holder)
    payload = mappings(element, "input") if kind in SENDS else ()
    if told is None:
        return Message("", "", payload) if payload else None
    subscription = extension(told, "subscription")
    correlation = "" if subscription is None else subscription.get("correlation", "")
    return Message(told.get("name") or told.get("id"), correlation, payload)


def _shared(source: Source, element: Element, reference: Element) -> list[tuple[str, Element]]:
    """A definition that stands at the root of the file and is used by several events."""
    name = (reference.text or "").strip().rpartition(":")[2]
    found = source.by_id.get(name)
    if found is None:
        source.note(finding, "dangling", element, attribute="eventDefinitionRef", what=name)
        return []
    return [(str(found.tag).rpartition("}")[2], found)]


def _allowed(element: Element, kind: Kind) -> frozenset[Trigger]:
    parent = str(element.getparent().tag).rpartition("}")[2]
    if kind is Kind.START and parent != "process":
        return frozenset({Trigger.NONE})
    return TRIGGERS[kind]


def _refuse(source: Source, element: Element, kind: Kind, name: str) -> None:
    reason = EVENTS.get(name, EVENTS["linkEventDefinition"])
    place_fa, place_en = PLACES[kind]
    if name in DEFINITIONS and kind is Kind.START:
        place_fa, place_en = "در آغاز زیرفرایند", "the start of a subprocess"
        if name not in ("messageEventDefinition", "timerEventDefinition"):
            place_fa, place_en = PLACES[kind]
    source.note(finding, "trigger-here", element, place_fa=place_fa, place_en=place_en, **reason.words)


def _boundary(source: Source, element: Element, trigger: Trigger) -> dict[str, Any]:
    interrupting = truth(element.get("cancelActivity"), default=True)
    if trigger is Trigger.ERROR and not interrupting:
        source.note(finding, "unsupported", element, **REFUSED["uncaught"].words)
    return {"attached_to": (element.get("attachedToRef") or "").strip(), "interrupting": interrupting}


def _timer(source: Source, element: Element, definition: Element) -> Timer | None:
    told = extension(definition, "deadline")
    counting, basis, article = Counting.EXACT, "", ""
    if told is not None:
        counting = source.chosen(Counting, element, told, "counting", Counting.EXACT)
        basis, article = told.get("basis", ""), told.get("article", "")
    for kind in TimerKind:
        for each in children(definition, kind):
            value = expression(source, element, each)
            if value:
                return Timer(kind, value, counting, basis, article)
    source.note(finding, "timer-empty", element)
    return None
