"""What can be wrong with a place, said to the person who can put it right."""

from __future__ import annotations

from datetime import date

from barzan.persian.errors import BilingualError
from barzan.persian.jalali import format_jalali


class PlaceRefused(BilingualError):
    """A change of places that would not be true; nothing was saved."""


def code_taken(code: str) -> PlaceRefused:
    return PlaceRefused(
        "place.code",
        f"کد «{code}» در این زمان از آنِ جای دیگری است؛ کد دیگری بنویسید.",
        f"The code “{code}” belongs to another place at that time; write another.",
        field="code",
    )


def in_future() -> PlaceRefused:
    return PlaceRefused(
        "place.future",
        "این تاریخ هنوز نرسیده است؛ تغییر را از روزی که رخ می‌دهد ثبت کنید.",
        "This date has not come yet; record a change from the day it happens.",
        field="on",
    )


def too_early(since: date) -> PlaceRefused:
    return PlaceRefused(
        "place.early",
        f"واقعیت کنونی از {format_jalali(since)} برقرار است؛ تاریخی پس از آن بنویسید.",
        f"What is now true began on {since.isoformat()}; write a later date.",
        field="on",
    )


def closed() -> PlaceRefused:
    return PlaceRefused(
        "place.closed",
        "این جا دیگر برقرار نیست و تغییر نمی‌کند.",
        "This place is no longer valid and does not change.",
    )


def cycle() -> PlaceRefused:
    return PlaceRefused(
        "place.cycle",
        "جای بالادست نمی‌تواند خود این جا یا زیرمجموعهٔ آن باشد؛ جای دیگری برگزینید.",
        "The parent cannot be the place itself or lie under it; choose another.",
        field="parent",
    )


def parent_elsewhere() -> PlaceRefused:
    return PlaceRefused(
        "place.parent",
        "جای بالادست در این سلسله‌مراتب و در این تاریخ برقرار نیست؛ جای دیگری برگزینید.",
        "The parent does not stand in this hierarchy on that date; choose another.",
        field="parent",
    )


def has_children() -> PlaceRefused:
    return PlaceRefused(
        "place.children",
        "هنوز جاهایی زیر این جا هستند؛ نخست آن‌ها را جابه‌جا کنید یا ببندید.",
        "There are still places under this one; move or close them first.",
    )


def still_used() -> PlaceRefused:
    return PlaceRefused(
        "place.used",
        "پست‌ها یا سازمان‌هایی به این جا بسته‌اند؛ بنویسید با کدام جا ادامه می‌دهند.",
        "Posts or organisations name this place; say with which place they go on.",
        field="into",
    )


def into_itself() -> PlaceRefused:
    return PlaceRefused(
        "place.itself",
        "جانشین نمی‌تواند خود این جا باشد؛ جای دیگری برگزینید.",
        "The successor cannot be the place itself; choose another.",
        field="into",
    )
