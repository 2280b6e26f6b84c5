"""Reads the YAML files of a blueprint: the manifest, and lists of records. Pure: bytes in, values out.

Every scalar stays the text that was written: no ``no`` becomes False, no ``007`` a number. Tags, anchors and
aliases are refused, so no file can build an object or grow while it is read.
"""

from __future__ import annotations

from typing import Any, NoReturn

import yaml

from barzan.blueprints.tables import MAX_CELL, MAX_PROBLEMS, decode
from barzan.blueprints.values import BlueprintRefused, Problem, Row, refuse
from barzan.persian.text import normalise

MAX_BYTES = 2 * 2**20
MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(data: bytes, file: str) -> list[Row]:
    """The records of a file that is a list of mappings; a list of texts becomes one cell, a line each."""
    root = compose(data, file)
    if not isinstance(root, yaml.SequenceNode):
        _refuse(file, root, "فایل باید فهرستی از رکوردها باشد.", "The file must be a list of records.")
    rows: list[Row] = []
    problems: list[Problem] = []
    for node in root.value:
        try:
            cells = {name: _cell(value, name, file) for name, value in entries(node, file)}
            rows.append(Row(line_of(node), cells))
        except BlueprintRefused as refused:
            problems += refused.problems
    if problems:
        raise BlueprintRefused(problems[:MAX_PROBLEMS])
    return rows


def compose(data: bytes, file: str) -> yaml.Node:
    """The tree of one YAML document; raises ``BlueprintRefused`` where it is none, too large or tricky."""
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 2**20
        fa = f"فایل از {megabytes} مگابایت بزرگ‌تر است؛ آن را چند بخش کنید."
        refuse(file, 0, "", fa, f"The file is over {megabytes} MB; split it.")
    text = decode(data, file)
    try:
        _check_events(text, file)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        fa = "این‌جا YAML درستی نیست؛ تورفتگی و دونقطه‌ها را ببینید."
        en = "This is not valid YAML here; look at the indentation and the colons."
        refuse(file, mark.line + 1 if mark else 0, "", fa, en)
    if root is None:
        refuse(file, 0, "", "فایل خالی است.", "The file is empty.")
    return root


def entries(node: yaml.Node, file: str) -> list[tuple[str, yaml.Node]]:
    """Names and values of a mapping; a repeated name is refused, for YAML would drop the first silently."""
    if not isinstance(node, yaml.MappingNode):
        _refuse(file, node, "این‌جا باید «نام: مقدار» بیاید.", "This must be “name: value”.")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = text_of(key, file)
        if name in found:
            _refuse(file, key, f"«{name}» دو بار آمده است.", f"“{name}” stands twice.", name)
        found[name] = value
    return list(found.items())


def items(node: yaml.Node, file: str) -> list[yaml.Node]:
    """The members of a list."""
    if not isinstance(node, yaml.SequenceNode):
        _refuse(file, node, "این‌جا باید فهرست بیاید.", "This must be a list.")
    return list(node.value)


def text_of(node: yaml.Node, file: str, column: str = "") -> str:
    """The text of a scalar as written, normalised; an empty value and ``null`` are ``""``."""
    if not isinstance(node, yaml.ScalarNode):
        _refuse(file, node, "این‌جا باید یک متن بیاید.", "This must be one text.", column)
    if len(node.value) > MAX_CELL:
        fa = f"متن از {MAX_CELL} نویسه بلندتر است؛ کوتاهش کنید."
        _refuse(file, node, fa, f"The text is longer than {MAX_CELL} characters; shorten it.", column)
    return "" if node.tag == "tag:yaml.org,2002:null" else normalise(node.value)


def line_of(node: yaml.Node) -> int:
    """The line where ``node`` begins, from 1."""
    return int(node.start_mark.line) + 1


def _cell(node: yaml.Node, column: str, file: str) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "\n".join(text_of(item, file, column) for item in node.value)
    return text_of(node, file, column)


def _check_events(text: str, file: str) -> None:
    """Refuses aliases, tags, a second document and deep nesting before any tree is built."""
    depth = documents = 0
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        row = event.start_mark.line + 1
        if isinstance(event, yaml.NodeEvent) and (event.anchor or getattr(event, "tag", None)):
            fa = "نشان‌های & و * و ! به کار نبرید؛ مقدار را دوباره بنویسید."
            refuse(file, row, "", fa, "Do not use &, * and ! marks; write the value again.")
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or documents > 1:
            fa = f"یک سند بنویسید، با حداکثر {MAX_DEPTH} لایهٔ تودرتو."
            refuse(file, row, "", fa, f"Write one document, nested {MAX_DEPTH} deep at most.")


def _refuse(file: str, node: yaml.Node, fa: str, en: str, column: str = "") -> NoReturn:
    refuse(file, line_of(node), column, fa, en)
