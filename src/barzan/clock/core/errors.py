"""What cannot be counted, said to the person who wrote it. Pure."""

from __future__ import annotations

from barzan.persian.errors import BilingualError


class ClockError(BilingualError):
    """A term, calendar or command of the clock that cannot be; the sentence names the cure."""

    @classmethod
    def unreadable(cls, text: str) -> ClockError:
        return cls(
            "clock.amount",
            f"مدت «{text[:40]}» خوانده نشد؛ مانند P10D (ده روز)، P3M (سه ماه) یا PT8H (هشت ساعت) بنویسید.",
            f"The time “{text[:40]}” cannot be read; write P10D (ten days), P3M (three months) or "
            "PT8H (eight hours).",
        )

    @classmethod
    def too_long(cls, text: str) -> ClockError:
        return cls(
            "clock.too-long",
            f"مدت «{text[:40]}» از پنجاه سال بیشتر است؛ مدت کوتاه‌تری بنویسید.",
            f"The time “{text[:40]}” is longer than fifty years; write a shorter one.",
        )

    @classmethod
    def hours_in_days(cls, text: str) -> ClockError:
        return cls(
            "clock.hours",
            f"مدت «{text[:40]}» ساعت دارد، ولی قاعدهٔ شمارش روز است؛ روز بنویسید یا قاعدهٔ ساعت را برگزینید.",
            f"The time “{text[:40]}” has hours, but days are counted; write days or choose a rule of hours.",
        )

    @classmethod
    def months_of_open_time(cls, text: str) -> ClockError:
        return cls(
            "clock.months",
            f"مدت «{text[:40]}» ماه یا سال دارد که روز کاری یا ساعت اداری نمی‌شود؛ شمار روز یا ساعت را "
            "بنویسید.",
            f"The time “{text[:40]}” has months or years, which are no working days or office hours; write a "
            "number of these.",
        )

    @classmethod
    def days_of_office(cls, text: str) -> ClockError:
        return cls(
            "clock.days",
            f"مدت «{text[:40]}» روز دارد، ولی قاعدهٔ شمارش ساعت اداری است؛ ساعت بنویسید، مانند PT8H.",
            f"The time “{text[:40]}” has days, but office hours are counted; write hours, such as PT8H.",
        )

    @classmethod
    def never_open(cls) -> ClockError:
        return cls(
            "clock.never-open",
            "در این تقویم ده سال پیوسته هیچ روز بازی نیست؛ تعطیلی‌ها و ساعت‌های اداری را بازبینی کنید.",
            "This calendar has no open day for ten years on end; review its closures and office hours.",
        )

    @classmethod
    def still_suspended(cls) -> ClockError:
        return cls(
            "clock.suspended",
            "مهلت متوقف است و پایان ندارد؛ نخست آن را از سر بگیرید.",
            "The deadline is suspended and has no end; resume it first.",
        )
