"""Subsets the variable font Vazirmatn to what Persian and English pages use.

Usage: ``python frontend/subset.py OUTPUT`` from the root, after ``npm ci``. Printing uses the same file.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

SOURCE = Path("node_modules/vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2")
RANGES = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x00FF),  # Latin-1: guillemets, NBSP, middle dot, multiplication
    (0x0600, 0x06FF),  # Arabic and Persian letters, digits, harakat, punctuation
    (0x200B, 0x200F),  # ZWNJ, ZWJ, direction marks
    (0x2010, 0x2026),  # dashes, quotation marks, bullet, ellipsis
    (0x2030, 0x203A),
    (0x2066, 0x2069),  # isolates, as <bdi> in plain text
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),  # minus
    (0xFDFC, 0xFDFC),  # rial sign
)


def main(output: Path) -> None:
    """Writes the subset to ``output``; every shaping feature that the letters need is kept."""
    options = Options(flavor="woff2", layout_features=["*"], drop_tables=["DSIG"], notdef_outline=True)
    font = load_font(str(SOURCE), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    save_font(font, str(output), options)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
