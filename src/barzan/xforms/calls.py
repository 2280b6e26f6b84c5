"""The functions of the ODK XForms specification, as the compiler builds them.

``PLAIN`` holds those that take values and give one; what looks at nodes, at the place of the expression or at
the moment is in ``BUILDERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from barzan.xforms import dates, maths, node_calls, patterns, select_calls, strings
from barzan.xforms.codes import Code, Where, constant, num, text, truth
from barzan.xforms.rows import Failing

if TYPE_CHECKING:
    from barzan.xforms.compiling import Compiler
    from barzan.xforms.expressions import Call

_CASTS: dict[str, Callable[[Code], Callable[[Any], Any]]] = {"n": num, "s": text, "b": truth}


@dataclass(frozen=True, slots=True)
class Plain:
    """``takes``: a letter for each argument (n, s, b); those after ``?`` may be left out."""

    gives: str
    takes: str
    does: Callable[..., Any]
    run: bool = False

    @property
    def bounds(self) -> tuple[int, int]:
        return len(self.takes.partition("?")[0]), len(self.takes.replace("?", ""))


PLAIN: dict[str, Plain] = {
    # text
    "substr": Plain("text", "sn?n", strings.substr),
    "substring": Plain("text", "sn?n", strings.substring),
    "substring-before": Plain("text", "ss", strings.before),
    "substring-after": Plain("text", "ss", strings.after),
    "translate": Plain("text", "sss", strings.translated),
    "string-length": Plain("number", "s", lambda one: float(len(one))),
    "normalize-space": Plain("text", "s", strings.normalized),
    "contains": Plain("truth", "ss", lambda one, other: other in one),
    "starts-with": Plain("truth", "ss", str.startswith),
    "ends-with": Plain("truth", "ss", str.endswith),
    "digest": Plain("text", "ss?s", strings.digest),
    "base64-decode": Plain("text", "s", strings.base64_decoded),
    "regex": Plain("truth", "ss", patterns.found, run=True),
    # truth
    "true": Plain("truth", "", lambda: True),
    "false": Plain("truth", "", lambda: False),
    "boolean": Plain("truth", "b", bool),
    "not": Plain("truth", "b", lambda one: not one),
    "boolean-from-string": Plain("truth", "s", lambda one: one in ("true", "1")),
    # numbers
    "number": Plain("number", "n", float),
    "int": Plain("number", "n", maths.whole),
    "round": Plain("number", "n?n", maths.rounded),
    "floor": Plain("number", "n", maths.floor),
    "ceiling": Plain("number", "n", maths.ceiling),
    "pow": Plain("number", "nn", maths.power),
    "log": Plain("number", "n", maths.log),
    "log10": Plain("number", "n", maths.log10),
    "abs": Plain("number", "n", abs),
    "sin": Plain("number", "n", maths.sin),
    "cos": Plain("number", "n", maths.cos),
    "tan": Plain("number", "n", maths.tan),
    "asin": Plain("number", "n", maths.asin),
    "acos": Plain("number", "n", maths.acos),
    "atan": Plain("number", "n", maths.atan),
    "atan2": Plain("number", "nn", maths.atan2),
    "sqrt": Plain("number", "n", maths.sqrt),
    "exp": Plain("number", "n", maths.exp),
    "exp10": Plain("number", "n", maths.exp10),
    "pi": Plain("number", "", maths.pi),
    # dates
    "decimal-date-time": Plain("number", "n", float),
    "decimal-time": Plain("number", "s", dates.decimal_time, run=True),
    # choices
    "selected": Plain("truth", "ss", select_calls.selected),
    "selected-at": Plain("text", "sn", select_calls.selected_at),
    "count-selected": Plain("number", "s", lambda one: float(len(one.split()))),
    # places
    "geofence": Plain("truth", "ss", node_calls.geofence, run=True),
    "intersects": Plain("truth", "s", node_calls.intersects, run=True),
}

Builder = Callable[["Compiler", "Call", Where], Code]

BUILDERS: dict[str, tuple[int, int | None, Builder]] = {
    **node_calls.BUILDERS,
    **select_calls.BUILDERS,
    **dates.BUILDERS,
}
# Functions that need no argument where XPath 1.0 takes the node itself.
_HERE = {"normalize-space": "text", "string-length": "text", "number": "number", "boolean": "truth"}
CHANGING = frozenset({"now", "today", "random", "uuid", "once"})
"""Functions that give something else another time: what they gave earlier is not judged again."""


def built(compiler: Compiler, call: Call, where: Where) -> Code:
    """The code of a call; a problem is noted for a function that is unknown or has too few arguments."""
    builder = BUILDERS.get(call.name)
    if builder is not None:
        least, most, build = builder
        return build(compiler, call, where) if compiler.arity(call, least, most) else constant("")
    plain = PLAIN.get(call.name)
    if plain is None:
        return compiler.problem(
            "function",
            f"تابع «{call.name}» شناخته نیست؛ نام آن را در فهرست توابع XForms ببینید.",
            f'The function "{call.name}" is not known; look it up among the functions of XForms.',
        )
    if not call.args and call.name in _HERE:
        codes = [node_calls.this(compiler, where)]
    elif not compiler.arity(call, *plain.bounds):
        return constant("")
    else:
        codes = [compiler.code(arg, where) for arg in call.args]
    if call.name == "regex":
        _pattern(compiler, codes[1])
    letters = plain.takes.replace("?", "")
    args = [_CASTS[letter](code) for letter, code in zip(letters, codes, strict=False)]
    if plain.run:
        return Code(plain.gives, _with_run(plain.does, args))
    if codes and all(code.value is not None for code in codes):
        return constant(plain.does(*(arg(None) for arg in args)))
    return Code(plain.gives, _called(plain.does, args))


def _pattern(compiler: Compiler, code: Code) -> None:
    """Notes a fixed pattern that cannot be read before anybody meets it."""
    program = patterns.program_of(code.value) if isinstance(code.value, str) else None
    if isinstance(program, Failing):
        compiler.problem("pattern", program.fa, program.en)


def _called(does: Callable[..., Any], args: list[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    if not args:
        value = does()
        return lambda x: value
    if len(args) == 1:
        only = args[0]
        return lambda x: does(only(x))
    if len(args) == 2:
        first, second = args
        return lambda x: does(first(x), second(x))
    return lambda x: does(*(arg(x) for arg in args))


def _with_run(does: Callable[..., Any], args: list[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    return lambda x: does(x.run, *(arg(x) for arg in args))
