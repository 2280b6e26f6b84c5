"""Reasons that reviewers give again and again, each under one key, in both languages."""

from __future__ import annotations

REASONS = {
    "original": ("با اصل چاپی کتابچه سنجیده شد.", "Compared with the printed original."),
    "count": (
        "جدول خلاصهٔ کتابچه جز این را نمی‌پذیرد.",
        "The booklet's own summary table admits nothing else.",
    ),
    "office": ("دفتر مسئول خدمت چنین گفت.", "The office in charge of the service said so."),
    "spelling": (
        "نیم‌فاصله‌ها و نویسه‌های گم یا خراب‌شده در اسکن درست شد.",
        "Half-spaces and letters lost or damaged in the scan were put right.",
    ),
    "work": (
        "از عنوان و گام‌های خدمت چنین برمی‌آید.",
        "The title and the steps of the service show it.",
    ),
    "silent": ("کتابچه در این‌باره چیزی نمی‌گوید.", "The booklet says nothing about it."),
    "published": (
        "همان است که پیش‌تر با دلیل منتشر شده است.",
        "It is what was published before, with its reason.",
    ),
}
# An earlier decision that says the same keeps its own reason.
PUBLISHED = "published"


def sentences(reason: str, why: str) -> tuple[str, str]:
    """(Persian, English) of a common reason and what was written beside it, as it was written."""
    fa, en = REASONS.get(reason, ("", ""))
    return " ".join(filter(None, (fa, why))), " ".join(filter(None, (en, why)))
