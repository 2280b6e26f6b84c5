"""The form of a register as its life sees it: fields by name; answers judged, and parted into two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from barzan.forms.models import FormVersion
from barzan.forms.runnable import loaded
from barzan.registers.core.fields import Field, Fields, Rows, named
from barzan.registers.core.findings import Finding
from barzan.registers.errors import EntryRefused
from barzan.xforms import Form, Node, check
from barzan.xforms.texts import Text, code_of

Answers = Mapping[str, Any]
Nested = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parted:
    """Answers that everybody with the right to the entry sees, and those that are personal."""

    open: Nested
    personal: Nested

    @property
    def whole(self) -> Nested:
        return joined(self.open, self.personal)


def fields_of(version: FormVersion) -> Fields:
    """The fields of a version of a form, by name, in its order; the same content is read once a process."""
    return _fields(version.content_hash, version.pk)


@lru_cache(maxsize=64)
def _fields(content_hash: str, pk: int) -> Fields:
    return fields_in(loaded(FormVersion(pk=pk, content_hash=content_hash)).form)


def fields_in(form: Form) -> Fields:
    """The fields of a form as it was read."""
    return named(_field(node, form) for node in form.nodes.values() if _counts(node))


def _counts(node: Node) -> bool:
    return node.leaf and node.kind not in ("note", "meta") and not node.repeats


def _field(node: Node, form: Form) -> Field:
    label, choices = by_code(node.label), _choices(node, form)
    return Field(node.name, _path(node), node.type, label, is_personal(node), choices)


def rows_of(version: FormVersion) -> Mapping[tuple[str, ...], Rows]:
    """The repeats of a form that lie in no other, by path."""
    return _rows_of(version.content_hash, version.pk)


@lru_cache(maxsize=64)
def _rows_of(content_hash: str, pk: int) -> Mapping[tuple[str, ...], Rows]:
    form = loaded(FormVersion(pk=pk, content_hash=content_hash)).form
    repeats = (node for node in form.nodes.values() if node.kind == "repeat" and not _inside(node))
    return {_path(node): _repeat(node, form) for node in repeats}


def _inside(node: Node) -> bool:
    """Whether a node lies in a repeat (other than itself)."""
    return any(each.kind == "repeat" for each in node.ancestors)


def _path(node: Node) -> tuple[str, ...]:
    return tuple(node.path.strip("/").split("/"))[1:]


def _repeat(repeat: Node, form: Form) -> Rows:
    deep = len(_path(repeat))
    below = [node for node in form.nodes.values() if _repeat_of(node) is repeat]
    fields = [_field(node, form) for node in below if node.leaf and node.kind not in ("note", "meta")]
    return Rows(
        repeat.name,
        by_code(repeat.label),
        tuple(replace(each, path=each.path[deep:]) for each in fields),
        tuple(_repeat(node, form) for node in below if node.kind == "repeat"),
    )


def _repeat_of(node: Node) -> Node | None:
    """The repeat that a node lies in, the nearest."""
    return next((each for each in node.ancestors if each.kind == "repeat"), None)


def is_personal(node: Node) -> bool:
    """Whether a question, or a group around it, is marked personal."""
    return any(each.extra.get("personal") == "yes" for each in (node, *node.ancestors))


def by_code(text: Text) -> dict[str, str]:
    """A wording by the codes of its languages."""
    return {code_of(language): words for language, words in text.items()}


def _choices(node: Node, form: Form) -> dict[str, dict[str, str]]:
    name = node.itemset.list if node.itemset else node.list
    listed = form.lists.get(name or "")
    if listed is None:
        return {}
    value = node.itemset.value if node.itemset else "name"
    rows = zip(listed.rows, listed.labels, strict=False)
    return {row[value]: by_code(label) for row, label in rows if value in row}


def judged(version: FormVersion, answers: Answers, now: datetime) -> Nested:
    """The answers as the form reckons them. Raises ``EntryRefused`` with every rule that they break."""
    held = loaded(version)
    verdict = check(held.form, answers, now=timezone.localtime(now), lists=held.lists)
    if verdict.broken:
        raise EntryRefused([_said(each.place, each.message) for each in verdict.broken])
    return verdict.answers


def _said(place: str, message: Text) -> Finding:
    return Finding(place, "entry.answer", message.in_("fa"), message.in_("en"))


def parted(version: FormVersion, answers: Answers) -> Parted:
    """``answers`` in two: what is personal, also within repeats, and the rest."""
    personal = frozenset(node.path for node in loaded(version).form.nodes.values() if is_personal(node))
    root = loaded(version).form.root.path
    return Parted(_kept(answers, root, personal, wanted=False), _kept(answers, root, personal, wanted=True))


def _kept(answers: Answers, path: str, personal: frozenset[str], *, wanted: bool) -> Nested:
    found: Nested = {}
    for name, value in answers.items():
        here = f"{path}/{name}"
        if isinstance(value, Mapping):
            below: Any = _kept(value, here, personal, wanted=wanted)
        elif isinstance(value, list):
            rows = [_kept(row, here, personal, wanted=wanted) for row in value]
            below = rows if any(rows) or not wanted else []
        else:
            below = value if (here in personal) is wanted else None
        if below:
            found[name] = below
    return found


def joined(one: Answers, other: Answers) -> Nested:
    """Two parts of the same answers as one again."""
    found = dict(one)
    for name, value in other.items():
        here = found.get(name)
        if isinstance(value, Mapping) and isinstance(here, Mapping):
            found[name] = joined(here, value)
        elif isinstance(value, list) and isinstance(here, list):
            found[name] = list(_rows(here, value))
        else:
            found[name] = value
    return found


def _rows(one: list[Any], other: list[Any]) -> Iterator[Nested]:
    for at in range(max(len(one), len(other))):
        left, right = (rows[at] if at < len(rows) else {} for rows in (one, other))
        yield joined(left, right)
