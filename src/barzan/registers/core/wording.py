"""What the checks of a definition say about fields, in one place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from barzan.registers.core.fields import Fields
from barzan.registers.core.findings import Finding

NAMES_OF_FIELDS = re.compile(r"\{([\w./-]+)\}")


def quoted(text: str) -> str:
    return f"«{text}»"


def known_fields(place: str, names: Iterable[str], fields: Fields) -> Iterator[Finding]:
    """A finding for each name that no field of the form has."""
    for name in names:
        if name not in fields:
            listed = ", ".join(list(fields)[:12])
            yield Finding(
                place,
                "register.field",
                f"فرم پرسشی به نام {quoted(name)} ندارد؛ نام‌های آن: {listed}",
                f"The form has no field “{name}”; it has: {listed}",
            )


def no_personal(place: str, names: Iterable[str], fields: Fields) -> Iterator[Finding]:
    """A finding for each personal field where everybody would see it."""
    for name in names:
        if name in fields and fields[name].personal:
            yield Finding(
                place,
                "register.personal",
                f"{quoted(fields[name].labelled('fa'))} در فرم شخصی است و این‌جا دیده می‌شود؛ آن را بردارید.",
                f"“{name}” is a personal field and would be seen here; take it away.",
            )
