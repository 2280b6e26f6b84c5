"""Functions and their calls (DMN 1.5, 10.3.2.13)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from barzan.feel import nodes
from barzan.feel.errors import Failing, Spent
from barzan.feel.functions import BUILT_IN, BuiltIn
from barzan.feel.invoking import invoke
from barzan.feel.running import Compiled, Run, Scope
from barzan.feel.types import fitted, resolved
from barzan.feel.values import Function, Value

if TYPE_CHECKING:
    from barzan.feel.compiling import Compiler


def function_of(compiler: Compiler, node: nodes.FunctionOf) -> Compiled:
    """``function(a, b: number) a + b``: a value that sees the names around it."""
    names = tuple(name for name, _ in node.parameters)
    types = tuple(
        (place, resolved(kind, compiler.types)) for place, (_, kind) in enumerate(node.parameters) if kind
    )
    body = compiler.inside(set(names), node.body)
    cost, height = node.body.weight, node.body.height

    def made(s: Scope) -> Value:
        def call(run: Run, arguments: tuple[Value, ...]) -> Value:
            run.charge(cost)
            values = list(arguments)
            for place, kind in types:
                fits, values[place] = fitted(values[place], kind)
                if not fits:
                    raise Failing(
                        f"آرگومان «{names[place]}» از نوع {kind.name} نیست.",
                        f"The argument “{names[place]}” is no {kind.name}.",
                    )
            return _deeper(run, height, body, Scope(run, dict(zip(names, values, strict=True)), s))

        return Function("", names, call)

    return made


def _deeper(run: Run, height: int, body: Compiled, scope: Scope) -> Value:
    run.depth += height
    if run.depth > run.limits.calls:
        raise Spent(
            "feel.size",
            "تابع‌ها بیش از اندازه در هم فراخوانده می‌شوند؛ شرطی بگذارید که بازگشت را پایان دهد.",
            "Functions call each other too deep; put a condition that ends the recursion.",
        )
    try:
        return body(scope)
    finally:
        run.depth -= height


def call(compiler: Compiler, node: nodes.Call) -> Compiled:
    """A call of a built-in, unless a function of that name is in sight, or of whatever gives a function."""
    arguments = tuple(compiler.compile(argument) for argument in node.arguments)
    names, at = node.names, node.at
    built_in, function = _callee(compiler, node.function)

    def called(s: Scope) -> Value:
        run = s.run
        found = function(s)
        values = tuple([argument(s) for argument in arguments])
        run.at = at
        run.charge(1 + sum([len(value) for value in values if type(value) is tuple]))
        try:
            if built_in is not None and type(found) is not Function:
                return run.paid(_built_in(run, built_in, names, values))
            return run.paid(invoke(run, found, names, values))
        except Failing as failing:
            run.note(at, failing.fa, failing.en)
            return None

    return called


def _callee(compiler: Compiler, function: nodes.Node) -> tuple[BuiltIn | None, Compiled]:
    """The built-in that is meant where no scope has a function of its name, and what scopes have."""
    name = function.name if isinstance(function, nodes.Name) else ""
    if name in BUILT_IN and not compiler.bound(name):
        compiler.remember(name)
        return BUILT_IN[name], compiler.lookup(name, lambda s: None)
    return None, compiler.compile(function)


def _built_in(run: Run, function: BuiltIn, names: Sequence[str], values: Sequence[Value]) -> Value:
    return function.call_named(run, names, values) if names else function.call(run, values)
