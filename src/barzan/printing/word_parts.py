"""WordprocessingML from right to left (ECMA-376): runs, paragraphs, fields, bookmarks, tables, sections.

A paragraph says ``w:bidi``, a run of Persian ``w:rtl``, a table ``w:bidiVisual``, a section ``w:bidi``:
without any one of them some word processor sets something from left to right. Codes are runs without
``w:rtl``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from barzan.catalogue.sheet import CODE
from barzan.printing.wording import shown

# What XML 1.0 cannot hold at all, and isolates, which many fonts of word processors show as boxes.
_NOT_HERE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_WIDTH, _HEIGHT, _MARGIN = 11906, 16838, 1134  # A4 and 20 mm, in twentieths of a point
_RTL = "<w:rPr><w:rtl/></w:rPr>"
KEEP = "<w:keepNext/>"
NEW_PAGE = "<w:pageBreakBefore/>"


def clean(text: str) -> str:
    """``text`` between the tags of XML, without what no document can hold."""
    return escape(_NOT_HERE.sub("", text))


def run(text: str, style: str = "", *, rtl: bool = True) -> str:
    """A run of Persian text, or of a code where ``rtl`` is false; ``style`` is a character style."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f'<w:r><w:rPr>{named}{"<w:rtl/>" * rtl}</w:rPr><w:t xml:space="preserve">{clean(text)}</w:t></w:r>'


def runs(text: str, style: str = "") -> str:
    """A Persian text in Persian digits, in which the codes of services are runs from left to right."""
    pieces, at = [], 0
    for found in CODE.finditer(text):
        pieces += [run(shown(text[at : found.start()]), style), run(found[0], style, rtl=False)]
        at = found.end()
    return "".join([*pieces, run(shown(text[at:]), style)])


def paragraph(style: str, *inside: str, before: str = "") -> str:
    """A paragraph of ``style``; ``before`` are properties that stand before ``w:bidi`` in the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}<w:bidi/></w:pPr>{"".join(inside)}</w:p>'


def tab() -> str:
    """A jump to the next tab stop of the paragraph's style."""
    return "<w:r><w:tab/></w:r>"


def field(instruction: str, *shown: str) -> str:
    """A field that shows the runs ``shown`` until a word processor reckons it."""
    return opened(instruction) + "".join(shown) + closed()


def opened(instruction: str) -> str:
    """The beginning of a field whose result may go over paragraphs."""
    return (
        f'<w:r>{_RTL}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{_RTL}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{_RTL}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def closed() -> str:
    """The end of a field."""
    return f'<w:r>{_RTL}<w:fldChar w:fldCharType="end"/></w:r>'


def page_of(anchor: str) -> str:
    """The number of the page on which ``anchor`` stands; three dots until it is reckoned."""
    return field(f"PAGEREF {bookmark_name(anchor)} \\h", run("…", "Page"))


def link(anchor: str, *inside: str) -> str:
    """Runs that lead to ``anchor``."""
    return f'<w:hyperlink w:anchor="{bookmark_name(anchor)}" w:history="1">{"".join(inside)}</w:hyperlink>'


def bookmark(number: int, anchor: str, *inside: str) -> str:
    """Runs that links and page numbers find; ``number`` is unique in the document."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(anchor)}"/>'
    return f'{start}{"".join(inside)}<w:bookmarkEnd w:id="{number}"/>'


def bookmark_name(anchor: str) -> str:
    """The name of a bookmark: it begins with a letter, holds no hyphens and 40 characters at most."""
    return ("b_" + re.sub(r"\W", "_", anchor))[:40]


def table(shares: Sequence[int], head: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A table whose first column stands at the right; ``shares`` are the widths, per mille of the line.

    A row is a colour of its ground (hexadecimal, or empty) and its cells, which are paragraphs.
    """
    widths = [(_WIDTH - 2 * _MARGIN) * share // 1000 for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(widths, cells, ground) for ground, cells in rows)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/><w:bidiVisual/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(widths, head, 'E9EDF8', '<w:tblHeader/>')}{body}</w:tbl>"
    )


def _row(widths: Sequence[int], cells: Sequence[str], ground: str, more: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inside}</w:tr>"


def section(*, columns: int = 1, kind: str = "nextPage", framed: bool = False) -> str:
    """What a section is like: its columns, how it begins, whether it brings head and foot along.

    The first section brings them for all; its first page, the cover, has neither.
    """
    frame = (
        '<w:headerReference w:type="default" r:id="head"/><w:footerReference w:type="default" r:id="foot"/>'
    )
    return (
        f'<w:sectPr>{frame * framed}<w:type w:val="{kind}"/><w:pgSz w:w="{_WIDTH}" w:h="{_HEIGHT}"/>'
        f'<w:pgMar w:top="1304" w:right="{_MARGIN}" w:bottom="1134" w:left="{_MARGIN}"'
        ' w:header="600" w:footer="500" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="510"/>{"<w:titlePg/>" * framed}<w:bidi/><w:rtlGutter/>'
        "</w:sectPr>"
    )


def end_of_section(properties: str) -> str:
    """The paragraph that ends a section."""
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:bidi/>{properties}</w:pPr></w:p>'
