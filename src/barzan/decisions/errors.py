"""What can go wrong with decision models, as sentences that name the cure."""

from __future__ import annotations

from typing import Self

from barzan.persian import persian_digits
from barzan.persian.errors import BilingualError


class DecisionError(BilingualError):
    """A command that the room refuses; nothing was changed."""

    @classmethod
    def key_shape(cls, key: str) -> Self:
        return cls(
            "decision.key",
            f"کلید «{key}» درست نیست: حروف کوچک لاتین، رقم و خط تیره، تا ۶۰ نویسه.",
            f"The key “{key}” is not right: small Latin letters, digits and hyphens, up to 60.",
            field="key",
        )

    @classmethod
    def key_taken(cls, key: str) -> Self:
        return cls(
            "decision.key_taken",
            f"کلید «{key}» پیش‌تر داده شده است و دوباره داده نمی‌شود؛ کلید دیگری برگزینید.",
            f"The key “{key}” was given before and is never reused; choose another.",
            field="key",
        )

    @classmethod
    def stale(cls) -> Self:
        return cls(
            "decision.stale",
            "پس از آن‌که این صفحه را باز کردید کس دیگری پیش‌نویس را ذخیره کرده است؛ نوشتهٔ تازه را ببینید "
            "و دوباره ذخیره کنید.",
            "Somebody saved the draft after you opened this page: see what it says now and save again.",
        )

    @classmethod
    def no_draft(cls) -> Self:
        return cls(
            "decision.no_draft",
            "پیش‌نویسی نیست که منتشر شود؛ نخست جدول را ویرایش کنید یا فایلی بفرستید.",
            "There is no draft to publish: edit the table or send a file first.",
        )

    @classmethod
    def no_reason(cls) -> Self:
        return cls(
            "decision.why",
            "دلیل را در یک جمله بنویسید تا دیگران بدانند چرا.",
            "Give the reason in a sentence, so that others know why.",
            field="why",
        )

    @classmethod
    def unchanged(cls, number: int) -> Self:
        return cls(
            "decision.unchanged",
            f"پیش‌نویس همان نسخهٔ {persian_digits(str(number))} است؛ چیزی برای انتشار نیست.",
            f"The draft is the same as version {number}; there is nothing to publish.",
        )

    @classmethod
    def unaccepted(cls, sentence_fa: str, sentence_en: str, place: str) -> Self:
        return cls(
            "decision.unaccepted",
            f"برای این هشدار دلیلی ننوشته‌اید: {sentence_fa}",
            f"You gave no reason for this warning: {sentence_en}",
            finding=place,
        )
