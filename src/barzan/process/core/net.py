"""The control flow of a process as a Petri net, made small by rules that keep what matters. Pure.

A place is a sequence flow or the inside of a node, a transition what a node does with tokens. The rules are
those of T. Murata, Petri Nets: Properties, Analysis and Applications, Proceedings of the IEEE 77 (1989),
section V: series of places and of transitions are fused, parallel ones and self-loops left out; they keep
liveness, safeness and boundedness. A block-structured net shrinks to nothing; what is left is explored.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

_MOST_FUSED = 12  # moves that take the place of others


@dataclass(slots=True)
class Move:
    """A transition: takes a token from each of ``pre``, puts one on each of ``post``.

    ``sweeps``: it ends the whole scope (terminate, error). ``element`` is the node to be named.
    """

    pre: set[int]
    post: set[int]
    element: str
    sweeps: bool = False


@dataclass
class Net:
    """``begin`` holds the only token at first; ``sink`` is a place whose single token is a proper end, or
    None where a proper end leaves no token.
    """

    elements: dict[int, str] = field(default_factory=dict)  # the node to be named for a place
    moves: dict[int, Move] = field(default_factory=dict)
    makers: dict[int, set[int]] = field(default_factory=dict)
    takers: dict[int, set[int]] = field(default_factory=dict)
    begin: int = 0
    sink: int | None = None
    _last: int = 0
    _most: int = 1  # moves that may take the place of those around one place

    def place(self, element: str) -> int:
        self._last += 1
        self.elements[self._last] = element
        self.makers[self._last], self.takers[self._last] = set(), set()
        return self._last

    def move(self, pre: Iterable[int], post: Iterable[int], element: str, *, sweeps: bool = False) -> None:
        self._last += 1
        move = self.moves[self._last] = Move(set(pre), set(post), element, sweeps)
        for place in move.pre:
            self.takers[place].add(self._last)
        for place in move.post:
            self.makers[place].add(self._last)

    def reduce(self, *, further: bool = False) -> None:
        """Applies the rules until none fits.

        ``further`` also fuses the moves around a place with several before and after it (G. Berthelot,
        Transformations and Decompositions of Nets, 1987: post-agglomeration). Deadlocks and double tokens
        at joins stay; that a place without a join runs twice may be lost.
        """
        self._most = _MOST_FUSED if further else 1
        todo = deque([*self.elements, *self.moves])
        between: dict[tuple[int, int], int] = {}
        queued = set(todo)
        while todo:
            item = todo.popleft()
            queued.discard(item)
            if item in self.moves:
                touched = self._reduce_move(item, between)
            elif item in self.elements:
                touched = self._reduce_place(item, between)
            else:
                continue
            for other in touched:
                if other not in queued:
                    queued.add(other)
                    todo.append(other)

    def _reduce_move(self, key: int, between: dict[tuple[int, int], int]) -> set[int]:
        move = self.moves[key]
        if len(move.pre) != 1:
            return set()
        (place,) = move.pre
        if move.sweeps:  # another way out of the place finds all faults that are left; this one finds none
            others = any(not self.moves[taker].sweeps for taker in self.takers[place])
            return self._without_move(key) if others else set()
        if move.post == move.pre and len(self.takers[place]) > 1:
            return self._without_move(key)
        if len(move.post) != 1:
            return set()
        (target,) = move.post
        twin = between.setdefault((place, target), key)
        if twin != key:
            other = self.moves.get(twin)
            if other and other.pre == move.pre and other.post == move.post and not other.sweeps:
                return self._without_move(key)
            between[place, target] = key
        return self._fuse_places(place, target, key)

    def _fuse_places(self, place: int, target: int, key: int) -> set[int]:
        """``place`` only leads to ``target``: they become one."""
        if place == target or len(self.takers[place]) != 1:
            return set()
        makers = self.makers[place]
        if any(target in self.moves[maker].post for maker in makers):
            return set()
        self._without_move(key)
        for maker in makers:
            self.moves[maker].post.remove(place)
            self.moves[maker].post.add(target)
            self.makers[target].add(maker)
        if self.begin == place:
            self.begin = target
        self._forget(place)
        return {target, *makers, *self.takers[target]}

    def _reduce_place(self, place: int, between: dict[tuple[int, int], int]) -> set[int]:
        makers, takers = self.makers[place], self.takers[place]
        if not makers or not takers or place in (self.begin, self.sink):
            return set()
        if len(makers) == len(takers) == 1:
            (maker,), (taker,) = makers, takers
            twin = between.setdefault((maker, taker), place)
            if twin != place and maker != taker:
                if self.makers.get(twin) == makers and self.takers.get(twin) == takers:
                    self.moves[maker].post.remove(place)
                    self.moves[taker].pre.remove(place)
                    self._forget(place)
                    return {twin, maker, taker}
                between[maker, taker] = place
        return self._fuse_moves(place)

    def _fuse_moves(self, place: int) -> set[int]:
        """Whatever brings a token to ``place`` goes on at once by any way that leads from it."""
        makers, takers = self.makers[place], self.takers[place]
        if makers & takers or len(makers) * len(takers) > self._most:
            return set()
        firsts = [self.moves[maker] for maker in makers]
        seconds = [self.moves[taker] for taker in takers]
        if any(second.pre != {place} for second in seconds):
            return set()
        if any(first.post & second.post for first in firsts for second in seconds):
            return set()
        if any(second.sweeps for second in seconds) and any(first.post != {place} for first in firsts):
            return set()
        if len(firsts) == len(seconds) == 1:
            return self._joined(place, *makers, *takers)
        near: set[int] = set()
        for key in (*makers, *takers):
            near |= self._without_move(key)
        for first in firsts:
            for second in seconds:
                sweeps = first.sweeps or second.sweeps
                self.move(first.pre, first.post - {place} | second.post, first.element, sweeps=sweeps)
                near.add(self._last)
        self._forget(place)
        return near

    def _joined(self, place: int, maker: int, taker: int) -> set[int]:
        """The moves before and after ``place`` become one; how wide the first is takes no time."""
        first, second = self.moves[maker], self.moves.pop(taker)
        first.post.remove(place)
        first.sweeps |= second.sweeps
        for target in second.post:
            first.post.add(target)
            self.makers[target].add(maker)
            self.makers[target].discard(taker)
        self._forget(place)
        return {maker, *first.pre, *second.post}

    def _without_move(self, key: int) -> set[int]:
        move = self.moves.pop(key)
        for place in move.pre:
            self.takers[place].discard(key)
        for place in move.post:
            self.makers[place].discard(key)
        near = move.pre | move.post
        return near | {other for place in near for other in (self.makers[place] | self.takers[place])}

    def _forget(self, place: int) -> None:
        del self.elements[place], self.makers[place], self.takers[place]


@dataclass(frozen=True, slots=True)
class Played:
    """What the token game showed: nodes at which tokens wait for ever, at which a second token comes to a
    join, which joins never fire, which run twice at once; ``whole`` is false when the bound was reached.
    """

    stuck: frozenset[str]
    excess: frozenset[str]
    never: frozenset[str]
    twice: frozenset[str]
    whole: bool


def play(net: Net, most: int) -> Played:
    """Explores all markings that can be reached, at most ``most`` of them."""
    stuck: set[str] = set()
    excess: set[str] = set()
    twice: set[str] = set()
    fired: set[int] = set()
    first = frozenset({net.begin})
    seen, todo = {first}, [first]
    while todo and len(seen) <= most:
        marking = todo.pop()
        enabled = _enabled(net, marking)
        if not enabled and marking not in (frozenset(), frozenset({net.sink})):
            stuck |= _waiting(net, marking)
        for key in enabled:
            move = net.moves[key]
            fired.add(key)
            left = marking - move.pre
            double = left & move.post
            for place in double:
                joins = {
                    net.moves[taker].element for taker in net.takers[place] if len(net.moves[taker].pre) > 1
                }
                if place == net.sink:
                    joins.add(net.elements[place])
                excess |= joins
                if not joins:
                    twice.add(net.elements[place])
            after = frozenset() if move.sweeps else left | move.post
            if after not in seen:
                seen.add(after)
                todo.append(after)
    whole = not todo
    joins = {move.element for move in net.moves.values() if len(move.pre) > 1}
    alive = {net.moves[key].element for key in fired}
    never = joins - alive if whole else set()
    return Played(frozenset(stuck - never), frozenset(excess), frozenset(never), frozenset(twice), whole)


def _enabled(net: Net, marking: frozenset[int]) -> list[int]:
    candidates = {key for place in marking for key in net.takers[place]}
    return sorted(key for key in candidates if net.moves[key].pre <= marking)


def _waiting(net: Net, marking: frozenset[int]) -> set[str]:
    """The joins that wait in a marking in which nothing moves; else where its tokens are."""
    joins = {net.moves[key].element for place in marking for key in net.takers[place]}
    return joins or {net.elements[place] for place in marking}
