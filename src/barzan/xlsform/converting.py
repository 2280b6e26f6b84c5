"""From the bytes of a workbook to a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from barzan.xlsform.findings import Finding
from barzan.xlsform.source import Source

if TYPE_CHECKING:
    from barzan.xforms import Form


@dataclass(frozen=True, slots=True)
class Converted:
    """A form with its XForm (``xml``), where its questions stand in the workbook, and what to look at.

    ``settings`` holds what Barzan asks of the sheet ``settings`` beside XLSForm, by language ("" where the
    column names none): ``consent``, ``retention_days``, ``one_page``. ``itemsets`` is the CSV of the sheet
    ``external_choices`` ("" where there is none); ``files`` are the names of media and lists it uses.
    """

    form: Form
    xml: str
    source: Source
    warnings: tuple[Finding, ...] = ()
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    itemsets: str = ""
    files: tuple[str, ...] = ()


def convert(data: bytes, name: str, *, media: Mapping[str, bytes] | None = None) -> Converted:
    """The form of a workbook (``.xlsx``, ``.xls``; ``.csv`` and ``.md`` as pyxform has them).

    ``media`` are the files that come with it, by name: images, external lists. Raises ``NotConverted`` with
    every problem that was found.
    """
    raise NotImplementedError
