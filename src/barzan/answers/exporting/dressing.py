"""From the texts of a batch to the columns of a file: words or codes, numbers, days, 0/1, defused formulas.

What Arrow can read as it stands is read whole; where one text of a batch is none of its kind, and where words
are looked up, each different text is worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from barzan.answers.exporting.options import Options
from barzan.answers.exporting.outputs import Output

if TYPE_CHECKING:
    import pyarrow as pa

# OWASP, "CSV injection": what a spreadsheet takes for a formula, unless it is a number.
FORMULA = "^[=+\\-@＝＋－＠\t\r\n]"
NUMBER = r"^[-+]?\d+(\.\d+)?$"
WHOLE = re.compile(r"[-+]?\d{1,19}")


def texts(output: Output, found: pa.Array, options: Options) -> pa.Array:
    """A column of CSV: all as texts that no spreadsheet runs; no answer is empty."""
    return defused(worded(output, found, options))


def worded(output: Output, found: pa.Array, options: Options) -> pa.Array:
    """A column as texts."""
    import pyarrow as pa

    column, language = output.column, options.language
    if output.choice:
        return each(found, lambda text: "1" if output.choice in text.split(" ") else "0", pa.string())
    if output.part:
        return each(found, lambda text: piece(text, output.part), pa.string())
    if options.labels and column.choices:
        joint = "، " if language == "fa" else ", "
        if column.kind in ("many", "rank"):
            return each(
                found,
                lambda text: joint.join(column.called(v, language) for v in text.split(" ")),
                pa.string(),
            )
        return each(found, lambda text: column.called(text, language), pa.string())
    return found


def typed(output: Output, found: pa.Array, options: Options) -> pa.Array:
    """A column in its type; what is none of its kind is empty."""
    import pyarrow as pa

    if output.choice:
        return each(found, lambda text: int(output.choice in text.split(" ")), pa.int8())
    if output.part:
        return each(found, lambda text: number(piece(text, output.part)), pa.float64())
    kinds: dict[str, tuple[Callable[[str], Any], Any]] = {
        "number": (number, pa.float64()),
        "whole": (whole, pa.int64()),
        "day": (day, pa.date32()),
        "moment": (moment, pa.timestamp("s")),
    }
    if output.type in kinds:
        made, kind = kinds[output.type]
        known = _read(found, kind)
        return each(found, made, kind) if known is None else known
    return worded(output, found, options)


def _read(found: pa.Array, kind: Any) -> pa.Array | None:
    """All texts in their type at once; None where one of them is to be looked at by itself."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pc.utf8_slice_codeunits(found, 0, 19) if pa.types.is_timestamp(kind) else found
    try:
        values = pc.cast(texts, kind)
    except pa.ArrowInvalid:
        return None
    finite = not pa.types.is_floating(kind) or pc.all(pc.is_finite(values)).as_py() is not False
    return values if finite else None


def each(found: pa.Array, made: Callable[[str], Any], kind: Any) -> pa.Array:
    """Each different text once."""
    import pyarrow as pa

    if found.null_count == len(found):
        return pa.nulls(len(found), kind)
    encoded = found.dictionary_encode()
    values = pa.array([made(text) for text in encoded.dictionary.to_pylist()], kind)
    return values.take(encoded.indices)


def defused(found: pa.Array) -> pa.Array:
    """Texts with an apostrophe before what begins like a formula and is no number."""
    import pyarrow.compute as pc

    begins = pc.match_substring_regex(found, FORMULA)
    if not pc.any(begins).as_py():
        return found
    dangerous = pc.and_not(begins, pc.match_substring_regex(found, NUMBER))
    return pc.if_else(dangerous, pc.binary_join_element_wise("'", found, ""), found)


def piece(text: str, part: int) -> str:
    """A part of a point; ``""`` where it has fewer."""
    pieces = text.split(" ")
    return pieces[part - 1] if len(pieces) >= part else ""


def number(text: str) -> float | None:
    """A text as a number; None where it is none."""
    try:
        found = float(text)
    except ValueError:
        return None
    return found if found - found == 0 else None


def whole(text: str) -> int | None:
    """A text as a whole number, to the last digit; None where it is none or too large."""
    found = int(text) if WHOLE.fullmatch(text) else number(text)
    return int(found) if found is not None and found == int(found) and abs(found) < 2**63 else None


def day(text: str) -> date | None:
    """A text as a day."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A text as a moment, by the clock of the place it was written at."""
    try:
        return datetime.fromisoformat(text[:19])
    except ValueError:
        return None
