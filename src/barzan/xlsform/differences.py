"""What a new version of a form changes for those who analyse its answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from barzan.xforms import ChoiceList, Form, Node, Text
from barzan.xlsform.pairing import Pairs, pair

_LOGIC = ("relevant", "constraint", "required", "readonly", "calculate", "default", "count")
_EXTRA = ("personal", "tag", "retention")
_PATH = re.compile(r"(?:/[\w.\-]+){2,}|(?:\.\./)+[\w.\-/]+")


class Change(StrEnum):
    """What became of a question or of a choice."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    RETYPED = "retyped"
    RELABELLED = "relabelled"
    LOGIC = "logic"
    CHOICE_ADDED = "choice_added"
    CHOICE_REMOVED = "choice_removed"
    CHOICE_RELABELLED = "choice_relabelled"


_BREAKING = {Change.REMOVED, Change.RENAMED, Change.MOVED, Change.RETYPED, Change.CHOICE_REMOVED}
_SENTENCES: Mapping[Change, tuple[str, str]] = {
    Change.ADDED: ("«{label}» ({name}) افزوده شد.", "“{label}” ({name}) was added."),
    Change.REMOVED: ("«{label}» ({name}) برداشته شد.", "“{label}” ({name}) was removed."),
    Change.RENAMED: (
        "نام «{label}» از {before} به {after} تغییر کرد.",
        "“{label}” was renamed from {before} to {after}.",
    ),
    Change.MOVED: (
        "«{label}» ({name}) از {before} به {after} رفت.",
        "“{label}” ({name}) moved from {before} to {after}.",
    ),
    Change.RETYPED: (
        "نوع «{label}» ({name}) از {before} به {after} تغییر کرد.",
        "The type of “{label}” ({name}) changed from {before} to {after}.",
    ),
    Change.RELABELLED: (
        "متن {name} ({attribute}) از «{before}» به «{after}» تغییر کرد.",
        "The wording of {name} ({attribute}) changed from “{before}” to “{after}”.",
    ),
    Change.LOGIC: (
        "«{attribute}» در «{label}» ({name}) از «{before}» به «{after}» تغییر کرد.",
        "“{attribute}” of “{label}” ({name}) changed from “{before}” to “{after}”.",
    ),
    Change.CHOICE_ADDED: (
        "گزینهٔ «{after}» به «{label}» ({name}) افزوده شد.",
        "The choice “{after}” was added to “{label}” ({name}).",
    ),
    Change.CHOICE_REMOVED: (
        "گزینهٔ «{before}» از «{label}» ({name}) برداشته شد.",
        "The choice “{before}” was removed from “{label}” ({name}).",
    ),
    Change.CHOICE_RELABELLED: (
        "متن گزینهٔ {attribute} در «{label}» ({name}) از «{before}» به «{after}» تغییر کرد.",
        "The wording of the choice {attribute} of “{label}” ({name}) changed from “{before}” to “{after}”.",
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. ``path`` is the question in the new form (in the old one where it was removed), ``before``
    and ``after`` what changed: a path, a type, a label, an expression, a choice.
    """

    change: Change
    path: str
    before: str
    after: str
    fa: str
    en: str
    attribute: str = ""

    def sentence(self, language: str) -> str:
        """The change in words (Persian for any language but English)."""
        return self.en if language.startswith("en") else self.fa

    def as_value(self) -> dict[str, str]:
        """Plain JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Differences:
    """All changes, in the order of the new form; those removed come last."""

    all: tuple[Difference, ...] = ()

    def of(self, change: Change) -> tuple[Difference, ...]:
        """The changes of one kind."""
        return tuple(each for each in self.all if each.change is change)

    @property
    def breaks(self) -> bool:
        """Whether answers of both versions cannot simply be counted together."""
        return any(each.change in _BREAKING for each in self.all)

    def as_value(self) -> list[dict[str, str]]:
        """Plain JSON."""
        return [each.as_value() for each in self.all]


def differences(old: Form, new: Form) -> Differences:
    """What ``new`` changes of ``old``."""
    pairs = pair(old, new)
    moved = {before.path: after.path for before, after in pairs.same if before.path != after.path}
    found = [_told(Change.ADDED, node, "", node.path) for node in pairs.added if _counts(node)]
    for before, after in pairs.same:
        if _counts(before) or _counts(after):
            found += _of_node(before, after, moved)
    found += _of_choices(old, new, pairs)
    order = {path: number for number, path in enumerate(new.nodes)}
    found.sort(key=lambda each: order.get(each.path, len(order)))
    found += [_told(Change.REMOVED, node, node.path, "") for node in pairs.removed if _counts(node)]
    return Differences(tuple(found))


def _counts(node: Node) -> bool:
    """Whether those who analyse answers see the node."""
    return node.kind not in ("form", "meta") and not any(each.name == "meta" for each in node.ancestors)


def _told(change: Change, node: Node, before: str, after: str, attribute: str = "") -> Difference:
    label = node.label.in_(None) or node.name
    more = {"label": label, "name": node.name, "before": before, "after": after, "attribute": attribute}
    fa, en = (sentence.format_map(more) for sentence in _SENTENCES[change])
    return Difference(change, node.path, before, after, fa, en, attribute)


def _of_node(before: Node, after: Node, moved: Mapping[str, str]) -> Iterator[Difference]:
    """What changed of one question."""
    parent = before.parent.path if before.parent else ""
    if before.name != after.name:
        yield _told(Change.RENAMED, after, before.name, after.name)
    elif after.parent and moved.get(parent, parent) != after.parent.path:
        yield _told(Change.MOVED, after, before.path, after.path)
    if (before.kind, before.type) != (after.kind, after.type):
        yield _told(Change.RETYPED, after, _type(before), _type(after))
    for attribute in ("label", "hint", "constraint_message", "required_message"):
        yield from _of_text(after, attribute, getattr(before, attribute), getattr(after, attribute))
    for attribute in _LOGIC:
        yield from _of_logic(after, attribute, getattr(before, attribute), getattr(after, attribute), moved)
    one, two = (node.itemset.filter if node.itemset else None for node in (before, after))
    yield from _of_logic(after, "choice_filter", one, two, moved)
    for attribute in _EXTRA:
        yield from _of_logic(after, attribute, before.extra.get(attribute), after.extra.get(attribute), {})


def _type(node: Node) -> str:
    return node.type if node.leaf else node.kind


def _of_text(node: Node, attribute: str, before: Text, after: Text) -> Iterator[Difference]:
    for language in dict.fromkeys((*before, *after)):
        one, two = before.get(language, ""), after.get(language, "")
        if one != two and language in before:
            yield _told(
                Change.RELABELLED, node, one, two, f"{attribute}::{language}" if language else attribute
            )


def _of_logic(
    node: Node, attribute: str, before: str | None, after: str | None, moved: Mapping[str, str]
) -> Iterator[Difference]:
    one, two = _expression(before, moved), _expression(after, {})
    if one != two:
        yield _told(Change.LOGIC, node, _shown(one), _shown(two), attribute)


def _expression(written: str | None, moved: Mapping[str, str]) -> str:
    """The expression with single blanks; what only followed a question to its new path is the same."""
    plain = " ".join((written or "").split())
    return _PATH.sub(lambda found: moved.get(found[0], found[0]), plain) if moved else plain


def _shown(expression: str) -> str:
    """The expression as its author knows it, with ``${name}``."""
    return _PATH.sub(lambda found: "${" + found[0].rsplit("/", 1)[-1] + "}", expression)


def _of_choices(old: Form, new: Form, pairs: Pairs) -> Iterator[Difference]:
    """What changed of the lists, told once at the first question that uses each."""
    seen: set[tuple[str, str]] = set()
    for before, after in pairs.same:
        if not (before.list and after.list) or (before.list, after.list) in seen:
            continue
        seen.add((before.list, after.list))
        one, two = old.lists.get(before.list), new.lists.get(after.list)
        if one and two:
            yield from _of_list(after, _labels(one, before), _labels(two, after))


def _labels(choices: ChoiceList, node: Node) -> dict[str, Text]:
    column = node.itemset.value if node.itemset else "name"
    return {
        row.get(column, ""): label
        for row, label in zip(choices.rows, choices.labels, strict=False)
        if row.get(column)
    }


def _of_list(node: Node, before: Mapping[str, Text], after: Mapping[str, Text]) -> Iterator[Difference]:
    for value, label in after.items():
        if value not in before:
            yield _told(Change.CHOICE_ADDED, node, "", label.in_(None) or value, value)
            continue
        for language in dict.fromkeys((*before[value], *label)):
            one, two = before[value].get(language, ""), label.get(language, "")
            if one != two and language in before[value]:
                yield _told(Change.CHOICE_RELABELLED, node, one, two, value)
    for value, label in before.items():
        if value not in after:
            yield _told(Change.CHOICE_REMOVED, node, label.in_(None) or value, "", value)
