"""A QR code as the path of an inline SVG. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 2


@dataclass(frozen=True, slots=True)
class Code:
    """``path`` draws the dark modules, one unit each, in a square of ``size`` units with its quiet zone."""

    path: str
    size: int


@lru_cache(maxsize=4096)
def qr_code(address: str) -> Code:
    """The QR code of ``address`` with 15 % error correction; kept, because choosing the mask takes 10 ms."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    runs = (
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for x, length in _runs(row)
    )
    return Code("".join(runs), len(rows) + 2 * QUIET)


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((x, 1))
    return found
