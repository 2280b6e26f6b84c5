"""What goes into the engine and comes out of it: tokens, events, effects. Pure.

One function advances a running process::

    advance(definition, state, data, event) -> Step(state, data, effects)

``definition`` is compiled and immutable, ``state`` holds tokens only, ``data`` the variables (FEEL values
by name). The same arguments give the same step, always. Whoever calls carries the effects out in the
transaction that stores the step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from struct import Struct
from types import MappingProxyType
from typing import Any, NamedTuple

from barzan.bpmn.model import TimerKind
from barzan.clock.core.values import Counting
from barzan.decisions.core.evaluating import TableHit
from barzan.persian.errors import BilingualError

Value = Any  # a FEEL value (barzan.feel.values)
NOTHING: Mapping[str, Value] = MappingProxyType({})


# --- events: what happens to a running process ---


@dataclass(frozen=True, slots=True)
class Start:
    """The process begins; ``message`` names the start event's message where one began it ("": the plain
    start).
    """

    inputs: Mapping[str, Value] = field(default_factory=dict)
    message: str = ""
    timer: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What ``token`` waited for is done: a task, an action, a called process. ``outputs`` are its answers."""

    token: int
    outputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """What ``token`` waited for ended with a BPMN error; without a boundary that takes it the instance
    stops.
    """

    token: int
    error: str


@dataclass(frozen=True, slots=True)
class Fired:
    """The timer ``timer`` (a token) is due."""

    timer: int


@dataclass(frozen=True, slots=True)
class Received:
    """The subscription of ``token`` received its message."""

    token: int
    payload: Mapping[str, Value] = field(default_factory=dict)


Event = Start | Done | Failed | Fired | Received


# --- effects: what the caller has to do, in order; those that nearly every step has are named tuples, which
# are made in a third of the time ---


class OpenTask(NamedTuple):
    """Somebody has to work: open a task for ``token`` at ``node``. ``local`` are the variables of this run
    of a loop.

    ``amount`` is the deadline's duration where the node has one (ISO 8601, already evaluated).
    """

    token: int
    node: str
    local: Mapping[str, Value] = NOTHING
    amount: str = ""


@dataclass(frozen=True, slots=True)
class CloseTask:
    """The open task of ``token`` is no longer wanted (an interruption, a termination)."""

    token: int


class SetTimer(NamedTuple):
    """``value`` is an ISO 8601 duration or date-time, already evaluated; ``counting`` says how it counts.

    A cycle comes as one timer for each firing: the same ``token`` is set again when it fired; ``again``
    says so, and then the duration runs from when it was due.
    """

    token: int
    node: str
    kind: TimerKind
    value: str
    counting: Counting = Counting.EXACT
    again: bool = False


@dataclass(frozen=True, slots=True)
class CancelTimer:
    token: int


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Wait for ``message`` under ``correlation`` ("": the instance's own key)."""

    token: int
    node: str
    message: str
    correlation: str = ""


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    token: int


@dataclass(frozen=True, slots=True)
class Publish:
    message: str
    correlation: str = ""
    payload: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StartChild:
    """Begin the process ``called`` for ``token``; its end is told by ``Done`` or ``Failed``."""

    token: int
    node: str
    called: str
    inputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CancelChild:
    token: int


@dataclass(frozen=True, slots=True)
class RunAction:
    """Run the registered ``action`` for ``token``, once under the key made of instance and token."""

    token: int
    node: str
    action: str
    inputs: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CancelAction:
    token: int


class Note(StrEnum):
    """What the log of an instance tells of a node."""

    ENTERED = "entered"
    LEFT = "left"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Log:
    """``flow`` is the sequence flow by which the node was left, where one was chosen among several; ``hits``
    are the rules of decision tables that decided, told when a business rule task is entered.
    """

    note: Note
    node: str
    flow: str = ""
    hits: tuple[TableHit, ...] = ()


class Outcome(StrEnum):
    COMPLETED = "completed"
    TERMINATED = "terminated"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ended:
    """The instance is over; ``node`` is the end event last reached, ``error`` its code where it failed."""

    outcome: Outcome
    node: str = ""
    error: str = ""


Effect = (
    OpenTask
    | CloseTask
    | SetTimer
    | CancelTimer
    | Subscribe
    | Unsubscribe
    | Publish
    | StartChild
    | CancelChild
    | RunAction
    | CancelAction
    | Log
    | Ended
)


# --- the state ---

TOKEN = Struct("<4I")
SIZE = TOKEN.size  # 16 bytes


class Token(NamedTuple):
    """Where a running process stands. 16 bytes when packed, whatever happened before.

    id:     counted up within the instance, never used again.
    node:   index of the place in the definition.
    scope:  id of the token of the activity around it (subprocess, loop, multi-instance, host of a boundary
            event, event-based gateway), 0 for none.
    count:  which run of a loop this is; for a loop as a whole its runs so far or still open; for a waiting
            parallel join the arrived flows as bits, for an inclusive one the number still awaited; for a
            timer how often it fired.
    """

    id: int
    node: int
    scope: int = 0
    count: int = 0  # type: ignore[assignment]  # hides a method of tuples that nobody needs here


class State(NamedTuple):
    """All open tokens by ascending id, packed. ``version`` is the content hash of their definition.

    A process that has not begun is ``State(definition.hash)``. The tokens stay packed because a step then
    costs (nearly) the same however many others are open: it copies bytes and touches its own.
    """

    version: str
    body: bytes = b""
    next_id: int = 1
    ended: bool = False

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The open tokens as values."""
        return tuple(map(Token._make, TOKEN.iter_unpack(self.body)))

    def with_tokens(self, tokens: Iterable[Token]) -> State:
        """The same state with these tokens, put in order."""
        body = b"".join(TOKEN.pack(*token) for token in sorted(tokens))
        return State(self.version, body, self.next_id, self.ended)


class Step(NamedTuple):
    """One step: what to store and what to do.

    ``data`` only holds the variables that changed, ``dropped`` the names of those to delete. Names that
    begin with ``#`` belong to open loops; they are stored like all others and shown to nobody.
    """

    state: State
    data: Mapping[str, Value]
    effects: tuple[Effect, ...]
    dropped: tuple[str, ...] = ()

    def applied(self, data: Mapping[str, Value]) -> dict[str, Value]:
        """All variables after the step, where ``data`` were those before."""
        after = {**data, **self.data}
        for name in self.dropped:
            after.pop(name, None)
        return after


class EngineError(BilingualError):
    """A step that cannot be made; nothing is changed. ``place["element"]`` is the id of the BPMN element."""

    def __init__(self, code: str, fa: str, en: str, element: str = "") -> None:
        super().__init__(code, fa, en, element=element)
