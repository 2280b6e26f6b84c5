"""An instrument in words: what it is in one sentence, where it stands, what became of it, how it is cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from barzan.instruments.dependents import Dependent
from barzan.instruments.kinds import ENDS
from barzan.instruments.matching import same_number
from barzan.instruments.models import Instrument, Kind, Relation
from barzan.instruments.standing import Standing
from barzan.look.templatetags.look import fa
from barzan.persian import format_jalali, format_number, persian_digits
from barzan.persian.language import active_language, is_persian


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state as a badge: its word, tone and icon."""

    word: str | Promise
    tone: str
    icon: str


STATE_WORDS = {
    "in_force": StateWord(pgettext_lazy("instrument", "In force"), "leaf", "circle-check"),
    "amended": StateWord(pgettext_lazy("instrument", "Amended"), "fir", "pencil"),
    "replaced": StateWord(pgettext_lazy("instrument", "Replaced"), "anar", "history"),
    "repealed": StateWord(pgettext_lazy("instrument", "Repealed"), "anar", "circle-x"),
    "not_yet": StateWord(pgettext_lazy("instrument", "Not yet in force"), "saf", "hourglass"),
    "unknown": StateWord(pgettext_lazy("instrument", "Standing not known"), "plain", "circle-help"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened with which other instrument; ``state`` is that of a line of a timeline."""

    relation: Relation
    sentence: str
    other: Instrument
    when: str
    state: str
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The services of one office that rest on an instrument, each with the articles that it cites."""

    name: str
    name_en: str
    services: tuple[tuple[Dependent, str], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which the instrument is printed, and by how many services."""

    title: str
    number: str
    day: str
    count: int


def kind_word(kind: str) -> str:
    """«قانون», "Act"."""
    return str(Kind(kind).label)


def sentence(shown: Instrument, services: int) -> SafeString:
    """What it is, in one sentence, as far as it is known."""
    parts = {
        "kind": kind_word(shown.kind),
        "issuer": fa(shown.issuer),
        "day": day_word(shown),
        "services": counted(services),
    }
    if shown.issuer and parts["day"]:
        text = gettext("%(kind)s of %(issuer)s, %(day)s. %(services)s")
    elif shown.issuer:
        text = gettext("%(kind)s of %(issuer)s. %(services)s")
    elif parts["day"]:
        text = gettext("%(kind)s, %(day)s. %(services)s")
    else:
        text = gettext("%(kind)s. %(services)s")
    return _filled(text, **parts)


def _filled(text: str, **parts: str) -> SafeString:
    """A sentence for a page: its parts escaped, or safe with Persian kept apart from another script."""
    safe = {name: conditional_escape(part) for name, part in parts.items()}
    return mark_safe(escape(text) % safe)  # noqa: S308 - both are escaped


def counted(services: int) -> str:
    """How many services rest on it."""
    if not services:
        return gettext("No service in the catalogue rests on it.")
    words = ngettext("%(shown)s service rests on it.", "%(shown)s services rest on it.", services)
    return words % {"shown": number(services)}


def number(value: int) -> str:
    """A count in the reader's script."""
    return format_number(value, language=active_language())


def day_word(shown: Instrument) -> str:
    """Its day in the reader's language, or what is printed of it."""
    if shown.date:
        return format_jalali(shown.date, "short", active_language())
    return digits(shown.date_text)


def standing_sentence(standing: Standing, by: Instrument | None) -> SafeString:
    """Where it stands, in one sentence."""
    day = format_jalali(standing.since, "short", active_language()) if standing.since else ""
    text = {
        "in_force": gettext("Nothing recorded here has ended it."),
        "amended": gettext("Last amended on %(day)s by “%(by)s”."),
        "replaced": gettext("Replaced on %(day)s by “%(by)s”."),
        "repealed": gettext("Repealed on %(day)s by “%(by)s”."),
        "not_yet": gettext("It takes effect on %(day)s."),
        "unknown": gettext("Its date is not known here, so nothing is said of whether it is in force."),
    }[standing.state]
    return _filled(text, day=day, by=fa(by.title) if by else "")


def announced(shown: Instrument, relations: Iterable[Relation]) -> str:
    """What is recorded to end it on a day still ahead, in one sentence; empty where nothing is."""
    today = timezone.localdate()
    ends = [
        each
        for each in relations
        if each.target_id == shown.pk
        and each.kind in ENDS
        and each.on is not None
        and each.on > today
        and not hasattr(each, "withdrawal")
    ]
    if not ends:
        return ""
    first = min(ends, key=lambda each: (each.on, each.pk))
    if first.kind == "replaces":
        text = gettext("From %(day)s on “%(by)s” stands in its place.")
    else:
        text = gettext("From %(day)s on it is repealed by “%(by)s”.")
    return _filled(text, day=format_jalali(first.on, "short", active_language()), by=fa(first.source.title))


def turns(shown: Instrument, relations: Iterable[Relation]) -> list[Turn]:
    """The story of an instrument, newest first; what nobody dated stands at the end."""
    today = timezone.localdate()
    return [_turn(shown, relation, today) for relation in relations]


def _turn(shown: Instrument, relation: Relation, today: date) -> Turn:
    active = relation.source_id == shown.pk
    other = relation.target if active else relation.source
    withdrawal = getattr(relation, "withdrawal", None)
    when, state = gettext("without a day"), "past"
    if relation.on:
        when = format_jalali(relation.on, "short", active_language())
        state = "ahead" if relation.on > today else "past"
    why = withdrawal.why if withdrawal else ""
    return Turn(relation, str(DEEDS[relation.kind, active]), other, when, state, why)


DEEDS = {
    ("replaces", True): _("replaces"),
    ("replaces", False): _("is replaced by"),
    ("repeals", True): _("repeals"),
    ("repeals", False): _("is repealed by"),
    ("amends", True): _("amends"),
    ("amends", False): _("is amended by"),
    ("implements", True): _("implements"),
    ("implements", False): _("is implemented by"),
    ("cites", True): _("cites"),
    ("cites", False): _("is cited by"),
}


def by_office(dependents: Sequence[Dependent]) -> list[Office]:
    """Services grouped by office, each once with all its articles; in the order given."""
    return [
        Office(office, english, tuple(_once(list(group))))
        for (_, office, english), group in groupby(
            dependents, key=lambda each: (each.unit_path, each.office, each.office_en)
        )
    ]


def _once(dependents: Sequence[Dependent]) -> list[tuple[Dependent, str]]:
    articles: dict[str, list[str]] = {}
    first: dict[str, Dependent] = {}
    for each in dependents:
        first.setdefault(each.key, each)
        articles.setdefault(each.key, []).append(each.article)
    return [(first[key], "، ".join(filter(None, given))) for key, given in articles.items()]


def articles(dependents: Iterable[Dependent]) -> list[tuple[str, int]]:
    """The articles cited and by how many citations, the most cited first."""
    return Counter(each.article for each in dependents if each.article).most_common()


def wordings(dependents: Iterable[Dependent]) -> list[Wording]:
    """The different ways in which it is printed, the most frequent first."""
    counts = Counter((each.title, each.number, _day(each)) for each in dependents)
    return [Wording(title, number, day, count) for (title, number, day), count in counts.most_common()]


def findings(dependents: Sequence[Dependent]) -> list[str]:
    """What the citations contradict each other in."""
    found = []
    numbers = {same_number(each.number): each.number for each in dependents if each.number}
    days = sorted({each.date for each in dependents if each.date})
    if len(numbers) > 1:
        text = gettext("It is cited with %(count)s different numbers: %(listed)s.")
        found.append(text % _listed([digits(each) for each in sorted(numbers.values())]))
    if len(days) > 1:
        text = gettext("It is cited with %(count)s different dates: %(listed)s.")
        found.append(text % _listed([format_jalali(day, language=active_language()) for day in days]))
    return found


def _listed(items: Sequence[str]) -> dict[str, str]:
    return {"count": number(len(items)), "listed": ("، " if is_persian() else ", ").join(items)}


def digits(text: str) -> str:
    """Digits in the reader's script."""
    return persian_digits(text) if is_persian() else text


def _day(dependent: Dependent) -> str:
    if dependent.date:
        return format_jalali(dependent.date, language=active_language())
    return digits(dependent.date_text)
