"""Making a finding: the sentences filled with its values."""

from collections.abc import Sequence

from barzan.catalogue.booklet.model import Finding, Value
from barzan.catalogue.booklet.sentences import FIGURE_NAMES, SENTENCES
from barzan.persian import persian_digits


def finding(
    code: str, line: int, office: str | None = None, row: int | None = None, /, **values: Value
) -> Finding:
    """The finding ``code`` of ``sentences.SENTENCES``; ``values`` fill its gaps and are kept beside it."""
    fa, en = SENTENCES[code]
    given: dict[str, Value] = {"line": line, "office": office, "row": row, **values}
    return Finding(
        code,
        line,
        persian_digits(fa.format(**{name: _shown(name, value, 0) for name, value in given.items()})),
        en.format(**{name: _shown(name, value, 1) for name, value in given.items()}),
        office,
        row,
        values,
    )


def _shown(name: str, value: Value, language: int) -> str:
    comma = ("، ", ", ")[language]
    if value is None or value == ():
        return ("نامعلوم", "unknown")[language]
    items: Sequence[str | int] = value if isinstance(value, tuple) else (value,)
    if name in ("figure", "figures", "printed", "read"):
        return comma.join(FIGURE_NAMES.get(str(item), (str(item), str(item)))[language] for item in items)
    return comma.join(str(item) for item in items)
