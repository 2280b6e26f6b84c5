"""What can go wrong with forms, as sentences that name the cure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from barzan.persian import persian_digits
from barzan.persian.errors import BilingualError


class FormError(BilingualError):
    """A command that the room refuses; nothing was changed."""

    @classmethod
    def key_shape(cls, key: str) -> Self:
        return cls(
            "form.key",
            f"کلید «{key}» درست نیست: حروف کوچک لاتین، رقم و خط تیره، تا ۶۰ نویسه.",
            f"The key “{key}” is not right: small Latin letters, digits and hyphens, up to 60.",
            field="key",
        )

    @classmethod
    def key_taken(cls, key: str) -> Self:
        return cls(
            "form.key_taken",
            f"کلید «{key}» پیش‌تر داده شده است و دوباره داده نمی‌شود؛ کلید دیگری برگزینید.",
            f"The key “{key}” was given before and is never reused; choose another.",
            field="key",
        )

    @classmethod
    def stale(cls) -> Self:
        return cls(
            "form.stale",
            "پس از آن‌که این صفحه را باز کردید کس دیگری پیش‌نویس را ذخیره کرده است؛ نوشتهٔ تازه را ببینید "
            "و دوباره ذخیره کنید.",
            "Somebody saved the draft after you opened this page: see what it says now and save again.",
        )

    @classmethod
    def settings_stale(cls) -> Self:
        return cls(
            "form.settings_stale",
            "پس از آن‌که این صفحه را باز کردید کس دیگری تنظیم‌های این فرم را عوض کرده است؛ آن‌چه اکنون هست در "
            "کنار آمده است؛ ببینید و دوباره ذخیره کنید.",
            "Somebody changed the settings of this form after you opened the page; what they are now stands "
            "beside: look at it and save again.",
        )

    @classmethod
    def no_draft(cls) -> Self:
        return cls(
            "form.no_draft",
            "این فرم پیش‌نویسی ندارد؛ نخست کارپوشه‌ای بفرستید.",
            "This form has no draft: send a workbook first.",
        )

    @classmethod
    def nothing_to_undo(cls) -> Self:
        return cls(
            "form.nothing_to_undo",
            "پیش از این ذخیره چیزی نیست که به آن برگردیم.",
            "There is nothing before this saving to go back to.",
        )

    @classmethod
    def no_reason(cls) -> Self:
        return cls(
            "form.why",
            "دلیل را در یک جمله بنویسید تا دیگران بدانند چرا.",
            "Give the reason in a sentence, so that others know why.",
            field="why",
        )

    @classmethod
    def unchanged(cls, number: int) -> Self:
        return cls(
            "form.unchanged",
            f"پیش‌نویس همان نسخهٔ {persian_digits(str(number))} است؛ چیزی برای انتشار نیست. چیزی در آن عوض "
            "کنید یا پیش‌نویس را دور بریزید.",
            f"The draft is the same as version {number}; there is nothing to publish. Change something in it "
            "or drop it.",
        )

    @classmethod
    def not_published(cls) -> Self:
        return cls(
            "form.not_published",
            "این فرم هنوز نسخهٔ منتشرشده‌ای ندارد؛ نخست آن را منتشر کنید.",
            "This form has no published version yet: publish it first.",
        )

    @classmethod
    def in_use(cls, number: int) -> Self:
        return cls(
            "form.in_use",
            f"این فرم در {persian_digits(str(number))} جا به کار است؛ نخست آن‌جا فرم دیگری بگذارید، یا تنها "
            "این را ببندید.",
            f"This form is used in {number} places: give them another form first, or close this one.",
        )

    @classmethod
    def no_workbook(cls, name: str) -> Self:
        return cls(
            "form.workbook",
            f"«{name}» کارپوشه نیست؛ فایلی با پسوند xlsx یا xls بفرستید.",
            f"“{name}” is no workbook: send a file with the extension .xlsx or .xls.",
            field="workbook",
        )

    @classmethod
    def too_large(cls) -> Self:
        return cls(
            "form.too_large",
            "کارپوشه از ۲۰ مگابایت بزرگ‌تر است؛ تصویرها را از آن بردارید و جدا بفرستید.",
            "The workbook is over 20 MB: take pictures out of it and send them beside it.",
            field="workbook",
        )

    @classmethod
    def too_much_media(cls) -> Self:
        return cls(
            "form.media",
            "فایل‌های همراه بیش از ۳۰۰ تا یا ۶۰ مگابایت‌اند؛ کمتر یا کوچک‌ترشان کنید.",
            "The files beside the workbook are over 300 or 60 MB: send fewer or smaller ones.",
            field="media",
        )

    @classmethod
    def files_missing(cls, names: Sequence[str]) -> Self:
        return cls(
            "form.files_missing",
            f"این فایل‌ها در فرم نام برده شده‌اند و نیامده‌اند: {'، '.join(names)}. آن‌ها را بفرستید.",
            f"The form names files that did not come: {', '.join(names)}. Send them.",
        )

    @classmethod
    def no_question(cls) -> Self:
        return cls(
            "form.no_question",
            "پرسشی برگزیده نشده است؛ دست‌کم یکی را نشان کنید.",
            "No question is chosen: mark at least one.",
            field="questions",
        )
