"""The working state of one step: tokens that move until all of them wait. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from struct import Struct
from typing import TYPE_CHECKING

from barzan.process.core.places import Place
from barzan.process.core.values import (
    SIZE,
    TOKEN,
    Effect,
    Ended,
    EngineError,
    Log,
    Note,
    Outcome,
    State,
    Step,
    Token,
    Value,
)

if TYPE_CHECKING:
    from barzan.process.core.definition import Definition

_NUMBER, _PAIR = Struct("<I").pack, Struct("<2I").pack
_SCOPE, _COUNT = 8, 12  # offsets within a token
_FEW = 200  # tokens among which one is found sooner by looking at all than by halving
MOST_STEPS = 10_000  # places entered in one step
MOST_ID = 2**32 - 1


class Run:
    """Everything that one step changes. ``body`` are the packed tokens by ascending id."""

    __slots__ = (
        "body", "budget", "changed", "checks", "data", "definition", "dropped", "effects", "ended", "last",
        "next_id", "now", "queue",
    )  # fmt: skip

    def __init__(
        self, definition: Definition, state: State, data: Mapping[str, Value], now: datetime | None
    ) -> None:
        self.definition, self.data, self.now = definition, data, now
        self.body, self.next_id, self.ended = bytearray(state.body), state.next_id, state.ended
        self.changed: dict[str, Value] = {}
        self.dropped: set[str] = set()
        self.effects: list[Effect] = []
        self.queue: deque[tuple[Place, int, int]] = deque()
        self.checks: list[int] = []
        self.budget = MOST_STEPS
        self.last = ""

    # --- tokens ---

    def add(self, place: Place, scope: int, count: int = 0) -> int:
        """A new token that waits; its id."""
        token = self.next_id
        if token > MOST_ID:
            raise EngineError(
                "too-long-lived",
                "شمارهٔ نشانه‌های این نمونه تمام شد.",
                "This instance has used up its tokens.",
                place.node.id,
            )
        self.next_id = token + 1
        self.body += TOKEN.pack(token, place.index, scope, count)
        return token

    def position(self, token: int) -> int:
        """Where ``token`` stands in ``body``, -1 if it is not open. Ids ascend."""
        body = self.body
        low, high = 0, len(body) // SIZE
        if high <= _FEW:
            at = body.find(_NUMBER(token))
            return at if at % SIZE == 0 or at < 0 else self._found(_NUMBER(token), 0, at)
        while low < high:
            middle = (low + high) // 2
            here = int.from_bytes(body[middle * SIZE : middle * SIZE + 4], "little")
            if here == token:
                return middle * SIZE
            if here < token:
                low = middle + 1
            else:
                high = middle
        return -1

    def _found(self, pattern: bytes, offset: int, start: int) -> int:
        """The start of the first token with ``pattern`` at ``offset``, from the token at ``start`` on."""
        body = self.body
        at = body.find(pattern, start + offset)
        while at >= 0 and at % SIZE != offset:
            at = body.find(pattern, at + 1)
        return at - offset if at >= 0 else -1

    def at(self, position: int) -> Token:
        return Token._make(TOKEN.unpack_from(self.body, position))

    def waiting(self, place: Place, scope: int) -> int:
        """The position of the token that waits at ``place`` in ``scope``, -1 for none."""
        return self._found(_PAIR(place.index, scope), 4, 0)

    def count(self, position: int) -> int:
        return int.from_bytes(self.body[position + _COUNT : position + SIZE], "little")

    def set_count(self, position: int, count: int) -> None:
        self.body[position + _COUNT : position + SIZE] = _NUMBER(count)

    def remove(self, position: int) -> None:
        del self.body[position : position + SIZE]

    def consumed(self, scope: int) -> None:
        """A token came to an end in ``scope``, or waits for others: is it over, is it stuck?"""
        if scope not in self.checks:
            self.checks.append(scope)

    # --- variables ---

    def value(self, name: str) -> Value:
        if name in self.changed:
            return self.changed[name]
        return None if name in self.dropped else self.data.get(name)

    def known(self, names: Iterable[str], place: Place, scope: int, count: int) -> dict[str, Value]:
        """The values of ``names`` as seen at ``place``; names that nobody wrote are left out."""
        changed, data = self.changed, self.data
        if place.looped:
            local = self.locals(place, scope, count)
            return {
                name: local[name] if name in local else self.value(name)
                for name in names
                if name in local or name in changed or name in data
            }
        return {
            name: changed[name] if name in changed else data[name]
            for name in names
            if name in changed or name in data
        }

    def everything(self, place: Place, scope: int, count: int) -> dict[str, Value]:
        """All variables as seen at ``place``."""
        seen = {**self.data, **self.changed, **(self.locals(place, scope, count) if place.looped else {})}
        return {name: value for name, value in seen.items() if name[:1] != "#"}

    def locals(self, place: Place, scope: int, count: int) -> dict[str, Value]:
        """What a run of a loop sees before the variables: the innermost loop first."""
        found: dict[str, Value] = {}
        at: Place | None = place
        while at is not None and at.looped:
            if at.around is not None and at.around.body is at:
                found.setdefault("loopCounter", Decimal(count))
            if at.each:
                items = self.value(f"#{scope}")["items"]
                found.setdefault(at.each, items[count - 1])
            if scope == 0:
                break
            token = self.at(self.position(scope))
            at, scope, count = self.definition.places[token.node], token.scope, token.count
            if at.each is not None:
                for name, value in (self.value(f"#{token.id}") or {}).items():
                    found.setdefault(name, value)
        return found

    def write(self, place: Place, scope: int, values: Mapping[str, Value]) -> None:
        """Sets variables; in a multi-instance those of its run."""
        if not values:
            return
        if not place.local:
            self.changed.update(values)
            return
        while True:
            token = self.at(self.position(scope))
            if self.definition.places[token.node].each is not None:
                break
            scope = token.scope
        record = f"#{token.id}"
        self.changed[record] = {**(self.value(record) or {}), **values}

    def drop(self, name: str) -> None:
        self.changed.pop(name, None)
        if name in self.data:
            self.dropped.add(name)

    # --- ends ---

    def close(self, token: int, place: Place) -> None:
        """Removes ``token``, that did what it should, and its boundary events."""
        position, body = self.position(token), self.body
        del body[position : position + SIZE]
        if place.boundaries:
            places = self.definition.places
            while position < len(body):
                follower, node, scope, _ = TOKEN.unpack_from(body, position)
                event = places[node]
                if scope != token or event not in place.boundaries:
                    return
                del body[position : position + SIZE]
                _cancel(self, event, follower)

    def interrupt(self, token: int, place: Place) -> None:
        """Ends ``token`` and all within it before its time."""
        self.effects.append(Log(Note.INTERRUPTED, place.node.id))
        if place.holds:
            self.sweep(token)
        else:
            self.close(token, place)
            _cancel(self, place, token)

    def sweep(self, root: int, kept: tuple[Place, ...] = (), *, itself: bool = True) -> None:
        """Ends everything within the token ``root`` (0: the process), but for boundary events ``kept``."""
        gone = [
            token for token in self._within(root) if not (token.scope == root and self._place(token) in kept)
        ]
        if itself and root:
            gone.append(self.at(self.position(root)))
        ids = {token.id for token in gone} | {root}
        for token in sorted(gone):
            self.remove(self.position(token.id))
            self.drop(f"#{token.id}")
            _cancel(self, self._place(token), token.id)
        self.queue = deque(item for item in self.queue if item[1] not in ids)
        self.checks = [scope for scope in self.checks if scope not in ids]

    def _within(self, root: int) -> list[Token]:
        """All tokens within the token ``root``. An inner token always has the greater id."""
        if root == 0:
            return [Token._make(token) for token in TOKEN.iter_unpack(bytes(self.body))]
        found: list[Token] = []
        todo = [(root, self.position(root))]
        while todo:
            scope, start = todo.pop()
            pattern = _NUMBER(scope)
            at = self._found(pattern, _SCOPE, start + SIZE)
            while at >= 0:
                token = self.at(at)
                found.append(token)
                place = self._place(token)
                if place.holds or place.boundaries:
                    todo.append((token.id, at))
                at = self._found(pattern, _SCOPE, at + SIZE)
        return found

    def _place(self, token: Token) -> Place:
        return self.definition.places[token.node]

    def terminate(self, scope: int, element: str) -> None:
        """All of ``scope`` ends at once: the process, or a subprocess, that then goes on."""
        if scope == 0:
            self.sweep(0)
            self.over(Outcome.TERMINATED, element)
            return
        place = self._place(self.at(self.position(scope)))
        self.sweep(scope, place.boundaries, itself=False)
        self.consumed(scope)

    def over(self, outcome: Outcome, element: str, error: str = "") -> None:
        self.ended = True
        self.effects.append(Ended(outcome, element, error))

    def failed(self, token: Token, error: str) -> None:
        """The activity of ``token`` ended with ``error``: its own boundary event takes it, or one around."""
        place = self._place(token)
        event = _catching(place, error)
        self.close(token.id, place)
        self.effects.append(Log(Note.INTERRUPTED, place.node.id))
        if event is not None:
            self.queue.append((event, token.scope, 0))
        else:
            self.throw(token.scope, place.node.id, error)

    def throw(self, scope: int, element: str, error: str) -> None:
        """A BPMN error: the nearest activity around with a boundary event for it is interrupted."""
        while scope:
            token = self.at(self.position(scope))
            event = _catching(self._place(token), error)
            if event is not None:
                self.interrupt(token.id, self._place(token))
                self.queue.append((event, token.scope, 0))
                return
            scope = token.scope
        self.sweep(0)
        self.over(Outcome.FAILED, element, error)

    # --- moving ---

    def drain(self) -> None:
        """Moves until every token waits, and closes the scopes that are over."""
        while not self.ended:
            if self.queue:
                place, scope, count = self.queue.popleft()
                self.budget -= 1
                if self.budget < 0:
                    raise _endless(place.node.id)
                place.enter(self, scope, count)
            elif self.checks:
                self.settle(self.checks.pop(0))
            else:
                return

    def settle(self, scope: int) -> None:
        """Nothing moves: closes ``scope`` if it is empty, and refuses it if all in it wait for each other."""
        start, place, token = 0, None, None
        if scope:
            position = self.position(scope)
            if position < 0:
                return
            token = self.at(position)
            place, start = self._place(token), position + SIZE
        own = place.boundaries if place else ()
        stuck, pattern = "", _NUMBER(scope)
        at = self._found(pattern, _SCOPE, start)
        while at >= 0:
            other = self.definition.places[self.at(at).node]
            if other.gathers:
                stuck = other.node.id
            elif other not in own:
                return
            at = self._found(pattern, _SCOPE, at + SIZE)
        if stuck:
            raise _deadlock(stuck)
        if place is None or token is None or place.emptied is None:
            self.over(Outcome.COMPLETED, self.last)
        else:
            place.emptied(self, token.id, token.scope, token.count)

    def step(self) -> Step:
        """What came out."""
        state = State(self.definition.hash, bytes(self.body), self.next_id, self.ended)
        dropped = tuple(sorted(self.dropped)) if self.dropped else ()
        return Step(state, self.changed, tuple(self.effects), dropped)


def _catching(place: Place, error: str) -> Place | None:
    """The boundary event that takes ``error``; one that names it goes before one for any."""
    events = [event for event in place.catching if event.catches in ("", error)]
    return max(events, key=lambda event: event.catches != "", default=None)


def _cancel(run: Run, place: Place, token: int) -> None:
    if place.cancel is not None:
        place.cancel(run, token)


def _endless(element: str) -> EngineError:
    return EngineError(
        "endless",
        f"پس از {MOST_STEPS} گام بی‌درنگ فرایند هنوز می‌چرخید و به «{element}» رسیده بود. "
        "حلقه باید کاری یا زمانی در خود داشته باشد.",
        f"After {MOST_STEPS} automatic steps the process was still turning, at “{element}”. "
        "The loop needs a task or a timer in it.",
        element,
    )


def _deadlock(element: str) -> EngineError:
    return EngineError(
        "deadlock",
        f"دروازهٔ «{element}» چشم‌به‌راه شاخه‌ای است که دیگر نمی‌آید. شاخه‌های پیش از آن را بررسی کنید.",
        f"Gateway “{element}” waits for a branch that can no longer come. Check the branches before it.",
        element,
    )
