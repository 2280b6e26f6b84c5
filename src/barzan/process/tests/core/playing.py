"""Plays a definition: everything is saved and restored after every step, what is open holds together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from barzan.bpmn.model import Process
from barzan.decisions.core.model import Model
from barzan.feel import stored
from barzan.process import advance, compile
from barzan.process.core.compiling import from_value
from barzan.process.core.definition import Definition
from barzan.process.core.packing import HEADER, pack, unpack
from barzan.process.core.values import (
    CancelAction,
    CancelChild,
    CancelTimer,
    CloseTask,
    Done,
    Ended,
    Event,
    Failed,
    Fired,
    Log,
    Note,
    OpenTask,
    Publish,
    Received,
    RunAction,
    SetTimer,
    Start,
    StartChild,
    State,
    Step,
    Subscribe,
    Token,
    Unsubscribe,
)

OPENS = (OpenTask, SetTimer, Subscribe, StartChild, RunAction)
CLOSES = {
    CloseTask: OpenTask, CancelTimer: SetTimer, Unsubscribe: Subscribe, CancelChild: StartChild,
    CancelAction: RunAction,
}  # fmt: skip


def restored(definition: Definition, decisions: Mapping[str, Model] | None = None) -> Definition:
    """The definition as the database would give it back."""
    again = from_value(json.loads(json.dumps(definition.as_value())), decisions)
    assert again.hash == definition.hash
    assert again.process == definition.process
    return again


class Play:
    """A running instance, stored as bytes and JSON between its steps.

    ``open`` are the effects that wait for somebody, by token: always exactly the tokens of the state that
    wait for an event. ``visits`` counts how often each node was entered.
    """

    def __init__(
        self,
        process: Process | Definition,
        *,
        decisions: Mapping[str, Model] | None = None,
        event: Event | None = None,
        **inputs: Any,
    ) -> None:
        made = process if isinstance(process, Definition) else compile(process, decisions=decisions)
        self.definition = restored(made, decisions)
        self.packed = pack(State(self.definition.hash))
        self.stored: str = "{}"
        self.open: dict[int, Any] = {}
        self.ended: Ended | None = None
        self.visits: Counter[str] = Counter()
        self.published: list[Publish] = []
        self.last = self.step(event or Start(inputs))

    # --- what is stored ---

    @property
    def state(self) -> State:
        return unpack(self.packed)

    @property
    def data(self) -> dict[str, Any]:
        """The variables, without those of open loops."""
        return {name: value for name, value in self._data().items() if name[:1] != "#"}

    def _data(self) -> dict[str, Any]:
        return {name: stored.load(value) for name, value in json.loads(self.stored).items()}

    # --- steps ---

    def step(self, event: Event) -> Step:
        """One step from what is stored to what is stored again."""
        state, data = self.state, self._data()
        step = advance(self.definition, state, data, event)
        assert advance(self.definition, state, data, event) == step, "the same arguments give the same step"
        after = step.applied(data)
        self.packed = pack(step.state)
        assert len(self.packed) == HEADER + 16 * len(step.state.tokens)
        assert unpack(self.packed) == step.state
        self.stored = json.dumps({name: stored.dump(value) for name, value in after.items()})
        self._take(event, step)
        self.last = step
        return step

    def _take(self, event: Event, step: Step) -> None:
        done = getattr(event, "token", getattr(event, "timer", None))
        if not isinstance(event, Start) and self._is_over(done):
            assert self.open.pop(done)
        for effect in step.effects:
            if isinstance(effect, OPENS):
                assert self.open.get(effect.token) is None or getattr(effect, "again", False)
                self.open[effect.token] = effect
            elif type(effect) in CLOSES:
                assert type(self.open.pop(effect.token)) is CLOSES[type(effect)]
            elif isinstance(effect, Ended):
                assert self.ended is None
                self.ended = effect
            elif isinstance(effect, Publish):
                self.published.append(effect)
            elif isinstance(effect, Log) and effect.note is Note.ENTERED:
                self.visits[effect.node] += 1
        self._hold_together()

    def _is_over(self, token: int) -> bool:
        """A non-interrupting event may wait on when it happened."""
        effect = self.open[token]
        return isinstance(effect, OpenTask | RunAction | StartChild) or token not in {
            each.id for each in self.state.tokens
        }

    def _hold_together(self) -> None:
        state, places = self.state, self.definition.places
        waiting = {
            token.id
            for token in state.tokens
            if places[token.node].done or places[token.node].fired or places[token.node].received
        }
        assert waiting == self.open.keys()
        assert [token.id for token in state.tokens] == sorted(token.id for token in state.tokens)
        known = {token.id for token in state.tokens} | {0}
        assert all(token.scope in known and token.id < state.next_id for token in state.tokens)
        assert state.ended == (self.ended is not None)
        hidden = [name for name in self._data() if name[:1] == "#"]
        assert all(int(name[1:]) in known for name in hidden)
        if state.ended:
            assert not state.tokens
            assert not hidden

    # --- in words ---

    def at(self, node: str) -> list[int]:
        """The open tokens at a node, oldest first."""
        return sorted(token for token, effect in self.open.items() if effect.node == node)

    @property
    def standing(self) -> list[str]:
        """The nodes at which something is open, in order of their tokens."""
        return [self.open[token].node for token in sorted(self.open)]

    def done(self, node: str, number: int = 0, **outputs: Any) -> Step:
        return self.step(Done(self.at(node)[number], outputs))

    def fire(self, node: str, number: int = 0) -> Step:
        return self.step(Fired(self.at(node)[number]))

    def receive(self, node: str, number: int = 0, **payload: Any) -> Step:
        return self.step(Received(self.at(node)[number], payload))

    def fail(self, node: str, error: str, number: int = 0) -> Step:
        return self.step(Failed(self.at(node)[number], error))

    def path(self, token: int) -> tuple[int, ...]:
        """Which run of each loop around a token, outermost first."""
        by_id = {each.id: each for each in self.state.tokens}
        found: list[int] = []
        at: Token | None = by_id[token]
        while at is not None:
            if self.definition.places[at.node].part == "body":
                found.append(at.count)
            at = by_id.get(at.scope)
        return tuple(reversed(found))
