"""What can go wrong with the catalogue, as sentences."""

from __future__ import annotations

from typing import Self

from barzan.persian.errors import BilingualError


class CatalogueError(BilingualError):
    """A command that the catalogue refuses; nothing was changed."""

    @classmethod
    def code_taken(cls, code: str) -> Self:
        return cls(
            "catalogue.code_taken",
            f"کد «{code}» پیش‌تر به خدمتی داده شده است و دوباره داده نمی‌شود؛ کد تازه‌ای برگزینید.",
            f"The code {code} was given to a service before and is never reused; choose a new one.",
            code_of=code,
        )

    @classmethod
    def in_force(cls, code: str) -> Self:
        return cls(
            "catalogue.in_force",
            f"خدمت «{code}» در فهرست است و برچیده نشده است.",
            f"The service {code} is in the catalogue and was not retired.",
            code_of=code,
        )

    @classmethod
    def unfit(cls, code: str, field: str) -> Self:
        return cls(
            "catalogue.unfit",
            f"متن «{field}» در خدمت «{code}» خالی یا بلندتر از ۲۰٬۰۰۰ نویسه است؛ بنویسید یا کوتاه کنید.",
            f"The text “{field}” of {code} is empty or over 20,000 characters: write or shorten it.",
            code_of=code,
            field=field,
        )

    @classmethod
    def retired(cls, code: str) -> Self:
        return cls(
            "catalogue.retired",
            f"خدمت «{code}» از فهرست خارج شده است و نسخهٔ تازه نمی‌گیرد.",
            f"The service {code} is retired and takes no new version.",
            code_of=code,
        )

    @classmethod
    def unit_closed(cls, code: str) -> Self:
        return cls(
            "catalogue.unit_closed",
            f"واحد «{code}» بسته شده است و خدمتی نمی‌گیرد؛ واحد جانشینش را برگزینید.",
            f"The unit “{code}” is closed and takes no service; choose the unit that follows it.",
            code_of=code,
        )
