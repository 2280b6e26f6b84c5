"""The one error of this room: a sentence for the person who typed, in both languages."""


class PersianError(ValueError):
    """What was typed cannot be read as what it should be.

    ``code`` is stable (tests, APIs and logs name it); ``fa`` and ``en`` say what is wrong and how to
    cure it. The sentences carry their own numbers, so they are stored here and not in a catalogue of
    translations. Personal values (a national id, a phone) are never repeated in a sentence.
    """

    def __init__(self, code: str, fa: str, en: str) -> None:
        super().__init__(f"{code}: {en}")
        self.code = code
        self.fa = fa
        self.en = en

    def sentence(self, language: str) -> str:
        """The sentence in ``language`` (``"fa"``, ``"fa-ir"``, else English)."""
        return self.fa if language.startswith("fa") else self.en
