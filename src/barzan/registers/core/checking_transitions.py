"""Says what is wrong with one transition of a register. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from barzan.access import Role
from barzan.feel import FeelError
from barzan.registers.core.conditions import unknown_names
from barzan.registers.core.fields import Fields
from barzan.registers.core.findings import Finding
from barzan.registers.core.values import By, Definition, Term, Transition
from barzan.registers.core.wording import known_fields, quoted

ROLES = frozenset(role.value for role in Role) - {Role.CITIZEN.value, Role.AUDITOR.value}


def transition(
    one: Transition, of: Definition, fields: Fields, posts: Collection[str] | None
) -> Iterator[Finding]:
    """Every finding of ``one``, a transition of ``of``."""
    place = f"transitions.{one.key}"
    yield from _ends(place, one, of)
    yield from (_clock(place, one, of) if one.by is not By.PERSON else _who(place, one, posts))
    yield from known_fields(f"{place}.fields", one.fields, fields)
    yield from _condition(f"{place}.condition", one, fields)
    yield from _documents(f"{place}.documents", one)
    if one.term is not Term.KEEP and of.validity is None:
        yield Finding(
            f"{place}.validity",
            "register.no-validity",
            f"{quoted(one.title)} اعتبار را تغییر می‌دهد، ولی مدت اعتبار تعیین نشده است؛ آن را بنویسید.",
            f"“{one.title}” changes the validity, but no validity is set; set one.",
        )


def _ends(place: str, one: Transition, of: Definition) -> Iterator[Finding]:
    states = {state.key for state in of.states}
    if not one.sources:
        yield Finding(
            f"{place}.from",
            "register.from-nowhere",
            f"{quoted(one.title)} از هیچ حالتی آغاز نمی‌شود؛ حالتی برگزینید.",
            f"“{one.title}” begins in no state; choose one.",
        )
    named = [("from", source) for source in one.sources] + [("to", one.target)]
    for part, key in named:
        if key not in states:
            yield Finding(
                f"{place}.{part}",
                "register.state",
                f"{quoted(one.title)} حالت {quoted(key)} را نام می‌برد که نیست؛ یکی از حالت‌های دفتر را "
                "برگزینید.",
                f"“{one.title}” names the state “{key}”, which there is not; choose one of the register.",
            )


def _who(place: str, one: Transition, posts: Collection[str] | None) -> Iterator[Finding]:
    if not one.roles and not one.posts:
        yield Finding(
            f"{place}.roles",
            "register.nobody",
            f"هیچ‌کس نمی‌تواند {quoted(one.title)} را انجام دهد؛ نقش یا پستی برگزینید.",
            f"Nobody may take “{one.title}”; choose a role or a post.",
        )
    for role in one.roles:
        if role not in ROLES:
            listed = ", ".join(sorted(ROLES))
            yield Finding(
                f"{place}.roles",
                "register.role",
                f"نقش {quoted(role)} شناخته نیست؛ این‌ها هستند: {listed}",
                f"The role “{role}” is not known; there are: {listed}",
            )
    for post in one.posts:
        if posts is not None and post not in posts:
            yield Finding(
                f"{place}.posts",
                "register.post",
                f"پستی با کد {quoted(post)} نیست؛ کد را درست کنید یا نخست پست را بیفزایید.",
                f"There is no post with the code “{post}”; correct it or add the post first.",
            )


def _clock(place: str, one: Transition, of: Definition) -> Iterator[Finding]:
    if of.validity is None or (one.by is By.RENEWAL and not of.validity.renewal):
        yield Finding(
            f"{place}.by",
            "register.clock",
            f"ساعت {quoted(one.title)} را انجام می‌دهد، ولی مدت اعتبار (یا مهلت تمدید) تعیین نشده است.",
            f"The clock takes “{one.title}”, but no validity (or renewal window) is set; set it.",
        )
    if one.fields or one.documents or one.reason:
        yield Finding(
            f"{place}.by",
            "register.clock-asks",
            f"ساعت {quoted(one.title)} را انجام می‌دهد و نمی‌تواند پرسش، مدرک یا دلیل بدهد؛ آن‌ها را بردارید.",
            f"The clock takes “{one.title}” and can give no answers, documents or reason; take them away.",
        )
    rivals = {
        state for each in of.transitions if each.by is one.by and each is not one for state in each.sources
    }
    for state in sorted(rivals & set(one.sources)):
        yield Finding(
            f"{place}.from",
            "register.clock-twice",
            f"ساعت از حالت {quoted(state)} دو راه دارد؛ یکی را بردارید.",
            f"The clock has two ways out of the state “{state}”; take one away.",
        )


def _condition(place: str, one: Transition, fields: Fields) -> Iterator[Finding]:
    if not one.condition:
        return
    try:
        unknown = unknown_names(one.condition, fields)
    except FeelError as error:
        yield Finding(place, error.code, error.fa, error.en)
        return
    for name in unknown:
        yield Finding(
            place,
            "register.condition-name",
            f"شرط {quoted(one.title)} نام {quoted(name)} را دارد که نه پرسش است نه دانستهٔ رکورد؛ آن را "
            "درست کنید.",
            f"The condition of “{one.title}” names “{name}”, which is no field of the form; correct it.",
        )


def _documents(place: str, one: Transition) -> Iterator[Finding]:
    keys = [document.key for document in one.documents]
    for document in one.documents:
        if not document.key or not document.title or keys.count(document.key) > 1:
            yield Finding(
                place,
                "register.document",
                f"هر مدرک {quoted(one.title)} کلیدی جدا و نامی می‌خواهد؛ {quoted(document.key)} را درست کنید.",
                f"Each document of “{one.title}” needs its own key and a title; correct “{document.key}”.",
            )
