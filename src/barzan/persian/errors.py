"""Errors for people: one sentence in Persian and one in English, naming the place and the cure."""

from __future__ import annotations


class BilingualError(Exception):
    """``code`` is stable English; ``place`` holds sheet, row, column, field, element or file where known.

    ``str(error)`` is the English sentence; ``sentence("fa")`` the Persian one.
    """

    def __init__(self, code: str, fa: str, en: str, **place: str | int) -> None:
        super().__init__(en)
        self.code, self.fa, self.en, self.place = code, fa, en, place

    def sentence(self, language: str) -> str:
        """The sentence in ``language`` (a code such as ``fa`` or ``en-gb``; Persian for any but English)."""
        return self.en if language.startswith("en") else self.fa


class PersianError(BilingualError, ValueError):
    """A text that cannot be read as the date, number or code it should be.

    The sentences say what is wrong and how to cure it; they never repeat a personal value.
    """
