"""What can go wrong on the designer's pages, as sentences."""

from __future__ import annotations

from barzan.persian.errors import BilingualError


class ModellerError(BilingualError):
    """A request that the designer refuses; nothing was changed."""


def nothing_sent() -> ModellerError:
    return ModellerError(
        "modeller.nothing",
        "فایلی نفرستاده‌اید؛ یک فایل BPMN (با پسوند bpmn یا xml) برگزینید.",
        "No file came; choose a file of BPMN (ending in bpmn or xml).",
        field="file",
    )


def too_large(megabytes: int) -> ModellerError:
    return ModellerError(
        "modeller.size",
        f"فایل از {megabytes} مگابایت بزرگ‌تر است؛ نقشه را به چند فرایند بخش کنید.",
        f"The file is larger than {megabytes} MB; divide the drawing into several processes.",
        field="file",
    )
