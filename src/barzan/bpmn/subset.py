"""The published subset: what of BPMN 2.0 runs, and of everything else why it does not and what to do instead.

``docs/bpmn.md`` shows the same list to people.
"""

from __future__ import annotations

from dataclasses import dataclass

from barzan.bpmn.model import Kind, Trigger


@dataclass(frozen=True, slots=True)
class Reason:
    """What an element is called and why it does not run, with the cure."""

    what_fa: str
    what_en: str
    why_fa: str
    why_en: str

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__}


NODES = frozenset(Kind)
ABSTRACT = "task"

# Flow elements that are kept and need no running.
KEPT = frozenset(
    {"dataObject", "dataObjectReference", "dataStoreReference", "sequenceFlow", "laneSet", "association"}
    | {"textAnnotation", "group", "documentation", "extensionElements", "incoming", "outgoing", "auditing"}
    | {"monitoring", "property", "ioSpecification", "dataInputAssociation", "dataOutputAssociation"}
    | {"supportedInterfaceRef", "supports", "correlationSubscription", "categoryValueRef"}
)
PERFORMERS = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})

REFUSED = {
    "transaction": Reason(
        "تراکنش",
        "a transaction",
        "کار اداری واگرد ندارد؛ زیرفرایندی با رویداد خطا بر مرزش بگذارید.",
        "office work cannot be rolled back; use a subprocess with an error event on its border.",
    ),
    "adHocSubProcess": Reason(
        "زیرفرایند بی‌ترتیب",
        "an ad hoc subprocess",
        "پایانش معلوم نیست؛ کارها را با دروازه‌ها به ترتیب بیاورید.",
        "its end is not defined; put the tasks in an order with gateways.",
    ),
    "eventSubProcess": Reason(
        "زیرفرایند رویدادی",
        "an event subprocess",
        "رویداد را بر مرز زیرفرایند یا کار بگذارید.",
        "put the event on the border of a subprocess or task.",
    ),
    "complexGateway": Reason(
        "دروازهٔ پیچیده",
        "a complex gateway",
        "شرطش بر نشانه‌هاست و خوانا نیست؛ دروازهٔ فراگیر یا چند نمونه با شرط پایان بگذارید.",
        "its condition cannot be read; use an inclusive gateway or a multi-instance that ends early.",
    ),
    "implicitThrowEvent": Reason(
        "رویداد پرتاب ضمنی",
        "an implicit throw event",
        "رویداد میانی پرتاب بگذارید.",
        "use an intermediate throw event.",
    ),
    "choreographyTask": Reason(
        "کار هم‌نوایی",
        "a choreography task",
        "هم‌نوایی تنها نگاه داشته می‌شود؛ برای هر طرف فرایندی بکشید.",
        "choreographies are only kept; draw a process for each side.",
    ),
    "subChoreography": Reason(
        "زیرهم‌نوایی",
        "a sub-choreography",
        "هم‌نوایی تنها نگاه داشته می‌شود؛ برای هر طرف فرایندی بکشید.",
        "choreographies are only kept; draw a process for each side.",
    ),
    "compensation": Reason(
        "کار جبرانی",
        "a compensation activity",
        "جبران خودکار نداریم؛ راه بازگشت را با رویداد خطا و کار عادی بکشید.",
        "nothing is compensated by itself; draw the way back with an error event and ordinary tasks.",
    ),
    "quantity": Reason(
        "کاری با چند نشانهٔ ورودی یا خروجی",
        "an activity with several tokens in or out",
        "startQuantity و completionQuantity تنها ۱ پذیرفته‌اند؛ دروازه بگذارید.",
        "startQuantity and completionQuantity may only be 1; use gateways.",
    ),
    "instantiate": Reason(
        "آغازگری به‌جای رویداد آغاز",
        "an element that starts the process in place of a start event",
        "رویداد آغاز پیامی بگذارید.",
        "use a message start event.",
    ),
    "multiInstanceBehavior": Reason(
        "چندنمونه‌ای با رویداد در هر پایان",
        "a multi-instance that throws events",
        "behavior تنها All پذیرفته است.",
        "behavior may only be All.",
    ),
    "uncaught": Reason(
        "رویداد مرزی خطا که کار را نمی‌بُرد",
        "an error boundary event that does not interrupt",
        "خطا همیشه کار را می‌بُرد؛ cancelActivity را بردارید.",
        "an error always interrupts; take cancelActivity out.",
    ),
}

DEFINITIONS = {
    "messageEventDefinition": Trigger.MESSAGE,
    "timerEventDefinition": Trigger.TIMER,
    "errorEventDefinition": Trigger.ERROR,
    "terminateEventDefinition": Trigger.TERMINATE,
}

TRIGGERS = {
    Kind.START: frozenset({Trigger.NONE, Trigger.MESSAGE, Trigger.TIMER}),
    Kind.END: frozenset({Trigger.NONE, Trigger.MESSAGE, Trigger.ERROR, Trigger.TERMINATE}),
    Kind.CATCH: frozenset({Trigger.MESSAGE, Trigger.TIMER}),
    Kind.THROW: frozenset({Trigger.NONE, Trigger.MESSAGE}),
    Kind.BOUNDARY: frozenset({Trigger.MESSAGE, Trigger.TIMER, Trigger.ERROR}),
}

PLACES = {
    Kind.START: ("در آغاز", "a start event"),
    Kind.END: ("در پایان", "an end event"),
    Kind.CATCH: ("در میانه، برای گرفتن،", "an intermediate catch event"),
    Kind.THROW: ("در میانه، برای پرتاب،", "an intermediate throw event"),
    Kind.BOUNDARY: ("بر مرز کار", "a boundary event"),
}

_SIGNAL = "از پیام بهره بگیرید.", "use a message."
_PLAIN = "رویداد بی‌تعریف بگذارید.", "use a plain event."

EVENTS = {
    "signalEventDefinition": Reason("رویداد نشانک", "a signal event", *_SIGNAL),
    "escalationEventDefinition": Reason(
        "رویداد ارجاع به بالا",
        "an escalation event",
        "ارجاع به بالا از آنِ مهلت است؛ طرح آن را در مهلت کار بنویسید.",
        "escalation belongs to the deadline; name its plan on the task's deadline.",
    ),
    "linkEventDefinition": Reason(
        "رویداد پیوند",
        "a link event",
        "جریان را یکسره بکشید.",
        "draw the flow through.",
    ),
    "conditionalEventDefinition": Reason(
        "رویداد شرطی",
        "a conditional event",
        "هیچ‌کس پیوسته شرط را نمی‌سنجد؛ پیام یا زمان‌سنج بگذارید.",
        "nobody watches the condition; use a message or a timer.",
    ),
    "compensateEventDefinition": Reason(
        "رویداد جبران",
        "a compensation event",
        "جبران خودکار نداریم؛ راه بازگشت را با کار عادی بکشید.",
        "nothing is compensated by itself; draw the way back with ordinary tasks.",
    ),
    "cancelEventDefinition": Reason(
        "رویداد لغو تراکنش",
        "a cancel event",
        "تراکنش اجرا نمی‌شود؛ رویداد خطا بگذارید.",
        "transactions do not run; use an error event.",
    ),
    "": Reason(
        "رویدادی بی‌تعریف",
        "an event without a definition",
        "پیام یا زمان‌سنج برایش بگذارید.",
        "give it a message or a timer.",
    ),
    "messageEventDefinition": Reason("رویداد پیام", "a message event", *_PLAIN),
    "timerEventDefinition": Reason("رویداد زمان‌سنج", "a timer event", *_PLAIN),
    "errorEventDefinition": Reason(
        "رویداد خطا",
        "an error event",
        "خطا تنها در پایان پرتاب و بر مرز گرفته می‌شود.",
        "an error is thrown by an end event and caught on a border only.",
    ),
    "terminateEventDefinition": Reason(
        "رویداد خاتمه",
        "a terminate event",
        "خاتمه تنها در پایان است.",
        "only an end event terminates.",
    ),
}
