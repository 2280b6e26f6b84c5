"""Says what is wrong with the validity, the relations and the views of a register. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from barzan.clock.core import ClockError
from barzan.registers.core.fields import Fields
from barzan.registers.core.findings import Finding, Severity
from barzan.registers.core.validity import COUNTINGS, amounts
from barzan.registers.core.values import Definition, Other, Term
from barzan.registers.core.wording import known_fields, no_personal, quoted

SHAPES = ("table", "cards", "map", "calendar", "charts")


def validity(of: Definition) -> Iterator[Finding]:
    """Findings of the validity."""
    if of.validity is None:
        return
    if of.validity.counting not in COUNTINGS:
        listed = ", ".join(COUNTINGS)
        yield Finding(
            "validity.counting",
            "register.counting",
            f"شمارش یکی از این‌هاست: {listed}",
            f"It is counted in one of: {listed}",
        )
        return
    try:
        whole, window = amounts(of.validity)
    except ClockError as error:
        yield Finding("validity.amount", error.code, error.fa, error.en)
        return
    if window and window >= whole:
        yield Finding(
            "validity.renewal",
            "register.window",
            "مهلت تمدید از خود اعتبار بلندتر است؛ کوتاهش کنید.",
            "The renewal window is as long as the validity; make it shorter.",
        )
    if not any(each.term is Term.BEGIN for each in of.transitions):
        yield Finding(
            "validity",
            "register.never-valid",
            "هیچ گذاری اعتبار را آغاز نمی‌کند؛ در گذار صدور، «اعتبار: آغاز» را برگزینید.",
            "No transition begins the validity; let the one that issues begin it.",
            Severity.WARNING,
        )


def relations(of: Definition, registers: Collection[str] | None) -> Iterator[Finding]:
    """Findings of the relations."""
    for each in of.relations:
        if each.to is Other.ENTRY and each.register:
            yield from _register(f"relations.{each.key}.register", each.register, registers)


def beside(of: Definition, fields: Fields, registers: Collection[str] | None) -> Iterator[Finding]:
    """Findings of published numbers beside live ones."""
    if of.beside is None:
        return
    named = [of.beside.row, *filter(None, [of.beside.note])]
    yield from known_fields("beside", named, fields)
    yield from no_personal("beside", named, fields)
    for at, each in enumerate(of.beside.counts, 1):
        yield from known_fields(f"beside.counts.{at}", [each.field], fields)
        yield from no_personal(f"beside.counts.{at}", [each.field], fields)
        yield from _register(f"beside.counts.{at}.register", each.register, registers)


def _register(place: str, named: str, registers: Collection[str] | None) -> Iterator[Finding]:
    """A finding where there is no register with the key ``named``."""
    if registers is not None and named not in registers:
        yield Finding(
            place,
            "register.register",
            f"دفتری با کلید {quoted(named)} نیست؛ کلید را درست کنید یا نخست آن دفتر را بسازید.",
            f"There is no register with the key “{named}”; correct it or define that register first.",
        )


def views(of: Definition, fields: Fields) -> Iterator[Finding]:
    """Findings of the views."""
    states = {state.key for state in of.states}
    for each in of.views:
        place = f"views.{each.key}"
        yield from known_fields(f"{place}.columns", each.columns, fields)
        yield from no_personal(f"{place}.columns", each.columns, fields)
        if each.shape not in SHAPES:
            listed = ", ".join(SHAPES)
            yield Finding(
                f"{place}.shape",
                "register.shape-of-view",
                f"نما یکی از این‌هاست: {listed}",
                f"One of: {listed}",
            )
        for state in each.states:
            if state not in states:
                yield Finding(
                    f"{place}.states",
                    "register.state",
                    f"حالت {quoted(state)} نیست؛ یکی از حالت‌های دفتر را برگزینید.",
                    f"There is no state “{state}”; choose one of the register.",
                )
