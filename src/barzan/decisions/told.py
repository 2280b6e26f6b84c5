"""What differs between two models, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, pgettext

from barzan.decisions.core.comparing import Change, Part
from barzan.decisions.core.model import Test
from barzan.decisions.core.showing import shown
from barzan.decisions.core.wording import Words, test_words
from barzan.decisions.describe import language
from barzan.feel import FeelError, parse_unary


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a change, in words before and after."""

    name: str
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change in words; ``both`` says that fields have a before and an after."""

    word: str
    tone: str
    icon: str
    title: str
    owner: str
    fields: tuple[FieldView, ...]
    both: bool


def changes(found: Iterable[Change] | None) -> list[ChangeView] | None:
    """The changes as pages show them; None where there is nothing to compare with."""
    return None if found is None else [_change(each) for each in found]


def _change(change: Change) -> ChangeView:
    words = {
        "added": (pgettext("change of a rule", "New"), "leaf", "plus"),
        "removed": (pgettext("change of a rule", "Gone"), "anar", "x"),
        "moved": (pgettext("change of a rule", "Moved"), "clay", "refresh-cw"),
        "changed": (pgettext("change of a rule", "Changed"), "lapis", "pencil"),
    }
    part, rule = change.part, change.part.what == "rule"
    both = change.kind == "changed"
    pairs = [(each.name, each.before, each.after) for each in change.fields]
    if change.kind in ("added", "removed"):
        pairs = [(name, "", value) for name, value in part.fields if value]
    fields = tuple(
        FieldView(_field_name(name, rule), _in_words(before, rule), _in_words(after, rule))
        for name, before, after in pairs
    )
    return ChangeView(
        *words[change.kind], _part_title(part), part.owner.in_language(language()), fields, both
    )


def _in_words(text: str, cell: bool) -> Words:
    """A cell of a rule in words; other fields as they are."""
    if not cell:
        return Words(text, code=bool(text))
    try:
        return test_words(Test("", text, feel=parse_unary(text)), language()) if text else Words("")
    except FeelError:
        return Words(text, code=True)


def _part_title(part: Part) -> str:
    title = part.title.in_language(language())
    match part.what:
        case "rule":
            return gettext("Rule %(number)s") % {"number": shown(Decimal(part.number), language())}
        case "table":
            return gettext("Hit policy")
        case "column":
            return f"{pgettext('decision table', 'Column')} {title}"
        case "input":
            return f"{pgettext('decision model', 'Input')} {title}"
        case "type":
            return f"{pgettext('decision model', 'Type')} {title}"
        case "expression":
            return gettext("Expression")
        case "knowledge":
            return f"{pgettext('decision model', 'Function')} {title}"
        case _:
            return f"{pgettext('decision model', 'Decision')} {title}"


def _field_name(name: str, rule: bool) -> str:
    """A column keeps its title; the fields of other parts have names of their own."""
    if rule:
        return name
    names = {
        "name": gettext("Name"),
        "type": pgettext("decision model", "Type"),
        "allowed": gettext("Allowed values"),
        "default": gettext("Where no rule hits"),
        "text": gettext("Expression"),
        "policy": gettext("Hit policy"),
        "aggregation": gettext("With “collect”"),
        "description": gettext("Description"),
        "question": gettext("Question"),
        "needs": gettext("Rests on"),
    }
    return names.get(name, name)
