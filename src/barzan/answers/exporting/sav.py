"""System files of SPSS as bytes: what stands before the cases, and how a text stands in a case. Pure.

After "System File Format" of the developer's guide of GNU PSPP. Cases are written one after the other without
compression, so that a file needs no more memory than the cases at hand; the archive round it compresses.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

ELEMENT = 8
NOTHING = -sys.float_info.max
LONGEST_PIECE = 255  # a longer text stands in several variables
OF_PIECE = 252  # of the width of a long text, what one of them counts for
LONGEST_LABEL, LONGEST_WORDS = 255, 120
DAYS_TO_1970 = 141_428  # from 14 October 1582
TEXT, NUMBER, DAY, MOMENT = 1, 5, 20, 22
WIDTHS = {NUMBER: (12, 0), DAY: (11, 0), MOMENT: (20, 0)}


@dataclass(frozen=True, slots=True)
class Variable:
    """``width`` in bytes where it holds texts, else 0; ``shown`` is the format that a number is shown in."""

    name: str
    label: str = ""
    width: int = 0
    shown: int = NUMBER
    decimals: int = 0
    scale: bool = False
    words: Mapping[float, str] | None = None

    @property
    def pieces(self) -> list[int]:
        """The widths of the variables of which it is made."""
        if self.width <= LONGEST_PIECE:
            return [self.width]
        number = -(-self.width // OF_PIECE)
        return [LONGEST_PIECE] * (number - 1) + [self.width - OF_PIECE * (number - 1)]

    @property
    def elements(self) -> int:
        """How many pieces of eight bytes a case keeps for it."""
        return sum(_elements(width) for width in self.pieces)


def _elements(width: int) -> int:
    return -(-width // ELEMENT) or 1


def cut(text: str, longest: int) -> bytes:
    """A text in at most so many bytes, no letter of it parted."""
    raw = text.encode("utf-8", "replace")
    return raw if len(raw) <= longest else raw[:longest].decode("utf-8", "ignore").encode()


def head(variables: Sequence[Variable], cases: int) -> bytes:
    """All that stands before the cases."""
    return b"".join(_records(variables, cases))


def _records(variables: Sequence[Variable], cases: int) -> Iterator[bytes]:
    yield struct.pack(
        "<4s60siiiiid9s8s64s3x", b"$FL2", b"@(#) SPSS DATA FILE".ljust(60), 2,
        sum(each.elements for each in variables), 0, 0, cases if cases < 2**31 else -1, 100.0,
        b"01 Jan 70", b"00:00:00", b" " * 64,
    )  # fmt: skip
    places, place, number = [], 1, 0
    shorts: list[bytes] = []
    for each in variables:
        places.append(place)
        place += each.elements
        shorts.append(_short(number))
        for piece, width in enumerate(each.pieces):
            yield _variable(each, _short(number), width, first=piece == 0)
            number += 1
    for each, where in zip(variables, places, strict=True):
        if each.words:
            yield _words(each.words, where)
    yield _more(3, "i", [20, 0, 0, -1, 1, 1, 2, 65001])
    yield _more(
        4, "d", [NOTHING, sys.float_info.max, struct.unpack("<d", b"\xfe\xff\xff\xff\xff\xff\xef\xff")[0]]
    )
    yield _more(
        11, "i", [value for each in variables for width in each.pieces for value in _looks(each, width)]
    )
    named = zip(shorts, variables, strict=True)
    yield _texts(13, b"\t".join(short + b"=" + each.name.encode() for short, each in named))
    long = [
        b"%s=%05d\0\t" % (short, each.width)
        for short, each in zip(shorts, variables, strict=True)
        if len(each.pieces) > 1
    ]
    if long:
        yield _texts(14, b"".join(long))
    yield _more(16, "q", [1, cases])
    yield _texts(20, b"UTF-8")
    yield struct.pack("<ii", 999, 0)


def _short(number: int) -> bytes:
    return b"V%07d" % number


def _variable(each: Variable, short: bytes, width: int, *, first: bool) -> bytes:
    shown = (
        (TEXT << 16) | (width << 8)
        if width
        else (each.shown << 16) | (WIDTHS[each.shown][0] << 8) | each.decimals
    )
    label = cut(each.label, LONGEST_LABEL) if first else b""
    found = struct.pack("<iiiiii8s", 2, width, bool(label), 0, shown, shown, short)
    if label:
        found += struct.pack("<i", len(label)) + label.ljust(-(-len(label) // 4) * 4)
    rest = struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, b" " * 8)
    return found + rest * (_elements(width) - 1)


def _words(words: Mapping[float, str], place: int) -> bytes:
    """What the values of a variable mean, and which variable that is."""
    found = struct.pack("<ii", 3, len(words))
    for value, text in words.items():
        raw = cut(text, LONGEST_WORDS)
        found += struct.pack("<dB", value, len(raw)) + raw.ljust(-(-(len(raw) + 1) // 8) * 8 - 1)
    return found + struct.pack("<iii", 4, 1, place)


def _looks(each: Variable, width: int) -> tuple[int, int, int]:
    """How it is measured, how wide it is shown, to which side."""
    return (3 if each.scale else 1), (min(width, 40) if width else WIDTHS[each.shown][0]), (0 if width else 1)


def _more(kind: int, of: str, values: Sequence[Any]) -> bytes:
    size = struct.calcsize(f"<{of}")
    return struct.pack(f"<iiii{len(values)}{of}", 7, kind, size, len(values), *values)


def _texts(kind: int, raw: bytes) -> bytes:
    return struct.pack("<iiii", 7, kind, 1, len(raw)) + raw


def texts(values: Sequence[bytes], variable: Variable) -> np.ndarray[Any, Any]:
    """Texts as the bytes of the cases, a line each, filled up with blanks."""
    import numpy as np

    pieces = variable.pieces
    raw = (
        np.array(values, f"S{LONGEST_PIECE * len(pieces) + ELEMENT}").view(np.uint8).reshape(len(values), -1)
    )
    found = np.full((len(values), ELEMENT * variable.elements), ord(" "), np.uint8)
    start = 0
    for number, width in enumerate(pieces):
        taken = raw[:, LONGEST_PIECE * number : LONGEST_PIECE * number + width]
        found[:, start : start + width] = np.where(taken, taken, ord(" "))
        start += ELEMENT * _elements(width)
    return found
