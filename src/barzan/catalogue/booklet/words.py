"""The words that open the parts of a service's page, in the spellings of scans and of other agencies."""

import re

from rapidfuzz import fuzz

from barzan.catalogue.booklet.text import clean, key

# These words name a flowchart wherever they stand.
_CHART = r"نمودار\s*گردش\s*کار(?:\s*(?:فر[آا]?یند|خدمت))?|فلو\s*چارت(?:\s*(?:فر[آا]?یند|خدمت))?"
# These do so at the beginning of a heading only, since sentences use them too.
_STEPS = (
    r"نمودار\s*فر[آا]?یند|گردش\s*کار(?:\s*(?:فر[آا]?یند|خدمت))?"
    r"|(?:فر[آا]?یند|مراحل|روند)\s*(?:انجام|اجرای?|گردش)\s*(?:کار|خدمت)?"
)
_ANYWHERE = re.compile(rf"(?:{_CHART})\s*:?")
_AT_START = re.compile(rf"^(?:{_STEPS})(?![آ-ی])\s*:?")
_REQUIREMENTS = ("مدارکفرمهارویههایمرتبطوموردنیاز", "مدارکوفرمهایموردنیاز", "مدارکموردنیاز", "مدارکلازم")
_REQUIREMENTS_ALIKE = 82
_DOCUMENTS = re.compile(r"^(مدارک|مستندات|اسناد|فرم|ضوابط|رویه|پیشنیاز)")
_NEEDED = re.compile(r"نیاز|لازم|ضروری|درخواستی|الزامی")
_SHORTEST, _LONGEST = 8, 45
_NUMBERED = re.compile(r"\s*[0-9۰-۹]")


def names_flow(text: str, heading: bool = False) -> bool:
    """Whether a text opens the flowchart of a service; a ``heading`` may do so in plainer words."""
    return bool(_ANYWHERE.search(text) or (heading and _AT_START.match(text)))


def without_flow(text: str, heading: bool = False) -> str:
    """The title in a text that ``names_flow``."""
    plain = _ANYWHERE.sub(" ", text)
    return clean(_AT_START.sub(" ", plain) if heading and plain == text else plain)


def is_requirements(text: str) -> bool:
    """Whether a line is the heading of requirements, in whatever spelling the scan has left it."""
    plain = key(text)
    if not _SHORTEST <= len(plain) <= _LONGEST or _NUMBERED.match(text):
        return False
    if max(fuzz.ratio(plain, known) for known in _REQUIREMENTS) >= _REQUIREMENTS_ALIKE:
        return True
    needed = _NEEDED.search(plain)
    ends = needed is not None and (needed.end() == len(plain) or text.rstrip().endswith(":"))
    return bool(_DOCUMENTS.match(plain)) and ends
