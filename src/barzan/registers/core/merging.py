"""What differs between two versions of an entry, and what of two editors' changes contradicts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from barzan.registers.core.fields import Answers, Field, Fields, with_answer


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that reads differently; a repeat is one field, told by how many rows it has."""

    name: str
    path: tuple[str, ...]
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Sides:
    """A field that at least one of two editors changed: the common base, theirs, mine."""

    name: str
    path: tuple[str, ...]
    base: Any
    theirs: Any
    mine: Any

    @property
    def contradicts(self) -> bool:
        """Whether both changed it, each to something else."""
        return bool(self.theirs != self.base and self.mine != self.base and self.theirs != self.mine)


def differences(fields: Fields, before: Answers, after: Answers) -> list[Difference]:
    """Every field whose answer differs, in the order of the form; repeats last."""
    found = []
    for name, path in _places(fields, before, after):
        left, right = at(before, path), at(after, path)
        if left != right:
            found.append(Difference(name, path, left, right))
    return found


def sides(fields: Fields, base: Answers, theirs: Answers, mine: Answers) -> list[Sides]:
    """Every field that one of two editors changed, contradictions first."""
    paths = dict.fromkeys([*_places(fields, base, theirs), *_places(fields, base, mine)])
    rows = [Sides(name, path, *(at(each, path) for each in (base, theirs, mine))) for name, path in paths]
    changed = [row for row in rows if row.theirs != row.base or row.mine != row.base]
    return sorted(changed, key=lambda row: not row.contradicts)


def merged(found: list[Sides], theirs: Answers, mine_wins: Mapping[str, bool]) -> dict[str, Any]:
    """Theirs with what only I changed, and mine where ``mine_wins`` (by name) says so in a contradiction."""
    result = dict(theirs)
    for row in found:
        if mine_wins.get(row.name, False) if row.contradicts else row.mine != row.base:
            result = put(result, row.path, row.mine)
    return result


def at(answers: Answers, path: tuple[str, ...]) -> Any:
    """What stands at a path: a text, rows of a repeat, "" for nothing."""
    here: Any = answers
    for part in path:
        here = here.get(part) if isinstance(here, Mapping) else None
    return "" if here is None else here


def put(answers: Answers, path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The answers with a text or rows of a repeat at a path."""
    return with_answer(answers, path, value)


def _places(fields: Fields, *answers: Answers) -> list[tuple[str, tuple[str, ...]]]:
    known = [(name, field.path) for name, field in fields.items()]
    paths = {path for _, path in known}
    repeats = dict.fromkeys(path for each in answers for path in _repeats(each) if path not in paths)
    return known + [("/".join(path), path) for path in repeats]


def _repeats(answers: Answers, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, value in answers.items():
        if isinstance(value, list):
            found.append((*above, name))
        elif isinstance(value, Mapping):
            found += _repeats(value, (*above, name))
    return found


def field_of(fields: Fields, path: tuple[str, ...]) -> Field | None:
    """The field at a path; None for a repeat."""
    return next((field for field in fields.values() if field.path == path), None)
