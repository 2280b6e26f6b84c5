"""How XLSForm names its columns: a base, and for texts a language. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Texts that people read, in the order in which a translation shows them.
TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
MEDIA = ("image", "big-image", "audio", "video")
_ALIASES = {
    "caption": "label",
    "command": "type",
    "value": "name",
    "relevance": "relevant",
    "calculate": "calculation",
    "read_only": "readonly",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
    "bind::barzan:personal": "personal",
}
_CODE = re.compile(r"\(([a-z]{2,3}(?:-[a-z0-9]+)*)\)\s*$", re.IGNORECASE)
_NAMES = {"persian": "fa", "farsi": "fa", "فارسی": "fa", "english": "en", "انگلیسی": "en"}


@dataclass(frozen=True, slots=True)
class Column:
    """A header, what it stands for and in which language, as the header writes it ("" for none)."""

    header: str
    base: str
    language: str

    def is_(self, base: str, language: str) -> bool:
        """Whether the column is ``base`` in ``language``."""
        return self.base == base and self.language == language

    @property
    def is_text(self) -> bool:
        """Whether people read what it holds."""
        return self.base in TEXTS


@lru_cache(maxsize=4096)
def column(header: str) -> Column:
    """A header taken apart: ``label::English (en)``, ``media::image::فارسی (fa)``, ``Constraint Message``."""
    parts = [part.strip() for part in header.split("::" if "::" in header else ":")]
    if header.lower().startswith("jr:"):
        parts = [header.strip()]
    bases = [re.sub(r"[ _]+", "_", part.lower()) for part in parts]
    if bases[0] == "media" and len(parts) > 1:
        return Column(header, bases[1], parts[2] if len(parts) > 2 else "")
    if bases[0] in _ALIASES or bases[0] in (*TEXTS, *MEDIA):
        return Column(header, _ALIASES.get(bases[0], bases[0]), parts[1] if len(parts) > 1 else "")
    whole = "::".join(bases)
    return Column(header, _ALIASES.get(whole, whole), "")


def code_of(language: str, default: str = "") -> str:
    """The code of a language as a header writes it: ``English (en)`` is ``en``; "" is ``default``."""
    if not language or language == "default":
        return default
    found = _CODE.search(language)
    if found:
        return found.group(1).lower()
    return _NAMES.get(language.strip().lower(), language.strip().lower())
