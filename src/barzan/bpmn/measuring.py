"""How wide a text is, and where its lines break: estimates for the house's font, without a font at hand.

Widths are in em of Vazirmatn, rounded up a little: a label that has room here has it in the browser.
"""

from __future__ import annotations

from functools import cache

SIZE = 12.0  # px, the labels of the picture
LINE = 17.0  # px from line to line
NARROW = frozenset("ااآإأرزژدذوللن1.,:;'|!iljtf()[]،؛ \u200c")
WIDE = frozenset("سشصضMWmw@—")
_JOINERS = frozenset("\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")


def width(text: str, size: float = SIZE) -> float:
    """Of one line, in px."""
    return sum(map(_letter, text)) * size


def label_width(line: str) -> float:
    """Room for a line of a label, with some to spare for editors whose font is wider; 0 for none."""
    return 1.08 * width(line) + 6 if line else 0.0


@cache
def _letter(letter: str) -> float:
    if letter in _JOINERS or "\u064b" <= letter <= "\u0655":
        return 0.0
    if letter in NARROW:
        return 0.38
    if letter in WIDE:
        return 0.86
    return 0.55 if letter < "\u0600" else 0.6


def wrapped(text: str, room: float, most: int, size: float = SIZE) -> tuple[str, ...]:
    """The lines of ``text``, at most ``most`` of at most ``room`` px, words whole where they fit; what is
    left over is cut with an ellipsis.
    """
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size) <= room:
            lines[-1] = joined
            continue
        while width(word, size) > room and len(word) > 1:
            cut = _fitting(word, room, size)
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and width(last + "…", size) > room:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + "…")


def _fitting(word: str, room: float, size: float) -> int:
    """How many letters of ``word`` have room, at least one."""
    cut = 1
    while cut < len(word) and width(word[: cut + 1], size) <= room:
        cut += 1
    return cut
