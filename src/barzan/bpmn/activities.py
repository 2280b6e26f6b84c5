"""What activities and lanes say: who works, until when, what is asked, how often, with which variables."""

from __future__ import annotations

from typing import Any

from barzan.bpmn.model import (
    Choice,
    Field,
    FieldType,
    Kind,
    Mapping,
    MultiInstance,
    StandardLoop,
    Text,
    Work,
)
from barzan.bpmn.names import (
    Element,
    barzan,
    child,
    extension,
    extensions,
    text_of,
    truth,
    unqualified,
)
from barzan.bpmn.sentences import finding
from barzan.bpmn.source import Source
from barzan.bpmn.subset import REFUSED
from barzan.clock.core.values import Counting, RunsFrom, Silence, Terms


def activity(source: Source, element: Element, kind: Kind) -> dict[str, Any]:
    """The fields of a Node that only activities have."""
    _refusals(source, element)
    values: dict[str, Any] = {"loop": _loop(source, element)}
    if kind in (Kind.USER, Kind.MANUAL):
        values |= {
            "work": work(element),
            "deadline": deadline(source, element),
            "fields": _fields(source, element),
        }
    elif kind is Kind.SCRIPT:
        values |= {"script": _script(source, element), "result": _result(element)}
    elif kind is Kind.RULE:
        named = extension(element, "decision")
        if named is not None:
            values |= {"decision": named.get("key", ""), "result": named.get("result", "")}
    elif kind is Kind.SERVICE:
        named = extension(element, "action")
        values["action"] = "" if named is None else named.get("name", "")
    elif kind is Kind.CALL:
        values["called"] = unqualified(element.get("calledElement"))
    return values


def mappings(element: Element, name: str) -> tuple[Mapping, ...]:
    """The ``input`` or ``output`` extension elements."""
    return tuple(
        Mapping(each.get("target", ""), each.get("source", "")) for each in extensions(element, name)
    )


def work(element: Element) -> Work:
    """Who works, of a lane or a task."""
    told = extension(element, "work")
    if told is None:
        return Work()
    return Work(told.get("unit", ""), told.get("post", ""), told.get("body", ""), truth(told.get("outside")))


def deadline(source: Source, element: Element) -> Terms | None:
    """Until when, of a task."""
    told = extension(element, "deadline")
    if told is None:
        return None
    return Terms(
        told.get("amount", ""),
        source.chosen(Counting, element, told, "counting", Counting.CALENDAR_DAYS),
        source.chosen(RunsFrom, element, told, "runsFrom", RunsFrom.OPENED),
        told.get("basis", ""),
        told.get("article", ""),
        source.chosen(Silence, element, told, "silence", Silence.NOTHING),
        told.get("escalation", ""),
    )


def expression(source: Source, owner: Element, element: Element | None) -> str:
    """The text of a FEEL expression; a finding where it says that it is written in another language."""
    if element is None:
        return ""
    text = text_of(element)
    own, general = element.get("language", ""), source.root.get("expressionLanguage", "")
    # Editors write XPath, the standard's default, on every file without meaning it.
    language = own or ("" if "xpath" in general.casefold() else general)
    if text and language and "feel" not in language.casefold():
        source.note(finding, "language", owner, what=language[:80])
    return text


def _refusals(source: Source, element: Element) -> None:
    reasons = []
    if truth(element.get("isForCompensation")):
        reasons.append("compensation")
    if {element.get("startQuantity", "1"), element.get("completionQuantity", "1")} != {"1"}:
        reasons.append("quantity")
    if truth(element.get("instantiate")):
        reasons.append("instantiate")
    for reason in reasons:
        source.note(finding, "unsupported", element, **REFUSED[reason].words)


def _fields(source: Source, element: Element) -> tuple[Field, ...]:
    return tuple(
        Field(
            each.get("name", ""),
            _title(each),
            source.chosen(FieldType, element, each, "type", FieldType.TEXT),
            truth(each.get("required"), default=True),
            tuple(Choice(one.get("value", ""), _title(one)) for one in each.findall(barzan("choice"))),
        )
        for each in extensions(element, "field")
    )


def _title(element: Element) -> Text:
    return Text(element.get("title", ""), element.get("titleEn", ""))


def _script(source: Source, element: Element) -> str:
    language = element.get("scriptFormat", "feel")
    if "feel" not in language.casefold():
        source.note(finding, "language", element, what=language[:80])
    return text_of(child(element, "script"))


def _result(element: Element) -> str:
    told = extension(element, "result")
    return "" if told is None else str(told.get("variable", ""))


def _loop(source: Source, element: Element) -> StandardLoop | MultiInstance | None:
    standard = child(element, "standardLoopCharacteristics")
    if standard is not None:
        most = standard.get("loopMaximum", "").strip()
        return StandardLoop(
            expression(source, element, child(standard, "loopCondition")),
            truth(standard.get("testBefore")),
            int(most) if most.isascii() and most.isdigit() and len(most) < 10 else None,
        )
    several = child(element, "multiInstanceLoopCharacteristics")
    return None if several is None else _several(source, element, several)


def _several(source: Source, element: Element, several: Element) -> MultiInstance:
    if several.get("behavior", "All") != "All":
        source.note(finding, "unsupported", element, **REFUSED["multiInstanceBehavior"].words)
    each = extension(several, "each")
    told = {} if each is None else each.attrib
    return MultiInstance(
        sequential=truth(several.get("isSequential")),
        collection=told.get("collection", ""),
        item=told.get("item", ""),
        cardinality=expression(source, element, child(several, "loopCardinality")),
        output=told.get("output", ""),
        result=told.get("result", ""),
        until=expression(source, element, child(several, "completionCondition")),
    )
