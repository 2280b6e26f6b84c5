"""Workbooks as they lie in their archive (Office Open XML, ECMA-376 part 1): the parts round the sheets, rows
of texts, and a whole workbook of texts as a stream. No program runs a text as a formula. Pure.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SCHEMAS = "http://schemas.openxmlformats.org"
MAIN = f"{SCHEMAS}/spreadsheetml/2006/main"
OF_OFFICE = f"{SCHEMAS}/officeDocument/2006/relationships"
OF_PACKAGE = f"{SCHEMAS}/package/2006"
OF_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TAIL = "</sheetData></worksheet>"
# Of a streamed sheet: what a program reads, and well below the 2 GB of a part whose size is not known before.
SHEET_ROWS, SHEET_BYTES = 1_048_576, 1_000_000_000
PIECE = 64 * 1024
LONGEST = 32_767
# What may not stand in XML as it is, and what would be read as the escape of a character.
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
TEXT, TEXT_ENDS = '<c t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
HEAD_STYLE = 3
# By their places: as it comes, a day, a moment, a head.
STYLES = f"""<styleSheet xmlns="{MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>
<numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>
<xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


def head(to_left: bool) -> str:
    """How a sheet begins; its first row stays in sight."""
    way = ' rightToLeft="1"' if to_left else ""
    return (
        f'{DECLARED}<worksheet xmlns="{MAIN}"><sheetViews><sheetView{way} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData>'
    )


def text(value: str, style: int = 0) -> str:
    """A text as a cell: at most what a sheet takes, what XML cannot hold by its number."""
    plain = HIDDEN.sub(lambda each: f"_x{ord(each[0]):04X}_", value[:LONGEST])
    begins = TEXT.replace("<c", f'<c s="{style}"', 1) if style else TEXT
    return f"{begins}{escape(plain)}{TEXT_ENDS}"


def row(values: Iterable[str], style: int = 0) -> bytes:
    """A row of texts."""
    return f"<row>{''.join(text(value, style) for value in values)}</row>".encode()


def pieces(
    title: str, heads: Sequence[str], rows: Iterable[Iterable[str]], *, to_left: bool
) -> Iterator[bytes]:
    """A workbook of texts piece by piece, while the rows are read; a full sheet is followed by another."""
    out, names, lines = _Out(), list[str](), iter(rows)
    line = next(lines, None)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:  # type: ignore[call-overload]
        while line is not None or not names:
            names.append(f"{title} {len(names) + 1}" if names else title)
            with archive.open(f"xl/worksheets/sheet{len(names)}.xml", "w") as sheet:
                size = sheet.write(head(to_left).encode() + row(heads, HEAD_STYLE))
                left = SHEET_ROWS - 1
                while line is not None and left and size < SHEET_BYTES:
                    size += sheet.write(row(line))
                    line, left = next(lines, None), left - 1
                    if out.size > PIECE:
                        yield out.taken()
                sheet.write(TAIL.encode())
        for name, said in parts(names):
            archive.writestr(name, said)
    yield out.taken()


class _Out(io.RawIOBase):
    """Keeps what is written until it is taken; nothing in it is sought again."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.kept.append(bytes(data))
        self.size += len(data)
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        kept, self.kept, self.size = b"".join(self.kept), [], 0
        return kept


def parts(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(where it lies in the archive, what it says) of each part but the sheets."""
    places = range(1, len(names) + 1)
    kinds = "".join(_kind(f"worksheets/sheet{place}", "worksheet") for place in places)
    yield (
        "[Content_Types].xml",
        (
            f'{DECLARED}<Types xmlns="{OF_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{_kind('workbook', 'sheet.main')}{_kind('styles', 'styles')}{kinds}</Types>"
        ),
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="rId{place}"/>'
        for place, name in zip(places, names, strict=True)
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OF_OFFICE}"><bookViews><workbookView/></bookViews>'
    yield "xl/workbook.xml", f"{DECLARED}{book}<sheets>{sheets}</sheets></workbook>"
    within = [("worksheet", f"worksheets/sheet{place}.xml") for place in places]
    yield "xl/_rels/workbook.xml.rels", _relations([*within, ("styles", "styles.xml")])
    yield "xl/styles.xml", DECLARED + STYLES


def _kind(name: str, kind: str) -> str:
    return f'<Override PartName="/xl/{name}.xml" ContentType="{OF_SHEETS}.{kind}+xml"/>'


def _relations(found: Sequence[tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{place}" Type="{OF_OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(found, start=1)
    )
    return f'{DECLARED}<Relationships xmlns="{OF_PACKAGE}/relationships">{relations}</Relationships>'
