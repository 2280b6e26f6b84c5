"""The types of a model as FEEL names types, for ``instance of`` and the parameters of functions. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.decisions.core.model import ItemDefinition
from barzan.feel.nodes import TypeName

_ANY = TypeName("Any")


def type_names(definitions: Sequence[ItemDefinition]) -> dict[str, TypeName]:
    """By name: what each item definition is. Where definitions form a ring, the one under way is ``Any``."""
    return _Namer(definitions).all()


class _Namer:
    """Each definition is named once, however many others are made of it."""

    def __init__(self, definitions: Sequence[ItemDefinition]) -> None:
        self._known = {each.name: each for each in definitions}
        self._named: dict[str, TypeName] = {}

    def all(self) -> dict[str, TypeName]:
        return {name: self._by_name(name) for name in self._known}

    def _by_name(self, name: str) -> TypeName:
        if name not in self._named:
            self._named[name] = _ANY
            self._named[name] = self._of(self._known[name])
        return self._named[name]

    def _of(self, definition: ItemDefinition) -> TypeName:
        if definition.function:
            found = TypeName("function")
        elif definition.components:
            found = TypeName(
                "context", members=tuple((each.name, self._of(each)) for each in definition.components)
            )
        elif definition.type in self._known:
            found = self._by_name(definition.type)
        else:
            found = TypeName(definition.type) if definition.type else _ANY
        return TypeName("list", (found,)) if definition.collection else found
