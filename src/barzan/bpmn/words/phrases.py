"""The phrases of a process in words, each in Persian and English. Pure."""

from __future__ import annotations

from barzan.bpmn.model import (
    Flow,
    Kind,
    Lane,
    MultiInstance,
    Node,
    StandardLoop,
    Text,
    Timer,
    TimerKind,
    Trigger,
)
from barzan.bpmn.words.values import Names
from barzan.clock.core.amounts import read_amount
from barzan.clock.core.errors import ClockError
from barzan.clock.core.explaining import amount_words
from barzan.clock.core.values import Counting, RunsFrom, Silence

FURTHER = Text("دنباله", "Further on")
SYSTEM = Text("سامانه", "The system")
_BY_SYSTEM = frozenset({Kind.SERVICE, Kind.RULE, Kind.SCRIPT, Kind.SEND, Kind.RECEIVE, Kind.CALL})
_SPLITS = {
    Kind.EXCLUSIVE: Text("یکی از این راه‌ها", "One of these ways"),
    Kind.PARALLEL: Text("این شاخه‌ها هم‌زمان پیش می‌روند", "These branches go on at the same time"),
    Kind.INCLUSIVE: Text("هر شاخه‌ای که شرطش برقرار باشد", "Every branch whose condition holds"),
    Kind.EVENT_BASED: Text("هر کدام که زودتر رخ دهد", "Whichever happens first"),
}
_BEGAN = {
    RunsFrom.OPENED: Text("", ""),
    RunsFrom.NOTICE: Text(" از ابلاغ", " from notice"),
    RunsFrom.COMPLETE: Text(" از دریافت مدارک کامل", " from receipt of complete documents"),
}
_SILENT = {
    Silence.NOTHING: Text("", ""),
    Silence.CONSENT: Text("؛ سکوت موافقت شمرده می‌شود", "; silence means consent"),
    Silence.REFUSAL: Text("؛ سکوت رد شمرده می‌شود", "; silence means refusal"),
}


def both(text: Text) -> Text:
    """The text with its Persian standing in where there is no English."""
    return Text(text.fa, text.en or text.fa)


def _around(fa: str, en: str, name: Text) -> Text:
    """``{}`` of each sentence filled with the name, or the sentence without it where there is none."""
    said = both(name)
    if not said.fa:
        return Text(fa.replace(" «{}»", ""), en.replace(" “{}”", ""))
    return Text(fa.format(said.fa), en.format(said.en))


def begins(start: Node) -> Text:
    """How a process or subprocess begins."""
    if start.trigger is Trigger.MESSAGE:
        return _around("آغاز با رسیدن پیام «{}»", "Begins when the message “{}” arrives", _message(start))
    if start.trigger is Trigger.TIMER and start.timer:
        when = moment(start.timer)
        return Text(f"آغاز: {when.fa}", f"Begins: {when.en}")
    return _around("آغاز: «{}»", "Begins: “{}”", start.name) if start.name.fa else Text("آغاز", "Begins")


def what(node: Node, names: Names) -> Text:
    """What is done in a step, what is asked, or what is waited for."""
    if node.kind in _SPLITS:
        return both(node.name) if node.name.fa else _SPLITS[node.kind]
    if node.kind is Kind.END:
        return _end(node)
    if node.kind is Kind.CALL:
        name = node.name if node.name.fa else names.title("process", node.called)
        return _around("فرایند «{}» انجام می‌شود", "The process “{}” is carried out", name)
    if node.kind is Kind.RULE and not node.name.fa:
        title = names.title("decision", node.decision)
        return _around("از روی جدول تصمیم «{}»", "By the decision table “{}”", title)
    if node.trigger is not Trigger.NONE or node.kind in (Kind.SEND, Kind.RECEIVE):
        return _event(node)
    return both(node.name) if node.name.fa else Text(node.id, node.id)


def _end(node: Node) -> Text:
    fa, en = {
        Trigger.TERMINATE: ("پایان همهٔ شاخه‌ها: «{}»", "Ends every branch: “{}”"),
        Trigger.ERROR: ("پایان با خطا: «{}»", "Ends with an error: “{}”"),
    }.get(node.trigger, ("پایان: «{}»", "Ends: “{}”"))
    if not node.name.fa:
        return Text(fa.partition(":")[0], en.partition(":")[0])
    return _around(fa, en, node.name)


def _event(node: Node) -> Text:
    if node.name.fa:
        return both(node.name)
    if node.timer:
        when = moment(node.timer)
        return Text(f"صبر: {when.fa}", f"Wait: {when.en}")
    if node.kind in (Kind.THROW, Kind.SEND):
        return _around("فرستادن پیام «{}»", "Send the message “{}”", _message(node))
    return _around("صبر تا رسیدن پیام «{}»", "Wait for the message “{}”", _message(node))


def _message(node: Node) -> Text:
    return Text(node.message.name, node.message.name) if node.message else Text()


def moment(timer: Timer) -> Text:
    """When a timer is due."""
    if timer.kind is TimerKind.DATE:
        return Text(f"تا {timer.value}", f"until {timer.value}")
    if timer.kind is TimerKind.CYCLE:
        return Text(f"هر بار: {timer.value}", f"each time: {timer.value}")
    said = amount(timer.value, timer.counting)
    return Text(f"پس از {said.fa}", f"after {said.en}")


def amount(text: str, counting: Counting) -> Text:
    """A duration in words; an expression that gives one stands as it is."""
    try:
        read = read_amount(text)
    except ClockError:
        return Text(text, text)
    return Text(amount_words(read, counting, "fa"), amount_words(read, counting, "en"))


def way(node: Node, flow: Flow, number: int) -> Text:
    """When a branch of a split is taken."""
    if flow.name.fa:
        return both(flow.name)
    if node.default == flow.id:
        return Text("در غیر این صورت", "Otherwise")
    if flow.condition:
        return Text(f"اگر {flow.condition}", f"If {flow.condition}")
    return Text(f"شاخهٔ {number}", f"Branch {number}")


def happens(node: Node) -> Text:
    """A branch of an event-based gateway."""
    said = _event(node)
    return Text(f"اگر: {said.fa}", f"If: {said.en}")


def interrupts(border: Node) -> Text:
    """What may happen while a step is worked on."""
    if border.timer:
        when = moment(border.timer)
        fa, en = f"اگر {when.fa} پایان نیافته باشد", f"If it is not done {when.en}"
    elif border.trigger is Trigger.ERROR:
        said = _around("اگر خطای «{}» رخ دهد", "If the error “{}” occurs", Text(border.error, border.error))
        fa, en = said.fa, said.en
    else:
        said = _around("اگر پیام «{}» برسد", "If the message “{}” arrives", _message(border))
        fa, en = said.fa, said.en
    if border.name.fa:
        name = both(border.name)
        fa, en = f"{fa} ({name.fa})", f"{en} ({name.en})"
    if border.interrupting:
        return Text(f"{fa}، کار رها می‌شود", f"{en}, the work is broken off")
    return Text(f"{fa}، در کنار آن", f"{en}, beside it")


def who(node: Node, lane: Lane | None, names: Names) -> Text:
    """Who does a step: the one named by it or by its lane; the system where no person does."""
    if node.kind in (Kind.USER, Kind.MANUAL):
        work = node.work if node.work.unit or node.work.post or node.work.body else None
        said = names.who(work or (lane.work if lane else node.work), lane)
        return both(said)
    return SYSTEM if node.kind in _BY_SYSTEM else Text()


def until(node: Node, names: Names) -> Text:
    """The deadline of a step, from what it runs, the law, and what silence means."""
    terms = node.deadline
    if terms is None:
        return Text()
    said, began, silent = (
        amount(terms.amount, terms.counting),
        _BEGAN[terms.runs_from],
        _SILENT[terms.silence],
    )
    title = both(names.title("instrument", terms.basis)) if terms.basis else Text()
    law = Text(f"{terms.article} {title.fa}".strip(), f"{terms.article} {title.en}".strip())
    fa = f"{said.fa}{began.fa}{f' ({law.fa})' if law.fa else ''}{silent.fa}"
    return Text(fa, f"{said.en}{began.en}{f' ({law.en})' if law.en else ''}{silent.en}")


def notes(node: Node) -> tuple[Text, ...]:
    """How often a step runs."""
    loop = node.loop
    if isinstance(loop, StandardLoop):
        return (
            Text(f"تکرار می‌شود تا وقتی {loop.condition}", f"Repeated while {loop.condition}"),
            *(_at_most(loop.maximum),) * (loop.maximum is not None),
        )
    if isinstance(loop, MultiInstance):
        fa, en = ("یکی‌یکی", "one after another") if loop.sequential else ("هم‌زمان", "at the same time")
        if loop.collection:
            each = Text(f"برای هر یک از {loop.collection}، {fa}", f"For each of {loop.collection}, {en}")
        else:
            each = Text(f"{loop.cardinality} بار، {fa}", f"{loop.cardinality} times, {en}")
        stop = Text(f"تا وقتی که {loop.until}", f"until {loop.until}")
        return (each, stop) if loop.until else (each,)
    return ()


def _at_most(times: int | None) -> Text:
    return Text(f"دست بالا {times} بار", f"at most {times} times")
