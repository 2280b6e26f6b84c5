"""The parts of a workbook round its sheets (ECMA-376): what there is, how it is called, how cells look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SCHEMAS = "http://schemas.openxmlformats.org"
MAIN = f"{SCHEMAS}/spreadsheetml/2006/main"
OF_OFFICE = f"{SCHEMAS}/officeDocument/2006/relationships"
OF_PACKAGE = f"{SCHEMAS}/package/2006"
OF_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TAIL = "</sheetData></worksheet>"
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
        "</sheetView></sheetViews><sheetData>"
    )


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
