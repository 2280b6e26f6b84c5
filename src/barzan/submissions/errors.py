"""What the room says when it refuses: sentences that name the place and the cure; nothing was changed."""

from __future__ import annotations

from typing import Any, Self

from barzan.persian import persian_digits
from barzan.persian.errors import BilingualError


class SubmissionRefused(BilingualError):
    """A command that the room refuses."""

    @classmethod
    def no_form(cls, key: str) -> Self:
        return cls(
            "form.missing",
            f"فرمی با کلید «{key}» نیست یا برای شما باز نیست؛ نشانی را درست کنید یا وارد شوید.",
            f"There is no form with the key {key}, or it is not open to you: correct the address or sign in.",
        )

    @classmethod
    def closed(cls, key: str) -> Self:
        return cls(
            "form.closed",
            f"فرم «{key}» اکنون پاسخ نمی‌پذیرد؛ از واحدی که آن را پرسیده است بپرسید.",
            f"The form {key} takes no answers now; ask the unit that asks it.",
        )

    @classmethod
    def no_key(cls) -> Self:
        return cls(
            "key.missing",
            "شناسهٔ ارسال (instanceID) نیست یا درست نیست؛ برای هر بار پرکردن یک UUID بسازید.",
            "The key of the submission (instanceID) is missing or wrong: make a UUID for each filling.",
        )

    @classmethod
    def no_reason(cls) -> Self:
        return cls("why.missing", "بنویسید چرا.", "Say why.")

    @classmethod
    def no_state(cls) -> Self:
        return cls(
            "state.unknown",
            "این وضعیت شناخته نیست؛ یکی از وضعیت‌های فهرست را برگزینید.",
            "This state is not known; choose one of the list.",
        )

    @classmethod
    def withdrawn(cls) -> Self:
        return cls(
            "state.withdrawn",
            "این پاسخ پس گرفته شده است؛ نخست پس‌گرفتن را برگردانید.",
            "This submission is withdrawn; take the withdrawal back first.",
        )

    @classmethod
    def nothing_to_undo(cls) -> Self:
        return cls(
            "state.first",
            "بررسی‌ای نیست که بتوان آن را برگرداند.",
            "There is no review to take back.",
        )

    @classmethod
    def not_sent_back(cls) -> Self:
        return cls(
            "edit.not_sent_back",
            "این پاسخ به شما بازگردانده نشده است؛ تا آن هنگام آن را کارشناسان واحد ویرایش می‌کنند.",
            "This submission was not sent back to you; until then the staff of the unit edit it.",
        )

    @classmethod
    def too_often(cls) -> Self:
        return cls(
            "key.too_often",
            "با این شناسه بارها پاسخ‌های گوناگون فرستاده شده است؛ برای پرکردن تازه شناسهٔ تازه‌ای بسازید.",
            "Different answers were sent under this key too often; make a new key for a new filling.",
        )

    @classmethod
    def unread_full(cls, key: str) -> Self:
        return cls(
            "unread.full",
            f"برای فرم «{key}» بسیاری فرستادهٔ ناخوانا در انتظار رسیدگی است؛ آنچه فرستادید نگه داشته نشد. "
            "آن را نزد خود نگه دارید و به واحد خبر دهید.",
            f"Too many unreadable sendings of the form {key} wait to be looked at; this one was not kept. "
            "Keep it and tell the unit.",
        )

    @classmethod
    def too_many_uploads(cls) -> Self:
        return cls(
            "upload.too_many",
            "بارگذاری‌های ناتمام این فرم بیش از اندازه است؛ چند ساعت دیگر از همان جا ادامه دهید.",
            "This form has too many unfinished uploads; go on from the same place in some hours.",
        )

    @classmethod
    def no_upload(cls) -> Self:
        return cls(
            "upload.missing",
            "این بارگذاری نیست یا مهلتش گذشته است؛ آن را از نو آغاز کنید.",
            "There is no such upload, or its time is over: begin it anew.",
        )

    @classmethod
    def other_length(cls) -> Self:
        return cls(
            "upload.length",
            "اندازهٔ فایل با آنچه در آغاز گفته شد نمی‌خواند؛ بارگذاری را از نو آغاز کنید.",
            "The size of the file is not what was announced: begin the upload anew.",
        )

    @classmethod
    def other_digest(cls, name: str) -> Self:
        return cls(
            "upload.digest",
            f"فایل «{name}» در راه آسیب دیده است (SHA-256 نمی‌خواند)؛ آن را از نو بفرستید.",
            f"The file {name} was damaged on its way (its SHA-256 differs): send it again.",
        )

    @classmethod
    def other_file(cls, name: str) -> Self:
        return cls(
            "attachment.other",
            f"با نام «{name}» فایل دیگری پیوست همین پاسخ است؛ نام دیگری به فایل بدهید و پاسخ را ویرایش کنید.",
            f"Another file is attached to this submission as {name}: give yours another name and edit the "
            "submission.",
        )

    @classmethod
    def no_such_file(cls, name: str) -> Self:
        return cls(
            "attachment.unnamed",
            f"هیچ پرسشی از این پاسخ فایلی به نام «{name}» ندارد؛ نام فایل باید همان باشد که در "
            "پاسخ آمده است.",
            f"No answer of this submission names a file {name}; it has to be the name that the answer gives.",
        )

    @classmethod
    def no_chosen_file(cls) -> Self:
        return cls(
            "file.gone",
            "فایلی که برگزیده بودید دیگر این‌جا نیست؛ آن را دوباره برگزینید.",
            "The file that you chose is no longer here: choose it again.",
        )

    @classmethod
    def too_many_files(cls, most: int) -> Self:
        return cls(
            "file.too_many",
            f"یک‌باره بیش از {persian_digits(str(most))} فایل پذیرفته نیست؛ چند فایل را برگزینید و "
            "ذخیره کنید، سپس دیگران را.",
            f"No more than {most} files are taken at once: choose some and save, then the others.",
        )

    @classmethod
    def no_draft(cls) -> Self:
        return cls(
            "draft.missing",
            "این پیش‌نویس نیست؛ فرستاده شده، دور ریخته شده یا مهلتش گذشته است.",
            "There is no such draft: it was sent, discarded, or its time is over.",
        )

    @classmethod
    def too_many_drafts(cls) -> Self:
        return cls(
            "draft.too_many",
            "پیش‌نویس‌های این فرم بیش از اندازه است؛ وارد شوید یا پاسخ را یک‌باره پر کنید و بفرستید.",
            "This form has too many drafts; sign in, or fill it in and send it at once.",
        )

    @classmethod
    def no_title(cls) -> Self:
        return cls("title.missing", "نامی به دستگاه بدهید.", "Give the device a name.")

    @classmethod
    def not_in_person(cls) -> Self:
        return cls(
            "device.not_in_person",
            "دستگاه را کسی می‌افزاید که خود پست را دارد، نه جانشین او؛ از دارندهٔ پست بخواهید.",
            "A device is added in one's own post, not in that of somebody absent: ask the holder to add it.",
        )

    @classmethod
    def too_large(cls) -> Self:
        return cls(
            "answers.size",
            "پاسخ‌ها از ۴ مگابایت بیشترند؛ آن‌ها را در چند بخش بفرستید.",
            "The answers are over 4 MB; send them in several parts.",
        )


class SubmissionConflict(BilingualError):
    """Somebody changed the submission meanwhile; ``current`` is what is kept now."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            "submission.conflict",
            "پس از آن‌که این پاسخ را باز کردید کس دیگری آن را تغییر داده است؛ تغییر او را ببینید و کار "
            "خود را از نو بدهید.",
            "Somebody changed this submission after you opened it: see their change and give yours anew.",
        )
        self.current = current


class DraftConflict(BilingualError):
    """The draft was saved meanwhile, perhaps on another device; ``draft`` is what is kept now."""

    def __init__(self, draft: Any) -> None:
        super().__init__(
            "draft.conflict",
            "این پیش‌نویس در جای دیگری ذخیره شده است؛ آن را دوباره باز کنید و آنچه کم است بنویسید.",
            "This draft was saved elsewhere meanwhile: open it again and add what is missing.",
        )
        self.draft = draft


class OffsetConflict(BilingualError):
    """The upload stands at another byte; ``offset`` says where to go on."""

    def __init__(self, offset: int) -> None:
        super().__init__(
            "upload.offset",
            f"این بارگذاری تا بایت {persian_digits(str(offset))} رسیده است؛ از همان‌جا ادامه دهید.",
            f"This upload stands at byte {offset}: go on from there.",
        )
        self.offset = offset


class Unreadable(BilingualError):
    """What arrived are no answers of a form; ``keep_unread`` keeps it as it came."""

    @classmethod
    def version(cls, number: object) -> Self:
        return cls(
            "unread.version",
            f"نسخهٔ «{number}» از این فرم نیست؛ فرم را دوباره بگیرید.",
            f"This form has no version {number}: fetch the form again.",
        )

    @classmethod
    def letters(cls) -> Self:
        return cls(
            "unread.letters",
            "در پاسخ‌ها نویسه‌ای هست که متن نیست (NUL یا نیمهٔ نویسه)؛ آن را از برنامهٔ سازنده درست کنید.",
            "The answers hold a character that is no text (NUL or half a character): mend it in the program "
            "that made them.",
        )

    @classmethod
    def form(cls) -> Self:
        return cls(
            "unread.form",
            "پاسخ‌ها باید یک شیء JSON باشند: نام پرسش‌ها و پاسخ آن‌ها، گروه‌ها شیء و تکرارها فهرست.",
            "The answers have to be a JSON object: names of questions and their answers, groups as objects "
            "and repeats as lists.",
        )

    @classmethod
    def key(cls) -> Self:
        return cls(
            "unread.key",
            "شناسهٔ ارسال (instanceID) در آن نیست؛ برنامهٔ فرستنده باید برای هر بار پرکردن یک UUID بسازد.",
            "It holds no instanceID; the program that sends has to make a UUID for each filling.",
        )

    @classmethod
    def xml(cls) -> Self:
        return cls(
            "unread.xml",
            "این XML درست نیست یا DTD دارد؛ برنامهٔ فرستنده باید XML ساده و درست بفرستد.",
            "This XML is not well formed, or it has a DTD; the program that sends has to send plain XML.",
        )
