"""What can go wrong in the life of a service, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.persian.errors import BilingualError
from barzan.revisions.merge import Conflict


class RevisionRefused(BilingualError):
    """A command that the room refuses; nothing was changed."""


class DraftConflict(RevisionRefused):
    """Somebody else changed the same fields meanwhile; what was written is given back in ``conflicts``."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__(
            "revisions.conflict",
            "در این میان کس دیگری همین بخش را جور دیگری نوشته است. هر دو نوشته این‌جاست؛ "
            "یکی را برگزینید و دوباره ذخیره کنید.",
            "Meanwhile somebody else wrote the same part otherwise. Both texts are here: choose one and "
            "save again.",
        )
        self.conflicts = tuple(conflicts)


def wrong_state(wanted: str) -> RevisionRefused:
    return RevisionRefused(
        "revisions.state",
        "این پیش‌نویس در این میان به مرحلهٔ دیگری رفته است؛ صفحه را تازه کنید و از همان‌جا پی بگیرید.",
        f"Meanwhile this draft is in another state (it should be {wanted}): reload the page and go on.",
    )


def stale() -> RevisionRefused:
    return RevisionRefused(
        "revisions.stale",
        "پس از آن‌که این صفحه را باز کردید پیش‌نویس عوض شده است؛ نوشتهٔ تازه را بخوانید و دوباره تصمیم بگیرید.",
        "The draft was changed after you opened this page: read what it says now, then decide again.",
    )


def four_eyes() -> RevisionRefused:
    return RevisionRefused(
        "revisions.four_eyes",
        "نوشتهٔ خودتان را خودتان نمی‌توانید تصویب کنید؛ تصویب با پست دیگری است.",
        "You cannot approve what you wrote yourself; another post approves it.",
    )


def no_reason() -> RevisionRefused:
    return RevisionRefused(
        "revisions.why",
        "دلیل را در یک جمله بنویسید تا دیگران بدانند چرا.",
        "Give the reason in a sentence, so that others know why.",
        field="why",
    )


def code_taken(code: str) -> RevisionRefused:
    return RevisionRefused(
        "revisions.code_taken",
        f"کد «{code}» پیش‌تر به خدمتی یا پیش‌نویسی داده شده است و دوباره داده نمی‌شود؛ کد دیگری بنویسید.",
        f"The code {code} was given to a service or a draft before and is never reused; choose another.",
        field="code",
    )


def code_shape(code: str) -> RevisionRefused:
    return RevisionRefused(
        "revisions.code_shape",
        f"«{code}» کد خدمت نیست؛ ۲ تا ۶ حرف بزرگ لاتین، خط تیره و ۴ تا ۶ رقم بنویسید، مانند QZ-0333.",
        f"“{code}” is no service code: write 2 to 6 capital letters, a hyphen and 4 to 6 digits, as in "
        "QZ-0333.",
        field="code",
    )


def not_yours() -> RevisionRefused:
    return RevisionRefused(
        "revisions.not_yours",
        "این تصمیم در اختیار پست شما نیست؛ با رئیس واحد یا دبیر کارگروه است.",
        "Your post may not decide this; the head of the unit or the secretary of the working group may.",
    )


def open_draft(code: str) -> RevisionRefused:
    return RevisionRefused(
        "revisions.open_draft",
        f"خدمت «{code}» پیش‌نویس باز دارد؛ نخست آن را منتشر کنید یا پس بگیرید.",
        f"The service {code} has an open draft: publish or withdraw it first.",
    )


def successors_wanted(least: int) -> RevisionRefused:
    few = "دست‌کم دو خدمت دیگر" if least > 1 else "خدمت دیگری"
    return RevisionRefused(
        "revisions.successors",
        f"{few} را نام ببرید که کار این خدمت را پی می‌گیرند.",
        f"Name at least {least} other service{'s' if least > 1 else ''} in which this one goes on.",
    )


def own_successor() -> RevisionRefused:
    return RevisionRefused(
        "revisions.own_successor",
        "خدمتی که برچیده می‌شود نمی‌تواند جانشین خودش باشد؛ آن را از جانشین‌ها بردارید.",
        "A service that is retired cannot be its own successor: take it out of the successors.",
    )


def not_retired(code: str) -> RevisionRefused:
    return RevisionRefused(
        "revisions.not_retired",
        f"خدمت «{code}» برچیده نشده است تا برگردد.",
        f"The service {code} is not retired, so that nothing can be restored.",
    )


def closed_unit(code: str) -> RevisionRefused:
    return RevisionRefused(
        "revisions.closed_unit",
        f"واحد «{code}» دیگر برقرار نیست؛ واحد دیگری برگزینید.",
        f"The unit “{code}” is no longer valid; choose another.",
        field="unit",
    )


def unknown_place(code: str) -> RevisionRefused:
    return RevisionRefused(
        "revisions.place",
        f"واحد، گروه، موضوع یا رویدادی با کد «{code}» نیست؛ از فهرست برگزینید.",
        f"There is no unit, group, subject or life event with the code “{code}”; choose from the list.",
        field="unit",
    )


def nothing_to_publish() -> RevisionRefused:
    return RevisionRefused(
        "revisions.nothing",
        "هنوز خدمتی منتشر نشده است که در ویراست بیاید.",
        "No service is published yet that could stand in an edition.",
    )
