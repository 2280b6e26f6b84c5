"""Changes a file of DMN and keeps all else in it: unknown elements, comments, diagrams, order. Pure.

A file that nothing changed is given back byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from lxml import etree

from barzan.decisions.core.findings import refused
from barzan.decisions.core.model import Aggregation, HitPolicy
from barzan.decisions.core.nodes import Element, attribute, child, children, id_of, local
from barzan.decisions.core.xml import LIMITS, XmlLimits, read_xml, root_place


@dataclass(frozen=True, slots=True)
class Row:
    """A rule as it shall be; ``element`` is the id of the one that it is, "" for a new one."""

    element: str
    tests: tuple[str, ...]
    outputs: tuple[str, ...]
    notes: tuple[str, ...] = ()


def with_table(
    data: bytes,
    table: str,
    rows: Sequence[Row],
    *,
    policy: HitPolicy | None = None,
    aggregation: Aggregation | None = None,
    limits: XmlLimits = LIMITS,
) -> bytes:
    """The file with these rules in the table with the id ``table``; rules that are not named are gone.

    Raises ``Refused`` where there is no such table.
    """
    tree = read_xml(data, limits)
    found = next(
        (
            each
            for each in tree.getroot().iter("*")
            if local(each) == "decisionTable" and id_of(each) == table
        ),
        None,
    )
    if found is None:
        fa = "این جدول در فایل نیست؛ صفحه را تازه کنید."
        raise refused("table.missing", fa, "This table is not in the file: reload the page.", element=table)
    changed = [
        _set_attribute(found, "hitPolicy", policy.value if policy else None, HitPolicy.UNIQUE.value),
        _set_attribute(found, "aggregation", aggregation.value if aggregation is not None else None, ""),
        _Rules(found).set(rows),
    ]
    return _rewritten(tree, data) if any(changed) else data


def written(tree: Any) -> bytes:
    """A new tree as a file."""
    text: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return text + b"\n"


def _rewritten(tree: Any, before: bytes) -> bytes:
    """A changed tree as a file; what stands round the root element stays as it was, sign for sign."""
    info = tree.docinfo
    encoding = info.encoding or "UTF-8"
    if encoding.upper().startswith("UTF-16"):
        text: bytes = etree.tostring(tree, xml_declaration=True, encoding=encoding)
        return text
    start, end = root_place(before)
    root: bytes = etree.tostring(tree.getroot(), encoding=encoding, xml_declaration=False, with_tail=False)
    return before[:start] + root + before[end:]


def _set_attribute(element: Element, name: str, value: str | None, usual: str) -> bool:
    """Sets an attribute that differs; what is usual is left out. Whether anything changed."""
    if value is None or (attribute(element, name) or usual) == value:
        return False
    if value == usual:
        element.attrib.pop(name, None)
    else:
        element.set(name, value)
    return True


class _Rules:
    """The rules of one table being changed."""

    def __init__(self, table: Element) -> None:
        self._table = table
        self._namespace = etree.QName(table).namespace
        self._ids = _fresh_ids(table.getroottree().getroot())

    def set(self, rows: Sequence[Row]) -> bool:
        """Whether anything changed."""
        before = list(children(self._table, "rule"))
        known = {id_of(rule): rule for rule in before}
        changed = False
        after = []
        for row in rows:
            rule = known.get(row.element)
            if rule is None:
                rule, changed = self._new("rule"), True
            changed |= self._fill(rule, row)
            after.append(rule)
        if after != before:
            self._place(before, after)
            changed = True
        return changed

    def _place(self, before: list[Element], after: list[Element]) -> None:
        """Puts the rules in their order, with the white space that stood between rules."""
        between = [rule.tail for rule in before]
        at = self._table.index(before[0]) if before else len(self._table)
        for rule in before:
            self._table.remove(rule)
        for place, rule in enumerate(after):
            rule.tail = None
            self._table.insert(at + place, rule)
        for place, rule in enumerate(after):
            last = place == len(after) - 1
            rule.tail = (between[-1] if last else between[0]) if between else None

    def _fill(self, rule: Element, row: Row) -> bool:
        cells = (("inputEntry", row.tests), ("outputEntry", row.outputs), ("annotationEntry", row.notes))
        changed = [self._fill_cells(rule, name, texts) for name, texts in cells]
        return any(changed)

    def _fill_cells(self, rule: Element, name: str, texts: Sequence[str]) -> bool:
        changed = False
        present = list(children(rule, name))
        for place, text in enumerate(texts):
            if place >= len(present):
                present.append(self._cell(rule, name, present))
            changed |= self._set_text(present[place], text)
        return changed

    def _cell(self, rule: Element, name: str, present: list[Element]) -> Element:
        """A new cell after those of its kind, else in the order of the standard."""
        cell = (
            self._new(name) if name != "annotationEntry" else rule.makeelement(f"{{{self._namespace}}}{name}")
        )
        if present:
            present[-1].addnext(cell)
        elif name == "inputEntry" and len(rule):
            rule.insert(0, cell)
        else:
            rule.append(cell)
        return cell

    def _set_text(self, cell: Element, text: str) -> bool:
        holder = child(cell, "text")
        if holder is None:
            holder = etree.SubElement(cell, f"{{{self._namespace}}}text")
        elif "".join(holder.itertext()).strip() == text.strip():
            return False
        for below in list(holder):
            holder.remove(below)
        holder.text = text.strip()
        return True

    def _new(self, name: str) -> Element:
        element = self._table.makeelement(f"{{{self._namespace}}}{name}")
        element.set("id", next(self._ids))
        return element


def _fresh_ids(root: Element) -> Iterator[str]:
    """Ids that the file does not hold yet."""
    taken = {element.get("id") for element in root.iter("*")}
    return (id for id in (f"_n{number}" for number in count(1)) if id not in taken)
