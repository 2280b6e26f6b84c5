"""What can go wrong on the review desk, as sentences; nothing is lost then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from barzan.persian import persian_digits
from barzan.persian.errors import BilingualError

if TYPE_CHECKING:
    from barzan.review.models import ItemDecision


class ReviewRefused(BilingualError):
    """A command that the desk refuses; nothing was changed."""


class StaleDecision(ReviewRefused):
    """Somebody else decided about the item meanwhile; ``decision`` is theirs, the last one."""

    def __init__(self, decision: ItemDecision | None) -> None:
        super().__init__(
            "review.stale",
            "پس از آن‌که این ردیف را باز کردید کس دیگری دربارهٔ آن تصمیم گرفت. نوشتهٔ شما و تصمیم او هر دو "
            "این‌جاست؛ ببینید و دوباره تصمیم بگیرید.",
            "After you opened this row somebody else decided about it. Your text and their decision are both "
            "here: look, then decide again.",
        )
        self.decision = decision


def no_reason() -> ReviewRefused:
    return ReviewRefused(
        "review.why",
        "چیزی را که کتابچه چنین نمی‌گوید بی‌دلیل نمی‌توان نوشت؛ دلیلی برگزینید یا در یک جمله بنویسید.",
        "What the booklet does not say needs a reason: choose one or write a sentence.",
        field="why",
    )


def undecided(fields: Sequence[str]) -> ReviewRefused:
    field = fields[0]
    fa = {"title": "عنوان", "service_class": "نوع خدمت", "has_client": "ارباب‌رجوع"}[field]
    en = {"title": "title", "service_class": "class", "has_client": "client"}[field]
    return ReviewRefused(
        "review.undecided",
        f"«{fa}» هنوز نامعلوم است. اگر منبع نمی‌گوید، «نامعلوم» را برگزینید و دلیل بنویسید.",
        f"The {en} is still open. If the source does not say, choose “not known” and give the reason.",
        field=field,
    )


def not_open() -> ReviewRefused:
    return ReviewRefused(
        "review.closed",
        "این بازبینی دیگر باز نیست: منتشر شده، در حال انتشار است یا کنار گذاشته شده است.",
        "This review is not open any more: it was published, is being published or was given up.",
    )


def nothing_to_undo() -> ReviewRefused:
    return ReviewRefused(
        "review.nothing_to_undo",
        "تصمیمی از شما نیست که بتوان برگرداند؛ شاید کس دیگری پس از شما دربارهٔ همان ردیف تصمیم گرفته است.",
        "There is no decision of yours to take back; somebody may have decided about the same row after you.",
    )


def too_large(limit: str) -> ReviewRefused:
    return ReviewRefused(
        "review.too_large",
        f"متن کتابچه از {persian_digits(limit)} مگابایت بزرگ‌تر است؛ تنها متن را بدهید، بی تصویر.",
        f"The text of the booklet is larger than {limit} MB: give the text alone, without pictures.",
        field="file",
    )


def wrong_kind() -> ReviewRefused:
    return ReviewRefused(
        "review.kind",
        "متن کتابچه را با پسوند md یا txt بدهید؛ اگر PDF یا Word است، آن را به متن ساده برگردانید.",
        "Give the text of the booklet as .md or .txt; turn a PDF or Word file into plain text first.",
        field="file",
    )


def already_open(title: str) -> ReviewRefused:
    return ReviewRefused(
        "review.already_open",
        f"همین متن را «{title}» دارد بازبینی می‌کند؛ همان را پی بگیرید یا کنار بگذارید.",
        f"This very text is under review already as “{title}”: go on there, or give it up.",
        field="file",
    )


def wrong_prefix(prefix: str) -> ReviewRefused:
    return ReviewRefused(
        "review.prefix",
        f"«{prefix}» نمی‌تواند آغاز کد باشد؛ دو تا شش حرف بزرگ لاتین بنویسید، مانند QZ.",
        f"“{prefix}” cannot begin a code: write two to six capital Latin letters, such as QZ.",
        field="prefix",
    )


def unit_taken(name: str) -> ReviewRefused:
    return ReviewRefused(
        "review.unit_taken",
        f"این واحد برای «{name}» برگزیده شده است؛ هر واحد تنها یک سطر کتابچه است.",
        f"This unit stands for “{name}” already; each unit is one row of the booklet.",
        field="unit",
    )


def unknown_service(code: str) -> ReviewRefused:
    return ReviewRefused(
        "review.service",
        f"در واحدهای این کتابچه خدمتی با کد «{code}» منتشر نشده است؛ کد را از فهرست خدمات بردارید.",
        f"No service with the code {code} is published in the units of this booklet: take it from the list.",
        field="service",
    )


def service_taken(code: str, title: str) -> ReviewRefused:
    return ReviewRefused(
        "review.service_taken",
        f"خدمت «{code}» را ردیف «{title}» گرفته است؛ نخست آن ردیف را از آن جدا کنید.",
        f"The row “{title}” is the service {code} already: part that row from it first.",
        field="service",
    )


def unmatched(name: str) -> ReviewRefused:
    return ReviewRefused(
        "review.unmatched",
        f"«{name}» هنوز به واحدی در نمودار سازمانی وصل نیست؛ نخست واحدش را برگزینید.",
        f"“{name}” is not matched with a unit of the organisation yet: choose its unit first.",
    )


def unfinished(count: int) -> ReviewRefused:
    return ReviewRefused(
        "review.unfinished",
        f"هنوز دربارهٔ {persian_digits(str(count))} ردیف تصمیم گرفته نشده است؛ "
        "تصمیم بگیرید یا با دلیل کنارشان بگذارید.",
        f"{count} rows are not decided yet: decide about them, or set them aside with a reason.",
    )


def no_publication_reason() -> ReviewRefused:
    return ReviewRefused(
        "review.publish_why",
        "بنویسید این نسخه بر چه پایه‌ای منتشر می‌شود؛ این جمله با نسخه می‌ماند.",
        "Say what this version rests on; the sentence stays with the version.",
        field="why",
    )
