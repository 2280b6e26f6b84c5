"""What can go wrong with registers and entries, as sentences that name the place and the cure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from barzan.persian import persian_digits
from barzan.persian.errors import BilingualError
from barzan.registers.core.findings import Finding

if TYPE_CHECKING:
    from barzan.registers.core.importing import Wrong
    from barzan.registers.models import EntryVersion


class RegisterError(BilingualError):
    """A command that the room refuses; nothing was changed."""

    @classmethod
    def key_shape(cls, key: str) -> Self:
        return cls(
            "register.key",
            f"کلید «{key}» درست نیست: حروف کوچک لاتین، رقم و خط تیره، تا ۶۰ نویسه.",
            f"The key “{key}” is not right: small Latin letters, digits and hyphens, up to 60.",
            field="key",
        )

    @classmethod
    def key_taken(cls, key: str) -> Self:
        return cls(
            "register.key_taken",
            f"کلید «{key}» پیش‌تر داده شده است و دوباره داده نمی‌شود؛ کلید دیگری برگزینید.",
            f"The key “{key}” was given before and is never reused; choose another.",
            field="key",
        )

    @classmethod
    def stale(cls) -> Self:
        return cls(
            "register.stale",
            "پس از آن‌که این صفحه را باز کردید کس دیگری آن را تغییر داده است؛ تازه‌اش را ببینید و دوباره "
            "بکوشید.",
            "Somebody changed it after you opened this page: see what it says now and try again.",
        )

    @classmethod
    def no_draft(cls) -> Self:
        return cls(
            "register.no_draft",
            "پیش‌نویسی نیست که منتشر شود؛ نخست چیزی را ویرایش کنید.",
            "There is no draft to publish: edit something first.",
        )

    @classmethod
    def no_reason(cls) -> Self:
        return cls(
            "register.why",
            "دلیل را در یک جمله بنویسید تا دیگران بدانند چرا.",
            "Give the reason in a sentence, so that others know why.",
            field="why",
        )

    @classmethod
    def unchanged(cls, number: int) -> Self:
        return cls(
            "register.unchanged",
            f"پیش‌نویس همان نسخهٔ {persian_digits(str(number))} است؛ چیزی برای انتشار نیست.",
            f"The draft is the same as version {number}; there is nothing to publish.",
        )

    @classmethod
    def no_form(cls, title: str) -> Self:
        return cls(
            "register.no_form",
            f"فرم «{title}» هنوز منتشر نشده است؛ نخست آن را منتشر کنید.",
            f"The form “{title}” is not published yet; publish it first.",
            field="form",
        )

    @classmethod
    def closed(cls, title: str) -> Self:
        return cls(
            "register.closed",
            f"دفتر «{title}» اکنون رکورد تازه نمی‌پذیرد؛ آن را دوباره باز کنید یا از دفتر دیگری کمک بگیرید.",
            f"The register “{title}” takes no new entries now; open it again or use another.",
        )

    @classmethod
    def no_view(cls) -> Self:
        return cls(
            "register.view",
            "نامی برای نما بنویسید و دست‌کم یک صافی برگزینید.",
            "Give the view a title and choose at least one filter.",
            field="title",
        )

    @classmethod
    def views_full(cls, most: int) -> Self:
        return cls(
            "register.views",
            f"بیش از {persian_digits(str(most))} نما نگه داشته‌اید؛ یکی را فراموش کنید.",
            f"You keep {most} views already; forget one first.",
        )

    @classmethod
    def not_your_view(cls) -> Self:
        return cls(
            "register.view_of_another",
            "این نما از آن دیگری است؛ تنها خودش می‌تواند آن را بردارد.",
            "This view is somebody else's; only they can take it away.",
        )


class EntryError(BilingualError):
    """A command on an entry that the room refuses; nothing was changed."""

    @classmethod
    def no_transition(cls, title: str, state: str) -> Self:
        return cls(
            "entry.no_transition",
            f"از حالت «{state}» نمی‌توان «{title}» کرد؛ صفحه را تازه کنید و ببینید اکنون کجاست.",
            f"“{title}” is not possible in the state “{state}”; open the page again and see where it stands.",
        )

    @classmethod
    def no_picture(cls, name: str) -> Self:
        return cls(
            "entry.no_picture",
            f"«{name}» تصویر نیست؛ فایلی با پسوند png، jpg یا webp برگزینید.",
            f"“{name}” is no picture; choose a file that ends in png, jpg or webp.",
        )

    @classmethod
    def not_by_you(cls, title: str) -> Self:
        return cls(
            "entry.not_by_you",
            f"«{title}» کار نقش یا پست دیگری است؛ در صفحهٔ دفتر ببینید چه کسی می‌تواند.",
            f"“{title}” is for another role or post; the page of the register says whose.",
        )

    @classmethod
    def by_the_clock(cls, title: str) -> Self:
        return cls(
            "entry.by_the_clock",
            f"«{title}» را ساعت در روز خود انجام می‌دهد؛ کسی آن را دستی انجام نمی‌دهد.",
            f"“{title}” is done by the clock on its day; nobody takes it by hand.",
        )

    @classmethod
    def nothing_to_undo(cls) -> Self:
        return cls(
            "entry.nothing_to_undo",
            "گذاری نیست که برگردانده شود.",
            "There is no passage to undo.",
        )

    @classmethod
    def merged(cls, number: str) -> Self:
        return cls(
            "entry.merged",
            f"این رکورد با «{number}» یکی شده است؛ کار را آن‌جا پی بگیرید یا یکی‌سازی را برگردانید.",
            f"This entry was merged into “{number}”; go on there or undo the merge.",
        )

    @classmethod
    def taken_back(cls) -> Self:
        return cls(
            "entry.taken_back",
            "درون‌ریزی این رکورد پس گرفته شده است؛ رکورد تازه‌ای باز کنید یا فایل را دوباره بیاورید.",
            "The import that opened this entry was taken back; open a new one or import the file again.",
        )

    @classmethod
    def unknown_place(cls, code: str) -> Self:
        return cls(
            "entry.place",
            f"جایی با کد «{code}» نیست؛ کد را درست کنید یا نخست آن را بیفزایید.",
            f"There is no place with the code “{code}”; correct the code or add it first.",
        )

    @classmethod
    def relation(cls, title: str) -> Self:
        return cls(
            "entry.relation",
            f"«{title}» این را نمی‌پذیرد؛ چیزی از نوع درست و تنها یک بار برگزینید.",
            f"“{title}” does not take this; choose a thing of the right kind, once.",
            field="other",
        )

    @classmethod
    def no_register(cls, key: str) -> Self:
        return cls(
            "entry.no_register",
            f"دفتری با کلید «{key}» در کار نیست؛ نام فهرست را در برگهٔ entities درست کنید.",
            f"There is no register “{key}” in use; correct the name of the list in the sheet entities.",
        )

    @classmethod
    def not_your_register(cls, title: str) -> Self:
        return cls(
            "entry.not_your_register",
            f"این فرم از واحدی است که دفتر «{title}» را ندارد؛ آن را به واحد دفتر بسپارید.",
            f"This form belongs to a unit without the register “{title}”; give it to that unit.",
        )

    @classmethod
    def no_entry(cls, number: str, title: str) -> Self:
        return cls(
            "entry.no_entry",
            f"در دفتر «{title}» رکوردی با شمارهٔ «{number}» نیست؛ شماره را درست کنید.",
            f"The register “{title}” has no entry with the number “{number}”; correct it.",
        )

    @classmethod
    def unlike(cls) -> Self:
        return cls(
            "entry.unlike",
            "تنها دو رکورد از یک دفتر و یک سازمان که هنوز یکی نشده‌اند یکی می‌شوند.",
            "Only two entries of one register and organisation that are not merged yet can be merged.",
        )

    @classmethod
    def changed_since(cls) -> Self:
        return cls(
            "entry.changed_since",
            "پس از آن تغییر دیگری رخ داده است؛ نخست آن را برگردانید.",
            "It has been changed since; undo that first.",
        )


class EntryRefused(BilingualError):
    """Answers or a passage with what is missing or wrong, each with its place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        super().__init__(first.code, first.fa, first.en, field=first.place)


class Conflict(BilingualError):
    """Somebody else changed the entry meanwhile; ``current`` is what it says now."""

    def __init__(self, base: EntryVersion, current: EntryVersion) -> None:
        self.base, self.current = base, current
        super().__init__(
            "entry.conflict",
            "پس از آن‌که این صفحه را باز کردید کس دیگری این رکورد را تغییر داده است؛ هر دو نوشته کنار هم "
            "آمده است.",
            "Somebody changed this entry after you opened the page; both texts stand side by side.",
        )


class ImportRefused(BilingualError):
    """An import that cannot go on; nothing of the present batch was kept."""

    @classmethod
    def empty(cls) -> Self:
        return cls(
            "import.empty",
            "فایل هیچ ردیفی ندارد؛ در ردیف نخست نام ستون‌ها و زیر آن رکوردها را بنویسید.",
            "The file has no rows; write the names of columns in the first row and the entries below.",
            field="file",
        )

    @classmethod
    def begun(cls) -> Self:
        return cls(
            "import.begun",
            "بخشی از این فایل آورده شده است؛ نخست آن را پس بگیرید.",
            "A part of this file was taken already; take it back first.",
        )

    @classmethod
    def mapping(cls) -> Self:
        return cls(
            "import.mapping",
            "برای دست‌کم یک ستون پرسشی برگزینید و هر پرسش را تنها یک بار.",
            "Choose a field for at least one column, and each field once.",
        )

    @classmethod
    def findings(cls, number: int) -> Self:
        return cls(
            "import.findings",
            f"فایل {persian_digits(str(number))} ایراد دارد؛ آن‌ها را در فایل درست کنید و دوباره بیاورید.",
            f"The file has {number} faults; put them right in the file and bring it again.",
        )

    @classmethod
    def row(cls, number: int, wrong: Wrong) -> Self:
        return cls(
            "import.row",
            f"ردیف {persian_digits(str(number))}: {wrong.fa}",
            f"Row {number}: {wrong.en}",
            row=number,
            column=wrong.column,
        )

    @classmethod
    def state(cls, state: str) -> Self:
        return cls(
            "import.state",
            f"این درون‌ریزی اکنون «{state}» است؛ صفحه را تازه کنید.",
            f"This import is “{state}” now; open the page again.",
        )
