"""What cannot be done with a deadline or a calendar, said with the cure."""

from __future__ import annotations

from datetime import datetime

from barzan.clock.core.amounts import Amount
from barzan.clock.core.explaining import amount_words
from barzan.clock.core.reckoning import fitting
from barzan.clock.core.values import Terms
from barzan.persian.errors import BilingualError
from barzan.persian.jalali import format_jalali


class RoomError(BilingualError):
    """A command of the clock that is refused; nothing has changed."""

    @classmethod
    def not_running(cls) -> RoomError:
        return cls(
            "deadline.not-running",
            "این مهلت اکنون نمی‌گذرد؛ صفحه را تازه کنید و وضع آن را ببینید.",
            "This time is not running now; reload the page and see where it stands.",
        )

    @classmethod
    def not_suspended(cls) -> RoomError:
        return cls(
            "deadline.not-suspended",
            "این مهلت متوقف نیست؛ صفحه را تازه کنید.",
            "This time does not stand still; reload the page.",
        )

    @classmethod
    def not_waiting(cls) -> RoomError:
        return cls(
            "deadline.not-waiting",
            "این مهلت چشم‌به‌راه چنین چیزی نیست؛ صفحه را تازه کنید.",
            "This time does not wait for that; reload the page.",
        )

    @classmethod
    def over(cls) -> RoomError:
        return cls(
            "deadline.over",
            "مهلت گذشته است و دیگر متوقف یا تمدید نمی‌شود؛ اگر دلیلی دارد، مهلت تازه‌ای بدهید.",
            "The time is over and cannot be suspended or extended; where there is a reason, give a new one.",
        )

    @classmethod
    def in_the_future(cls) -> RoomError:
        return cls(
            "deadline.future",
            "این هنگام هنوز نرسیده است؛ تاریخ امروز یا پیش از آن را بنویسید.",
            "This moment has not come yet; write today or a day before.",
        )

    @classmethod
    def before_the_last(cls, last: datetime) -> RoomError:
        day = last.date()
        return cls(
            "deadline.before",
            f"این هنگام پیش از {format_jalali(day, 'short')} است که مهلت آغاز یا متوقف شد؛ هنگام پس از آن را "
            "بنویسید.",
            f"This moment is before {format_jalali(day, 'short', 'en')}, when the time began or stopped; "
            "write a later one.",
        )

    @classmethod
    def no_reason(cls) -> RoomError:
        return cls("deadline.why", "دلیل را بنویسید.", "Write the reason.")

    @classmethod
    def nothing_added(cls) -> RoomError:
        return cls(
            "deadline.nothing-added",
            "مدت تمدید صفر است؛ دست‌کم یک روز یا یک ساعت بنویسید.",
            "The extension is nothing; write a day or an hour at least.",
        )

    @classmethod
    def beyond_limit(cls, terms: Terms, used: Amount) -> RoomError:
        limit = fitting(terms.limit or terms.amount, terms.counting)
        fa, en = [
            (amount_words(limit, terms.counting, each), amount_words(used, terms.counting, each))
            for each in ("fa", "en")
        ]
        return cls(
            "deadline.limit",
            f"همهٔ تمدیدها با هم از {fa[0]} بیشتر نمی‌شود و {fa[1]} پیش از این داده شده است؛ "
            "کوتاه‌تر تمدید کنید.",
            f"All extensions together cannot exceed {en[0]}, and {en[1]} were given before; extend by less.",
        )

    @classmethod
    def wrong_days(cls) -> RoomError:
        return cls(
            "closure.days",
            "روز پایان پیش از روز آغاز است؛ آن‌ها را جابه‌جا کنید.",
            "The last day is before the first one; swap them.",
        )

    @classmethod
    def too_many_days(cls) -> RoomError:
        return cls(
            "closure.long",
            "تعطیلی از ۶۰ روز بیشتر است؛ آن را به چند تعطیلی کوتاه‌تر بخش کنید.",
            "The closure is longer than 60 days; divide it.",
        )

    @classmethod
    def withdrawn(cls) -> RoomError:
        return cls(
            "closure.withdrawn",
            "این تعطیلی پیش از این لغو شده است.",
            "This closure was withdrawn before.",
        )
