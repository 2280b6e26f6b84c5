"""Class and client of each row: the marks, reconciled with what the summary states.

A row whose marks are clear has one reading. From the first row on whose marks cannot stand as printed, a
table may be pushed by one column, and each row keeps every reading that its marks allow. The stated numbers
then choose: a flag is set only where it is the same in every assignment that meets them. Steps:

1. the rows as printed, pushed readings from the first impossible row on;
2. where no assignment meets the stated classes, one whole table, then all, may be pushed;
3. where still none does, the print stands, but a class with more marks than stated is not believed;
4. clients alike: more marks than stated, no mark is believed; fewer, no missing mark is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from barzan.catalogue.booklet.layout import Layout
from barzan.catalogue.booklet.listtable import ListTable
from barzan.catalogue.booklet.model import CLASSES, FLAGS, Class, Counts
from barzan.catalogue.booklet.rows import ListRow, Reading, readings

# One way to understand a row: its class and whether it has clients (None: not asked).
Option = tuple[Class, bool | None]
Options = frozenset[Option]
_ANY: Options = frozenset(product(CLASSES, (True, False)))
# More layouts than these in one office cannot come from a scan of one head; the office stays undecided.
_MAX_LAYOUTS = 256
_MOST_STEPS = 2_000_000
Bounds = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Flags:
    """The flags of one row; ``pushed`` where its marks cannot be read as they stand."""

    specific: bool | None
    general: bool | None
    shared: bool | None
    client: bool | None
    pushed: bool


def reconcile(tables: Sequence[ListTable], stated: Counts, total: int | None) -> list[Flags]:
    """The flags of every row of an office, in order. ``total`` is the stated number of services, if any."""
    rows = sum(len(table.rows) for table in tables)
    bounds = _bounds(stated, total, rows)
    checked = any(stated.of(name) is not None for name in CLASSES)
    layouts = list(product(*(table.layouts for table in tables))) if _few(tables) else []
    for freed in _freedoms(len(tables) if checked else 0):
        every = [_options(tables, chosen, free, bounds, checked) for free in freed for chosen in layouts]
        if every and not checked:
            return _finish(_believe_clients(_merged(every, [set(CLASSES)] * rows), bounds[3]), tables)
        solved = _solve([[_classes(options) for options in way] for way in every], (*bounds[:3], (0, 0)))
        if solved is not None:
            joint = _solve(every, bounds) if _light(every) else None
            allowed = [{name for name, _ in options} for options in solved]
            return _finish(joint or _believe_clients(_merged(every, allowed), bounds[3]), tables)
    return _finish(_as_printed(tables, bounds), tables)


def _few(tables: Sequence[ListTable]) -> bool:
    return prod(len(table.layouts) for table in tables) <= _MAX_LAYOUTS


def _freedoms(tables: int) -> Iterator[tuple[frozenset[int], ...]]:
    """Which tables may be pushed from their first row on: none; one of them; all."""
    yield (frozenset[int](),)
    yield tuple(frozenset({table}) for table in range(tables))
    yield (frozenset(range(tables)),)


def _bounds(stated: Counts, total: int | None, found: int) -> Bounds:
    """Least and most rows of each class, and of clients, given how many rows are missing or too many."""
    if total is None and None not in (classes := [stated.of(name) for name in CLASSES]):
        total = sum(number or 0 for number in classes)
    missing = (total if total is not None else found) - found
    limits = []
    for name in FLAGS:
        number = stated.of(name)
        if number is None:
            limits.append((0, found))
        else:
            limits.append((max(0, number - max(0, missing)), number + max(0, -missing)))
    return tuple(limits)


def _classes(options: Options) -> Options:
    """The options with their clients left out."""
    return frozenset((name, None) for name, _ in options)


def _merged(ways: Sequence[Sequence[Options]], allowed: Sequence[set[Class]]) -> list[set[Option]]:
    """The options of each row, over all ways, whose class is allowed."""
    return [
        {option for way in ways for option in way[row] if option[0] in names}
        for row, names in enumerate(allowed)
    ]


def _light(ways: Sequence[Sequence[Options]]) -> bool:
    """Whether classes and clients can be counted together in good time; if not, clients stay as they are."""
    open_rows = max((sum(len(options) > 1 for options in way) for way in ways), default=0)
    names = max((len({name for options in way for name, _ in options}) for way in ways), default=0)
    steps: int = len(ways) * open_rows ** (names + 1)
    return steps <= _MOST_STEPS


def _options(
    tables: Sequence[ListTable],
    layouts: Sequence[Layout],
    free: frozenset[int],
    bounds: Bounds,
    checked: bool,
) -> list[Options]:
    """The options of every row under one choice of layouts.

    Rows above the first impossible one are read as printed only where the stated classes leave no slack, and
    the push goes on to the end: otherwise a push that began higher up would not be noticed.
    """
    excluded = {name for name, (_, high) in zip(CLASSES, bounds, strict=False) if checked and high == 0}
    tight = checked and all(low == high for low, high in bounds[:3])
    chosen: list[Options] = []
    for index, (table, layout) in enumerate(zip(tables, layouts, strict=True)):
        read = [readings(row, layout) for row in table.rows]
        direct = [_meant(printed, excluded) for printed, _ in read]
        from_above = not tight or _stops(direct, [_meant(moved, excluded) for _, moved in read])
        pushed = index in free or not layout.sure or (from_above and not all(direct))
        for as_printed, (_, moved) in zip(direct, read, strict=True):
            pushed = pushed or not as_printed or len({name for name, _ in as_printed}) > 1
            options = as_printed | _meant(moved, excluded) if pushed else as_printed
            chosen.append(options if checked or (as_printed and layout.sure) else _ANY)
    return chosen


def _stops(direct: Sequence[Options], moved: Sequence[Options]) -> bool:
    """Whether a row below the first impossible one cannot be pushed: then the push has neither known end."""
    first = next((at for at, options in enumerate(direct) if not options), len(direct))
    return any(not options for options in moved[first + 1 :])


def _meant(reading: Reading, excluded: set[Class]) -> Options:
    """The options of a reading: each of its classes alone; none when a mark stays unexplained."""
    if not reading.whole:
        return frozenset()
    clients = (True, False) if reading.client is None else (reading.client,)
    return frozenset((name, client) for name in reading.classes if name not in excluded for client in clients)


def _solve(ways: Iterable[Sequence[Options]], bounds: Bounds) -> list[set[Option]] | None:
    """For each row the options that some assignment within the bounds uses, over all ways; or None."""
    merged: list[set[Option]] | None = None
    for way in ways:
        used = _used(way, bounds)
        if used is None:
            continue
        found = [set(used[options]) for options in way]
        merged = found if merged is None else [one | other for one, other in zip(merged, found, strict=True)]
    return merged


def _used(way: Sequence[Options], bounds: Bounds) -> dict[Options, set[Option]] | None:
    """Rows of equal options are one kind; an option is used when the others can be completed around it."""
    kinds = Counter(way)
    if any(not options for options in kinds):
        return None
    order = list(kinds)
    before = [{(0, 0, 0, 0)}]
    for options in order:
        before.append(_add(before[-1], options, kinds[options], bounds))
    if not any(_within(state, bounds) for state in before[-1]):
        return None
    after = [{(0, 0, 0, 0)}]
    for options in reversed(order):
        after.append(_add(after[-1], options, kinds[options], bounds))
    after.reverse()
    used: dict[Options, set[Option]] = {}
    for index, options in enumerate(order):
        rest = _add(before[index], options, kinds[options] - 1, bounds)
        used[options] = {option for option in options if _completes(rest, option, after[index + 1], bounds)}
    return used


State = tuple[int, int, int, int]


def _add(states: set[State], options: Options, rows: int, bounds: Bounds) -> set[State]:
    for _ in range(rows):
        states = {
            state
            for old in states
            for option in options
            if _below(state := _plus(old, _step(option)), bounds)
        }
    return states


def _completes(states: set[State], option: Option, rest: set[State], bounds: Bounds) -> bool:
    started = {_plus(state, _step(option)) for state in states}
    return any(_within(_plus(one, other), bounds) for one in started for other in rest)


def _step(option: Option) -> State:
    name, client = option
    return (int(name == "specific"), int(name == "general"), int(name == "shared"), int(client is True))


def _plus(one: State, other: State) -> State:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])


def _below(state: State, bounds: Bounds) -> bool:
    return all(number <= high for number, (_, high) in zip(state, bounds, strict=True))


def _within(state: State, bounds: Bounds) -> bool:
    return all(low <= number <= high for number, (low, high) in zip(state, bounds, strict=True))


def _believe_clients(solved: Sequence[set[Option]], bound: tuple[int, int]) -> list[set[Option]]:
    """Clients against the stated number: marks in excess are not believed, missing ones not denied."""
    sure = [{client for _, client in options} for options in solved]
    marked, unmarked = sure.count({True}), sure.count({False})
    if marked <= bound[1] and len(sure) - unmarked >= bound[0]:
        return [set(options) for options in solved]
    doubted = marked > bound[1]
    return [
        options | {(name, not doubted) for name, _ in options} if clients == {doubted} else set(options)
        for options, clients in zip(solved, sure, strict=True)
    ]


def _as_printed(tables: Sequence[ListTable], bounds: Bounds) -> list[set[Option]]:
    """The clear rows as printed, except classes with more marks than stated; the others stay open."""
    options: list[set[Option]] = []
    for table in tables:
        for row in table.rows:
            meant = _meant(readings(row, table.layouts[0])[0], set()) if len(table.layouts) == 1 else _ANY
            options.append(set(meant) if len({name for name, _ in meant}) == 1 else set(_ANY))
    for index, name in enumerate(CLASSES):
        if sum({cls for cls, _ in row} == {name} for row in options) > bounds[index][1]:
            options = [_opened(row) if {cls for cls, _ in row} == {name} else row for row in options]
    return _believe_clients(options, bounds[3])


def _opened(options: set[Option]) -> set[Option]:
    return set(product(CLASSES, {client for _, client in options}))


def _finish(options: Sequence[set[Option]], tables: Sequence[ListTable]) -> list[Flags]:
    clear = [_clear(row, table) for table in tables for row in table.rows]
    return [
        Flags(
            specific=_is(row, "specific"),
            general=_is(row, "general"),
            shared=_is(row, "shared"),
            client=_agreed({client for _, client in row}),
            pushed=not whole,
        )
        for row, whole in zip(options, clear, strict=True)
    ]


def _clear(row: ListRow, table: ListTable) -> bool:
    printed = readings(row, table.layouts[0])[0]
    return printed.whole and len(printed.classes) == 1


def _is(row: set[Option], name: Class) -> bool | None:
    return _agreed({option == name for option, _ in row})


def _agreed(values: set[bool | None]) -> bool | None:
    return values.pop() if len(values) == 1 else None
