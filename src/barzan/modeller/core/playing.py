"""A process played with the real engine, and nothing written: a game is the list of its moves. Pure.

The state is not carried along: it is what the moves give when they are played again, which costs microseconds
each and lets every move be taken back. A move that no longer fits (the draft was changed meanwhile) ends the
game there, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from barzan.bpmn.model import Kind, Process, Trigger
from barzan.persian.errors import BilingualError
from barzan.process.core.advancing import advance
from barzan.process.core.definition import Definition
from barzan.process.core.values import (
    CancelAction,
    CancelChild,
    CancelTimer,
    CloseTask,
    Done,
    Effect,
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
    Subscribe,
    Unsubscribe,
    Value,
)

MOST_MOVES = 400  # of one game: it is sent with every request


class Deed(StrEnum):
    """What a player does."""

    START = "start"
    DONE = "done"
    FAIL = "fail"
    FIRE = "fire"
    RECEIVE = "receive"


@dataclass(frozen=True, slots=True)
class Move:
    """``token`` is what the move is about; ``name`` the message that starts, or the code of the error that is
    thrown; ``values`` the answers, outputs or payload.
    """

    deed: Deed
    token: int = 0
    name: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


class Waits(StrEnum):
    """What a place waits for."""

    TASK = "task"
    TIMER = "timer"
    MESSAGE = "message"
    ACTION = "action"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A token that waits; ``what`` is the effect that opened it."""

    waits: Waits
    token: int
    node: str
    what: Any


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: what happened at ``node`` in move number ``move`` (from 1). ``note`` is a note of
    the engine, ``message`` for a message sent, or ``ended``.
    """

    move: int
    note: str
    node: str
    flow: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a game stands. ``refused`` is why the move number ``played`` + 1 could not be made."""

    state: State
    data: Mapping[str, Value] = field(default_factory=dict)
    waiting: Mapping[tuple[Waits, int], Waiting] = field(default_factory=dict)
    log: tuple[Line, ...] = ()
    ended: Ended | None = None
    played: int = 0
    refused: BilingualError | None = None

    @property
    def begun(self) -> bool:
        return self.played > 0

    @property
    def entered(self) -> frozenset[str]:
        """The nodes that were entered so far."""
        return frozenset(line.node for line in self.log if line.note == Note.ENTERED)


_OPENS: dict[type, Waits] = {
    OpenTask: Waits.TASK,
    SetTimer: Waits.TIMER,
    Subscribe: Waits.MESSAGE,
    RunAction: Waits.ACTION,
    StartChild: Waits.CHILD,
}
_CLOSES: dict[type, Waits] = {
    CloseTask: Waits.TASK,
    CancelTimer: Waits.TIMER,
    Unsubscribe: Waits.MESSAGE,
    CancelAction: Waits.ACTION,
    CancelChild: Waits.CHILD,
}
_ANSWERED = {
    Deed.DONE: (Waits.TASK, Waits.ACTION, Waits.CHILD),
    Deed.FAIL: (Waits.TASK, Waits.ACTION, Waits.CHILD),
    Deed.FIRE: (Waits.TIMER,),
    Deed.RECEIVE: (Waits.MESSAGE,),
}


def opening(definition: Definition) -> Position:
    """The position before the first move."""
    return Position(State(definition.hash))


def replay(definition: Definition, moves: Iterable[Move]) -> Position:
    """The position after the moves; at the first that cannot be made it stops, with the reason."""
    position = opening(definition)
    for move in moves:
        try:
            position = play(definition, position, move)
        except BilingualError as refused:
            return _with(position, refused=refused)
    return position


def play(definition: Definition, position: Position, move: Move) -> Position:
    """One move. Raises ``BilingualError`` where it cannot be made, as the engine would."""
    if position.played >= MOST_MOVES:
        raise _too_long()
    answered = _answered(position, move)
    step = advance(definition, position.state, position.data, _event(move))
    still = {token.id for token in step.state.tokens} if move.deed is Deed.RECEIVE else frozenset()
    # A message at the border that does not interrupt is waited for again, without being told so.
    waiting = {key: each for key, each in position.waiting.items() if key != answered or key[1] in still}
    number = position.played + 1
    log, ended = list(position.log), position.ended
    for effect in step.effects:
        if line := _line(number, effect):
            log.append(line)
        if isinstance(effect, Ended):
            ended = effect
        elif waits := _OPENS.get(type(effect)):
            waiting[waits, effect.token] = Waiting(waits, effect.token, effect.node, effect)  # type: ignore[union-attr]
        elif waits := _CLOSES.get(type(effect)):
            waiting.pop((waits, effect.token), None)  # type: ignore[union-attr]
    if ended:
        waiting = {}
    return Position(step.state, step.applied(position.data), waiting, tuple(log), ended, number)


def _answered(position: Position, move: Move) -> tuple[Waits, int] | None:
    """What of the position the move answers; raises where nothing waits for it."""
    if move.deed is Deed.START:
        return None
    for waits in _ANSWERED[move.deed]:
        if (waits, move.token) in position.waiting:
            return waits, move.token
    raise _nothing_waits()


def _event(move: Move) -> Event:
    if move.deed is Deed.START:
        return Start(move.values, "" if move.name == TIMER else move.name, move.name == TIMER)
    if move.deed is Deed.DONE:
        return Done(move.token, move.values)
    if move.deed is Deed.FAIL:
        return Failed(move.token, move.name)
    return Fired(move.token) if move.deed is Deed.FIRE else Received(move.token, move.values)


TIMER = "@timer"  # the name of the start by a timer
ANY_ERROR = "any"


def _line(number: int, effect: Effect) -> Line | None:
    if isinstance(effect, Log):
        return Line(number, effect.note, effect.node, effect.flow)
    if isinstance(effect, Publish):
        return Line(number, "message", "", name=effect.message)
    if isinstance(effect, Ended):
        return Line(number, effect.outcome, effect.node, name=effect.error)
    return None


def _with(position: Position, *, refused: BilingualError) -> Position:
    return Position(
        position.state,
        position.data,
        position.waiting,
        position.log,
        position.ended,
        position.played,
        refused,
    )


def errors_of(process: Process, element: str) -> tuple[str, ...]:
    """The errors that a border round ``element`` takes: its own, or that of a subprocess or loop around it. A
    border for any error stands for a code of our own.
    """
    parents = {node.id: node.parent for node in process.nodes}
    around = {element}
    while (element := parents.get(element, "")) and element not in around:
        around.add(element)
    caught = [
        node.error or ANY_ERROR
        for node in process.nodes
        if node.kind is Kind.BOUNDARY and node.trigger is Trigger.ERROR and node.attached_to in around
    ]
    return tuple(dict.fromkeys(caught))


def ends_of(process: Process) -> tuple[str, ...]:
    """The ids of all end events, those of subprocesses too, in file order."""
    return tuple(node.id for node in process.nodes if node.kind is Kind.END)


def starts_of(process: Process) -> Sequence[str]:
    """By what the process can begin, as names of a start move: "" by hand, ``@timer``, or a message."""
    names = []
    for node in process.nodes:
        if node.kind is Kind.START and node.parent == process.id:
            names.append(TIMER if node.timer else node.message.name if node.message else "")
    return tuple(dict.fromkeys(names))


def _nothing_waits() -> BilingualError:
    return BilingualError(
        "play.gone",
        "در این نقشه دیگر چیزی منتظر این حرکت نیست؛ از این‌جا دوباره بازی کنید.",
        "Nothing in this drawing waits for this move any more; play on from here.",
    )


def _too_long() -> BilingualError:
    return BilingualError(
        "play.long",
        f"یک بازی بیش از {MOST_MOVES} حرکت ندارد؛ از نو آغاز کنید.",
        f"A game has no more than {MOST_MOVES} moves; begin again.",
    )
