"""Functions over choices and wordings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from barzan.xforms.choosing import label_in
from barzan.xforms.codes import Code, Where, text
from barzan.xforms.errors import XPathError
from barzan.xforms.expressions import Call, Path
from barzan.xforms.parsing import parse
from barzan.xforms.scopes import Slot

if TYPE_CHECKING:
    from barzan.xforms.compiling import Compiler


def selected(chosen: str, value: str) -> bool:
    """Whether ``value`` is among the items of ``chosen``; the empty value is chosen when nothing is."""
    wanted = value.strip()
    return wanted in chosen.split() if wanted else not chosen.strip()


def selected_at(chosen: str, at: float) -> str:
    items = chosen.split()
    return items[int(at)] if 0 <= at < len(items) else ""


def _choice_name(compiler: Compiler, call: Call, where: Where) -> Code:
    value = text(compiler.code(call.args[0], where))
    path = compiler.code(call.args[1], where).value
    slot = _question(compiler, path, where) if isinstance(path, str) else None
    if slot is None or slot.node.itemset is None:
        return compiler.problem(
            "path",
            "ورودی دوم jr:choice-name مسیر یک پرسش چندگزینه‌ای میان دو ' است.",
            "The second argument of jr:choice-name is the path of a select question between two '.",
        )
    itemset = slot.node.itemset

    def run(x: Any) -> str:
        return label_in(x.run, itemset, value(x))

    return Code("text", run)


def _question(compiler: Compiler, path: str, where: Where) -> Slot | None:
    try:
        tree = parse(path)
    except XPathError:
        return None
    if not isinstance(tree, Path):
        return None
    of = compiler.code(tree, Where(where.slot)).of
    return of if isinstance(of, Slot) else None


def _itext(compiler: Compiler, call: Call, where: Where) -> Code:
    identifier = text(compiler.code(call.args[0], where))
    texts = compiler.layout.form.itext

    def run(x: Any) -> str:
        found = texts.get(identifier(x))
        return found.in_(x.run.language) if found is not None else ""

    return Code("text", run)


BUILDERS: dict[str, tuple[int, int | None, Callable[[Compiler, Call, Where], Code]]] = {
    "jr:choice-name": (2, 2, _choice_name),
    "jr:itext": (1, 1, _itext),
}
