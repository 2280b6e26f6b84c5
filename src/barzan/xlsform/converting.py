"""From the bytes of a workbook to a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from barzan.xforms import Form
from barzan.xlsform.book import Sayings
from barzan.xlsform.findings import Finding, NotConverted

if TYPE_CHECKING:
    from barzan.xlsform.source import Source


@dataclass(frozen=True, slots=True)
class Converted:
    """A form with its XForm (``xml``), where its questions stand in the workbook, and what to look at.

    ``settings`` holds what Barzan asks of the sheet ``settings`` beside XLSForm, by language ("" where the
    column names none): ``consent``, ``retention_days``, ``one_page``. ``files`` are the names of media and
    lists it uses. Lists of the sheet ``external_choices`` stand in the form like all others.
    """

    form: Form
    xml: str
    source: Source
    warnings: tuple[Finding, ...] = ()
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: tuple[str, ...] = ()


def convert(data: bytes, name: str, *, media: Mapping[str, bytes] | None = None) -> Converted:
    """The form of a workbook (``.xlsx``, ``.xls``; ``.csv`` and ``.md`` as pyxform has them).

    ``media`` are the files that come with it, by name: images, external lists; None: they are not looked at.
    Raises ``NotConverted`` with every problem that was found.
    """
    # pyxform and its readers take half a second to load: of a process that reads a workbook, and of no other.
    from barzan.xlsform.checking import check
    from barzan.xlsform.columns import settings_of
    from barzan.xlsform.making import make
    from barzan.xlsform.reading import read
    from barzan.xlsform.source import source_of
    from barzan.xlsform.understanding import understand

    sayings = Sayings()
    book = read(data, name, sayings)
    sayings.book = book
    survey = check(book, sayings)
    if survey is None:
        raise NotConverted(sayings.findings)
    xml = make(book, survey, name, sayings)
    if xml is None or sayings.failed:
        raise NotConverted(sayings.findings)
    form, files = understand(xml, book, survey, media, sayings)
    if form is None or sayings.failed:
        raise NotConverted(sayings.findings)
    return Converted(
        form,
        xml,
        source_of(book, survey),
        tuple(sayings.findings),
        settings_of(book),
        files,
    )
