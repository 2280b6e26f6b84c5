"""What goes wrong in the room, in both languages."""

from __future__ import annotations

from barzan.persian.errors import BilingualError


class PaperMissing(BilingualError):
    """The library that sets pages is not installed."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "filling.no_printer",
            "برای ساختن PDF، بستهٔ «printing» نصب نیست؛ از مدیر سامانه بخواهید آن را نصب کند.",
            "The extra “printing”, which makes PDFs, is not installed; ask the administrator to install it.",
            reason=reason,
        )
