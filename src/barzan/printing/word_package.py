"""The files round the text of a DOCX: styles, head and foot, fonts, settings; zipped with fixed dates.

python-docx would bring a template of its own with other fonts and from left to right; what is needed here is
these few files, whole and readable.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from barzan.printing.word_parts import clean, field, paragraph, run, tab

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (2000, 1, 1, 0, 0, 0)
PARTS = {
    "styles": "styles", "settings": "settings", "fonts": "fontTable", "head": "header", "foot": "footer",
}  # fmt: skip

_KEPT = "<w:keepNext/><w:keepLines/>"
_DOTS = '<w:tabs><w:tab w:val="end" w:leader="dot" w:pos="{}"/></w:tabs>'
_LINE, _COLUMN = _DOTS.format(9630), _DOTS.format(4560)
_RULE = '<w:pBdr><w:top w:val="single" w:sz="18" w:space="6" w:color="1E3D8F"/></w:pBdr>'
_ENDS = '<w:tabs><w:tab w:val="center" w:pos="4819"/><w:tab w:val="end" w:pos="9638"/></w:tabs>'
_GROUND = '<w:shd w:val="clear" w:color="auto" w:fill="182F73"/>'
_SIDE = '<w:{} w:val="single" w:sz="4" w:space="16" w:color="182F73"/>'
_SIDES = _SIDE.format("left") + _SIDE.format("right")
_COVER = f"<w:pBdr>{_SIDES}</w:pBdr>{_GROUND}"
_BAND = f'<w:pBdr><w:top w:val="single" w:sz="96" w:space="0" w:color="149C97"/>{_SIDES}</w:pBdr>{_GROUND}'
_SOFT = '<w:shd w:val="clear" w:color="auto" w:fill="FBF0D9"/>'
INK, QUIET, GREY, LAPIS, FIR, CLAY, SAF = "1A2238", "454C63", "636A7E", "1E3D8F", "0A7474", "A34722", "7F5200"


@dataclass(frozen=True, slots=True)
class _Style:
    """A style of paragraphs: size in half points, space before and after in twentieths of a point.

    ``first`` are properties that stand before ``w:bidi`` in the schema; ``indent`` is start, end, hanging.
    """

    size: int
    colour: str = INK
    bold: bool = False
    space: tuple[int, int] = (0, 0)
    first: str = ""
    indent: tuple[int, int, int] = (0, 0, 0)
    level: int | None = None


_STYLES = {
    "Normal": _Style(20, space=(0, 40)),
    "Title": _Style(96, "FFFFFF", True, first=_COVER),
    "Subtitle": _Style(36, "D3DBF2", first=_BAND),
    "Foot": _Style(24, "D3DBF2", first=_COVER),
    "Heading1": _Style(44, LAPIS, True, (0, 200), _KEPT, level=0),
    "Heading2": _Style(36, LAPIS, True, (0, 120), _KEPT, level=1),
    "Heading3": _Style(26, INK, True, first=_KEPT, level=2),
    "TOC1": _Style(21, INK, True, (120, 0), _LINE),
    "TOC2": _Style(20, QUIET, first=_LINE, indent=(400, 0, 0)),
    "Lead": _Style(22, QUIET, space=(0, 160)),
    "Row": _Style(19, space=(40, 0), first="<w:keepLines/>" + _LINE, indent=(500, 500, 500)),
    "Place": _Style(17, GREY, space=(320, 0), first="<w:keepNext/>" + _RULE),
    "Kind": _Style(18, FIR, True, (0, 60)),
    "Part": _Style(20, LAPIS, True, (100, 0), "<w:keepNext/>"),
    "Item": _Style(20, indent=(300, 0, 300)),
    "Unsaid": _Style(17, GREY, space=(100, 0)),
    "Gap": _Style(20, SAF, space=(60, 0), first=_SOFT),
    "Head": _Style(15, QUIET, space=(20, 20)),
    "Cell": _Style(17, space=(20, 20)),
    "Letter": _Style(28, FIR, True, (160, 40), "<w:keepNext/>"),
    "Index": _Style(17, space=(0, 20), first="<w:keepLines/>" + _COLUMN, indent=(200, 400, 200)),
    "Act": _Style(19, INK, True, (100, 0), _KEPT),
    "Margin": _Style(16, GREY, first=_ENDS),
}
_CHARACTERS = {"Quiet": GREY, "Strong": INK, "Page": LAPIS, "Stated": CLAY, "Sort": FIR}
_BASED = '<w:basedOn w:val="Normal"/>'
_OUTLINE = '<w:outlineLvl w:val="{}"/>'
_BOLD = "<w:b/><w:bCs/>"


def package(body: str, *, title: str, organisation: str, described: str) -> bytes:
    """A DOCX file of ``body``, the text in WordprocessingML with its last section."""
    margins = {
        "head": paragraph("Margin", run(organisation), tab(), tab(), run(title)),
        "foot": paragraph("Margin", tab(), field("PAGE", run("۱", "Page"))),
    }
    files = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relationships(
            ("text", f"{_R}/officeDocument", "word/document.xml"),
            ("about", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _about(title, organisation, described),
        "word/_rels/document.xml.rels": _relationships(
            *((name, f"{_R}/{kind}", f"{name}.xml") for name, kind in PARTS.items())
        ),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": _part("styles", _styles()),
        "word/settings.xml": _part("settings", _settings()),
        "word/fonts.xml": _part("fonts", _fonts()),
        "word/head.xml": _part("hdr", margins["head"]),
        "word/foot.xml": _part("ftr", margins["foot"]),
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), _HEAD + text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _part(name: str, inside: str) -> str:
    return f'<w:{name} xmlns:w="{_W}" xmlns:r="{_R}">{inside}</w:{name}>'


def _types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for name, kind in PARTS.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>{parts}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relationships(*rows: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{to}"/>' for name, kind, to in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _about(title: str, organisation: str, described: str) -> str:
    made = 'xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{clean(title)}</dc:title><dc:creator>{clean(organisation)}</dc:creator>"
        f"<dc:description>{clean(described)}</dc:description><dc:language>fa-IR</dc:language>"
        f"<dcterms:created {made}</dcterms:created><dcterms:modified {made}</dcterms:modified>"
        "</cp:coreProperties>"
    )


def _styles() -> str:
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Vazirmatn" w:hAnsi="Vazirmatn" w:eastAsia="Vazirmatn" w:cs="Vazirmatn"/>'
        '<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="fa-IR" w:bidi="fa-IR"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="312" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    characters = "".join(
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{name}"/><w:qFormat/>'
        f'<w:rPr>{_BOLD * (name != "Quiet")}<w:color w:val="{colour}"/></w:rPr></w:style>'
        for name, colour in _CHARACTERS.items()
    )
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="E2DBCD"/>'
    figures = (
        '<w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/><w:tblPr><w:tblBorders>'
        f"{line.format('top')}{line.format('bottom')}{line.format('insideH')}</w:tblBorders></w:tblPr></w:style>"
    )
    paragraphs = "".join(_style(name, style) for name, style in _STYLES.items())
    return defaults + paragraphs + characters + figures


def _style(name: str, style: _Style) -> str:
    """A style as XML; headings and contents bear the names that word processors know ("heading 1")."""
    known = re.sub(r"^(Heading|TOC)(\d)$", lambda found: f"{found[1].lower()} {found[2]}", name)
    default = ' w:default="1"' if name == "Normal" else ""
    start, end, hanging = style.indent
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{known}"/>'
        f"{'' if default else _BASED}<w:qFormat/><w:pPr>{style.first}<w:bidi/>"
        f'<w:spacing w:before="{style.space[0]}" w:after="{style.space[1]}"/>'
        f'<w:ind w:start="{start}" w:end="{end}" w:hanging="{hanging}"/>'
        f"{'' if style.level is None else _OUTLINE.format(style.level)}</w:pPr>"
        f'<w:rPr>{_BOLD * style.bold}<w:color w:val="{style.colour}"/>'
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def _settings() -> str:
    return (
        '<w:zoom w:percent="100"/><w:updateFields w:val="true"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="fa-IR" w:bidi="fa-IR"/>'
    )


def _fonts() -> str:
    return (
        '<w:font w:name="Vazirmatn"><w:altName w:val="Tahoma"/><w:charset w:val="B2"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
