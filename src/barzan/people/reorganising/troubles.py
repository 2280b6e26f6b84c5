"""What is wrong with a plan, said to the person who can put it right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from barzan.people.reorganising.outcomes import depth, outcome
from barzan.people.reorganising.steps import (
    Chart,
    Close,
    Merge,
    Move,
    New,
    Rename,
    Split,
    Step,
    all_ended,
    ended_by,
    kind_of,
    new_codes,
    new_unit,
    subjects,
)
from barzan.persian.jalali import format_jalali

MAX_STEPS, MAX_DEPTH = 100, 10
# An order often reaches the office that carries it out after its day.
LATE = timedelta(days=180)
CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a plan cannot be carried out; ``step`` is the number of the step from 1, 0 where it is none."""

    step: int
    fa: str
    en: str

    def sentence(self, language: str) -> str:
        """The sentence in ``language`` (Persian for any but English)."""
        return self.en if language.startswith("en") else self.fa


def troubles(
    chart: Chart, steps: Sequence[Step], *, on: date, today: date, used: Callable[[str], bool]
) -> list[Trouble]:
    """Why the plan cannot be carried out; ``used`` says whether a unit's code was ever given."""
    found = [*_of_the_day(on, today, steps)]
    for number, step in enumerate(steps, start=1):
        found += [
            Trouble(number, *sentences) for sentences in _CHECKS[kind_of(step)](chart, step, used, steps)
        ]
    found += _twice(steps)
    found += _too_early(chart, steps, on)
    return found or list(_of_the_whole(chart, steps, on))


def _of_the_day(on: date, today: date, steps: Sequence[Step]) -> Iterator[Trouble]:
    if not steps:
        yield Trouble(
            0,
            "هنوز هیچ گامی نوشته نشده است؛ دست‌کم یکی بیفزایید.",
            "No step is written yet; add at least one.",
        )
    if len(steps) > MAX_STEPS:
        yield Trouble(
            0,
            f"بیش از {MAX_STEPS} گام هست؛ طرح را دو بخش کنید.",
            f"There are over {MAX_STEPS} steps; make two plans of it.",
        )
    if on < today - LATE:
        yield Trouble(
            0,
            f"روز اجرا بیش از {LATE.days} روز پیش است؛ روزی نزدیک‌تر بنویسید.",
            f"The day lies more than {LATE.days} days back; write a later one.",
        )


Sentences = tuple[str, str]
Used = Callable[[str], bool]


def _rename(chart: Chart, step: Rename, used: Used, steps: Sequence[Step]) -> Iterator[Sentences]:
    yield from _present(chart, step.unit)
    if not step.name.strip():
        yield "نام تازهٔ واحد خالی است؛ آن را بنویسید.", "The unit's new name is empty; write it."
    node = chart.get(step.unit)
    if node and (node.name, node.name_en, node.kind) == (step.name, step.name_en, step.kind):
        yield (
            f"نام و نوع «{node.name}» همان است که بود؛ این گام را بردارید.",
            f"“{node.name}” keeps its name and kind; remove this step.",
        )


def _move(chart: Chart, step: Move, used: Used, steps: Sequence[Step]) -> Iterator[Sentences]:
    yield from _present(chart, step.unit)
    yield from _above(chart, step.parent, steps)
    node = chart.get(step.unit)
    if node and node.parent == step.parent:
        yield (
            f"«{node.name}» همین حالا زیر همان واحد است؛ این گام را بردارید.",
            f"“{node.name}” stands under that unit already; remove this step.",
        )


def _merge(chart: Chart, step: Merge, used: Used, steps: Sequence[Step]) -> Iterator[Sentences]:
    for unit in step.units:
        yield from _present(chart, unit)
    if len(step.units) < (2 if step.new else 1):
        yield (
            "برای ادغام دست‌کم دو واحد لازم است؛ واحدهای دیگر را هم برگزینید.",
            "A merger takes at least two units; choose the others too.",
        )
    if step.into in step.units:
        yield (
            f"«{_called(chart, step.into)}» نمی‌تواند در خودش ادغام شود؛ آن را از واحدهای پایان‌یافته بردارید.",
            f"“{_called(chart, step.into)}” cannot be merged into itself; take it out of the units that end.",
        )
    if step.new:
        yield from _fresh(chart, step.new, used, steps)
    else:
        yield from _goes_on(chart, step.into, steps)


def _split(chart: Chart, step: Split, used: Used, steps: Sequence[Step]) -> Iterator[Sentences]:
    yield from _present(chart, step.unit)
    yield from _fresh(chart, step.new, used, steps)
    node = chart.get(step.unit)
    for post in sorted(set(step.posts) - set(node.posts)) if node else ():
        yield (
            f"پست «{post}» دیگر در «{node.name if node else ''}» نیست؛ گام را از نو بسازید.",
            f"The post “{post}” is no longer in “{node.name if node else ''}”; make the step anew.",
        )


def _close(chart: Chart, step: Close, used: Used, steps: Sequence[Step]) -> Iterator[Sentences]:
    yield from _present(chart, step.unit)
    if step.to:
        yield from _goes_on(chart, step.to, steps)
        if step.to == step.unit:
            yield (
                "جانشین نمی‌تواند خود واحد باشد؛ واحد دیگری برگزینید.",
                "The successor cannot be the unit itself; choose another.",
            )
    elif node := chart.get(step.unit):
        leaving = all_ended(steps) | {each.unit for each in steps if isinstance(each, Move)}
        below = any(each.parent == node.code for each in chart.values() if each.code not in leaving)
        if node.posts or below or any(node.following.values()):
            yield (
                f"«{node.name}» پست، زیرمجموعه یا خدمت دارد؛ بنویسید کدام واحد جانشین آن می‌شود.",
                f"“{node.name}” has posts, units or services; say which unit follows it.",
            )


_CHECKS: dict[str, Callable[..., Iterator[Sentences]]] = {
    "rename": _rename,
    "move": _move,
    "merge": _merge,
    "split": _split,
    "close": _close,
}


def _present(chart: Chart, code: str) -> Iterator[Sentences]:
    if code not in chart:
        yield (
            f"واحد «{code}» در نمودار امروز نیست یا بسته شده است؛ گام را از نو بسازید.",
            f"The unit “{code}” is not in today's chart or is closed; make the step anew.",
        )


def _above(chart: Chart, parent: str, steps: Sequence[Step]) -> Iterator[Sentences]:
    """Whether a unit can stand under ``parent``."""
    if parent:
        yield from _goes_on(chart, parent, steps)


def _goes_on(chart: Chart, code: str, steps: Sequence[Step]) -> Iterator[Sentences]:
    """Whether the unit is there after the day."""
    if code in all_ended(steps):
        yield (
            f"«{_called(chart, code)}» خودش در همین طرح پایان می‌یابد؛ واحد دیگری برگزینید.",
            f"“{_called(chart, code)}” itself ends by this plan; choose another unit.",
        )
    elif code not in chart and code not in new_codes(steps):
        yield (
            f"واحد «{code}» در نمودار نیست یا بسته شده است؛ واحد دیگری برگزینید.",
            f"The unit “{code}” is not in the chart or is closed; choose another.",
        )


def _fresh(chart: Chart, new: New, used: Used, steps: Sequence[Step]) -> Iterator[Sentences]:
    """Whether the new unit can be made."""
    if not CODE.fullmatch(new.code):
        yield (
            "کد واحد تازه تنها حرف و رقم لاتین و - و _ دارد؛ آن را درست کنید.",
            "The code of a new unit has Latin letters, digits, - and _ only; correct it.",
        )
    elif used(new.code):
        yield (
            f"کد «{new.code}» پیش‌تر به کار رفته است و دوباره داده نمی‌شود؛ کد دیگری بنویسید.",
            f"The code “{new.code}” has been used and is never given again; write another.",
        )
    if not new.name.strip():
        yield "نام واحد تازه خالی است؛ آن را بنویسید.", "The new unit's name is empty; write it."
    yield from _above(chart, new.parent, steps)


def _twice(steps: Sequence[Step]) -> Iterator[Trouble]:
    """A unit ends once and is then nothing else; it is renamed once and moved once; a code is given once."""
    ended = Counter(old for step in steps for old in ended_by(step))
    changed: Counter[tuple[type[Step], str]] = Counter(
        (type(step), step.unit) for step in steps if isinstance(step, Rename | Move)
    )
    made = Counter(new.code for step in steps if (new := new_unit(step)))
    posts = Counter(post for step in steps if isinstance(step, Split) for post in step.posts)
    for number, step in enumerate(steps, start=1):
        for unit in subjects(step):
            again = ended[unit] > 1 or (ended[unit] and unit not in ended_by(step))
            if again or changed[(type(step), unit)] > 1:
                yield Trouble(
                    number,
                    f"واحد «{unit}» در دو گام به کار رفته است که با هم نمی‌خوانند؛ یکی را بردارید.",
                    f"The unit “{unit}” is used by two steps that do not agree; remove one.",
                )
        new = new_unit(step)
        if new and made[new.code] > 1:
            yield Trouble(
                number,
                f"کد «{new.code}» به دو واحد تازه داده شده است؛ یکی را عوض کنید.",
                f"The code “{new.code}” is given to two new units; change one.",
            )
        if isinstance(step, Split) and any(posts[post] > 1 for post in step.posts):
            yield Trouble(
                number,
                "پستی به دو واحد تازه داده شده است؛ آن را از یکی بردارید.",
                "A post is given to two new units; take it out of one.",
            )


def _too_early(chart: Chart, steps: Sequence[Step], on: date) -> Iterator[Trouble]:
    """Facts come in order: a change is not dated before the one before it."""
    for number, step in enumerate(steps, start=1):
        for unit in subjects(step):
            node = chart.get(unit)
            if node is None:
                continue
            ends = unit in ended_by(step)
            if on < node.since or (ends and on <= max(node.since, node.valid_from)):
                yield Trouble(
                    number,
                    f"آخرین تغییر «{node.name}» از {format_jalali(node.since)} است؛ "
                    "روز اجرا باید پس از آن باشد.",
                    f"The latest change of “{node.name}” holds from {node.since.isoformat()}; "
                    "the day must come after it.",
                )


def _of_the_whole(chart: Chart, steps: Sequence[Step], on: date) -> Iterator[Trouble]:
    """What only the chart after the day shows: rings, depth, nothing left."""
    after = outcome(chart, steps, on).chart
    if not after:
        yield Trouble(0, "هیچ واحدی نمی‌ماند؛ یکی را نگه دارید.", "No unit would be left; keep one.")
    for code, node in after.items():
        length = depth(after, code)
        if length is None:
            yield Trouble(
                0,
                f"«{node.name}» زیرمجموعهٔ خودش می‌شود؛ جابه‌جایی‌ها را بازبینی کنید.",
                f"“{node.name}” would lie under itself; look at the moves again.",
            )
        elif length > MAX_DEPTH:
            yield Trouble(
                0,
                f"«{node.name}» از {MAX_DEPTH} لایه پایین‌تر می‌رود؛ آن را بالاتر بگذارید.",
                f"“{node.name}” would lie more than {MAX_DEPTH} levels deep; place it higher.",
            )


def _called(chart: Chart, code: str) -> str:
    return chart[code].name if code in chart else code
