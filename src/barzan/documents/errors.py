"""What the room says when it refuses a file."""

from __future__ import annotations

from barzan.persian.errors import BilingualError


class DocumentMissing(BilingualError):
    """A version is known, its content is not on disk: somebody has to bring it back from a backup."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            "document.missing",
            "محتوای این فایل روی دیسک نیست؛ مدیر سامانه می‌تواند آن را از پشتیبان بازگرداند.",
            "The content of this file is not on disk; the administrator can bring it back from a backup.",
        )
        self.sha256 = sha256


class DocumentErased(BilingualError):
    """A version is known, its content was deleted in its time: nothing brings it back."""

    def __init__(self) -> None:
        super().__init__(
            "document.erased",
            "محتوای این فایل، که دادهٔ شخصی داشت، پس از مدت نگهداری پاک شده است.",
            "The content of this file held personal data and was erased after its time.",
        )


class DocumentRefused(BilingualError):
    """The file was not kept; the sentences say why and what to do."""
