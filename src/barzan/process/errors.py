"""What can go wrong with processes, as sentences."""

from __future__ import annotations

from barzan.persian.errors import BilingualError


class ProcessRefused(BilingualError):
    """A command that the room refuses; nothing was changed."""


def bad_key() -> ProcessRefused:
    return ProcessRefused(
        "process.key",
        "شناسهٔ فرایند با حرف لاتین آغاز می‌شود و تنها حرف کوچک لاتین، رقم و خط تیره دارد.",
        "A key begins with a Latin letter and holds small Latin letters, digits and hyphens only.",
        field="key",
    )


def key_taken(key: str) -> ProcessRefused:
    return ProcessRefused(
        "process.key_taken",
        f"فرایندی با شناسهٔ «{key}» هست؛ شناسهٔ دیگری بنویسید.",
        f"There is a process {key} already; write another key.",
        field="key",
    )


def seen_another() -> ProcessRefused:
    return ProcessRefused(
        "process.seen",
        "در این میان کس دیگری این پیش‌نویس را ذخیره کرده است؛ صفحه را تازه کنید و تغییرها را دوباره بگذارید.",
        "Meanwhile somebody else saved this draft; reload the page and make your changes again.",
    )


def no_draft(key: str) -> ProcessRefused:
    return ProcessRefused(
        "process.no_draft",
        f"فرایند «{key}» پیش‌نویسی ندارد؛ نخست آن را طراحی و ذخیره کنید.",
        f"The process {key} has no draft; design and save it first.",
    )


def same_as_published(key: str, number: int) -> ProcessRefused:
    return ProcessRefused(
        "process.same",
        f"پیش‌نویس «{key}» با نسخهٔ {number} یکی است؛ چیزی برای انتشار نیست.",
        f"The draft of {key} is the same as version {number}: there is nothing to publish.",
    )


def no_reason() -> ProcessRefused:
    return ProcessRefused(
        "process.why", "دلیل را در یک جمله بنویسید.", "Write the reason in a sentence.", field="why"
    )


def not_accepted(element: str, fa: str, en: str) -> ProcessRefused:
    return ProcessRefused(
        "process.not_accepted",
        f"این هشدار هنوز پذیرفته نشده است؛ آن را برطرف کنید یا دلیل پذیرش را بنویسید. {element}: {fa}",
        f"This warning is not accepted yet; cure it or write why it may stay. {element}: {en}",
        element=element,
    )


def unknown_process(key: str) -> ProcessRefused:
    return ProcessRefused(
        "process.unknown",
        f"فرایند «{key}» نیست یا هنوز منتشر نشده است.",
        f"There is no process {key}, or it is not published yet.",
    )


def ended() -> ProcessRefused:
    return ProcessRefused(
        "process.ended",
        "این فرایند در این میان پایان یافته است؛ صفحه را تازه کنید.",
        "Meanwhile this process has ended; reload the page.",
    )


def gone() -> ProcessRefused:
    return ProcessRefused(
        "process.gone",
        "فرایند دیگر منتظر این کار نیست: در این میان انجام شده یا برداشته شده است؛ صفحه را تازه کنید.",
        "The process does not wait for this any more: meanwhile it was done or withdrawn; reload the page.",
    )


def nobody_waits(message: str) -> ProcessRefused:
    return ProcessRefused(
        "process.nobody_waits",
        f"هیچ فرایندی منتظر پیام «{message}» با این نشانه نیست؛ نام پیام و نشانه را بررسی کنید.",
        f"No process waits for the message {message} under this correlation; check both.",
        field="message",
    )


def several_wait(message: str) -> ProcessRefused:
    return ProcessRefused(
        "process.several_wait",
        f"چند فرایند منتظر پیام «{message}» با همین نشانه‌اند؛ نشانهٔ روشن‌تری بدهید.",
        f"Several processes wait for {message} under this correlation; give one that tells them apart.",
        field="correlation",
    )


def nothing_failed() -> ProcessRefused:
    return ProcessRefused(
        "process.nothing_failed",
        "کار ناموفقی در این فرایند نیست؛ صفحه را تازه کنید.",
        "Nothing of this process has failed; reload the page.",
    )


def message_taken(message: str, key: str) -> ProcessRefused:
    return ProcessRefused(
        "process.message_taken",
        f"پیام «{message}» هم‌اکنون فرایند «{key}» را آغاز می‌کند؛ نام دیگری برای پیام بگذارید.",
        f"The message {message} starts the process {key} already; give the message another name.",
    )


def called(key: str) -> ProcessRefused:
    return ProcessRefused(
        "process.called",
        f"این فرایند را فرایند دیگری ({key}) خوانده است؛ همان را لغو کنید.",
        f"Another process ({key}) called this one; cancel that one.",
    )


def no_action(name: str) -> ProcessRefused:
    return ProcessRefused(
        "process.no_action",
        f"هیچ بخشی از سامانه کار «{name}» را نمی‌شناسد؛ نام آن را در فرایند درست کنید.",
        f"No room knows the action {name}; correct its name in the process.",
    )


def bad_inputs(name: str, wrong: list[str]) -> ProcessRefused:
    return ProcessRefused(
        "process.bad_inputs",
        f"به کار «{name}» ورودی نادرست یا ناقص داده شد: {'، '.join(wrong)}. متغیرهای فرایند را بررسی کنید.",
        f"The action {name} got wrong or missing inputs: {', '.join(wrong)}. Check the variables.",
    )


def bad_outputs(name: str, wrong: list[str]) -> ProcessRefused:
    return ProcessRefused(
        "process.bad_outputs",
        f"کار «{name}» خروجی دیگری جز آنچه اعلام کرده داد: {'، '.join(wrong)}. به پشتیبانی خبر دهید.",
        f"The action {name} gave other outputs than it declares: {', '.join(wrong)}. Tell the support.",
    )


def bad_timer(value: str) -> ProcessRefused:
    return ProcessRefused(
        "process.bad_timer",
        f"«{value}» زمان آغاز درستی نیست؛ چیزی مانند R/P1D یا 2026-03-21T08:00 بنویسید.",
        f"{value} is no time to start at; write something like R/P1D or 2026-03-21T08:00.",
    )


def broken(kind: str) -> ProcessRefused:
    return ProcessRefused(
        "process.broken",
        f"این گام به خطایی ناشناخته برخورد ({kind}). اگر دوباره هم نشد به پشتیبانی خبر دهید.",
        f"This step met an unknown error ({kind}). If it fails again, tell the support.",
    )


def other_process() -> ProcessRefused:
    return ProcessRefused(
        "process.other_process",
        "تنها میان دو نسخهٔ جدای یک فرایند می‌توان جابه‌جا کرد؛ نسخهٔ دیگری برگزینید.",
        "Instances move between two different versions of one process; choose another version.",
    )


def moving_already() -> ProcessRefused:
    return ProcessRefused(
        "process.moving_already",
        "جابه‌جایی دیگری از همین فرایند در جریان است؛ پس از پایان آن دوباره بکوشید.",
        "Another move of this process is under way; try again when it is done.",
    )


def not_undoable() -> ProcessRefused:
    return ProcessRefused(
        "process.not_undoable",
        "تنها جابه‌جایی‌ای را که پایان یافته و هنوز بازگردانده نشده است می‌توان بازگرداند.",
        "Only a move that is done, and was not taken back yet, can be taken back.",
    )
