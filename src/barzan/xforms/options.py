"""The choices that stand open to a question in a row."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from barzan.xforms import codes
from barzan.xforms.choosing import by_value, choices_by_row
from barzan.xforms.codes import Code, ListRows, Where
from barzan.xforms.compiling import Compiler
from barzan.xforms.errors import XPathError
from barzan.xforms.expressions import Call, Expr
from barzan.xforms.model import Choice, Itemset
from barzan.xforms.parsing import parse
from barzan.xforms.planning import Plan
from barzan.xforms.rows import Row
from barzan.xforms.scopes import Slot
from barzan.xforms.texts import Text

Reader = Callable[[Any], str]


class Options:
    """The choices of one question: which stand open in a row, and whether an answer is among them."""

    __slots__ = ("_nodes", "_open", "_several", "_values", "itemset", "of", "rank")

    def __init__(self, plan: Plan, slot: Slot) -> None:
        itemset = slot.node.itemset
        assert itemset is not None  # noqa: S101  (asked of questions with choices)
        self.itemset = itemset
        compiler = Compiler(plan.layout, slot)
        shown = compiler.whole(itemset.nodeset)
        plan.problems += [(slot.node, "choices", problem) for problem in compiler.problems]
        tree = _tree(itemset.nodeset)
        if isinstance(tree, Call) and tree.name == "randomize" and tree.args:
            plain = Compiler(plan.layout, slot).code(tree.args[0], Where(slot))
        else:
            plain = shown
        self.of = plain.of
        self._nodes, self._open = plain.run, shown.run
        self._several = slot.node.type != "select_one"
        self.rank = slot.node.type == "rank"
        self._values = _values(plan, plain, itemset) if plain.kind == "many" else None

    def open(self, row: Row, default: str) -> list[Choice]:
        """The choices that stand open, in their order."""
        if isinstance(self.of, ListRows):
            list_ = row.run.lists.get(self.of.name)
            if list_ is None:
                return []
            known = choices_by_row(list_, self.itemset, default)
            return [known[id(one)] for one in self._open(row)]
        if self._values is None:
            return []
        value, label = self._values
        return [
            Choice(value(node), Text({default: label(node)}, default))
            for node in self._open(row)
            if value(node)
        ]

    def holds(self, row: Row, text: str) -> bool:
        """Whether each part of an answer stands open, none twice; a rank has them all."""
        if self._values is None:
            return True
        if isinstance(self.of, ListRows):
            list_ = row.run.lists.get(self.of.name)
            if list_ is None or (list_.source is not None and not list_.rows):
                return True
        parts = text.split() if self._several else [text]
        open_ = self._open_values(row)
        if len(set(parts)) != len(parts) or not all(part in open_ for part in parts):
            return False
        return not self.rank or len(parts) == len(open_)

    def _open_values(self, row: Row) -> Collection[str]:
        assert self._values is not None  # noqa: S101  (asked by ``holds`` alone)
        nodes = self._nodes(row)
        if isinstance(self.of, ListRows):
            list_ = row.run.lists[self.of.name]
            if nodes is list_.rows:
                return by_value(list_, self.itemset)
            column = self.itemset.value
            return {one.get(column, "") for one in nodes}
        value = self._values[0]
        return {value(node) for node in nodes}


def _values(plan: Plan, code: Code, itemset: Itemset) -> tuple[Reader, Reader] | None:
    """What reads value and label of one node."""
    if isinstance(code.of, ListRows):
        return (lambda node: str(node.get(itemset.value, ""))), (
            lambda node: str(node.get(itemset.label, ""))
        )
    if not isinstance(code.of, Slot):
        return None
    readers: list[Reader] = []
    for reference in (itemset.value, itemset.label):
        text = codes.text(Compiler(plan.layout, code.of).whole(reference))
        readers.append(_reader(text))
    return readers[0], readers[1]


def _reader(text: Callable[[Any], str]) -> Reader:
    return lambda node: text(node[0])


def _tree(source: str) -> Expr | None:
    try:
        return parse(source)
    except XPathError:
        return None


def options_of(plan: Plan, slot: Slot) -> Options:
    """The options of the question at ``slot``; made once and kept with the plan."""
    found = plan.options.get(slot)
    if found is None:
        found = plan.options[slot] = Options(plan, slot)
    made: Options = found
    return made
