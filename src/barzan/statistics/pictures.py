"""The two pictures by unit: how complete each thing is, and how many services of which class each owns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from django.utils.translation import gettext

from barzan.statistics.charts import Row, filters_of, list_address, number, row_of, share_of, words_of
from barzan.statistics.values import Place, Statistics

SHADES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """How complete one thing is in one unit: ``shade`` 0 (nowhere) to 5 (nearly everywhere)."""

    head: str
    share: str
    missing: int
    shade: int
    url: str


@dataclass(frozen=True, slots=True)
class Office:
    """A unit with the classes of its services, as parts of one bar."""

    place: Place
    url: str
    parts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A deputy and the offices under it (itself where it has none)."""

    place: Place
    offices: tuple[Office, ...]


def coverage(found: Statistics) -> list[tuple[Place, list[Cell]]]:
    """For each unit how complete each thing is: the share of its services that have it."""
    words = words_of("missing")
    return [(place, [_cell(place, code, word) for code, word in words.items()]) for place in found.places]


def coverage_title(found: Statistics) -> str:
    """What is written most often and what least."""
    words = words_of("missing")
    having = {code: found.total - found.sections["missing"][code] for code in words}
    most, least = max(having, key=lambda code: having[code]), min(having, key=lambda code: having[code])
    named = {"most": words[most], "many": number(having[most]), "least": words[least]}
    if not having[least]:
        return gettext("“%(most)s” is written for %(many)s services, “%(least)s” for none") % named
    return gettext("“%(most)s” is written for %(many)s services, “%(least)s” for %(few)s") % {
        **named,
        "few": number(having[least]),
    }


def groups(found: Statistics) -> list[Group]:
    """The offices by deputy: every unit that owns services itself, under the topmost one above it."""
    longest = max((place.own["total"] for place in found.places if place.own), default=0)
    made: list[Group] = []
    for at, place in enumerate(found.places):
        if place.depth == _top(found.places):
            made.append(Group(place, tuple(_office(each, longest) for each in _under(found.places, at))))
    return made


def _cell(place: Place, code: str, head: str) -> Cell:
    total, missing = place.counts["total"], place.counts[f"missing:{code}"]
    having = total - missing
    shade = 0 if not having else min(SHADES, 1 + SHADES * having // total)
    return Cell(head, share_of(having, total), missing, shade, list_address({"missing": code}, place.code))


def _office(place: Place, longest: int) -> Office:
    """The services that a unit owns itself; only a list of those under it too has an address."""
    words = words_of("class")
    parts = tuple(
        row_of(code, word, services, longest, filters_of("class", code), place.code)
        for code, word in words.items()
        if (services := place.own[f"class:{code}"])
    )
    alone = place.own["total"] == place.counts["total"]
    return Office(place, list_address({}, place.code) if alone else "", parts)


def _top(places: Sequence[Place]) -> int:
    """The depth of the groups: under the root, where it is one, owns nothing and has two floors below it."""
    root = min(place.depth for place in places)
    roots = [place for place in places if place.depth == root]
    deep = any(place.depth > root + 1 for place in places)
    return root + (len(roots) == 1 and not roots[0].own and deep)


def _under(places: Sequence[Place], at: int) -> list[Place]:
    """Those of a unit and the ones below it that own services."""
    top = places[at]
    below = list(takewhile(lambda place: place.depth > top.depth, places[at + 1 :]))
    return [place for place in (top, *below) if place.own]
