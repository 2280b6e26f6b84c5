"""The sentences of the room, in Persian and English, by code: what is wrong and what to do."""

from __future__ import annotations

from barzan.bpmn.findings import Finding, Severity
from barzan.persian import persian_digits

SENTENCES = {
    # the file
    "size": (
        "پرونده از {most} بایت بزرگ‌تر است؛ فرایند را به چند پرونده بشکنید.",
        "The file is larger than {most} bytes; split the process into several files.",
    ),
    "doctype": (
        "پرونده DOCTYPE دارد (خط {line})؛ چون از آن راه حمله می‌شود پذیرفته نیست. آن خط را بردارید.",
        "The file has a DOCTYPE (line {line}), refused because attacks use it. Take that line out.",
    ),
    "encoding": (
        "رمزگذاری نویسه‌های پرونده خوانده نمی‌شود ({what})؛ آن را با UTF-8 ذخیره کنید.",
        "The file's character encoding cannot be read ({what}); save it as UTF-8.",
    ),
    "xml": (
        "پرونده XML درستی نیست: خط {line} ({what}).",
        "The file is not well-formed XML: line {line} ({what}).",
    ),
    "depth": (
        "در خط {line} بیش از {most} جزء درون هم آمده است؛ لایه‌ها را کم کنید.",
        "On line {line} more than {most} elements stand inside one another; nest less.",
    ),
    "text": (
        "متن جزء «{element}» در خط {line} از {most} نویسه بلندتر است؛ کوتاهش کنید.",
        "The text of element “{element}” on line {line} is longer than {most} characters; shorten it.",
    ),
    "elements": (
        "پرونده بیش از {most} جزء XML دارد (تا خط {line}، جزء «{element}»)؛ فرایند را به چند پرونده بشکنید.",
        "The file has more than {most} XML elements (up to line {line}, “{element}”); split it.",
    ),
    "flow-elements": (
        "پرونده بیش از {most} گره و جریان دارد (تا خط {line}، جزء «{element}»)؛ بخشی را فرایند جدا کنید.",
        "The file has more than {most} nodes and flows (up to line {line}, “{element}”); make a part of it a "
        "process of its own.",
    ),
    "attributes": (
        "جزء «{element}» در خط {line} بیش از {most} ویژگی دارد.",
        "Element “{element}” on line {line} has more than {most} attributes.",
    ),
    "not-bpmn": (
        "این پرونده BPMN 2.0 نیست: ریشهٔ آن «{what}» است، نه definitions. پروندهٔ ‎.bpmn را بدهید.",
        "This is no BPMN 2.0 file: its root is “{what}”, not definitions. Give the .bpmn file.",
    ),
    "too-large-to-draw": (
        "پروندهٔ فرایند «{element}» بیش از {most} گره، جریان و خط دارد و چیده نمی‌شود؛ بخشی را جدا کنید.",
        "The file of “{element}” has more than {most} nodes, flows and lanes and is not laid out; make a "
        "part of it a file of its own.",
    ),
    "no-such-element": (
        "جزئی با شناسهٔ «{element}» در پرونده نیست؛ پرونده را از نو باز کنید.",
        "The file has no element “{element}”; open the file anew.",
    ),
    # references
    "duplicate-id": (
        "شناسهٔ «{element}» دو بار آمده است (خط‌های {first} و {line})؛ یکی را عوض کنید.",
        "The id “{element}” stands twice (lines {first} and {line}); change one.",
    ),
    "missing-id": (
        "«{what}» در خط {line} شناسه (id) ندارد؛ یکتا نامش دهید.",
        "The {what} on line {line} has no id; give it one of its own.",
    ),
    "dangling": (
        "«{element}» در {attribute} به «{what}» اشاره می‌کند که در پرونده نیست؛ پیوند را درست کنید.",
        "“{element}” names “{what}” in {attribute}, which is not in the file; mend the link.",
    ),
    "dangling-mark": (
        "«{element}» در {attribute} به «{what}» اشاره می‌کند که در پرونده نیست؛ نادیده گرفته می‌شود.",
        "“{element}” names “{what}” in {attribute}, which is not in the file; it is passed over.",
    ),
    "not-connectable": (
        "جریان «{element}» در {attribute} به «{what}» می‌رسد که گره نیست؛ دو سر جریان باید گره باشند.",
        "Flow “{element}” meets “{what}” in {attribute}, which is no flow node; both ends must be nodes.",
    ),
    "unattached": (
        "رویداد مرزی «{element}» به هیچ کاری چسبیده نیست؛ آن را روی لبهٔ کاری در همین سطح بگذارید.",
        "The boundary event “{element}” is attached to no activity of its level; put it on a border.",
    ),
    "crosses-border": (
        "جریان «{element}» از مرز زیرفرایند می‌گذرد؛ دو سرش را در یک سطح بگذارید.",
        "Flow “{element}” crosses the border of a subprocess; keep both ends on one level.",
    ),
    "default-elsewhere": (
        "جریان پیش‌فرض «{what}» از «{element}» بیرون نمی‌آید؛ یکی از جریان‌های خود آن را پیش‌فرض کنید.",
        "The default flow “{what}” does not leave “{element}”; choose one of its own flows.",
    ),
    "two-lanes": (
        "«{element}» در دو خط («{first}» و «{what}») آمده است؛ تنها در یکی بگذارید.",
        "“{element}” stands in two lanes (“{first}” and “{what}”); keep it in one.",
    ),
    "elsewhere": (
        "«{element}» در {attribute} به پروندهٔ دیگری («{what}») اشاره می‌کند؛ آن را در همین پرونده بیاورید.",
        "“{element}” names something of another file (“{what}”) in {attribute}; bring it into this file.",
    ),
    # the subset
    "unsupported": (
        "«{element}» {what_fa} است و اجرا نمی‌شود: {why_fa}",
        "“{element}” is {what_en}, which does not run: {why_en}",
    ),
    "several-triggers": (
        "رویداد «{element}» چند تعریف دارد؛ برای هر کدام رویدادی جدا بگذارید.",
        "The event “{element}” has several definitions; use one event for each.",
    ),
    "trigger-here": (
        "«{element}» {what_fa} است و {place_fa} اجرا نمی‌شود: {why_fa}",
        "“{element}” is {what_en}, which does not run as {place_en}: {why_en}",
    ),
    "timer-empty": (
        "زمان‌سنج «{element}» زمان ندارد؛ مدت، تاریخ یا تکرار را بنویسید.",
        "The timer “{element}” has no time; give a duration, a date or a cycle.",
    ),
    "language": (
        "عبارت «{element}» به زبان «{what}» نوشته شده است؛ تنها FEEL اجرا می‌شود.",
        "The expression of “{element}” is written in “{what}”; only FEEL runs.",
    ),
    "value": (
        "«{element}» برای {attribute} مقدار «{what}» دارد که معنایی ندارد؛ یکی از این‌ها درست است: {choices}.",
        "“{element}” has the value “{what}” for {attribute}, unknown here; use one of: {choices}.",
    ),
    "abstract-task": (
        "«{element}» کاری بی‌نوع است و چون کار دستی خوانده می‌شود؛ نوعش را روشن کنید.",
        "“{element}” is a task of no type and is read as a manual task; say what it is.",
    ),
    "performer": (
        "مجری‌ای که با {what} روی «{element}» نوشته شده به کار نمی‌رود؛ آن را در خط یا کار بنویسید.",
        "The performer given by {what} on “{element}” is not used; say it on the lane or the task.",
    ),
    "must-understand": (
        "پرونده افزونهٔ «{what}» را واجب می‌خواند که این‌جا شناخته نیست؛ آن را بردارید یا واجب نکنید.",
        "The file demands the extension “{what}”, which is not known here; take it out or do not demand it.",
    ),
    "nothing-runs": (
        "پرونده فرایندی برای اجرا ندارد؛ فرایند را بیفزایید یا isExecutable آن را true کنید.",
        "The file has no process that runs; add one or set its isExecutable to true.",
    ),
}


def finding(
    code: str,
    element: str = "",
    line: int | None = None,
    severity: Severity = Severity.ERROR,
    **words: str | int,
) -> Finding:
    """The finding of ``code``; ``words`` fill its sentences."""
    fa, en = SENTENCES[code]
    filled = {"element": element, "line": line or 0, **words}
    persian = {
        key: persian_digits(str(word)) if isinstance(word, int) else word for key, word in filled.items()
    }
    return Finding(element, code, fa.format(**persian), en.format(**filled), severity, line)


def warning(code: str, element: str = "", line: int | None = None, **words: str | int) -> Finding:
    """The same as a warning."""
    return finding(code, element, line, Severity.WARNING, **words)
