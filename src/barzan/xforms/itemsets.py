"""Where the choices of a question come from."""

from __future__ import annotations

from barzan.xforms.errors import XPathError
from barzan.xforms.expressions import Call, Expr, Literal, Path
from barzan.xforms.itexts import Itexts
from barzan.xforms.model import ChoiceList, Itemset, Node
from barzan.xforms.parsing import parse
from barzan.xforms.xml import Element


def itemset_of(node: Node, element: Element, itexts: Itexts, lists: dict[str, ChoiceList]) -> None:
    """Gives ``node`` its itemset; items that stand in the control become a list of their own."""
    itemset = element.first("itemset")
    if itemset is None:
        node.list = node.path
        node.itemset = Itemset(f"instance('{node.path}')/root/item", node.path, None)
        lists[node.path] = _inline(node.path, element, itexts)
        return
    label = itemset.first("label")
    reference = (label.get("ref") if label is not None else None) or "label"
    itext = reference.strip().startswith("jr:itext(")
    value = itemset.first("value")
    node.itemset = _read(
        (itemset.get("nodeset") or "").strip(),
        (value.get("ref") if value is not None else None) or "name",
        reference.strip()[len("jr:itext(") : -1].strip() if itext else reference.strip(),
        itext,
    )
    node.list = node.itemset.list


def _inline(name: str, element: Element, itexts: Itexts) -> ChoiceList:
    rows, labels = [], []
    for item in element.named("item"):
        value = item.first("value")
        label = itexts.wording(item.first("label"))
        rows.append({"name": value.text().strip() if value is not None else "", "label": label.in_(None)})
        labels.append(label)
    return ChoiceList(name, tuple(rows), tuple(labels))


def _read(nodeset: str, value: str, label: str, itext: bool) -> Itemset:
    try:
        expr = parse(nodeset)
    except XPathError:
        return Itemset(nodeset, None, None, value, label, itext)
    randomize = isinstance(expr, Call) and expr.name == "randomize"
    seed = None
    if isinstance(expr, Call) and randomize and expr.args:
        seed = nodeset.rpartition(",")[2].strip().removesuffix(")").strip() if len(expr.args) > 1 else None
        expr = expr.args[0]
    return Itemset(nodeset, _list_of(expr), _filter(expr, nodeset), value, label, itext, randomize, seed)


def _list_of(expr: Expr) -> str | None:
    if not isinstance(expr, Path) or not isinstance(expr.start, Call) or expr.start.name != "instance":
        return None
    first = expr.start.args[0] if expr.start.args else None
    return first.text if isinstance(first, Literal) else None


def _filter(expr: Expr, text: str) -> str | None:
    if not isinstance(expr, Path) or not expr.spans:
        return None
    parts = [text[begin:end].strip() for begin, end in expr.spans]
    return parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)
