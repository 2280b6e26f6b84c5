"""What rests on instruments: rooms above say it, and may act when an instrument is replaced.

This room knows nothing of services, deadlines or permits. A room that cites instruments registers at start a
``Provider`` (who rests on what) and, where it can do something about it, a ``Follower``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from barzan.access import Actor
from barzan.instruments.models import Instrument


@dataclass(frozen=True, slots=True)
class Dependent:
    """One citation by something that rests on an instrument: ``key`` names that thing (a service's code).

    ``office`` and ``office_en`` name the unit at ``unit_path`` that owns it. ``instrument`` is the code
    cited, empty where nobody has said which is meant; kind, title, number, date, date_text and issuer are as
    printed.
    """

    key: str
    label: str
    url: str
    unit_path: str
    office: str
    office_en: str
    kind: str
    title: str
    number: str = ""
    date: date | None = None
    date_text: str = ""
    issuer: str = ""
    instrument: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things rest on an instrument, and how many numbers and days it is cited with."""

    count: int
    numbers: int
    days: int

    @property
    def differs(self) -> bool:
        return self.numbers > 1 or self.days > 1


@dataclass(frozen=True, slots=True)
class Provider:
    """Who rests on instruments. Each function asks the database in few questions, whatever the size.

    ``resting(actor, codes)`` gives the citations of those instruments in the order of offices and labels;
    ``tallies(actor)`` counts for all of them; ``unlinked(actor)`` gives the citations without a code.
    """

    name: str
    resting: Callable[[Actor, Collection[str]], Sequence[Dependent]]
    tallies: Callable[[Actor], Mapping[str, Tally]]
    unlinked: Callable[[Actor], Sequence[Dependent]]


@dataclass(frozen=True, slots=True)
class Replacement:
    """``new`` replaces ``old`` from a day: what a follower is told. ``keys`` are those that shall follow."""

    old: Instrument
    new: Instrument
    on: date
    why: str
    keys: tuple[str, ...]

    @property
    def origin(self) -> str:
        """What drafts opened for this replacement say they come from: the instrument that went."""
        return f"instrument:{self.old.code}"


@dataclass(frozen=True, slots=True)
class Link:
    """The citations of ``key`` with the wording ``wording`` (``matching.wording``) mean ``instrument``."""

    key: str
    wording: str
    instrument: Instrument


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of what was opened for an origin are decided, and the page that lists the open ones."""

    decided: int
    all: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of telling: how many drafts were opened, and which keys wait for something of their own."""

    opened: int = 0
    waiting: tuple[str, ...] = ()

    def __add__(self, other: Told) -> Told:
        return Told(self.opened + other.opened, (*self.waiting, *other.waiting))


@dataclass(frozen=True, slots=True)
class Follower:
    """What acts when instruments change, in the transaction of the command.

    ``progress(actor, origins)`` answers for those that it knows. Doing the same again opens nothing twice.
    """

    name: str
    affected: Callable[[Actor, Replacement], Told]
    linked: Callable[[Actor, Sequence[Link], str], Told]
    progress: Callable[[Actor, Collection[str]], Mapping[str, Progress]]


_providers: dict[str, Provider] = {}
_followers: dict[str, Follower] = {}


def provide(provider: Provider) -> None:
    """Registers who rests on instruments; the same name again replaces it."""
    _providers[provider.name] = provider


def follow(follower: Follower) -> None:
    """Registers what acts when instruments change; the same name again replaces it."""
    _followers[follower.name] = follower


def followed() -> bool:
    """Whether anything acts: without it a replacement is recorded and shown, and nothing else happens."""
    return bool(_followers)


def resting(actor: Actor, codes: Collection[str]) -> list[Dependent]:
    """The citations of the instruments with ``codes``."""
    return [each for provider in _providers.values() for each in provider.resting(actor, codes)]


def tallies(actor: Actor) -> dict[str, Tally]:
    """By code: how many rest on it, and how differently it is cited."""
    found: dict[str, Tally] = {}
    for provider in _providers.values():
        for code, one in provider.tallies(actor).items():
            other = found.get(code, Tally(0, 0, 0))
            found[code] = Tally(
                one.count + other.count, max(one.numbers, other.numbers), max(one.days, other.days)
            )
    return found


def unlinked(actor: Actor) -> list[Dependent]:
    """The citations without a code."""
    return [each for provider in _providers.values() for each in provider.unlinked(actor)]


def tell_replaced(actor: Actor, replacement: Replacement) -> Told:
    """Lets the followers act on a replacement."""
    return sum((each.affected(actor, replacement) for each in _followers.values()), Told())


def tell_linked(actor: Actor, links: Sequence[Link], why: str) -> Told:
    """Lets the followers act on accepted links."""
    return sum((each.linked(actor, links, why) for each in _followers.values()), Told())


def progress(actor: Actor, origins: Collection[str]) -> dict[str, Progress]:
    """By origin: how far the offices are."""
    found: dict[str, Progress] = {}
    for follower in _followers.values():
        for origin, one in follower.progress(actor, origins).items():
            other = found.get(origin, Progress(0, 0))
            found[origin] = Progress(one.decided + other.decided, one.all + other.all, one.url or other.url)
    return found
