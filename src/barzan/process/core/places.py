"""Where a token can stand: a compiled node with its behaviour as closures. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from barzan.bpmn.model import Node
from barzan.process.core.values import Log, Note, Value

if TYPE_CHECKING:
    from barzan.process.core.running import Run

Enter = Callable[["Run", int, int], None]  # run, scope, count
Finish = Callable[["Run", int, int, Mapping[str, Value]], None]  # run, scope, count, what was written
Resume = Callable[["Run", int, int, int, Mapping[str, Value]], None]  # run, token, scope, count, values
Emptied = Callable[["Run", int, int, int], None]  # run, token, scope, count: all within the token is over
Cancel = Callable[["Run", int], None]  # run, token
Arm = Callable[["Run", int, int, int], None]  # run, the token that holds it, the scope and count of that


class Place:
    """One place. Behaviour that a place does not have is None, and such an event for it is refused.

    A looped activity has two: the loop as a whole, and its ``body`` that is run again and again. A parallel
    join of more than 32 flows has further ones that each gather some of them.
    """

    __slots__ = (
        "announced",
        "arm",
        "around",
        "body",
        "boundaries",
        "cancel",
        "catches",
        "catching",
        "done",
        "each",
        "emptied",
        "enter",
        "entered",
        "fails",
        "finish",
        "fired",
        "gathers",
        "holds",
        "index",
        "left",
        "local",
        "looped",
        "node",
        "part",
        "received",
    )

    def __init__(self, index: int, node: Node, part: str = "") -> None:
        self.index, self.node, self.part = index, node, part
        self.around: Place | None = None  # whose token the scope is; None for the process
        self.body: Place | None = None  # of a loop
        self.boundaries: tuple[Place, ...] = ()  # that wait: their tokens follow that of the activity
        self.catching: tuple[Place, ...] = ()  # for errors: they have no token
        self.catches = ""  # the error that an error event takes, "" for any
        self.each: str | None = None  # in the body of a multi-instance: the name of its element, or ""
        self.looped = False  # whether a loop is around: then expressions see more than the variables
        self.local = False  # whether a multi-instance is around: then what is written stays in its run
        self.announced = True  # whether the log tells of it; of a loop, it tells of the whole
        self.holds = False  # whether tokens may have it as their scope, boundary events aside
        self.gathers = False  # whether its tokens wait for other tokens, not for an event
        self.fails = False  # whether it can be told that it failed
        self.enter: Enter = _nowhere
        self.finish: Finish = _nowhere
        self.arm: Arm = _nowhere  # begins to wait for the activity or gateway that holds it
        self.done: Resume | None = None
        self.received: Resume | None = None
        self.fired: Resume | None = None
        self.emptied: Emptied | None = None
        self.cancel: Cancel | None = None
        self.entered = Log(Note.ENTERED, node.id)
        self.left = Log(Note.LEFT, node.id)


def _nowhere(*_: object) -> None:
    raise AssertionError("a place without behaviour")
