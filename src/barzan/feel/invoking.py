"""The call of a function value (DMN 1.5, 10.3.2.13)."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.feel.errors import Failing
from barzan.feel.running import Run
from barzan.feel.values import Function, Value, kind_of


def invoke(run: Run, function: Value, names: Sequence[str], values: Sequence[Value]) -> Value:
    """Calls a function value, with arguments by position or by name; raises ``Failing``."""
    if type(function) is not Function:
        raise Failing(
            f"آنچه فراخوانده می‌شود تابع نیست، {kind_of(function)} است؛ نام تابع را وارسی کنید.",
            f"What is called is no function but {kind_of(function)}; check the function's name.",
        )
    if names:
        values = _by_name(function, names, values)
    if function.parameters is not None and len(values) != len(function.parameters):
        raise Failing(
            f"تابع {len(function.parameters)} آرگومان می‌خواهد و {len(values)} دارد.",
            f"The function takes {len(function.parameters)} arguments and gets {len(values)}.",
        )
    return function.call(run, tuple(values))


def _by_name(function: Function, names: Sequence[str], values: Sequence[Value]) -> list[Value]:
    given = dict(zip(names, values, strict=True))
    if function.parameters is None or set(given) != set(function.parameters) or len(given) < len(names):
        wanted = "، ".join(function.parameters or ()), ", ".join(function.parameters or ())
        raise Failing(
            f"نام آرگومان‌ها درست نیست؛ تابع این‌ها را می‌خواهد: {wanted[0]}.",
            f"The arguments are not named right; the function takes: {wanted[1]}.",
        )
    return [given[name] for name in function.parameters]
