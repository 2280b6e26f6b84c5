"""What can be wrong with units, posts and persons, said to the person who can put it right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from barzan.people.reorganising import Trouble
from barzan.persian.errors import BilingualError
from barzan.persian.jalali import format_jalali


class PeopleRefused(BilingualError):
    """A change that would not be true; nothing was saved."""


class ReorganisationRefused(PeopleRefused):
    """A plan that cannot be carried out, with all its troubles; nothing was changed."""

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        super().__init__("reorganisation.troubles", troubles[0].fa, troubles[0].en)
        self.troubles = tuple(troubles)


def code_taken(code: str) -> PeopleRefused:
    return PeopleRefused(
        "people.code",
        f"کد «{code}» پیش‌تر به کار رفته است و دوباره داده نمی‌شود؛ کد دیگری بنویسید.",
        f"The code “{code}” has been used and is never given again; write another.",
        field="code",
    )


def closed() -> PeopleRefused:
    return PeopleRefused(
        "people.closed",
        "این واحد یا پست بسته شده است و تغییر نمی‌کند.",
        "This unit or post is closed and does not change.",
    )


def cycle() -> PeopleRefused:
    return PeopleRefused(
        "unit.cycle",
        "واحد بالادست نمی‌تواند خود این واحد یا زیرمجموعهٔ آن باشد؛ واحد دیگری برگزینید.",
        "The parent cannot be the unit itself or lie under it; choose another.",
        field="parent",
    )


def other_organisation() -> PeopleRefused:
    return PeopleRefused(
        "unit.organisation",
        "واحد بالادست از سازمان دیگری است؛ واحدی از همین سازمان برگزینید.",
        "The parent belongs to another organisation; choose a unit of this one.",
        field="parent",
    )


def still_used() -> PeopleRefused:
    return PeopleRefused(
        "unit.used",
        "این واحد هنوز زیرمجموعه یا پست دارد؛ نخست آن‌ها را ببندید.",
        "The unit still has units or posts; close them first.",
    )


def still_held() -> PeopleRefused:
    return PeopleRefused(
        "post.held",
        "این پست هنوز متصدی دارد؛ نخست تصدی را پایان دهید.",
        "The post is still held; end the holding first.",
    )


def unknown_role(role: str) -> PeopleRefused:
    return PeopleRefused(
        "post.role",
        f"نقش «{role}» را نمی‌شناسیم؛ یکی از نقش‌های فهرست را برگزینید.",
        f"The role “{role}” is unknown; choose one of the list.",
        field="roles",
    )


def wrong_order(field: str, first: date) -> PeopleRefused:
    return PeopleRefused(
        "people.order",
        f"پایان باید پس از {format_jalali(first)} باشد.",
        f"The end must come after {first.isoformat()}.",
        field=field,
    )


def too_early(first: date) -> PeopleRefused:
    return PeopleRefused(
        "people.too_early",
        f"آخرین تغییر از {format_jalali(first)} است؛ روزی پس از آن بنویسید.",
        f"The latest change holds from {first.isoformat()}; write a later day.",
        field="on",
    )


def seat_taken(since: date) -> PeopleRefused:
    return PeopleRefused(
        "holding.taken",
        f"این پست یک متصدی می‌پذیرد و از {format_jalali(since)} متصدی دارد؛ نخست به آن پایان دهید.",
        f"The post takes one holder and has had one since {since.isoformat()}; end that first.",
        field="post",
    )


def not_held() -> PeopleRefused:
    return PeopleRefused(
        "delegation.held",
        "این شخص در این روزها متصدی این پست نیست؛ تنها پست خود را می‌توان سپرد.",
        "This person does not hold the post on those days; only one's own post can be lent.",
        field="post",
    )


def to_oneself() -> PeopleRefused:
    return PeopleRefused(
        "delegation.self",
        "جانشین باید کسی جز خود شخص باشد.",
        "The deputy must be somebody else.",
        field="deputy",
    )


def username_taken() -> PeopleRefused:
    return PeopleRefused(
        "user.username",
        "این نام کاربری از آنِ دیگری است؛ نام دیگری بنویسید.",
        "This user name is taken; write another.",
        field="username",
    )


def has_account() -> PeopleRefused:
    return PeopleRefused(
        "user.person",
        "این شخص پیش‌تر حساب کاربری گرفته است.",
        "This person already has an account.",
        field="person",
    )


def national_id_taken() -> PeopleRefused:
    return PeopleRefused(
        "person.national_id",
        "شخص دیگری با این کد ملی ثبت شده است؛ او را در فهرست بجویید.",
        "Another person has this national id; look for them in the list.",
        field="national_id",
    )


def username_letters() -> PeopleRefused:
    return PeopleRefused(
        "user.letters",
        "نام کاربری تنها حرف، رقم و نشانه‌های @ . + - _ دارد؛ بی فاصله بنویسید.",
        "A user name has letters, digits and @ . + - _ only, without blanks.",
        field="username",
    )


def other_state() -> PeopleRefused:
    return PeopleRefused(
        "reorganisation.state",
        "این طرح در این میان وضع دیگری گرفته است؛ صفحه را تازه کنید.",
        "Meanwhile this plan is in another state; reload the page.",
    )


def not_yet(on: date) -> PeopleRefused:
    return PeopleRefused(
        "reorganisation.day",
        f"روز اجرای این طرح {format_jalali(on)} است و هنوز نرسیده است.",
        f"The day of this plan, {on.isoformat()}, has not come.",
    )


def order_in_future() -> PeopleRefused:
    return PeopleRefused(
        "reorganisation.order_date",
        "تاریخ حکم هنوز نرسیده است؛ تاریخ درست را بنویسید.",
        "The date of the order has not come; write the right one.",
        field="order_date",
    )


def too_many_steps(limit: int) -> PeopleRefused:
    return PeopleRefused(
        "reorganisation.steps",
        f"یک طرح بیش از {limit} گام نمی‌گیرد؛ بقیه را در طرح دیگری بنویسید.",
        f"A plan takes {limit} steps; write the others into another plan.",
    )
