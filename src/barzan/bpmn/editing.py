"""What the modeller changes in a file: one statement about one element, everything else left as it was."""

from __future__ import annotations

from copy import deepcopy

from barzan.bpmn import extending
from barzan.bpmn.document import Document, of_tree
from barzan.bpmn.findings import Refused
from barzan.bpmn.model import Field, Text, Work
from barzan.bpmn.names import Element, child, extensions
from barzan.bpmn.references import identified
from barzan.bpmn.sentences import finding
from barzan.clock.core.values import Terms


def with_work(document: Document, id_: str, work: Work) -> Document:
    """``document`` with who works on the lane or task ``id_``.

    This and the others raise Refused where the file has no such element.
    """
    return _with(document, id_, "work", extending.work(work))


def with_deadline(document: Document, id_: str, terms: Terms | None) -> Document:
    """``document`` with the deadline of the task ``id_``; None takes it away."""
    return _with(document, id_, "deadline", extending.deadline(terms))


def with_fields(document: Document, id_: str, fields: tuple[Field, ...]) -> Document:
    """``document`` with the questions of the task ``id_``."""
    return _with(document, id_, "field", extending.fields(fields))


def with_decision(document: Document, id_: str, key: str, result: str) -> Document:
    """``document`` with the decision table that the business rule task ``id_`` asks."""
    told = [extending.made("decision", key=key, result=result)] if key else []
    return _with(document, id_, "decision", told)


def with_name(document: Document, id_: str, name: Text) -> Document:
    """``document`` with the name of the element ``id_`` in both languages."""
    tree, element = _found(document, id_)
    if name.fa:
        element.set("name", name.fa)
    else:
        element.attrib.pop("name", None)
    _replace(element, "name", extending.name(name))
    return of_tree(tree)


def _with(document: Document, id_: str, tag: str, told: list[Element]) -> Document:
    tree, element = _found(document, id_)
    _replace(element, tag, told)
    return of_tree(tree)


def _found(document: Document, id_: str) -> tuple[Element, Element]:
    tree = deepcopy(document.tree)
    by_id, _ = identified(tree.getroot())
    if id_ not in by_id:
        raise Refused([finding("no-such-element", id_)])
    return tree, by_id[id_]


def _replace(element: Element, tag: str, told: list[Element]) -> None:
    """The extension elements ``tag`` of ``element`` become ``told``; an empty holder goes too."""
    holder = child(element, "extensionElements")
    old = extensions(element, tag)
    if holder is not None and old:
        place = holder.index(old[0])
        for each in old:
            holder.remove(each)
        for offset, each in enumerate(told):
            holder.insert(place + offset, each)
        if not len(holder):
            _remove(holder)
    else:
        extending.extend(element, told)


def _remove(element: Element) -> None:
    """Takes an element out; the text behind it stays."""
    before, parent = element.getprevious(), element.getparent()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
