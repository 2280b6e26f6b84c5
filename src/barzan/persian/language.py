"""The language of the page at hand, for what writes numbers and dates."""

from django.conf import settings
from django.utils.translation import get_language


def active_language() -> str:
    """The active language, or that of the installation where none is active (commands, jobs)."""
    return get_language() or settings.LANGUAGE_CODE


def is_persian() -> bool:
    """Whether the active language writes Persian digits."""
    return active_language().startswith("fa")
