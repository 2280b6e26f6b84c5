"""From the tree of an expression to closures, with the paths found beforehand.

``Compiler`` also notes what an expression reads (``reads``) and what is wrong with it (``problems``): an
expression with a problem still compiles, the part in question being empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from barzan.persian.text import persian_digits
from barzan.xforms import operators, routes
from barzan.xforms.calls import built
from barzan.xforms.codes import Code, ListRows, Where, cells, constant, texts_of, truth
from barzan.xforms.errors import XPathError
from barzan.xforms.expressions import Call, Chain, Expr, Literal, Negated, Number, Path, Step
from barzan.xforms.filters import filtered, filtered_by_parent
from barzan.xforms.listing import list_path
from barzan.xforms.model import Node
from barzan.xforms.parsing import parse
from barzan.xforms.routes import Route
from barzan.xforms.scopes import Layout, Scope, Slot


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    fa: str
    en: str


@dataclass(frozen=True, slots=True)
class Read:
    """An expression reads ``slot``; ``depth`` is that of the scope whose row both have in common.

    Slot 0 of a repeat stands for its rows: which there are and in what order.
    """

    slot: Slot
    depth: int


@dataclass(slots=True)
class Compiler:
    layout: Layout
    slot: Slot
    reads: set[Read] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    calls: set[str] = field(default_factory=set)
    far: bool = False

    def whole(self, source: str) -> Code:
        """The code of ``source`` at the slot of this compiler."""
        try:
            tree = parse(source)
        except XPathError as error:
            self.problems.append(Problem("syntax", error.fa, error.en))
            return constant("")
        code = self.code(tree, Where(self.slot))
        return _remembered(code) if self.far else code

    def code(self, expr: Expr, where: Where, bare: bool = False) -> Code:
        """``bare``: only which nodes there are is asked, not what stands in them."""
        if isinstance(expr, Number):
            return constant(expr.value)
        if isinstance(expr, Literal):
            return constant(expr.text)
        if isinstance(expr, Negated):
            return operators.negated(self.code(expr.of, where))
        if isinstance(expr, Call):
            return self.call(expr, where)
        if isinstance(expr, Chain):
            return self.chain(expr, where, bare)
        return self.path(expr, where, bare)

    # operators

    def chain(self, chain: Chain, where: Where, bare: bool) -> Code:
        sign = chain.rest[0][0]
        bare = bare and sign == "|"
        codes = [self.code(chain.first, where, bare)]
        codes += [self.code(operand, where, bare) for _, operand in chain.rest]
        if sign == "and":
            return Code("truth", operators.all_of([truth(code) for code in codes]))
        if sign == "or":
            return Code("truth", operators.any_of([truth(code) for code in codes]))
        if sign == "|":
            return self.union(codes)
        return operators.chained([operation for operation, _ in chain.rest], codes)

    def union(self, codes: list[Code]) -> Code:
        if not all(isinstance(code.of, Slot) for code in codes):
            self.problem(
                "path", "دو سوی | باید مسیر پرسش‌های فرم باشد.", "Both sides of | must be paths of the form."
            )
            return constant("")
        runs = [(routes.as_spots(code), code.of) for code in codes]

        def pairs(x: Any) -> list[tuple[tuple[Any, ...], Any, Any]]:
            found = {(id(node[0]), node[1]): (node, of) for run, of in runs for node in run(x)}
            ordered = [((*node[0].order(), node[1]), node, of) for node, of in found.values()]
            return sorted(ordered, key=lambda one: one[0])

        return Code(
            "many",
            lambda x: [node for _, node, _ in pairs(x)],
            lambda x: [routes.spots_text(of, node) for _, node, of in pairs(x)],
            codes[0].of,
        )

    # functions

    def call(self, call: Call, where: Where) -> Code:
        self.calls.add(call.name)
        return built(self, call, where)

    def problem(self, code: str, fa: str, en: str) -> Code:
        """Notes a problem; the code of nothing."""
        self.problems.append(Problem(code, fa, en))
        return constant("")

    # paths

    def path(self, path: Path, where: Where, bare: bool = False) -> Code:
        if isinstance(path.start, Call):
            if path.start.name == "instance":
                return list_path(self, path, where)
            if path.start.name == "current" and not path.start.args:
                return self.from_here(path, where, bare)
        if not isinstance(path.start, str):
            return self.continued(path, where, bare)
        if path.start == "/":
            if where.slot is not self.slot:
                return self.origin(self.absolute(path, Where(self.slot, where.inside), bare=bare))
            return routes.here(self.absolute(path, where, bare=bare), where)
        if where.inside is None:
            return self.steps(routes.begin(where.slot), path.steps, where.slot, False, bare)
        if isinstance(where.inside, Slot):
            code = self.steps(Route(where.inside.node), path.steps, where.inside, True, bare)
            return of_node(code)
        return self.of_item(path)

    def from_here(self, path: Path, where: Where, bare: bool) -> Code:
        """``current()/…``: from the node where the expression stands, however deep inside it is asked."""
        code = self.steps(routes.begin(self.slot), path.steps, self.slot, where.inside is not None, bare)
        return routes.here(code, where) if where.slot is self.slot else self.origin(code)

    def origin(self, code: Code) -> Code:
        """``code``, made for the row of the expression, in a predicate that looks on from other rows."""
        self.far = True
        return routes.through(code, lambda x: x.run.here)

    def absolute(self, path: Path, where: Where, bind: bool = True, bare: bool = False) -> Code:
        """From the root; repeats around the place where the expression stands mean the row it stands in."""
        slot, root = where.slot, self.layout.root.node
        if not path.steps:
            return self.reading(Route(root, slot.scope.depth), slot, where.inside is not None, bare)
        first = path.steps[0]
        route = Route(root, slot.scope.depth)
        if first.axis == "descendant":
            if first.name != root.name:
                return self.steps(route, path.steps, slot, where.inside is not None, bare)
        elif first.name not in (root.name, "*"):
            return self.unknown(f"/{first.name}")
        steps, at = path.steps[1:], 0
        if bind and not first.predicates:
            route, at = self.bound(route, steps, slot.scope)
        return self.steps(route, steps[at:], slot, where.inside is not None, bare)

    def bound(self, route: Route, steps: tuple[Step, ...], scope: Scope) -> tuple[Route, int]:
        """As far as ``steps`` lead through the repeats around ``scope``: the route to the row itself."""
        around: dict[Node, Scope] = {}
        one: Scope | None = scope
        while one is not None:
            around[one.node] = one
            one = one.up
        best, node = (route, 0), route.node
        for at, step in enumerate(steps[:-1]):
            kid = next((kid for kid in node.children if kid.name == step.name), None)
            if kid is None or step.axis != "child" or step.predicates:
                break
            node = kid
            if node.kind == "repeat":
                if node not in around:
                    break
                best = (Route(node, scope.depth - around[node].depth), at + 1)
        return best

    def steps(
        self, route: Route, steps: tuple[Step, ...], start: Slot, loose: bool, bare: bool = False
    ) -> Code:
        """What ``steps`` lead to from ``route``, which begins at a row of the scope of ``start``."""
        found = [route]
        for at, step in enumerate(steps):
            if step.axis == "parent" and any(routes.leaves_row(one) for one in found):
                return self.onward(self.together(found, start, loose, True), steps[at:], bare)
            found = [one for each in found for one in routes.moved(self.layout, each, step)]
            if not found:
                return self.unknown(_shown(steps[: at + 1], start))
            if step.predicates:
                return self.picked(found, step, steps[at + 1 :], start, loose, bare)
        return self.together(found, start, loose, bare)

    def together(self, found: list[Route], start: Slot, loose: bool, bare: bool) -> Code:
        """What all of ``found`` lead to."""
        codes = [self.reading(one, start, loose, bare) for one in found]
        return codes[0] if len(codes) == 1 else self.union(codes)

    def reading(self, route: Route, start: Slot, loose: bool, bare: bool) -> Code:
        self.note(route, start, loose, bare)
        return routes.code(self.layout, route)

    def note(self, route: Route, start: Slot, loose: bool, bare: bool) -> None:
        """Notes that the end of ``route`` is read, the rows on the way included."""
        depth = 0 if loose else start.scope.depth - route.ups
        for hop in route.hops:
            self.reads.add(Read(hop.slots[0], min(depth, hop.depth - 1)))
        for node in [route.node] if bare else route.node.walk():
            if node.leaf:
                self.reads.add(Read(self.layout.slots[node], depth))
            elif node.kind == "repeat":
                rows = self.layout.scope_of(node)
                self.reads.add(Read(rows.slots[0], min(depth, rows.depth - 1)))

    def picked(
        self,
        found: list[Route],
        step: Step,
        rest: tuple[Step, ...],
        start: Slot,
        loose: bool,
        bare: bool,
    ) -> Code:
        """The nodes of ``found`` that the predicates of ``step`` let through, then ``rest``."""
        base = self.together(found, start, loose, bare or bool(rest))
        kept = self.filtered(base, step.predicates, Where(start), several=_several(found))
        return self.onward(kept, rest, bare)

    def filtered(self, base: Code, predicates: tuple[Expr, ...], where: Where, several: bool = False) -> Code:
        """The nodes of ``base`` for which ``predicates`` hold; ``several``: they may have several parents."""
        if base.of is None:
            return self.problem(
                "path",
                "شرط میان [ ] تنها پس از مسیر پرسش یا ردیف‌های یک فهرست می‌آید.",
                "A condition in [ ] comes after a path of questions or rows of a list only.",
            )
        inner = [self.code(predicate, Where(where.slot, base.of)) for predicate in predicates]
        run = (filtered_by_parent if several else filtered)(routes.as_spots(base), inner)
        of = base.of
        return Code("many", run, lambda x: [routes.spots_text(of, node) for node in run(x)], of)

    def onward(self, base: Code, rest: tuple[Step, ...], bare: bool) -> Code:
        """``rest`` of the steps from each node of ``base``."""
        if not rest or not isinstance(base.of, Slot):
            return base if not rest else self.unknown(_shown(rest, self.slot))
        step = self.steps(Route(base.of.node), rest, base.of, True, bare)
        texts, spots, run, of = texts_of(step), routes.as_spots(step), base.run, step.of
        if any(one.axis == "parent" for one in rest):
            # Several rows may have the same one above: a node-set has each node once.
            def each(x: Any) -> list[Any]:
                found = {(id(node[0]), node[1]): node for row, _ in run(x) for node in spots(row)}
                return list(found.values())

            return Code("many", each, lambda x: [routes.spots_text(of, node) for node in each(x)], of)
        return Code(
            "many",
            lambda x: [node for row, _ in run(x) for node in spots(row)],
            lambda x: [one for row, _ in run(x) for one in texts(row)],
            of,
        )

    def continued(self, path: Path, where: Where, bare: bool) -> Code:
        """A path that begins with an expression: ``(…)[1]``, ``randomize(…)/name``."""
        assert not isinstance(path.start, str)  # noqa: S101  (asked by ``path`` alone)
        base = self.code(path.start, where, bare or bool(path.steps))
        if path.predicates:
            base = self.filtered(base, path.predicates, where)
        if path.steps and isinstance(base.of, ListRows):
            return cells(base.run, path.steps[0].name)
        return self.onward(base, path.steps, bare)

    def of_item(self, path: Path) -> Code:
        """Inside a predicate on a list: a column of the row that is looked at."""
        steps = [step for step in path.steps if step.axis != "self"]
        if not steps:
            return Code("one", lambda spot: "".join(spot.node.values()))
        if len(steps) > 1 or steps[0].axis != "child" or steps[0].predicates:
            return self.unknown(_shown(tuple(steps), self.slot))
        name = steps[0].name
        return Code("one", lambda spot: spot.node.get(name, ""))

    def unknown(self, path: str) -> Code:
        return self.problem(
            "path",
            f"«{path}» در فرم نیست؛ نام پرسش را ببینید.",
            f'"{path}" is not in the form; look at the name of the question.',
        )

    def arity(self, call: Call, least: int, most: int | None) -> bool:
        """Whether ``call`` has as many arguments as it may; notes a problem where not."""
        if len(call.args) >= least and (most is None or len(call.args) <= most):
            return True
        bounds = str(least) if least == most else f"{least}+" if most is None else f"{least}-{most}"
        given = str(len(call.args))
        self.problem(
            "arguments",
            f"{call.name} باید {persian_digits(bounds)} ورودی داشته باشد، نه {persian_digits(given)}.",
            f"{call.name} takes {bounds} arguments, not {given}.",
        )
        return False


def _several(found: list[Route]) -> bool:
    """Whether the ends of ``found`` may have several parents: positions are counted for each."""
    if len(found) > 1:
        return True
    return len(found[0].hops) > (1 if found[0].node.kind == "repeat" else 0)


def of_node(code: Code) -> Code:
    """``code``, made for rows, for the node that a predicate looks at."""
    return routes.through(code, lambda spot: spot.node[0])


def _remembered(code: Code) -> Code:
    """``code`` that tells those far inside in which row it is reckoned."""
    run, texts = code.run, code.texts

    def told(x: Any) -> Any:
        x.run.here = x.row
        return run(x)

    def told_texts(x: Any) -> list[str]:
        x.run.here = x.row
        return texts(x) if texts is not None else []

    return Code(code.kind, told, None if texts is None else told_texts, code.of, None, code.value)


def _shown(steps: tuple[Step, ...], start: Slot) -> str:
    words = {"self": ".", "parent": ".."}
    return "/".join(words.get(step.axis, step.name) for step in steps)
