"""Persian alphabetical order: آ ا ء ب پ ت ... ک گ ... و ه ی.

The order is that of ISIRI 6219 as the CLDR collation for ``fa`` records it (``common/collation/fa.xml``): آ
is a letter before ا; ء and what carries it (أ إ ؤ ئ) is a letter between ا and ب; و comes before ه; ة counts
as ه. A table of 34 letters is enough, so neither ICU nor the table of the Unicode collation is carried.
"""

import re
import unicodedata

from barzan.persian.text import ZWNJ, latin_digits, normalise

_ALPHABET = "آاءبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_LETTER = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_LETTER |= dict.fromkeys("أإؤئ", _LETTER["ء"]) | {"ة": _LETTER["ه"]}
_PIECE = re.compile(r"[0-9]+|.", re.DOTALL)


def sort_key(text: str) -> str:
    """A string whose code-point order is the Persian order of ``text``; a database may store and index it.

    Words compare word by word, since a space is below every letter; then punctuation, numbers by their
    value («ناحیهٔ ۲» before «ناحیهٔ ۱۰»), Persian letters, all other letters. ZWNJ, vowel marks and the
    case of Latin letters count only between texts that are otherwise equal. PostgreSQL needs the column or
    the ordering in collation "C"; SQLite compares so by itself.
    """
    spelling = normalise(text)
    pieces = _PIECE.findall(latin_digits(spelling).replace(ZWNJ, "").casefold())
    # The tab, below every weight, ends the first level; the spelling itself breaks ties.
    return "".join(map(_weight, pieces)) + "\t" + spelling


def _weight(piece: str) -> str:
    if piece in _LETTER:
        return _LETTER[piece]
    if piece.isascii() and piece.isdigit():
        value = piece.lstrip("0")
        return f"0{min(len(value), 99):02}{value}"
    if piece.isspace():
        return " "
    category = unicodedata.category(piece)
    if category == "Mn":
        return ""
    return ("~" if category[0] in "LN" else "!") + piece
