"""What can go wrong with tasks and bodies, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.persian.errors import BilingualError
from barzan.persian.text import persian_digits
from barzan.tasks.core.answers import Wrong


class TaskRefused(BilingualError):
    """A command that the room refuses; nothing was changed."""


class AnswersRefused(TaskRefused):
    """Answers that are not what the task asks for; ``wrong`` names each with its cure."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        first = wrong[0]
        super().__init__("tasks.answers", first.fa, first.en, field=first.field)
        self.wrong = tuple(wrong)


def closed(what_fa: str, what_en: str, who: str) -> TaskRefused:
    """Somebody else ended the task meanwhile; ``who`` is the title of their post."""
    return TaskRefused(
        "tasks.closed",
        f"این کار در این میان بسته شده است ({what_fa}{f'؛ {who}' if who else ''})؛ چیزی از شما ثبت نشد.",
        f"Meanwhile this task was closed ({what_en}{f', {who}' if who else ''}); nothing of yours was kept.",
    )


def changed(what_fa: str, what_en: str, who: str) -> TaskRefused:
    """The page is older than the task."""
    return TaskRefused(
        "tasks.changed",
        f"این کار پس از بازشدن صفحه دگرگون شد ({what_fa}{f'؛ {who}' if who else ''})؛ صفحه را تازه کنید.",
        f"The task changed since you opened the page ({what_en}{f', {who}' if who else ''}); reload it.",
    )


def taken(who: str) -> TaskRefused:
    return TaskRefused(
        "tasks.taken",
        f"این کار را {who or 'همکار دیگری'} برداشته است؛ با او هماهنگ کنید یا کار دیگری بردارید.",
        f"{who or 'A colleague'} has taken this task; speak with them or take another.",
    )


def not_taken() -> TaskRefused:
    return TaskRefused(
        "tasks.not_taken",
        "این کار را کسی برنداشته است؛ چیزی برای پس‌دادن نیست.",
        "Nobody has taken this task; there is nothing to give back.",
    )


def no_reason() -> TaskRefused:
    return TaskRefused(
        "tasks.why",
        "در یک جمله بنویسید چرا؛ گیرنده همین را می‌خواند.",
        "Say why in a sentence: whoever receives it reads this.",
        field="why",
    )


def nowhere() -> TaskRefused:
    return TaskRefused(
        "tasks.to",
        "واحد یا پستی را که کار به آن می‌رود بنویسید.",
        "Name the unit or the post that the task goes to.",
        field="unit",
    )


def same_place() -> TaskRefused:
    return TaskRefused(
        "tasks.same",
        "کار همین حالا آن‌جاست؛ واحد یا پست دیگری بنویسید.",
        "The task is there already; name another unit or post.",
        field="unit",
    )


def beyond_unit() -> TaskRefused:
    return TaskRefused(
        "tasks.beyond",
        "واگذاری در همان واحد یا زیر آن است؛ برای واحد دیگر «ارجاع» را برگزینید.",
        "One delegates within the unit or below it; refer the task to another unit instead.",
        field="post",
    )


def no_number() -> TaskRefused:
    return TaskRefused(
        "tasks.number",
        "شماره‌ای را که سامانهٔ دیگر داده است بنویسید یا رسید آن را پیوست کنید.",
        "Write the number that the other system gave, or attach its receipt.",
        field="number",
    )


def no_sender() -> TaskRefused:
    return TaskRefused(
        "tasks.no_sender",
        "این کار از کسی نرسیده است که به او برگردد؛ آن را به واحد درست ارجاع کنید.",
        "Nobody sent this task who could get it back; refer it to the right unit.",
    )


def nothing_to_undo() -> TaskRefused:
    return TaskRefused(
        "tasks.undo",
        "چیزی برای برگرداندن نیست: آخرین کار از شما نبوده یا گیرنده آن را برداشته است.",
        "There is nothing to take back: the last step was not yours, or the receiver has taken it.",
    )


def needs_decision(body: str) -> TaskRefused:
    return TaskRefused(
        "tasks.decision",
        f"این کار را «{body}» در جلسه پایان می‌دهد؛ شمارهٔ جلسه، تاریخ و متن تصمیم را بنویسید.",
        f"{body} completes this task in a session: give the session's number, its date and the decision.",
        field="session",
    )


def no_body() -> TaskRefused:
    return TaskRefused(
        "tasks.no_body",
        "این کار را کسی تنها انجام می‌دهد؛ تصمیم جلسه نمی‌خواهد.",
        "One person completes this task; it takes no decision of a session.",
    )


def no_quorum(present: int, quorum: int) -> TaskRefused:
    fa = persian_digits(f"با {present} رأی جلسه رسمی نیست؛ دست‌کم {quorum} رأی لازم است.")
    en = f"{present} votes make no session: at least {quorum} are needed."
    return TaskRefused("tasks.quorum", fa, en, field="votes_for")


def too_many_votes(votes: int, seats: int) -> TaskRefused:
    fa = persian_digits(f"{votes} رأی از {seats} عضو بیشتر است؛ شمار رأی‌ها را درست کنید.")
    return TaskRefused(
        "tasks.votes", fa, f"{votes} votes are more than {seats} members; correct them.", field="votes_for"
    )


def no_document(field: str) -> TaskRefused:
    return AnswersRefused(
        [
            Wrong(
                field,
                "این سند در دسترس شما نیست؛ دوباره پیوستش کنید.",
                "You cannot reach this document; attach it again.",
            )
        ]
    )


def unknown_bodies(codes: Sequence[str]) -> TaskRefused:
    listed = "، ".join(codes)
    return TaskRefused(
        "tasks.body",
        f"کارگروه یا کمیسیونی با کد «{listed}» در کار نیست؛ نخست آن را بسازید.",
        f"There is no open body with the code {listed}; make it first.",
    )


def same_post() -> TaskRefused:
    return TaskRefused(
        "tasks.same_post",
        "پست دیگری بنویسید؛ کارها همین حالا از آن این پست است.",
        "Name another post: the tasks are this one's already.",
        field="to_post",
    )


def body_code_taken(code: str) -> TaskRefused:
    return TaskRefused(
        "tasks.body_code",
        f"کد «{code}» را پیش‌تر کسی گرفته است و کدها دوباره به کار نمی‌روند؛ کد دیگری بنویسید.",
        f"The code {code} is taken, and codes are never used again; write another.",
        field="code",
    )


def body_has_tasks(count: int) -> TaskRefused:
    fa = persian_digits(f"{count} کار چشم‌به‌راه تصمیم این نهاد است؛ نخست آن‌ها را پایان دهید یا ارجاع کنید.")
    return TaskRefused("tasks.body_busy", fa, f"{count} tasks wait for its decision; complete them first.")


def busy() -> TaskRefused:
    return TaskRefused(
        "tasks.busy",
        "همین لحظه کسی روی یکی از این کارها دست دارد؛ کمی بعد دوباره بکوشید.",
        "Somebody is at one of these tasks this very moment; try again in a while.",
    )
