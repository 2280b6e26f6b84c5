"""How built-in functions are declared and how their arguments are fitted (DMN 1.5, 10.3.2.13 and 10.3.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from barzan.feel.errors import Failing
from barzan.feel.values import Function, Value, kind_of


@dataclass(frozen=True, slots=True)
class Parameter:
    """``kinds`` are the FEEL types that are taken; ``Any`` takes everything, null as well."""

    name: str
    kinds: frozenset[str]
    optional: bool
    many: bool


@dataclass(frozen=True, slots=True)
class Signature:
    parameters: tuple[Parameter, ...]
    call: Callable[..., Value]

    @property
    def many(self) -> bool:
        return bool(self.parameters) and self.parameters[-1].many

    def takes(self, count: int) -> bool:
        needed = sum(not parameter.optional for parameter in self.parameters)
        return needed <= count and (self.many or count <= len(self.parameters))

    def fitted(self, arguments: Sequence[Value]) -> list[Value]:
        """The arguments as this signature wants them; raises ``Failing`` naming the one that does not fit."""
        last = self.parameters[-1] if self.parameters else None
        return [
            _fit(self.parameters[place] if place < len(self.parameters) else last, value)
            for place, value in enumerate(arguments)
        ]

    def ordered(self, names: Sequence[str], arguments: Sequence[Value]) -> list[Value] | None:
        """Arguments by name in the order of the parameters; None where the names are not these."""
        given = dict(zip(names, arguments, strict=True))
        if self.many or len(given) < len(names):
            return None
        found: list[Value] = []
        for parameter in self.parameters:
            if parameter.name in given:
                found.append(given.pop(parameter.name))
            elif parameter.optional:
                found.append(OMITTED)
            else:
                return None
        while found and found[-1] is OMITTED:
            found.pop()
        return None if given else found


#: Stands for an optional argument that was left out between two that were given by name.
OMITTED = object()


def _fit(parameter: Parameter | None, value: Value) -> Value:
    if parameter is None or "Any" in parameter.kinds or value is OMITTED:
        return value
    kind = kind_of(value)
    if kind in parameter.kinds:
        return value
    if kind == "list" and len(value) == 1 and kind_of(value[0]) in parameter.kinds:
        return value[0]
    if "list" in parameter.kinds and value is not None:
        return (value,)
    wanted = " / ".join(sorted(parameter.kinds))
    raise Failing(
        f"«{parameter.name}» باید {wanted} باشد نه {kind}.",
        f"“{parameter.name}” must be {wanted}, not {kind}.",
    )


@dataclass(frozen=True, slots=True)
class BuiltIn:
    name: str
    signatures: list[Signature]

    def call(self, run: Any, arguments: Sequence[Value]) -> Value:
        """The value for arguments by position; raises ``Failing`` where none of the signatures fits."""
        return self._first(run, [(one, arguments) for one in self.signatures if one.takes(len(arguments))])

    def call_named(self, run: Any, names: Sequence[str], arguments: Sequence[Value]) -> Value:
        """The value for arguments by name."""
        ordered = [(one, one.ordered(names, arguments)) for one in self.signatures]
        return self._first(run, [(one, found) for one, found in ordered if found is not None])

    def _first(self, run: Any, candidates: list[tuple[Signature, Sequence[Value]]]) -> Value:
        failing: Failing | None = None
        for signature, arguments in candidates:
            try:
                fitted = signature.fitted(arguments)
            except Failing as error:
                failing = failing or error
                continue
            return signature.call(run, *fitted)
        raise failing or Failing(
            f"تابع «{self.name}» با این شمار یا نام آرگومان‌ها نیست؛ docs/feel.md آن‌ها را می‌شمارد.",
            f"There is no “{self.name}” with that many or so named arguments; docs/feel.md lists them.",
        )

    def as_value(self) -> Function:
        """The built-in as a value that can be given to another function."""
        plain = self.signatures[0]
        names = None if plain.many else tuple(parameter.name for parameter in plain.parameters)
        return Function(self.name, names if len(self.signatures) == 1 else None, self.call)


BUILT_IN: dict[str, BuiltIn] = {}
_SHORT = {
    "days": "days and time duration",
    "months": "years and months duration",
    "moment": "date and time",
}


def function(name: str, parameters: str = "") -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Declares a built-in: ``@function("contains", "string: string, match: string")``.

    ``?`` marks what may be left out, ``*`` what may come many times; types are joined by ``|``, ``days``,
    ``months`` and ``moment`` are short for the two durations and the date and time. The function gets the
    evaluation first. Declared again, the name has one signature more; they are tried in that order.
    """
    declared = tuple(_parameter(part) for part in parameters.split(", ") if part)

    def add(call: Callable[..., Value]) -> Callable[..., Value]:
        BUILT_IN.setdefault(name, BuiltIn(name, [])).signatures.append(Signature(declared, call))
        return call

    return add


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.partition(": ")
    optional, many = name.endswith("?"), name.startswith("*")
    types = frozenset(_SHORT.get(kind, kind) for kind in kinds.split("|"))
    return Parameter(name.strip("*?"), types, optional, many)
