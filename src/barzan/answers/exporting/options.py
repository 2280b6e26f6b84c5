"""What somebody orders."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = ("csv", "xlsx", "parquet", "sav")
ENDINGS = {"csv": "zip", "xlsx": "xlsx", "parquet": "zip", "sav": "zip"}
MEDIA = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Options:
    """``labels``: choices and heads in words of ``language``, else codes and names; ``split``: 0/1 columns.

    ``filters`` and ``text`` narrow the submissions as in the list; ``personal`` needs the right.
    """

    kind: str = "csv"
    language: str = "fa"
    labels: bool = True
    split: bool = True
    personal: bool = False
    filters: list[str] = field(default_factory=list)
    text: str = ""
