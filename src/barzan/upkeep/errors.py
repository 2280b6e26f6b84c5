"""What can go wrong with reviews and proposals, as sentences."""

from __future__ import annotations

from barzan.persian.errors import BilingualError


class UpkeepRefused(BilingualError):
    """A command that the room refuses; nothing was changed."""


def answered() -> UpkeepRefused:
    return UpkeepRefused(
        "upkeep.answered",
        "این پیشنهاد در این میان پاسخ گرفته است؛ صفحه را تازه کنید.",
        "Meanwhile this proposal was answered; reload the page.",
    )


def no_answer() -> UpkeepRefused:
    return UpkeepRefused(
        "upkeep.answer",
        "پاسخ را در یک یا دو جمله بنویسید؛ فرستنده همین را می‌خواند.",
        "Write the answer in a sentence or two: this is what the sender reads.",
        field="answer",
    )


def no_service() -> UpkeepRefused:
    return UpkeepRefused(
        "upkeep.no_service",
        "این پیشنهاد دربارهٔ خدمت تازه‌ای است؛ نخست پیش‌نویس خدمت نو را بسازید و سپس پاسخ دهید.",
        "This proposal speaks of no present service: make the draft of a new service first, then answer.",
        field="state",
    )


def not_joinable() -> UpkeepRefused:
    return UpkeepRefused(
        "upkeep.join",
        "کد پیشنهاد باز دیگری را بنویسید؛ پیشنهاد پاسخ‌گرفته یا خود همین را نمی‌شود.",
        "Write the code of another open proposal; an answered one or this one itself will not do.",
        field="into",
    )


def too_many() -> UpkeepRefused:
    return UpkeepRefused(
        "upkeep.too_many",
        "در یک ساعت گذشته چند پیشنهاد از همین نشانی رسیده است؛ کمی بعد دوباره بفرستید یا تلفن بزنید.",
        "Several proposals came from this address within the hour; send it a little later, or call.",
    )


def not_published(code: str) -> UpkeepRefused:
    return UpkeepRefused(
        "upkeep.not_published",
        f"خدمت «{code}» در فهرست نیست یا از آن خارج شده است؛ فهرست را تازه کنید.",
        f"The service {code} is not in the catalogue, or no longer; reload the list.",
    )
