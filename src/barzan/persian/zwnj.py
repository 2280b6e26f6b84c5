"""Zero-width non-joiners that a scan lost: «برنامهریزیهای» becomes «برنامه‌ریزی‌های».

Conservative by design: a word changes only when a rule below names its parts, and a word that already
carries a ZWNJ, or is in ``_LEAVE``, never changes. What it does not do is in ``docs/persian.md``.
Matching needs none of this: ``search_key`` and ``joined_key`` drop the ZWNJ. It is for the screen.
"""

import re

from barzan.persian.text import ZWNJ, normalise
from barzan.persian.zwnj_words import (
    AFTER_HEH,
    AMBIGUOUS,
    HEH_PREFIXES,
    LEAVE,
    NO_PLURAL,
    PLURAL_IN_BEH,
    SECOND_PARTS,
    SILENT_HEH,
    VERB_FORMS,
    WHOLE_WORDS,
)

_WORD = re.compile(f"[ء-ی{ZWNJ}]+")
_PLURALS = ("هایشان", "هایمان", "هایی", "های", "ها")
_NEVER_JOIN = tuple("اآأدذرزژوؤء")
# A shorter first part is too often the end of another word («دلپذیر», «نهایی»).
_SHORTEST_PLURAL_STEM = 2
_SHORTEST_COMPOUND_STEM = 3
# No Persian word is longer; what is, is no text, and must not cost its length squared.
_LONGEST_WORD = 40


def restore_zwnj(text: str) -> str:
    """``normalise(text)`` with the lost ZWNJ of the words it can be sure of; idempotent.

    Word by word: a known compound («پیش‌نویس»); می or نمی before a known verb form («می‌شود»); after a
    silent heh of a known word, its ending or second part («سرمایه‌گذاری», «هزینه‌ای», «نامه‌ی»); the
    plural («تشکل‌های»); a known second part («ظرفیت‌سازی»).
    """
    return _WORD.sub(lambda word: _word(word[0]), normalise(text))


def _word(word: str) -> str:
    if ZWNJ in word or word in AMBIGUOUS or len(word) > _LONGEST_WORD:
        return word
    if word in VERB_FORMS:
        return VERB_FORMS[word]
    repaired = _compound(word)
    if repaired != word:
        return repaired
    for plural in _PLURALS:
        stem = word.removesuffix(plural)
        if stem != word:
            return _joined(_compound(stem), plural) if _has_plural(stem) else word
    return word


def _compound(word: str) -> str:
    """A compound, also one that ends in an added ی, with its ZWNJ; else ``word`` itself."""
    if word in LEAVE:
        return word
    repaired = _parted(word)
    stem = word.removesuffix("ی")
    if repaired != word or stem == word:
        return repaired
    repaired = _parted(stem)
    if repaired == stem:
        return word
    return repaired + (ZWNJ if stem.endswith("ه") else "") + "ی"


def _parted(word: str) -> str:
    if word in WHOLE_WORDS:
        return WHOLE_WORDS[word]
    for cut in range(len(word) - 1, 1, -1):
        first, second = word[:cut], word[cut:]
        if first in SILENT_HEH and second in AFTER_HEH:
            return first + ZWNJ + second
        if second in SECOND_PARTS and cut >= _SHORTEST_COMPOUND_STEM:
            return _joined(first, second)
    return word


def _has_plural(stem: str) -> bool:
    if len(stem) < _SHORTEST_PLURAL_STEM or stem in NO_PLURAL:
        return False
    if stem.endswith("ب"):
        return stem in PLURAL_IN_BEH
    heh = stem + "ه"
    return not any(heh[:cut] in HEH_PREFIXES and heh[cut:] in SILENT_HEH for cut in range(1, len(heh)))


def _joined(first: str, second: str) -> str:
    return first + ("" if first.endswith(_NEVER_JOIN) else ZWNJ) + second
