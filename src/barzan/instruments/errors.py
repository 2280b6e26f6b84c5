"""What can go wrong with instruments, as sentences that name the cure."""

from __future__ import annotations

from datetime import date
from typing import Self

from barzan.persian import format_jalali
from barzan.persian.errors import BilingualError


class InstrumentError(BilingualError):
    """A command that the room refuses; nothing was changed."""

    @classmethod
    def code_taken(cls, code: str) -> Self:
        return cls(
            "code.taken",
            f"کد «{code}» پیش‌تر به سندی داده شده است و دوباره داده نمی‌شود؛ کد تازه‌ای برگزینید.",
            f"The code {code} was given to an instrument before and is never reused; choose a new one.",
        )

    @classmethod
    def future(cls, day: date) -> Self:
        return cls(
            "date.future",
            f"تاریخ سند ({format_jalali(day)}) هنوز نرسیده است. اگر روز آغاز اجرا را می‌نویسید، آن را "
            "در «لازم‌الاجرا از» بگذارید.",
            f"The date of the instrument ({day}) lies in the future. If it is the day from which it "
            "holds, give it as the day in force.",
        )

    @classmethod
    def too_old(cls, day: date) -> Self:
        return cls(
            "date.old",
            f"تاریخ سند ({day}) پیش از سال ۱۲۰۰ خورشیدی است؛ سال را چهاررقمی و خورشیدی بنویسید.",
            f"The date of the instrument ({day}) lies before the Jalali year 1200; write the Jalali "
            "year with four digits.",
        )

    @classmethod
    def in_force_before_its_date(cls) -> Self:
        return cls(
            "effective_on.early",
            "سند نمی‌تواند پیش از تاریخ خودش لازم‌الاجرا شود؛ یکی از دو تاریخ را درست کنید.",
            "An instrument cannot be in force before its own date; correct one of the two dates.",
        )

    @classmethod
    def duplicate(cls, code: str, title: str) -> Self:
        return cls(
            "number.duplicate",
            f"سندی از همین نوع با همین شماره و تاریخ هست: «{title}» ({code}). اگر همان است، همان را "
            "به کار ببرید؛ اگر نیست، بگویید که سند دیگری است.",
            f"There is one of the same kind, number and date: “{title}” ({code}). If it is the same, "
            "use it; if not, say that this is another one.",
            existing=code,
        )

    @classmethod
    def itself(cls) -> Self:
        return cls(
            "source.itself",
            "هیچ سندی با خودش نسبتی ندارد؛ کد سند دیگر را بنویسید.",
            "No instrument is related to itself; give the code of the other one.",
        )

    @classmethod
    def cycle(cls, source: str, target: str) -> Self:
        return cls(
            "source.cycle",
            f"ثبت شده است که {target} خود به جای {source} آمده است؛ دو سند نمی‌توانند جای یکدیگر را "
            "بگیرند. نخست نسبت پیشین را پس بگیرید یا کدها را جابه‌جا کنید.",
            f"It is recorded that {target} itself ended {source}; two instruments cannot end each "
            "other. Withdraw the earlier relation first, or exchange the codes.",
        )

    @classmethod
    def no_day(cls) -> Self:
        return cls(
            "on.missing",
            "روزی را بنویسید که این دگرگونی از آن روز اثر دارد.",
            "Give the day from which this takes effect.",
        )

    @classmethod
    def before_its_date(cls, code: str, day: date) -> Self:
        return cls(
            "on.early",
            f"سند {code} تاریخ {format_jalali(day)} را دارد؛ پیش از آن روز نمی‌توان آن را دگرگون کرد. "
            "روز را درست کنید.",
            f"The instrument {code} is of {day}; nothing can befall it before. Correct the day.",
        )

    @classmethod
    def recorded(cls, relation: int, day: date | None) -> Self:
        fa, en = (format_jalali(day), str(day)) if day else ("بی‌تاریخ", "without a day")
        return cls(
            "source.recorded",
            f"همین نسبت پیش‌تر ثبت شده است ({fa}). اگر روزش نادرست است، نخست آن را پس بگیرید.",
            f"The same relation is recorded already ({en}). If its day is wrong, withdraw it first.",
            relation=relation,
            day=str(day or ""),
        )

    @classmethod
    def withdrawn(cls) -> Self:
        return cls(
            "withdrawn",
            "این نسبت پیش‌تر پس گرفته شده است.",
            "This relation was withdrawn before.",
        )

    @classmethod
    def no_reason(cls) -> Self:
        return cls("why.missing", "بنویسید چرا.", "Say why.")
