"""Light, dark or as the device says: kept in a cookie, changed by a form."""

from __future__ import annotations

from django.http import HttpRequest

COOKIE = "theme"
YEAR = 365 * 24 * 3600
THEMES = ("auto", "light", "dark")


def chosen_theme(request: HttpRequest) -> str:
    """The theme of the reader's cookie; ``auto`` where it is absent or unknown."""
    kept = request.COOKIES.get(COOKIE, "auto")
    return kept if kept in THEMES else "auto"
