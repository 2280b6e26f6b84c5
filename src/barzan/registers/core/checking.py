"""Says what keeps a register from being published: lives that lead nowhere, names that nothing has. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from barzan.registers.core import numbering
from barzan.registers.core.checking_parts import beside, relations, validity, views
from barzan.registers.core.checking_transitions import transition
from barzan.registers.core.fields import Field, Fields
from barzan.registers.core.findings import Finding, Severity
from barzan.registers.core.values import Definition, Titled
from barzan.registers.core.wording import NAMES_OF_FIELDS, known_fields, no_personal, quoted

KEY = re.compile(r"[a-z][a-z0-9_-]{0,59}")


def check(
    of: Definition,
    fields: Fields,
    *,
    posts: Collection[str] | None = None,
    registers: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Every finding, errors first. ``fields`` are those of the form; ``posts`` and ``registers`` the codes
    that there are (None: not asked).
    """
    found = [
        *_keys("states", of.states),
        *_keys("transitions", of.transitions),
        *_keys("relations", of.relations),
        *_keys("views", of.views),
        *_life(of),
        *(each for one in of.transitions for each in transition(one, of, fields, posts)),
        *_numbering(of),
        *_title(of, fields),
        *_fields(of, fields),
        *validity(of),
        *relations(of, registers),
        *views(of, fields),
        *beside(of, fields, registers),
    ]
    return tuple(sorted(found, key=lambda finding: not finding.is_error))


def _keys(kind: str, rows: Sequence[Titled]) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, each in enumerate(rows, 1):
        place = f"{kind}.{each.key or at}"
        if not KEY.fullmatch(each.key):
            yield Finding(
                f"{place}.key",
                "register.key",
                f"کلید {quoted(each.key)} درست نیست: با حرف کوچک لاتین آغاز شود، سپس حرف، رقم، خط تیره.",
                f"The key “{each.key}” is not right: a small Latin letter, then letters, digits, hyphens.",
            )
        elif each.key in seen:
            yield Finding(
                f"{place}.key",
                "register.key-twice",
                f"کلید {quoted(each.key)} دو بار آمده است؛ یکی را نام دیگری بدهید.",
                f"The key “{each.key}” stands twice; give one of them another.",
            )
        seen.add(each.key)
        if not each.title:
            yield Finding(
                f"{place}.title",
                "register.title",
                "نام فارسی ندارد؛ آن را بنویسید.",
                "It has no title; write one.",
            )


def _life(of: Definition) -> Iterator[Finding]:
    starts = [state.key for state in of.states if state.start]
    if not of.states:
        yield Finding(
            "states",
            "register.no-states",
            "این دفتر هیچ حالتی ندارد؛ دست‌کم حالت آغاز را بیفزایید.",
            "This register has no states; add at least the one to start in.",
        )
        return
    if len(starts) != 1:
        yield Finding(
            "states",
            "register.start",
            "درست یک حالت باید آغاز باشد تا روشن باشد رکورد تازه کجا می‌ایستد؛ یکی را آغاز کنید.",
            "Exactly one state must be the start, so that it is clear where a new entry stands.",
        )
        return
    yield from _unreachable(of, starts[0])
    yield from _dead_ends(of)


def _unreachable(of: Definition, start: str) -> Iterator[Finding]:
    reached = _reached(of, [start])
    for state in of.states:
        if state.key not in reached:
            yield Finding(
                f"states.{state.key}",
                "register.unreachable",
                f"هیچ گذاری از حالت آغاز به {quoted(state.title)} نمی‌رسد؛ گذاری به آن بیفزایید یا "
                "آن را بردارید.",
                f"No transitions lead from the start to “{state.title}”; add one to it or take it away.",
            )


def _dead_ends(of: Definition) -> Iterator[Finding]:
    ends = {state.key for state in of.states if state.end}
    for state in of.states:
        ways = [each for each in of.transitions if state.key in each.sources and each.target != state.key]
        if not ways and not state.end:
            yield Finding(
                f"states.{state.key}",
                "register.dead-end",
                f"از {quoted(state.title)} راهی بیرون نمی‌رود و پایان هم نیست: رکورد آن‌جا می‌ماند. "
                "گذاری از آن بیفزایید یا آن را پایان کنید.",
                f"Nothing leads out of “{state.title}” and it is no end: entries would stay there. Add a "
                "transition out of it or make it an end.",
            )
        elif ends and not state.end and not ends & _reached(of, [state.key]):
            yield Finding(
                f"states.{state.key}",
                "register.no-end",
                f"از {quoted(state.title)} به هیچ پایانی راه نیست؛ ببینید همین را می‌خواهید.",
                f"No end can be reached from “{state.title}”; see whether this is meant.",
                Severity.WARNING,
            )


def _reached(of: Definition, begin: Sequence[str]) -> set[str]:
    reached, ahead = set(begin), list(begin)
    while ahead:
        here = ahead.pop()
        for each in of.transitions:
            if here in each.sources and each.target not in reached:
                reached.add(each.target)
                ahead.append(each.target)
    return reached


def _numbering(of: Definition) -> Iterator[Finding]:
    try:
        numbering.pattern(of.numbering)
    except numbering.Unreadable as error:
        yield Finding("numbering", error.code, error.fa, error.en)


def _title(of: Definition, fields: Fields) -> Iterator[Finding]:
    named = NAMES_OF_FIELDS.findall(of.entry_title)
    if not named:
        yield Finding(
            "entry_title",
            "register.entry-title",
            "نام رکورد باید از پرسشی ساخته شود، مانند {name}.",
            "The title of an entry must be made of a field: {name}.",
        )
    yield from known_fields("entry_title", named, fields)
    yield from no_personal("entry_title", named, fields)


def _fields(of: Definition, fields: Fields) -> Iterator[Finding]:
    for place, names in (("identity", of.identity), ("public", of.public), ("columns", of.columns)):
        yield from known_fields(place, names, fields)
    for place, names in (("public", of.public), ("columns", of.columns)):
        yield from no_personal(place, names, fields)
    for place, name in (("place", of.place), ("point", of.point), ("national_id", of.national_id)):
        if name:
            yield from known_fields(place, [name], fields)
    point = fields.get(of.point)
    if point is not None and point.type != "geopoint":
        yield _no_point(point)


def _no_point(point: Field) -> Finding:
    return Finding(
        "point",
        "register.point",
        f"پرسش {quoted(point.labelled('fa'))} نقطه نیست؛ پرسشی از نوع geopoint برگزینید.",
        f"The field “{point.name}” is no point; choose one of the type geopoint.",
    )
