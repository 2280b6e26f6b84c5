"""Which values are of which type (DMN 1.5, 10.3.2.9)."""

from __future__ import annotations

from collections.abc import Mapping

from barzan.feel.nodes import TypeName
from barzan.feel.values import Function, Range, Value, kind_of

SIMPLE = frozenset(
    {
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "list",
        "context",
        "range",
        "function",
    }
)
_SAME = {"day time duration": "days and time duration", "year month duration": "years and months duration"}


def resolved(wanted: TypeName, types: Mapping[str, TypeName], depth: int = 0) -> TypeName:
    """``wanted`` with the names of ``types`` (those of a decision model) put in; raises nothing.

    Types that hold themselves are followed eight levels down.
    """
    if wanted.name in types and depth < 8:
        return resolved(types[wanted.name], types, depth + 1)
    if depth >= 8 or not types:
        return wanted
    return TypeName(
        wanted.name,
        tuple(resolved(one, types, depth + 1) for one in wanted.arguments),
        tuple((name, resolved(one, types, depth + 1)) for name, one in wanted.members),
        wanted.result,
    )


def is_type(value: Value, wanted: TypeName) -> bool | None:
    """``value instance of wanted``; None for a type that FEEL does not know. Null is of type Null alone."""
    name = _SAME.get(wanted.name, wanted.name)
    if name in ("Null", "null"):
        return value is None
    if name == "Any":
        return value is not None
    if name not in SIMPLE:
        return None
    return kind_of(value) == name and _parts(value, wanted)


def _parts(value: Value, wanted: TypeName) -> bool:
    if wanted.members:
        return all(key in value and _member(value[key], kind) for key, kind in wanted.members)
    if not wanted.arguments:
        return True
    of = wanted.arguments[0]
    if isinstance(value, tuple):
        return all(_member(member, of) for member in value)
    if isinstance(value, Range):
        return all(end is None or _member(end, of) for end in (value.low, value.high))
    if isinstance(value, Function):
        return value.parameters is None or len(value.parameters) == len(wanted.arguments)
    return True


def _member(value: Value, wanted: TypeName) -> bool:
    return value is None or bool(is_type(value, wanted))


def fitted(value: Value, wanted: TypeName) -> tuple[bool, Value]:
    """Whether ``value`` may stand where ``wanted`` is asked for, and as what.

    A list of one member stands for its member (10.3.2.9.4); a type that is not known asks for nothing.
    """
    if value is None or is_type(value, wanted) is not False:
        return True, value
    if isinstance(value, tuple) and len(value) == 1 and is_type(value[0], wanted):
        return True, value[0]
    return False, None
