"""What other rooms need to show a form and read what it sends: fields, questions, posted answers.

    filling = Filling(form, answers, now=timezone.localtime(), lists=lists)
    shown = parts.fields(filling, language)  # {% include "filling/questions.html" with fields=shown %}
    answers = parts.posted(form, request.POST, answers)  # what was typed, over what was there
    parts.perform(filling, parts.act_of(request.POST))   # "add a row", "remove it", "up", "down"
    parts.wrong(filling, language)                       # the error summary

A page that uses them loads ``look/dist/filling.css`` and ``look/dist/filling.js`` (``filling/head.html``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from barzan.filling.core import reading
from barzan.filling.core.building import Asked
from barzan.filling.core.building import fields as _fields
from barzan.filling.core.dates import TYPED
from barzan.filling.core.places import id_of, path_of
from barzan.filling.core.reading import act_of, posted
from barzan.filling.core.values import Act, Field
from barzan.persian.templatetags.persian import fa_digits
from barzan.persian.text import persian_digits
from barzan.xforms import Broken, Filling, Form
from barzan.xforms.texts import code_of

__all__ = ["Act", "Field", "act_of", "fields", "forget_lost", "language_of", "perform", "posted", "wrong"]
NAMED = {"persian": "fa", "farsi": "fa", "فارسی": "fa", "english": "en", "dari": "prs", "arabic": "ar"}
PERSIAN = ("fa", "prs")
MOST_LISTS = 20
RTL = frozenset({"fa", "ar", "ps", "ckb", "ku", "ur", "he", "az", "prs"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line of the error summary: where it is, what it is called, what to put right."""

    id: str
    place: str
    label: str
    message: str


def fields(
    filling: Filling,
    language: str,
    *,
    tried: Collection[str] | None = frozenset(),
    everything: bool = False,
    address: Callable[[str], str] | None = None,
) -> tuple[Field, ...]:
    """The fields of a form as it stands, for ``{% include "filling/questions.html" with fields=… %}``.

    ``tried``: the places whose empty required answers are told as errors (None: all; nothing while somebody
    is still writing). ``everything`` shows what is not relevant too. ``address``: where a file of the form is
    served, by its name.
    """
    return _fields(filling, asked(language, tried=tried, everything=everything, address=address))


def asked(
    language: str,
    *,
    tried: Collection[str] | None = frozenset(),
    everything: bool = False,
    address: Callable[[str], str] | None = None,
) -> Asked:
    """How fields are wanted, in the reader's digits and with errors in words."""
    persian = (get_language() or "fa").startswith("fa")
    return Asked(
        language,
        persian=persian,
        persian_text=code(language) in PERSIAN,
        tried=tried,
        everything=everything,
        address=address,
        say=lambda each, value: told(each, value, language),
    )


def wrong(filling: Filling, language: str, within: Collection[str] | None = None) -> list[Wrong]:
    """What is to be put right, in the order of the form; ``within`` bounds it to some places."""
    return [
        Wrong(
            id_of(each.place),
            each.place,
            _called(filling, each.place, language),
            told(each, filling.get(each.place) if each.rule != "count" else "", language),
        )
        for each in filling.broken()
        if within is None or each.place in within
    ]


def _called(filling: Filling, place: str, language: str) -> str:
    """What a question is called, with the rows in which it stands."""
    names = [filling.label(place, language) or path_of(place).rpartition("/")[2]]
    while (cut := place.rfind("]")) > 0:
        place, _, number = place[:cut].rpartition("[")
        names.insert(0, f"{filling.label(place, language)} {fa_digits(number)}".strip())
    return " › ".join(names)


def told(broken: Broken, value: str, language: str) -> str:
    """What is wrong with an answer, in a sentence with its cure."""
    if value.startswith(TYPED):
        return gettext(
            "Write it whole and in digits: day, month and year (as in 11, Azar, 1405), hour and minute."
        )
    said = broken.message.in_(language)
    return persian_digits(said) if code(language) in PERSIAN else said


def forget_lost(filling: Filling) -> None:
    """Takes back choices that another answer took away: with another province the city of the first one goes.

    What hung on the city goes with it, list by list. An answer that no list knows stays and is told.
    """
    for _ in range(MOST_LISTS):
        lost = [each.place for each in filling.broken() if each.rule == "choice" and _narrowed(filling, each)]
        for place in lost:
            open_ = {choice.value for choice in filling.choices(place)}
            filling.set(place, " ".join(name for name in filling.get(place).split(" ") if name in open_))
        if not lost:
            return


def _narrowed(filling: Filling, each: Broken) -> bool:
    itemset = filling.form.nodes[path_of(each.place)].itemset
    return itemset is not None and itemset.filter is not None


def perform(filling: Filling, act: Act) -> str:
    """Does what a button of the questions asks (add, remove, up, down); the place to go to, or nothing."""
    node = filling.form.nodes.get(path_of(act.place))
    if node is None:
        return ""
    if act.kind == "add" and node.kind == "repeat" and filling.count(act.place) < reading.MOST_ROWS:
        return filling.add(act.place)
    if act.kind == "remove" and node.kind == "repeat":
        filling.remove(act.place)
        return act.place.rpartition("[")[0]
    if act.kind in ("up", "down", "keep") and node.type == "rank":
        names = [choice.value for choice in filling.choices(act.place)]
        filling.set(act.place, reading.moved(filling.get(act.place), names, act.value, act.kind))
        return act.place
    return ""


def language_of(form: Form, wanted: str = "") -> str:
    """The language of the form that was asked for; else that of the page; else the form's own."""
    if wanted in form.languages:
        return wanted
    page = get_language() or "fa"
    own = [name for name in form.languages if code(name) == page]
    return own[0] if own else form.default_language


def code(language: str) -> str:
    """The code of a language for ``lang``; that of the page where the form does not name it."""
    found = NAMED.get(code_of(language), code_of(language))
    return (
        found if 2 <= len(found) <= 7 and found.isascii() and found != "default" else get_language() or "fa"
    )


def direction_of(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if code(language).split("-")[0] in RTL else "ltr"
