"""Functions over dates and times."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from barzan.xforms.codes import Code, Where, plain, text
from barzan.xforms.rows import Run
from barzan.xforms.texts import code_of
from barzan.xforms.values import EPOCH, NAN, Value, as_number, date_of, moment_of, zone_of

if TYPE_CHECKING:
    from barzan.xforms.compiling import Compiler
    from barzan.xforms.expressions import Call

_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6})[0-9]*)?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.ASCII,
)
_MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر".split(" "),  # noqa: SIM905
}
_DAYS = {
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "fa": ["دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
}


def time_of(one: str) -> datetime.time | None:
    """The time that ``one`` is, with its offset where it has one."""
    match = _TIME.fullmatch(one)
    if match is None:
        return None
    try:
        zone = zone_of(match[5]) if match[5] else None
        fraction = int((match[4] or "0").ljust(6, "0"))
        return datetime.time(int(match[1]), int(match[2]), int(match[3] or 0), fraction, zone)
    except ValueError:
        return None


def decimal_time(run: Run, one: str) -> float:
    """The part of the day that has passed at the time ``one``, in the zone of the filling."""
    time = time_of(one)
    if time is None:
        return NAN
    if time.tzinfo is not None:
        time = datetime.datetime.combine(run.moment.date(), time).astimezone(run.moment.tzinfo).time()
    return (time.hour * 3600 + time.minute * 60 + time.second + time.microsecond / 1e6) / 86400


def moment(run: Run, value: Value) -> datetime.datetime | None:
    """The moment a value stands for, in the zone of the filling; a date is its midnight there."""
    zone = run.moment.tzinfo
    if isinstance(value, str):
        day = date_of(value.strip())
        if day is not None:
            return datetime.datetime.combine(day, datetime.time(), zone)
        found = moment_of(value.strip())
        if found is not None:
            return found.astimezone(zone)
    days = as_number(value)
    if isinstance(value, bool) or days != days or abs(days) > 3_000_000:
        return None
    try:
        return datetime.datetime.combine(EPOCH, datetime.time(), zone) + datetime.timedelta(days=days)
    except OverflowError:
        return None


def date(run: Run, value: Value) -> str:
    found = moment(run, value)
    return "" if found is None else found.date().isoformat()


def _fields(one: datetime.datetime, language: str) -> dict[str, str]:
    return {
        "Y": f"{one.year:04}",
        "y": f"{one.year % 100:02}",
        "m": f"{one.month:02}",
        "n": str(one.month),
        "b": _MONTHS[language][one.month - 1],
        "d": f"{one.day:02}",
        "e": str(one.day),
        "a": _DAYS[language][one.weekday()],
        "H": f"{one.hour:02}",
        "h": str(one.hour),
        "M": f"{one.minute:02}",
        "S": f"{one.second:02}",
        "3": f"{one.microsecond // 1000:03}",
        "%": "%",
    }


def formatted(run: Run, value: Value, pattern: str) -> str:
    """``value`` in the wording of ``pattern``; signs it does not know stay as they are."""
    found = moment(run, value)
    if found is None:
        return ""
    language = "fa" if code_of(run.language or "") in ("fa", "persian", "فارسی") else "en"
    fields = _fields(found, language)
    return re.sub("%(.)", lambda match: fields.get(match[1], match[0]), pattern, flags=re.DOTALL)


def _formatted(compiler: Compiler, call: Call, where: Where) -> Code:
    value, pattern = plain(compiler.code(call.args[0], where)), text(compiler.code(call.args[1], where))
    return Code("text", lambda x: x.run.paid(formatted(x.run, value(x), pattern(x))))


def _date(compiler: Compiler, call: Call, where: Where) -> Code:
    value = plain(compiler.code(call.args[0], where))
    return Code("text", lambda x: date(x.run, value(x)))


def _date_time(compiler: Compiler, call: Call, where: Where) -> Code:
    value = plain(compiler.code(call.args[0], where))
    return Code(
        "text",
        lambda x: "" if (found := moment(x.run, value(x))) is None else found.isoformat("T", "milliseconds"),
    )


def _moment(of: Callable[[Run], str]) -> Callable[[Compiler, Call, Where], Code]:
    def read(x: Any) -> str:
        return of(x.run)

    return lambda compiler, call, where: Code("text", read)


BUILDERS: dict[str, tuple[int, int | None, Callable[[Compiler, Call, Where], Code]]] = {
    "today": (0, 0, _moment(lambda run: run.today)),
    "now": (0, 0, _moment(lambda run: run.now)),
    "date": (1, 1, _date),
    "date-time": (1, 1, _date_time),
    "format-date": (2, 2, _formatted),
    "format-date-time": (2, 2, _formatted),
}
