"""Which service a section belongs to: by its title; a lost title by its place between its neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from barzan.catalogue.booklet.sections import Draft
from barzan.catalogue.booklet.text import alike, key

_ASIDE = re.compile(r"\([^()]*\)")
SAME = 0.70
# At the right place between its neighbours, half a title is enough.
SAME_IN_PLACE = 0.50
# In another office than the letterhead says, a title must agree almost wholly.
SAME_ELSEWHERE = 0.90


@dataclass(frozen=True)
class Place:
    """A row of a list: its office and its position (from 0) among the office's rows."""

    office: str
    position: int


@dataclass(frozen=True)
class Match:
    """The row that a section belongs to."""

    place: Place
    by: Literal["title", "order"]


def match_sections(drafts: Sequence[Draft], titles: dict[str, list[str]]) -> list[Match | None]:
    """For each section its row; ``titles`` holds the titles of each office in the order of its rows.

    A row is given to one section only, the most alike pair first.
    """
    found: list[Match | None] = [None] * len(drafts)
    _by_title(drafts, titles, found, within=True, least=SAME)
    _by_title(drafts, titles, found, within=False, least=SAME_ELSEWHERE)
    for office, rows in titles.items():
        _by_order(drafts, office, rows, found)
    return found


def _by_title(
    drafts: Sequence[Draft],
    titles: dict[str, list[str]],
    found: list[Match | None],
    within: bool,
    least: float,
) -> None:
    taken = {match.place for match in found if match}
    pairs = []
    for index, draft in enumerate(drafts):
        if found[index] is not None or not key(draft.title):
            continue
        for office, rows in titles.items():
            if (office == draft.office) != within:
                continue
            for position, title in enumerate(rows):
                likeness = _likeness(draft.title, title)
                if likeness >= least:
                    pairs.append((-likeness, index, position, office))
    for _, index, position, office in sorted(pairs):
        place = Place(office, position)
        if found[index] is None and place not in taken:
            found[index] = Match(place, "title")
            taken.add(place)


def _likeness(one: str, other: str) -> float:
    """Likeness of two titles; what stands in parentheses may be printed in one place only."""
    without = alike(_ASIDE.sub(" ", one), _ASIDE.sub(" ", other))
    return max(alike(one, other), 0.9 * without)


def _by_order(drafts: Sequence[Draft], office: str, titles: Sequence[str], found: list[Match | None]) -> None:
    """Between two recognised neighbours, as many lost or half lost titles as free rows: one by one."""
    taken = {match.place.position for match in found if match and match.place.office == office}
    run: list[int] = []
    below = -1
    members = [index for index, draft in enumerate(drafts) if draft.office == office]
    for index in [*members, None]:
        match = found[index] if index is not None else None
        if index is not None and match is None:
            run.append(index)
            continue
        if match and match.place.office != office:
            continue
        above = match.place.position if match else len(titles)
        free = [position for position in range(below + 1, above) if position not in taken]
        if len(run) == len(free) and all(
            _may_be(drafts[lost], titles[at]) for lost, at in zip(run, free, strict=True)
        ):
            for lost, position in zip(run, free, strict=True):
                found[lost] = Match(Place(office, position), "order")
        run, below = [], above


def _may_be(draft: Draft, title: str) -> bool:
    return not key(draft.title) or _likeness(draft.title, title) >= SAME_IN_PLACE
