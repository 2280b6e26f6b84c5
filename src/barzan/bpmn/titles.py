"""What an element is called in a sentence: its kind and its name, for those who point at it or listen."""

from __future__ import annotations

from barzan.bpmn.names import Element, elements, local

KINDS = {
    "startEvent": ("آغاز", "Start"),
    "endEvent": ("پایان", "End"),
    "intermediateCatchEvent": ("رویداد", "Event"),
    "intermediateThrowEvent": ("رویداد", "Event"),
    "boundaryEvent": ("رویداد مرزی", "Boundary event"),
    "task": ("کار", "Task"),
    "userTask": ("کار کاربر", "User task"),
    "manualTask": ("کار دستی", "Manual task"),
    "serviceTask": ("کار سامانه", "Service task"),
    "sendTask": ("فرستادن پیام", "Send task"),
    "receiveTask": ("دریافت پیام", "Receive task"),
    "businessRuleTask": ("جدول تصمیم", "Business rule task"),
    "scriptTask": ("محاسبه", "Script task"),
    "callActivity": ("فراخوانی فرایند", "Call activity"),
    "subProcess": ("زیرفرایند", "Subprocess"),
    "exclusiveGateway": ("دروازهٔ انتخاب", "Exclusive gateway"),
    "parallelGateway": ("دروازهٔ هم‌زمان", "Parallel gateway"),
    "inclusiveGateway": ("دروازهٔ فراگیر", "Inclusive gateway"),
    "eventBasedGateway": ("دروازهٔ انتظار", "Event-based gateway"),
    "complexGateway": ("دروازهٔ پیچیده", "Complex gateway"),
    "lane": ("خط", "Lane"),
    "participant": ("طرف", "Pool"),
    "messageFlow": ("پیام", "Message flow"),
}
TRIGGERS = {
    "messageEventDefinition": ("پیام", "message"),
    "timerEventDefinition": ("زمان‌سنج", "timer"),
    "errorEventDefinition": ("خطا", "error"),
    "terminateEventDefinition": ("خاتمه", "terminate"),
}


def title_of(element: Element, name: str, language: str) -> str:
    """The kind, for events what they wait for or do, and the name; only the name of a flow."""
    english = language.startswith("en")
    kind = KINDS.get(local(element))
    if kind is None:
        return name
    told = [TRIGGERS[each] for each, _ in elements(element) if each in TRIGGERS]
    words = kind[english] + "".join(f" ({each[english]})" for each in told)
    return f"{words}: {name}" if name else words
