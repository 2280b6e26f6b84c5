"""What can go wrong between files and the catalogue, as sentences; those of a row are ``Problem`` values."""

from __future__ import annotations

from barzan.blueprints.values import Problem
from barzan.persian.errors import BilingualError


class ExchangeRefused(BilingualError):
    """A command that the room refuses; nothing was changed."""


def wrong_kind() -> ExchangeRefused:
    return ExchangeRefused(
        "exchange.kind",
        "این‌جا کارپوشهٔ xlsx، جدول csv یا zip جدول‌های csv پذیرفته می‌شود؛ فایل را به یکی از این‌ها ذخیره کنید.",
        "An xlsx workbook, a csv table or a zip of csv tables is taken here: save the file as one of these.",
        field="file",
    )


def settled() -> ExchangeRefused:
    return ExchangeRefused(
        "exchange.settled",
        "این ورود در این میان به سرانجام رسیده است؛ صفحه را تازه کنید.",
        "Meanwhile this import was settled: reload the page.",
    )


def no_reason() -> ExchangeRefused:
    return ExchangeRefused(
        "exchange.why",
        "در یک جمله بنویسید چرا، تا دیگران بدانند.",
        "Say why in a sentence, so that others know.",
        field="why",
    )


def may_not_publish() -> ExchangeRefused:
    return ExchangeRefused(
        "exchange.publish",
        "برخی از این تغییرها را نمی‌توانید یک‌راست منتشر کنید؛ آن‌ها را پیش‌نویس کنید.",
        "You may not publish some of these changes at once: make drafts of them.",
        field="mode",
    )


def nothing_filled_in(file: str) -> Problem:
    return Problem(
        file, 0, "",
        "هیچ ردیفی پر نشده است؛ دست‌کم یک ردیف بنویسید.",
        "No row is filled in; write at least one.",
    )  # fmt: skip


def not_yours(sheet: str, row: int, unit: str) -> Problem:
    return Problem(
        sheet, row, "unit" if sheet == "services" else "service",
        f"این ردیف خدمتی از واحد «{unit}» را تغییر می‌دهد که در حوزهٔ شما نیست؛ ردیف را به حال پیش برگردانید "
        "یا بردارید.",
        f"This row changes a service of the unit “{unit}”, which is not within your reach: put the row back "
        "as it was or remove it.",
    )  # fmt: skip


def retired(sheet: str, row: int, code: str) -> Problem:
    return Problem(
        sheet, row, "code" if sheet == "services" else "service",
        f"خدمت «{code}» از فهرست خارج شده است و دیگر تغییر نمی‌کند؛ این ردیف را بردارید.",
        f"The service {code} is retired and changes no more: remove this row.",
    )  # fmt: skip


def unpublished(sheet: str, row: int, code: str) -> Problem:
    return Problem(
        sheet, row, "code" if sheet == "services" else "service",
        f"خدمت «{code}» هنوز نسخه‌ای ندارد؛ نخست آن را منتشر کنید.",
        f"The service {code} has no version yet: publish it first.",
    )  # fmt: skip


def drafted(sheet: str, row: int, code: str) -> Problem:
    return Problem(
        sheet, row, "code" if sheet == "services" else "service",
        f"کد «{code}» را پیش‌نویس دیگری گرفته است؛ همان پیش‌نویس را پی بگیرید یا کد دیگری بنویسید.",
        f"The code {code} is taken by a draft: go on with that draft or write another code.",
    )  # fmt: skip


def not_to_arrange(sheet: str, row: int, code: str) -> Problem:
    return Problem(
        sheet, row, "code",
        f"«{code}» را تنها مدیر سامانه می‌افزاید یا تغییر می‌دهد؛ این ردیف را به حال پیش برگردانید یا بردارید.",
        f"Only an administrator adds or changes “{code}”: put this row back as it was or remove it.",
    )  # fmt: skip
