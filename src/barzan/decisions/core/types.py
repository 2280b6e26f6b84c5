"""Whether a value is of a type, after the conversions of the standard (DMN 1.5, 7.3.3, 10.3.2.9.4). Pure.

A type is the name of a built-in one or of an item definition of the model; "" and ``Any`` allow all. Null
is of every type.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from barzan.decisions.core.model import ItemDefinition, Model, Test
from barzan.feel.values import Value, kind_of

_SPELT = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}
BUILT_IN = frozenset(
    {
        "Any", "number", "string", "boolean", "date", "time", "date and time", "days and time duration",
        "years and months duration", "list", "context", "function", "range", "Null",
    }
)  # fmt: skip
_MIDNIGHT = datetime.time(tzinfo=datetime.UTC)
_DEEPEST = 40


class Mismatch(ValueError):
    """A value that is not of the type; ``fa`` and ``en`` say why."""

    def __init__(self, fa: str, en: str) -> None:
        super().__init__(en)
        self.fa, self.en = fa, en


def coerced(value: Value, type_name: str, model: Model) -> Value:
    """``value`` as a value of the type; raises ``Mismatch`` where it is none."""
    return _as_named(value, type_name, model, 0)


def allowed_test(values: Test | None, type_name: str, model: Model) -> Test | None:
    """What a column allows: its own tests, else those of its type."""
    if values is not None and not values.any:
        return values
    for _ in range(_DEEPEST):
        definition = model.type_of.get(type_name)
        if definition is None or definition.allowed is not None:
            return definition.allowed if definition else None
        type_name = definition.type
    return None


def allowed_values(values: Test | None, type_name: str, model: Model) -> tuple[Value, ...]:
    """The constants that a column lists, else those that its type lists."""
    found = allowed_test(values, type_name, model)
    return found.listed if found else ()


def base_type(type_name: str, model: Model) -> str:
    """The built-in type behind a name; "" for lists, contexts and what is not said."""
    for _ in range(_DEEPEST):
        definition = model.type_of.get(type_name)
        if definition is None:
            return _SPELT.get(type_name, type_name)
        if definition.collection or definition.components or definition.function:
            return ""
        type_name = definition.type
    return ""


def type_problem(type_name: str, model: Model) -> bool:
    """Whether a name is neither a built-in type nor defined in the model."""
    name = _SPELT.get(type_name, type_name)
    return bool(name) and name not in model.type_of and name not in BUILT_IN and "<" not in name


def _as_named(value: Value, type_name: str, model: Model, depth: int) -> Value:
    if value is None or not type_name:
        return value
    if definition := model.type_of.get(type_name):
        return as_defined(value, definition, model, depth)
    return _as_built_in(value, _SPELT.get(type_name, type_name))


def as_defined(value: Value, definition: ItemDefinition, model: Model, depth: int = 0) -> Value:
    """``value`` as a value of an item definition: one, or a list of them."""
    if depth > _DEEPEST:
        raise Mismatch("نوع‌ها دور خود می‌گردند.", "The types refer to each other in a ring.")
    if not definition.collection:
        return _constrained(
            _as_one(_unwrapped(value, definition, model), definition, model, depth), definition
        )
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    return _constrained(tuple(_as_one(each, definition, model, depth) for each in items), definition)


def _unwrapped(value: Value, definition: ItemDefinition, model: Model) -> Value:
    """The one member of a list where no list is wanted (from singleton list)."""
    named = model.type_of.get(definition.type)
    wants_list = definition.type == "list" or (named is not None and named.collection)
    is_one = isinstance(value, (list, tuple)) and len(value) == 1
    return value[0] if is_one and not wants_list else value


def _as_one(value: Value, definition: ItemDefinition, model: Model, depth: int) -> Value:
    if value is None:
        return None
    if definition.components:
        value = _as_context(value, definition, model, depth)
    elif definition.function:
        value = _as_built_in(value, "function")
    else:
        value = _as_named(value, definition.type, model, depth + 1)
    _check(value, definition.allowed)
    return value


def _constrained(value: Value, definition: ItemDefinition) -> Value:
    _check(value, definition.constraint)
    return value


def _check(value: Value, allowed: Test | None) -> None:
    if value is None or allowed is None or allowed.feel is None or allowed.feel.matches(value, {}):
        return
    raise Mismatch(
        f"مقدار میان مقدارهای مجاز نیست: {allowed.text}",
        f"The value is none of those allowed: {allowed.text}",
    )


def _as_context(value: Value, definition: ItemDefinition, model: Model, depth: int) -> Value:
    if not isinstance(value, Mapping):
        raise _wrong(value, definition.name)
    found = dict(value)
    for part in definition.components:
        if part.name not in value:
            raise Mismatch(f"بخش «{part.name}» داده نشده است.", f"The part “{part.name}” is missing.")
        found[part.name] = as_defined(value[part.name], part, model, depth + 1)
    return found


def _as_built_in(value: Value, wanted: str) -> Value:
    kind = kind_of(value)
    if wanted in ("Any", kind) or wanted.startswith(f"{kind}<"):
        return value
    if wanted == "date and time" and kind == "date":
        return datetime.datetime.combine(value, _MIDNIGHT)
    if kind == "list" and len(value) == 1:
        return _as_built_in(value[0], wanted)
    raise _wrong(value, wanted)


def _wrong(value: Value, wanted: str) -> Mismatch:
    kind = kind_of(value)
    return Mismatch(f"مقدار از نوع {kind} است، نه {wanted}.", f"The value is of type {kind}, not {wanted}.")
