"""A .sav for each table: choices as numbers with their words, several choices as 0/1 variables.

What stands before the cases tells how long each text can be and what each number means: the answers to such
questions are read once before the file is written.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from barzan.answers.core.names import spss
from barzan.answers.errors import TooWide
from barzan.answers.exporting import dressing, sav
from barzan.answers.exporting.archive import Archive
from barzan.answers.exporting.options import Options
from barzan.answers.exporting.outputs import Output
from barzan.answers.exporting.streams import Read, Told

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

LONGEST_TEXT = 32_767
LARGEST = 16_000_000_000  # bytes of the cases of a table
AT_ONCE = 32_000_000
SHOWN = {"day": sav.DAY, "moment": sav.MOMENT}


class Spss(Archive):
    """A system file for each table."""

    ending = "sav"
    compressed = zipfile.ZIP_DEFLATED

    def table(self, number: int, read: Read, told: Told) -> None:
        """Writes a table."""
        table, outputs, rows = self.tables[number]
        names = spss([each.name for each in outputs])
        columns = [_COLUMNS.get(each.type, _Numbers)(each, self.options) for each in outputs]
        self._look(read, columns)
        variables = [each.variable(name) for each, name in zip(columns, names, strict=True)]
        size = sav.ELEMENT * sum(each.elements for each in variables)
        if rows * size > LARGEST:
            raise TooWide(table.name or "submissions", rows, len(outputs), LARGEST // size, len(outputs))
        with self.entry(number) as raw, io.BufferedWriter(raw, 1 << 20) as file:
            file.write(sav.head(variables, rows))
            for count, texts in read(outputs):
                found = [texts[each.output.column.path] for each in columns]
                step = max(1, AT_ONCE // size)
                for start in range(0, count, step):
                    parts = [
                        column.bytes(array.slice(start, step), variable)
                        for column, array, variable in zip(columns, found, variables, strict=True)
                    ]
                    file.write(_cases(parts))
                told(count)

    def _look(self, read: Read, columns: Sequence[_Column]) -> None:
        """Reads what must be known before the first case."""
        if looking := [each for each in columns if each.looks]:
            for _, texts in read([each.output for each in looking]):
                for each in looking:
                    each.look(texts[each.output.column.path])


def _cases(parts: Sequence[Any]) -> bytes:
    import numpy as np

    return np.hstack(parts).tobytes()


class _Column:
    """A column on its way into a variable."""

    looks = False

    def __init__(self, output: Output, options: Options) -> None:
        self.output, self.options = output, options

    def look(self, found: pa.Array) -> None:
        """Learns what must be known before the first case."""

    def variable(self, name: str) -> sav.Variable:
        """How the file describes it."""
        raise NotImplementedError

    def bytes(self, found: pa.Array, variable: sav.Variable) -> np.ndarray[Any, Any]:
        """The bytes of the cases, a line each."""
        raise NotImplementedError


class _Numbers(_Column):
    """Numbers, days and moments (seconds since 14 October 1582)."""

    def variable(self, name: str) -> sav.Variable:
        """How the file describes it."""
        kind = self.output.type
        return sav.Variable(
            name,
            self.output.label(self.options.language),
            shown=SHOWN.get(kind, sav.NUMBER),
            decimals=2 if kind == "number" else 0,
            scale=kind != "flag",
        )

    def bytes(self, found: pa.Array, variable: sav.Variable) -> np.ndarray[Any, Any]:
        """The bytes of the cases."""
        import pyarrow as pa

        values = dressing.typed(self.output, found, self.options)
        if pa.types.is_date32(values.type):
            return _numbers(values.cast(pa.int32()), sav.DAYS_TO_1970, 86_400)
        if pa.types.is_timestamp(values.type):
            return _numbers(values.cast(pa.int64()), sav.DAYS_TO_1970 * 86_400, 1)
        return _numbers(values, 0, 1)


def _numbers(values: pa.Array, before: int, times: int) -> np.ndarray[Any, Any]:
    import numpy as np
    import pyarrow as pa

    found = (values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False) + before) * times
    filled = np.where(np.isnan(found), sav.NOTHING, found).astype("<f8")
    return filled.view(np.uint8).reshape(len(filled), sav.ELEMENT)


class _Codes(_Column):
    """A choice is its number where all choices are numbers, else its place; what is none comes behind."""

    looks = True

    def __init__(self, output: Output, options: Options) -> None:
        super().__init__(output, options)
        offered = list(output.column.choices)
        numbers = [dressing.whole(value) for value in offered]
        plain = all(number is not None for number in numbers) and len(set(numbers)) == len(numbers)
        self.codes = {
            value: float((numbers[place - 1] or 0) if plain else place)
            for place, value in enumerate(offered, start=1)
        }

    def look(self, found: pa.Array) -> None:
        """Learns of answers that are none of the choices."""
        for value in found.unique().to_pylist():
            if value is not None and value not in self.codes:
                self.codes[value] = max(self.codes.values(), default=0.0) + 1

    def variable(self, name: str) -> sav.Variable:
        """How the file describes it."""
        called = self.output.column.called
        words = {
            code: called(value, self.options.language) if self.options.labels else value
            for value, code in self.codes.items()
        }
        return sav.Variable(name, self.output.label(self.options.language), words=words)

    def bytes(self, found: pa.Array, variable: sav.Variable) -> np.ndarray[Any, Any]:
        """The bytes of the cases."""
        import pyarrow as pa

        return _numbers(dressing.each(found, self.codes.__getitem__, pa.float64()), 0, 1)


class _Texts(_Column):
    """Texts as wide as the longest of them."""

    looks = True

    def __init__(self, output: Output, options: Options) -> None:
        super().__init__(output, options)
        self.width = 1

    def look(self, found: pa.Array) -> None:
        """Learns how long they are."""
        import pyarrow.compute as pc

        longest = pc.max(pc.binary_length(dressing.worded(self.output, found, self.options))).as_py()
        self.width = min(max(self.width, longest or 0), LONGEST_TEXT)

    def variable(self, name: str) -> sav.Variable:
        """How the file describes it."""
        return sav.Variable(name, self.output.label(self.options.language), width=self.width)

    def bytes(self, found: pa.Array, variable: sav.Variable) -> np.ndarray[Any, Any]:
        """The bytes of the cases."""
        worded = dressing.worded(self.output, found, self.options).to_pylist()
        return sav.texts([sav.cut(text or "", self.width) for text in worded], variable)


_COLUMNS: dict[str, type[_Column]] = {"text": _Texts, "code": _Codes}
