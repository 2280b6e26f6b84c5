"""Functions that look at nodes, at the place of the expression, or draw something."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from barzan.xforms import geometry, routes
from barzan.xforms.codes import Code, Where, constant, num, numbers_of, plain, text, texts_of, truth
from barzan.xforms.expressions import Call, Expr, Path
from barzan.xforms.listing import index
from barzan.xforms.rows import Run
from barzan.xforms.scopes import Slot
from barzan.xforms.shuffling import shuffled
from barzan.xforms.values import NAN

if TYPE_CHECKING:
    from barzan.xforms.compiling import Compiler

_HERE = Path(".", ())
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def this(compiler: Compiler, where: Where) -> Code:
    """The node where the expression stands."""
    return compiler.code(_HERE, where)


def _codes(compiler: Compiler, call: Call, where: Where) -> list[Code]:
    return [compiler.code(arg, where) for arg in call.args]


def _all_texts(codes: list[Code]) -> Callable[[Any], list[str]]:
    if len(codes) == 1:
        return texts_of(codes[0])
    parts = [texts_of(code) for code in codes]
    return lambda x: [one for part in parts for one in part(x)]


def _string(compiler: Compiler, call: Call, where: Where) -> Code:
    code = compiler.code(call.args[0], where) if call.args else this(compiler, where)
    return constant(text(code)(None)) if code.value is not None else Code("text", text(code))


def _concat(compiler: Compiler, call: Call, where: Where) -> Code:
    codes = _codes(compiler, call, where)
    if all(code.kind != "many" for code in codes):
        singles = [text(code) for code in codes]
        return Code("text", lambda x: x.run.paid("".join([single(x) for single in singles])))
    texts = _all_texts(codes)
    return Code("text", lambda x: x.run.paid("".join(texts(x))))


def _join(compiler: Compiler, call: Call, where: Where) -> Code:
    separator, *codes = _codes(compiler, call, where)
    between, texts = text(separator), _all_texts(codes)
    return Code("text", lambda x: x.run.paid(between(x).join(texts(x))))


def _sum(compiler: Compiler, call: Call, where: Where) -> Code:
    numbers = numbers_of(compiler.code(call.args[0], where))
    return Code("number", lambda x: float(sum(numbers(x))))


def _extreme(pick: Callable[[list[float]], float]) -> Callable[[Compiler, Call, Where], Code]:
    def build(compiler: Compiler, call: Call, where: Where) -> Code:
        parts = [numbers_of(code) for code in _codes(compiler, call, where)]

        def run(x: Any) -> float:
            found = [one for part in parts for one in part(x)]
            return NAN if not found or any(one != one for one in found) else pick(found)

        return Code("number", run)

    return build


def _count(compiler: Compiler, call: Call, where: Where) -> Code:
    code = compiler.code(call.args[0], where, bare=True)
    if code.kind == "many":
        nodes = code.run
        return Code("number", lambda x: float(len(nodes(x))))
    return constant(1.0 if code.kind == "one" else 0.0)


def _count_non_empty(compiler: Compiler, call: Call, where: Where) -> Code:
    texts = texts_of(compiler.code(call.args[0], where))
    return Code("number", lambda x: float(sum(1 for one in texts(x) if one)))


def _position(compiler: Compiler, call: Call, where: Where) -> Code:
    if not call.args:
        return (
            Code("number", lambda spot: float(spot.position)) if where.inside is not None else constant(1.0)
        )
    code = compiler.code(call.args[0], where, bare=True)
    if isinstance(code.of, Slot) and code.of.index == 0 and code.kind == "many":
        nodes = code.run
        return Code("number", lambda x: float(found[0][0].index) if (found := nodes(x)) else NAN)
    return constant(1.0)


def _last(compiler: Compiler, call: Call, where: Where) -> Code:
    return Code("number", lambda spot: float(spot.size)) if where.inside is not None else constant(1.0)


def _if(compiler: Compiler, call: Call, where: Where) -> Code:
    condition, one, other = _codes(compiler, call, where)
    holds = truth(condition)
    kinds = {"text" if code.kind in ("one", "many") else code.kind for code in (one, other)}
    kind = kinds.pop() if len(kinds) == 1 else "any"
    cast = {"number": num, "truth": truth, "text": text}.get(kind, plain)
    yes, no = cast(one), cast(other)
    return Code(kind, lambda x: yes(x) if holds(x) else no(x))


def _coalesce(compiler: Compiler, call: Call, where: Where) -> Code:
    texts = [text(code) for code in _codes(compiler, call, where)]

    def run(x: Any) -> str:
        return next((found for one in texts if (found := one(x))), "")

    return Code("text", run)


def _once(compiler: Compiler, call: Call, where: Where) -> Code:
    fresh = text(compiler.code(call.args[0], where))
    slot = where.slot
    if where.inside is not None or not slot.node.leaf:
        return Code("text", fresh)
    index = slot.index
    return Code("text", lambda row: row.kept[index] or fresh(row))


def _checklist(compiler: Compiler, call: Call, where: Where) -> Code:
    least, most, *answers = [num(code) for code in _codes(compiler, call, where)]

    def run(x: Any) -> bool:
        return _between(float(sum(1 for answer in answers if answer(x) > 0)), least(x), most(x))

    return Code("truth", run)


def _weighted(compiler: Compiler, call: Call, where: Where) -> Code:
    least, most, *rest = [num(code) for code in _codes(compiler, call, where)]
    pairs = list(zip(rest[::2], rest[1::2], strict=False))

    def run(x: Any) -> bool:
        return _between(sum(weight(x) for answer, weight in pairs if answer(x) > 0), least(x), most(x))

    return Code("truth", run)


def _between(total: float, least: float, most: float) -> bool:
    """-1 says that there is no bound."""
    return (least == -1 or total >= least) and (most == -1 or total <= most)


def _random(compiler: Compiler, call: Call, where: Where) -> Code:
    salt = f"{where.slot.node.path}/{call.at}"
    return Code("number", lambda x: (x.run.drawn(x.row, salt) >> 75) / 2**53)


def _uuid(compiler: Compiler, call: Call, where: Where) -> Code:
    salt = f"{where.slot.node.path}/{call.at}"
    if not call.args:
        return Code("text", lambda x: str(uuids.UUID(int=x.run.drawn(x.row, salt), version=4)))
    length = num(compiler.code(call.args[0], where))

    def run(x: Any) -> str:
        wanted = length(x)
        count = int(min(wanted, 1000)) if wanted > 0 else 0
        found: list[str] = []
        while len(found) < count:
            drawn = x.run.drawn(x.row, f"{salt}/{len(found)}")
            found.extend(_LETTERS[(drawn >> shift) % 36] for shift in range(0, 120, 6))
        return "".join(found[:count])

    return Code("text", run)


def _randomize(compiler: Compiler, call: Call, where: Where) -> Code:
    code = compiler.code(call.args[0], where)
    if code.kind != "many":
        return code
    salt = f"{where.slot.node.path}/{call.at}"
    seed = num(compiler.code(call.args[1], where)) if len(call.args) > 1 else None

    def order(x: Any, found: list[Any]) -> list[Any]:
        x.run.charge(len(found))
        return shuffled(found, seed(x) if seed is not None else x.run.order(x.row, salt))

    nodes, texts = code.run, texts_of(code)
    return Code("many", lambda x: order(x, nodes(x)), lambda x: order(x, texts(x)), code.of)


def _indexed_repeat(compiler: Compiler, call: Call, where: Where) -> Code:
    """The node of ``args[0]`` in the rows that the pairs of repeat and index name, the outermost first."""
    target, *pairs = call.args
    if len(pairs) % 2 or not all(isinstance(one, Path) for one in (target, *pairs[::2])):
        return compiler.problem(
            "arguments",
            "indexed-repeat مسیر پرسش و سپس جفت‌های مسیر تکرار و شماره می‌گیرد.",
            "indexed-repeat takes the path of a question, then pairs of a repeat's path and a number.",
        )
    codes = [_unbound(compiler, one, where) for one in (target, *pairs[::2])]
    numbers = [num(compiler.code(one, where)) for one in pairs[1::2]]
    leaf = codes[0].of
    scopes = [
        code.of.scope if isinstance(code.of, Slot) and code.of.index == 0 else None for code in codes[1:]
    ]
    if not isinstance(leaf, Slot) or any(scope is None for scope in scopes):
        return compiler.problem(
            "path",
            "indexed-repeat مسیر یک پرسش و تکرارهای گرداگرد آن را می‌خواهد.",
            "indexed-repeat wants the path of a question and of the repeats around it.",
        )
    spots = routes.as_spots(codes[0])
    depths = [scope.depth for scope in scopes if scope is not None]

    def run(x: Any) -> str:
        wanted = {depth: number(x) for depth, number in zip(depths, numbers, strict=True)}
        around = {row.scope: row.index for row in _line(x.row)}
        for row, at in spots(x):
            if all(_fits(one, wanted, around) for one in _line(row)):
                return str(row.seen[at])
        return ""

    return Code("text", run)


def _unbound(compiler: Compiler, expr: Expr, where: Where) -> Code:
    """The nodes of a path in all rows, not in the row where the expression stands alone."""
    assert isinstance(expr, Path)  # noqa: S101  (asked for paths alone)
    if expr.start != "/":
        return compiler.code(expr, where, bare=True)
    return routes.here(compiler.absolute(expr, where, bind=False, bare=True), where)


def _line(row: Any) -> list[Any]:
    found = []
    while row.up is not None:
        found.append(row)
        row = row.up
    return found


def _fits(row: Any, wanted: dict[int, float], around: dict[Any, int]) -> bool:
    """Whether ``row`` has the wanted index; a repeat that is not named must be the one around, if any."""
    index = wanted.get(row.scope.depth)
    if index is None:
        return bool(around.get(row.scope, row.index) == row.index)
    return bool(row.index == index)


def _pulldata(compiler: Compiler, call: Call, where: Where) -> Code:
    codes = _codes(compiler, call, where)
    name, column, key = (code.value for code in codes[:3])
    if not (isinstance(name, str) and isinstance(column, str) and isinstance(key, str)):
        return compiler.problem(
            "arguments",
            "سه ورودی نخست pulldata متن‌های ثابت است: نام فهرست، ستون خواسته، ستون جست‌وجو.",
            "The first three arguments of pulldata are fixed texts: list, wanted column, searched column.",
        )
    if name not in compiler.layout.form.lists:
        return compiler.problem(
            "list",
            f"فهرست «{name}» در فرم نیست؛ فایل آن را پیوست کنید.",
            f'There is no list "{name}" in the form; attach its file.',
        )

    wanted, columns, own = text(codes[3]), (key,), column

    def run(x: Any) -> str:
        list_ = x.run.lists.get(name)
        rows = index(list_, columns).get((wanted(x),), ()) if list_ is not None else ()
        return rows[0].get(own, "") if rows else ""

    return Code("text", run)


def _geo(measure: Callable[[list[geometry.Point]], float]) -> Callable[[Compiler, Call, Where], Code]:
    """Over one geotrace or geoshape, or over a node-set of geopoints."""

    def build(compiler: Compiler, call: Call, where: Where) -> Code:
        texts = _all_texts(_codes(compiler, call, where))

        def run(x: Any) -> float:
            found = [one for one in texts(x) if one.strip()]
            points = geometry.points_of(";".join(found))
            x.run.charge(len(points or ()))
            return NAN if points is None else measure(points)

        return Code("number", run)

    return build


def geofence(run: Run, point: str, shape: str) -> bool:
    where, around = geometry.point_of(point), geometry.points_of(shape)
    run.charge(len(shape) >> 3)
    return where is not None and bool(around) and geometry.inside(where, around or [])


def intersects(run: Run, line: str) -> bool:
    points = geometry.points_of(line) or []
    run.charge(len(points) ** 2)
    return geometry.crosses_itself(points)


def _current(compiler: Compiler, call: Call, where: Where) -> Code:
    return compiler.path(Path(call, ()), where)


BUILDERS: dict[str, tuple[int, int | None, Callable[[Compiler, Call, Where], Code]]] = {
    "string": (0, 1, _string),
    "concat": (1, None, _concat),
    "join": (1, None, _join),
    "sum": (1, 1, _sum),
    "min": (1, None, _extreme(min)),
    "max": (1, None, _extreme(max)),
    "count": (1, 1, _count),
    "count-non-empty": (1, 1, _count_non_empty),
    "position": (0, 1, _position),
    "last": (0, 0, _last),
    "current": (0, 0, _current),
    "instance": (1, 1, _current),
    "if": (3, 3, _if),
    "coalesce": (1, None, _coalesce),
    "once": (1, 1, _once),
    "checklist": (2, None, _checklist),
    "weighted-checklist": (2, None, _weighted),
    "random": (0, 0, _random),
    "uuid": (0, 1, _uuid),
    "randomize": (1, 2, _randomize),
    "indexed-repeat": (3, 7, _indexed_repeat),
    "pulldata": (4, 4, _pulldata),
    "area": (1, None, _geo(geometry.area)),
    "enclosed-area": (1, None, _geo(geometry.area)),  # what ODK called it before the specification did
    "distance": (1, None, _geo(geometry.distance)),
}
