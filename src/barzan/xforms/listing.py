"""Paths into lists: ``instance('towns')/root/item[province = /data/province]/label``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from barzan.xforms import codes
from barzan.xforms.codes import Code, ListRows, Where, cells, constant
from barzan.xforms.expressions import Call, Chain, Expr, Literal, Path, independent, walk
from barzan.xforms.filters import filtered
from barzan.xforms.model import ChoiceList

if TYPE_CHECKING:
    from barzan.xforms.compiling import Compiler

_LAST_SAVED = "__last-saved"
_EMPTY = ChoiceList("")
ItemRow = Mapping[str, str]


def list_path(compiler: Compiler, path: Path, where: Where) -> Code:
    assert isinstance(path.start, Call)  # noqa: S101  (asked for paths that begin with instance())
    name = path.start.args[0] if path.start.args else None
    if not isinstance(name, Literal):
        return compiler.problem(
            "list",
            "نام فهرست در instance باید متنی ثابت باشد؛ آن را میان دو ' بنویسید.",
            "The name of the list in instance must be a fixed text; write it between two '.",
        )
    if name.text == _LAST_SAVED:
        return constant("")
    if name.text not in compiler.layout.form.lists:
        return compiler.problem(
            "list",
            f"فهرست «{name.text}» در فرم نیست؛ نام آن را ببینید.",
            f'There is no list "{name.text}" in the form; look at its name.',
        )
    steps = [step for step in path.steps if step.axis != "self"]
    if len(steps) < 2 or len(steps) > 3 or any(step.axis == "parent" for step in steps) or path.predicates:
        return compiler.problem(
            "path",
            f"از فهرست «{name.text}» تنها root/item و یک ستون آن خوانده می‌شود.",
            f'Of the list "{name.text}" only root/item and a column of it can be read.',
        )
    rows = _rows(compiler, name.text, steps[1].predicates, where)
    if len(steps) == 2:
        return Code("many", rows, lambda x: ["".join(row.values()) for row in rows(x)], ListRows(name.text))
    return cells(rows, steps[2].name)


def _rows(
    compiler: Compiler, name: str, predicates: Sequence[Expr], where: Where
) -> Callable[[Any], list[ItemRow]]:
    def every(x: Any) -> Sequence[ItemRow]:
        found: ChoiceList = x.run.lists.get(name, _EMPTY)
        return found.rows

    if not predicates:
        return every  # type: ignore[return-value]
    inner = Where(where.slot, ListRows(name))
    wanted, rest = _wanted(compiler, predicates[0], inner)
    start = _indexed(name, wanted) if wanted else every
    others = [compiler.code(one, inner) for one in (*rest, *predicates[1:])]
    # What is looked up stands for the row where the expression stands, whether in a predicate or not.
    return filtered(start, others) if others else start  # type: ignore[arg-type,return-value]


def _wanted(
    compiler: Compiler, predicate: Expr, where: Where
) -> tuple[list[tuple[str, Callable[[Any], str]]], list[Expr]]:
    """Columns that must equal a text that is the same for all rows, and the conditions that are left."""
    parts = _conjuncts(predicate)
    if any(
        isinstance(one, Call) and one.name in ("position", "last") for part in parts for one in walk(part)
    ):
        return [], [predicate]
    wanted, rest = [], []
    for part in parts:
        found = _equality(compiler, part, where)
        if found is None:
            rest.append(part)
        else:
            wanted.append(found)
    return wanted, rest


def _conjuncts(expr: Expr) -> list[Expr]:
    if isinstance(expr, Chain) and expr.rest[0][0] == "and":
        return [expr.first, *(operand for _, operand in expr.rest)]
    return [expr]


def _equality(compiler: Compiler, expr: Expr, where: Where) -> tuple[str, Callable[[Any], str]] | None:
    if not isinstance(expr, Chain) or len(expr.rest) != 1 or expr.rest[0][0] != "=":
        return None
    one, other = expr.first, expr.rest[0][1]
    column = _column(one)
    if column is None:
        column, other = _column(other), one
    if column is None or not independent(other):
        return None
    code = compiler.code(other, Where(where.slot))
    return (column, codes.text(code)) if code.kind in ("one", "text") else None


def _column(expr: Expr) -> str | None:
    if not isinstance(expr, Path) or expr.start != ".":
        return None
    steps = [step for step in expr.steps if step.axis != "self"]
    plain = len(steps) == 1 and steps[0].axis == "child" and not steps[0].predicates
    return steps[0].name if plain else None


def _indexed(name: str, wanted: list[tuple[str, Callable[[Any], str]]]) -> Callable[[Any], Sequence[ItemRow]]:
    columns = tuple(column for column, _ in wanted)
    texts = [text for _, text in wanted]
    if len(texts) == 1:
        only = texts[0]
        return lambda x: index(x.run.lists.get(name, _EMPTY), columns).get((only(x.row),), ())

    def run(x: Any) -> Sequence[ItemRow]:
        row = x.row
        return index(x.run.lists.get(name, _EMPTY), columns).get(tuple(text(row) for text in texts), ())

    return run


def index(list_: ChoiceList, columns: tuple[str, ...]) -> Mapping[tuple[str, ...], Sequence[ItemRow]]:
    """The rows of ``list_`` by what stands in ``columns``; made once and kept with the list."""
    found: dict[tuple[str, ...], list[ItemRow]] | None = list_.cache.get(columns)
    if found is None:
        found = {}
        for row in list_.rows:
            found.setdefault(tuple(row.get(column, "") for column in columns), []).append(row)
        list_.cache[columns] = found
    return found
