"""Tracks in the channels between rows and columns: which line runs beside which, so that none covers another.
Pure.

A channel is the free strip between two columns (or rows). A *net* is the set of lines that may run together:
those that leave one node, or enter one. Each net has one segment in the channel; nets whose segments overlap
get different tracks, and where one net arrives on a line from which another leaves, the order of the two is
given. (Channel routing by the left-edge rule with vertical constraints: Hashimoto and Stevens, 1971.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field

Net = Hashable


@dataclass(slots=True)
class Channel:
    """``spans`` has the segment of each net; ``first`` and ``then`` who touches a line from the near side
    (left or above) and from the far side: the first must run nearer.
    """

    spans: dict[Net, tuple[int, int]] = field(default_factory=dict)
    first: dict[Hashable, list[Net]] = field(default_factory=lambda: defaultdict(list))
    then: dict[Hashable, list[Net]] = field(default_factory=lambda: defaultdict(list))

    def add(self, net: Net, begin: int, end: int) -> None:
        """Lengthens the segment of ``net`` to hold ``begin`` and ``end``."""
        low, high = self.spans.get(net, (begin, begin))
        self.spans[net] = min(low, begin, end), max(high, begin, end)

    def touch(self, net: Net, line: Hashable, near: bool) -> None:
        """``net`` meets ``line`` on its near side (it comes from there) or on its far side."""
        nets = (self.first if near else self.then)[line]
        if net not in nets:
            nets.append(net)

    def fits(self, net: Net, near: Hashable, far: Hashable) -> bool:
        """Whether ``net`` may come from line ``near`` and go on along ``far`` without a cycle of orders."""
        after = self.after()
        after[net] |= {each for each in self.then[near] if each != net}
        for each in self.first[far]:
            if each != net:
                after[each].add(net)
        return not _reaches(after, net)

    def after(self) -> dict[Net, set[Net]]:
        """For each net, those that must run further."""
        found: dict[Net, set[Net]] = defaultdict(set)
        for line, nets in self.first.items():
            for net in nets:
                found[net] |= {each for each in self.then.get(line, ()) if each != net}
        return found

    def tracks(self) -> dict[Net, int]:
        """The track of each net, counted from the near side."""
        after = self.after()
        before: dict[Net, int] = dict.fromkeys(self.spans, 0)
        for nets in after.values():
            for net in nets:
                before[net] = before.get(net, 0) + 1
        least = dict.fromkeys(self.spans, 0)
        rows: list[list[tuple[int, int]]] = []
        found: dict[Net, int] = {}
        waiting = sorted(self.spans, key=lambda net: (self.spans[net], str(net)))
        while waiting:
            # A cycle of orders can only be one of the rare second kind; it is cut at the first net.
            net = next((each for each in waiting if not before[each]), waiting[0])
            waiting.remove(net)
            found[net] = _lay(rows, self.spans[net], least[net])
            for each in after.get(net, ()):
                before[each] -= 1
                least[each] = max(least[each], found[net] + 1)
        return found


def _lay(rows: list[list[tuple[int, int]]], span: tuple[int, int], least: int) -> int:
    """The first row from ``least`` on where nothing overlaps ``span``."""
    row = least
    while True:
        while len(rows) <= row:
            rows.append([])
        if all(span[1] < begin or span[0] > end for begin, end in rows[row]):
            rows[row].append(span)
            return row
        row += 1


def _reaches(after: dict[Net, set[Net]], net: Net) -> bool:
    """Whether ``net`` comes after itself."""
    seen: set[Net] = set()
    stack = list(after.get(net, ()))
    while stack:
        here = stack.pop()
        if here == net:
            return True
        if here not in seen:
            seen.add(here)
            stack += after.get(here, ())
    return False
