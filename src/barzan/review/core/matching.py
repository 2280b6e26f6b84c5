"""Which unit an office of the booklet is, and which service of the catalogue an item is: one to one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from barzan.catalogue.booklet.text import alike
from barzan.persian import joined_key
from barzan.review.core.said import PARTS, Said

Found = TypeVar("Found")

LIKELY = 0.72
SAME_TITLE = 0.9
_UNDER_ITS_DEPUTY = 0.15


@dataclass(frozen=True, slots=True)
class UnitSeen:
    """A unit of the chart; ``parent`` is the code of the unit above."""

    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Known:
    """A service of the catalogue that an item may be; ``same_source``: read from this very text."""

    code: str
    unit: str
    said: Said
    line: int | None
    same_source: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """An item: the code of its unit, what is read, its line (None: lost), its section's line."""

    unit: str
    said: Said
    line: int | None
    section_line: int | None


def match_offices(
    offices: Sequence[tuple[str, str, str]], units: Sequence[UnitSeen]
) -> dict[int, tuple[str, float]]:
    """(code of a unit, likeness) by the place of an office, a triple of kind, name and deputy's name.

    Deputies choose first, so that an office of the same name takes the unit under its deputy.
    """
    chosen: dict[int, tuple[str, float]] = {}
    by_deputy: dict[str, str] = {}
    for kind in ("deputy", "office"):
        asked = [place for place, office in enumerate(offices) if office[0] == kind]
        taken = {code for code, _ in chosen.values()}
        free = [unit for unit in units if unit.code not in taken]
        pairs = sorted(
            (
                (_likeness(offices[place], unit, by_deputy), place, unit.code)
                for place in asked
                for unit in free
            ),
            key=lambda pair: (-pair[0], pair[1], pair[2]),
        )
        for score, place, code in pairs:
            if score >= LIKELY and place not in chosen and code not in {each for each, _ in chosen.values()}:
                chosen[place] = (code, min(score, 1.0))
        by_deputy = {offices[place][1]: code for place, (code, _) in chosen.items()}
    return chosen


def _likeness(office: tuple[str, str, str], unit: UnitSeen, by_deputy: Mapping[str, str]) -> float:
    _, name, deputy = office
    under = bool(deputy) and by_deputy.get(deputy) == unit.parent
    return alike(name, unit.name.partition("(")[0]) + (_UNDER_ITS_DEPUTY if under else 0.0)


def match_services(items: Sequence[Sought], known: Sequence[Known]) -> dict[int, str]:
    """The code of the service that each item is, by its place; what is sure is matched first.

    The line of the same text; the same code and title within the unit; the same title; a national code that
    only one of each has there; the most alike title within the unit; then the same title anywhere.
    """
    matched: dict[int, str] = {}
    for key_of_item, key_of_known in _KEYS:
        _pair_by(items, known, matched, key_of_item, key_of_known)
    _pair_by_likeness(items, known, matched)
    _pair_by(
        items,
        known,
        matched,
        lambda item: joined_key(item.said.title),
        lambda one: joined_key(one.said.title),
    )
    return matched


Key = Hashable | None
_KEYS: tuple[tuple[Callable[[Sought], Key], Callable[[Known], Key]], ...] = (
    (
        lambda item: (item.unit, item.line) if item.line else None,
        lambda one: (one.unit, one.line) if one.same_source and one.line else None,
    ),
    (
        lambda item: (item.unit, joined_key(item.said.title), item.said.national_code),
        lambda one: (one.unit, joined_key(one.said.title), one.said.national_code),
    ),
    (
        lambda item: (item.unit, joined_key(item.said.title)) if item.said.title else None,
        lambda one: (one.unit, joined_key(one.said.title)),
    ),
    (
        lambda item: (
            (item.unit, "gap", item.section_line) if item.line is None and item.section_line else None
        ),
        lambda one: (one.unit, "gap", one.line) if one.same_source and one.said.gap_reason else None,
    ),
    (
        lambda item: (item.unit, item.said.national_code) if item.said.national_code else None,
        lambda one: (one.unit, one.said.national_code) if one.said.national_code else None,
    ),
)


def _pair_by(
    items: Sequence[Sought],
    known: Sequence[Known],
    matched: dict[int, str],
    key_of_item: Callable[[Sought], Key],
    key_of_known: Callable[[Known], Key],
) -> None:
    """Pairs what is still free where one item and one service alone have a key."""
    taken = set(matched.values())
    services = _alone((key_of_known(one), one.code) for one in known if one.code not in taken)
    places = _alone((key_of_item(item), at) for at, item in enumerate(items) if at not in matched)
    for key, place in places.items():
        if key in services:
            matched[place] = services[key]


def _alone(pairs: Iterable[tuple[Key, Found]]) -> dict[Key, Found]:
    found: dict[Key, list[Found]] = {}
    for key, value in pairs:
        if key is not None:
            found.setdefault(key, []).append(value)
    return {key: values[0] for key, values in found.items() if len(values) == 1}


def _pair_by_likeness(items: Sequence[Sought], known: Sequence[Known], matched: dict[int, str]) -> None:
    taken = set(matched.values())
    free: dict[str, list[Known]] = {}
    for one in known:
        if one.code not in taken:
            free.setdefault(one.unit, []).append(one)
    pairs = [
        (_alike(item, one), at, one.code)
        for at, item in enumerate(items)
        if at not in matched
        for one in free.get(item.unit, ())
    ]
    for score, at, code in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score >= SAME_TITLE and at not in matched and code not in taken:
            matched[at] = code
            taken.add(code)
    _pair_gaps(items, free, matched, taken)


def _pair_gaps(
    items: Sequence[Sought], free: Mapping[str, Sequence[Known]], matched: dict[int, str], taken: set[str]
) -> None:
    """Lost rows take the gaps of their unit that are left, in order."""
    for at, item in enumerate(items):
        if at in matched or item.line is not None:
            continue
        left = [one.code for one in free.get(item.unit, ()) if one.said.gap_reason and one.code not in taken]
        if left:
            matched[at] = left[0]
            taken.add(left[0])


def _alike(item: Sought, one: Known) -> float:
    if item.line is None and not item.said.title:
        return 0.0
    return alike(item.said.title, one.said.title)


def propose(repaired: Said, known: Known | None) -> Said:
    """What the desk proposes for an item that is a known service.

    Where the two say the same in other letters, the published words stand. Class and client are those of the
    print alone: what the print leaves open stays open. The parts stand as published where they were made from
    this very text, or where the print has none.
    """
    if known is None:
        return repaired
    published = known.said
    kept: dict[str, object] = {}
    if joined_key(published.title) == joined_key(repaired.title) or not repaired.title:
        kept["title"] = published.title
    if repaired.gap_reason and published.gap_reason:
        kept |= {"title": published.title, "gap_reason": published.gap_reason}
    if not repaired.group_title or _same_group(repaired, published):
        kept |= {"group_title": published.group_title, "group_code": published.group_code}
    for part in PARTS:
        if known.same_source or not getattr(repaired, part):
            kept[part] = getattr(published, part)
    return replace(repaired, **kept)  # type: ignore[arg-type]


def contradicting(proposed: Said, published: Said) -> tuple[str, ...]:
    """The fields in which what is proposed says something else than what is published; silence is nothing."""
    return tuple(
        name
        for name in ("title", "national_code", "service_class", "has_client", *PARTS)
        if getattr(proposed, name) not in (None, "", ())
        and getattr(published, name) not in (None, "", ())
        and getattr(proposed, name) != getattr(published, name)
    )


def _same_group(one: Said, other: Said) -> bool:
    if one.group_code and one.group_code == other.group_code:
        return True
    return joined_key(one.group_title) == joined_key(other.group_title)
