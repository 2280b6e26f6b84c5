"""The form of an XForm, and what is wrong with its logic and its files, each told at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyxform import constants

from barzan.xforms import Finding as LogicFinding
from barzan.xforms import Form, Refused, analyse, read, read_list
from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.columns import columns_of
from barzan.xlsform.survey import Line, Survey

_COLUMNS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "relevant": (("bind", "relevant"),),
    "constraint": (("bind", "constraint"),),
    "calculate": (("bind", "calculate"), ("default",)),
    "required": (("bind", "required"),),
    "readonly": (("bind", "readonly"),),
    "count": (("control", "jr:count"),),
    "filter": (("choice_filter",),),
    "itemset": (("choice_filter",), ("type",)),
    "choices": (("choice_filter",), ("type",)),
    "default": (("default",), ("bind", "calculate")),
    "trigger": (("trigger",),),
}
_CODES = {"syntax", "function", "arguments", "path", "cycle", "list", "rows"}
# What works all the same: a path to nothing is empty, and earlier rows are there before later ones.
_HARMLESS = {"path", "rows"}
_TEXTS = {"label", "hint", "guidance", "constraint_message", "required_message"}
_OF_ENTITIES = {"@id": "entity_id", "@create": "create_if", "@update": "update_if", "label": "label"}
_MEDIA = re.compile(r"^jr://(?:images|audio|video|file|file-csv)/(.+)$")
_LISTS = (".csv", ".geojson", ".xml")


def understand(
    xml: str, book: Book, survey: Survey, media: Mapping[str, bytes] | None, sayings: Sayings
) -> tuple[Form | None, tuple[str, ...]]:
    """The form and the names of the files that it uses; None where it cannot be read."""
    try:
        form = read(xml)
    except Refused as refused:
        line = survey.by_path.get(str(refused.place.get("path", "")))
        sayings.error(
            "form_refused", constants.SURVEY, line.number if line else 0, fa=refused.fa, en=refused.en
        )
        return None, ()
    for finding in analyse(form):
        _tell(finding, form, book, survey, sayings)
    files = _files(form)
    if media is not None:
        _check_files(files, media, survey, sayings)
    return form, files


def _tell(finding: LogicFinding, form: Form, book: Book, survey: Survey, sayings: Sayings) -> None:
    sheet, row, column = _where(finding, form, book, survey)
    if row and sayings.has(sheet, row, column):
        return
    code = finding.code if finding.code in _CODES else "syntax"
    harmless = code in _HARMLESS or finding.attribute in _TEXTS
    say = sayings.warn if harmless else sayings.error
    say(f"expression_{code}", sheet, row, column, fa=finding.fa, en=finding.en)


def _where(finding: LogicFinding, form: Form, book: Book, survey: Survey) -> tuple[str, int, str]:
    """The cell that the attribute of a node was written in."""
    name = finding.path.rpartition("/")[2]
    if name == "instanceName":
        return constants.SETTINGS, 2, columns_of(book.sheet(constants.SETTINGS)).header("instance_name")
    around, mark, part = finding.path.partition("/meta/entity/")
    if mark:
        dataset = form.nodes.get(f"{around}/meta/entity/@dataset")
        return _in_entities(dataset.default if dataset else "", part, book)
    line = survey.by_path.get(finding.path)
    if line is None and name.endswith("_count"):
        line = survey.by_path.get(finding.path.removesuffix("_count"))
        return constants.SURVEY, line.number if line else 0, survey.columns.header("control", "jr:count")
    return constants.SURVEY, line.number if line else 0, _column(finding.attribute, line, survey)


def _in_entities(dataset: str, part: str, book: Book) -> tuple[str, int, str]:
    sheet = book.sheet(constants.ENTITIES)
    columns = columns_of(sheet)
    row = next((number for number, row in sheet.numbered() if columns.get(row, "dataset") == dataset), 0)
    return constants.ENTITIES, row, columns.header(_OF_ENTITIES.get(part, "dataset"))


def _column(attribute: str, line: Line | None, survey: Survey) -> str:
    """The column that an attribute of the form was written in."""
    row = line.row if line else {}
    for tokens in _COLUMNS.get(attribute, ((attribute,),)):
        for header in (survey.columns.header(*tokens), *survey.columns.texts(*tokens).values()):
            if row.get(header):
                return header
    return ""


def _files(form: Form) -> tuple[str, ...]:
    """Media and lists, each once, in the order in which the form names them."""
    found: dict[str, None] = {}
    texts = [text for node in form.nodes.values() for text in (node.label, node.hint, node.guidance)]
    texts += [label for each in form.lists.values() for label in each.labels]
    for text in texts:
        for addresses in text.media.values():
            found.update(dict.fromkeys(map(_name, addresses.values())))
    found.update(dict.fromkeys(_name(each.source) for each in form.lists.values() if each.source))
    return tuple(name for name in found if name)


def _name(address: str) -> str:
    match = _MEDIA.match(address)
    return match[1] if match else address.rpartition("/")[2]


def _check_files(
    files: tuple[str, ...], media: Mapping[str, bytes], survey: Survey, sayings: Sayings
) -> None:
    """Files that are missing, and lists that cannot be read."""
    for name in files:
        row, column = _place(name, survey)
        if name not in media:
            sayings.warn("file_missing", constants.SURVEY if row else "", row, column, file=name)
        elif name.endswith(_LISTS):
            try:
                read_list(name.rpartition(".")[0], name, media[name])
            except Refused as refused:
                sayings.error(
                    "file_unfit",
                    constants.SURVEY if row else "",
                    row,
                    column,
                    file=name,
                    fa=refused.fa,
                    en=refused.en,
                )


def _place(name: str, survey: Survey) -> tuple[int, str]:
    """The first cell of the survey that names a file."""
    for line in survey.lines:
        for header, value in line.row.items():
            if name in value:
                return line.number, header
    return 0, ""
