"""Persian text: one spelling for the screen, one key for matching.

``normalise`` repairs what keyboards, fonts and scans do to Persian and changes nothing a careful
editor would miss. The keys throw away everything two spellings of one word may differ in, and are
never shown to anyone.

Letters and digits follow ISIRI 6219 (Information technology: Persian information interchange and
display mechanism, using Unicode).
"""

import re
import unicodedata

ZWNJ = "\u200c"
HAMZA_ABOVE = "\u0654"

_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_LATIN = "0123456789"
_TO_LATIN = str.maketrans(_PERSIAN + _ARABIC, _LATIN * 2)
_TO_PERSIAN = str.maketrans(_LATIN + _ARABIC, _PERSIAN * 2)

# Letters of Arabic, Urdu, Pashto and Kurdish keyboards that stand for a Persian letter.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىېےۍ", "ی"),
        **dict.fromkeys("كڪګ", "ک"),
        **dict.fromkeys("ہەھ", "ه"),
        **dict.fromkeys("ۀۂ", "ه" + HAMZA_ABOVE),
        "ۓ": "ئ",
        "ۃ": "ة",
        "ں": "ن",
        "ٱ": "ا",
        "\u0674": HAMZA_ABOVE,  # high hamza, typed after heh
        **dict(zip(_ARABIC, _PERSIAN, strict=True)),
    }
)
# Tatweel, soft hyphen, marks of direction, word joiner, byte order mark: nothing a reader reads.
# Direction belongs to the page (<bdi>), and hidden overrides in stored text can disguise it.
# Control characters that are no blanks, and what is no character: no spreadsheet and no XML can hold them.
_INVISIBLE = dict.fromkeys(
    [
        *(
            0x0640,
            0x00AD,
            0x061C,
            0x200E,
            0x200F,
            *range(0x202A, 0x202F),
            0x2060,
            *range(0x2066, 0x206A),
            0xFEFF,
        ),
        *(*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFFFE, 0xFFFF),
    ]
)
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC_LETTER = "[\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc]"
_MARK = "[\u064b-\u065f\u0670]"
# After these letters a ZWNJ shows nothing, since they never join to the next letter.
_NEVER_JOIN = "[اآأإدذرزژوؤءة]"
_USEFUL_ZWNJ = f"(?!{_NEVER_JOIN})({_ARABIC_LETTER}{_MARK}*){ZWNJ}+(?={_ARABIC_LETTER})"
_ANY_ZWNJ = re.compile(f"{_USEFUL_ZWNJ}|{ZWNJ}+")
# What ``normalise`` might change, beside what NFC does: a text without any of it is returned as it is.
_SUSPECT = re.compile(
    f"[{re.escape(''.join(map(chr, (*_LETTERS, *_INVISIBLE))))}\u200b\ufb50-\ufdff\ufe70-\ufefc]"
    f"|هء|ی{HAMZA_ABOVE}|(?<!{_ARABIC_LETTER}){ZWNJ}|(?<={_NEVER_JOIN}){ZWNJ}|{ZWNJ}(?!{_ARABIC_LETTER})"
    r"|[^\S\n ]|  | \n|\n |\A | \Z"
)
# Most texts are words of common letters with single blanks and useful ZWNJ between them. This matches nothing
# else, so that nothing is to be changed in what it matches whole, and it reads ten times as fast as _SUSPECT.
_JOINING = "ئبتثجحخسشصضطظعغفقلمنهپچکگی"
_LETTER = f"{_JOINING}آأؤإاةدذرزژو"
_PRINTED = f"!-~«»،؛؟٪–—…۰-۹{_LETTER}"
_BETWEEN = f"[ \\n](?=[{_PRINTED}])|(?<=[{_JOINING}]){ZWNJ}(?=[{_LETTER}])|(?<=ه){HAMZA_ABOVE}"
_TIDY = re.compile(f"(?:[{_PRINTED}]++(?:(?:{_BETWEEN})[{_PRINTED}]*+)*+)?+")
_FINAL_HEH_HAMZA = re.compile(f"هء(?!{_ARABIC_LETTER}|{ZWNJ})")
_EZAFE_YEH = re.compile(f"(?<=ه){ZWNJ}ی(?!\\w|{ZWNJ})")


def latin_digits(text: str) -> str:
    """``text`` with Persian and Arabic digits as 0 to 9; all else unchanged."""
    return text.translate(_TO_LATIN)


def persian_digits(text: str) -> str:
    """``text`` with Latin and Arabic digits as ۰ to ۹; all else unchanged."""
    return text.translate(_TO_PERSIAN)


def normalise(text: str) -> str:
    """``text`` in the one spelling that Barzan stores and shows; idempotent.

    * NFC; presentation forms (old fonts, PDF files) become letters
    * Persian ی ک ه for their Arabic, Urdu, Pashto and Kurdish twins; ۀ and «هء» become «هٔ»
    * Arabic digits become Persian ones; Latin digits stay, since codes use them
    * tatweel, marks of direction and control characters go; vowel marks, tanvin and ة stay
    * ZWNJ stays once, and only where it changes the shape of a word
    * blanks become one space, none at either end of a line; line ends stay, as ``\\n``
    """
    if _TIDY.fullmatch(text) or (not _SUSPECT.search(text) and unicodedata.is_normalized("NFC", text)):
        return text
    return _normalised(text)


def _normalised(text: str) -> str:
    text = _PRESENTATION.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_LETTERS)
    text = text.replace("ی" + HAMZA_ABOVE, "ئ").replace("\u200b", ZWNJ)
    text = _FINAL_HEH_HAMZA.sub("ه" + HAMZA_ABOVE, text)
    text = _ANY_ZWNJ.sub(lambda found: found[1] + ZWNJ if found[1] else "", text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text).strip(" ")
    return unicodedata.normalize("NFC", text)


def search_key(text: str) -> str:
    """The form in which two spellings of one phrase are equal, words parted by one space.

    Digits are Latin, case is folded, vowel marks and ZWNJ are gone, آ أ إ are ا, ئ is ی, ؤ is و
    (and «ؤو» is «یو», so that مسؤول is مسئول), ة is ه, a lone ء is gone, the ezafe of «خانهٔ» and
    «خانه‌ی» is gone; whatever is neither letter nor digit is a space.
    """
    text = _EZAFE_YEH.sub("", normalise(text)).replace(ZWNJ, "").replace("ؤو", "یو")
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = latin_digits(text.translate(_LETTERS)).replace("ة", "ه").replace("ء", "")
    return " ".join(text.translate(_KEY_CHARACTERS).split())


def search_tokens(text: str) -> tuple[str, ...]:
    """The words of ``search_key(text)``, in order, repeated ones included."""
    return tuple(search_key(text).split())


def joined_key(text: str) -> str:
    """``search_key`` without spaces: equal for «سرمایه گذاری», «سرمایه‌گذاری», «سرمایهگذاری»."""
    return search_key(text).replace(" ", "")


class _KeyTable(dict[int, str]):
    """For ``str.translate``: letters and numbers stay, marks go, the rest is a space; filled as needed."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        dropped = "" if category in ("Mn", "Cf") else " "
        self[code] = chr(code) if category[0] in "LN" else dropped
        return self[code]


_KEY_CHARACTERS = _KeyTable()
