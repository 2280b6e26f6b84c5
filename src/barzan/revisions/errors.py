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
