"""The published subset of BPMN 2.0 as plain values: what the engine may run. Pure.

The names are the standard's (ISO/IEC 19510). What BPMN leaves to the tool stands in the file under the
namespace ``EXTENSION`` and is listed in ``docs/bpmn.md``: who works (``Work``), until when (``Terms`` of
the clock), what is asked (``Field``), which action or decision is called. Expressions are texts of FEEL
here; the engine parses them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from barzan.clock.core.values import Counting, Terms

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
EXTENSION = "urn:barzan:bpmn:1"


class Kind(StrEnum):
    """Flow nodes of the subset, by their local name in the file."""

    START = "startEvent"
    END = "endEvent"
    CATCH = "intermediateCatchEvent"
    THROW = "intermediateThrowEvent"
    BOUNDARY = "boundaryEvent"
    USER = "userTask"
    MANUAL = "manualTask"
    SERVICE = "serviceTask"
    SEND = "sendTask"
    RECEIVE = "receiveTask"
    RULE = "businessRuleTask"
    SCRIPT = "scriptTask"
    CALL = "callActivity"
    SUBPROCESS = "subProcess"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    INCLUSIVE = "inclusiveGateway"
    EVENT_BASED = "eventBasedGateway"


EVENTS = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE, Kind.EVENT_BASED})
TASKS = frozenset({Kind.USER, Kind.MANUAL, Kind.SERVICE, Kind.SEND, Kind.RECEIVE, Kind.RULE, Kind.SCRIPT})
ACTIVITIES = TASKS | {Kind.CALL, Kind.SUBPROCESS}
HUMAN = frozenset({Kind.USER, Kind.MANUAL})


class Trigger(StrEnum):
    """What an event waits for or does."""

    NONE = "none"
    MESSAGE = "message"
    TIMER = "timer"
    ERROR = "error"
    TERMINATE = "terminate"


class FieldType(StrEnum):
    """What a field of a task holds; the value's FEEL type stands behind it."""

    TEXT = "text"  # string
    NUMBER = "number"  # number
    MONEY = "money"  # number of rials, an integer
    YES_NO = "boolean"  # boolean
    DATE = "date"  # date
    CHOICE = "choice"  # string, one of ``choices``
    DOCUMENT = "document"  # string, the id of a stored document


@dataclass(frozen=True, slots=True)
class Text:
    """A name in both languages; ``en`` may be empty."""

    fa: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    title: Text


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a task; its answer becomes the process variable ``name``."""

    name: str
    title: Text
    type: FieldType = FieldType.TEXT
    required: bool = True
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """Who works: codes of ``people`` ("" where none is named). ``unit`` may be ``@owner`` (the unit that
    owns the running process), ``@superior`` (the unit above it) or ``@root`` (the top of its organisation).

    ``body`` is the code of a commission or council that holds the task and completes it by its recorded
    decision; ``outside`` says that the one named by the lane is an outside authority, for whom ``unit``
    keeps the record.
    """

    unit: str = ""
    post: str = ""
    body: str = ""
    outside: bool = False


class TimerKind(StrEnum):
    DURATION = "timeDuration"
    DATE = "timeDate"
    CYCLE = "timeCycle"


@dataclass(frozen=True, slots=True)
class Timer:
    """``value`` is an ISO 8601 literal (duration, date-time, ``R3/P1D``) or a FEEL expression."""

    kind: TimerKind
    value: str
    counting: Counting = Counting.EXACT
    basis: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """``name`` joins sender and receiver; ``correlation`` is a FEEL expression ("" for the instance's own
    key).
    """

    name: str
    correlation: str = ""
    payload: tuple[Mapping, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """``target`` takes the value of the FEEL expression ``source``."""

    target: str
    source: str


@dataclass(frozen=True, slots=True)
class StandardLoop:
    """Repeats while ``condition`` holds (``test_before``: asked first), at most ``maximum`` times (None: no
    bound).
    """

    condition: str
    test_before: bool = False
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class MultiInstance:
    """One run for each element of ``collection`` (named ``item``), or ``cardinality`` runs; ``output`` of
    each is collected in the list ``result``; ``until`` (FEEL) ends all early. ``loopCounter`` counts from
    1.
    """

    sequential: bool
    collection: str = ""
    item: str = ""
    cardinality: str = ""
    output: str = ""
    result: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node. What does not apply to its ``kind`` is empty.

    ``parent`` is the id of the process or subprocess that holds it; ``lane`` the id of the innermost lane.
    """

    id: str
    kind: Kind
    parent: str
    name: Text = Text()
    documentation: str = ""
    lane: str = ""
    # events
    trigger: Trigger = Trigger.NONE
    attached_to: str = ""
    interrupting: bool = True
    timer: Timer | None = None
    message: Message | None = None
    error: str = ""  # the errorCode; "" of a catching event takes any
    # gateways and activities: the flow taken where no condition holds
    default: str = ""
    # activities
    work: Work = Work()
    deadline: Terms | None = None
    fields: tuple[Field, ...] = ()
    loop: StandardLoop | MultiInstance | None = None
    inputs: tuple[Mapping, ...] = ()
    outputs: tuple[Mapping, ...] = ()
    script: str = ""  # FEEL
    result: str = ""  # the variable that a script or a decision sets
    decision: str = ""  # key of a decision table
    action: str = ""  # key of an action that a room registered
    called: str = ""  # key of another process


@dataclass(frozen=True, slots=True)
class Flow:
    id: str
    source: str
    target: str
    parent: str
    name: Text = Text()
    condition: str = ""  # FEEL


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane and who stands behind it; ``parent`` is the lane around it ("" none)."""

    id: str
    name: Text
    work: Work = Work()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Process:
    """One process of a file. ``nodes`` and ``flows`` hold those of its subprocesses too, in file order."""

    id: str
    name: Text = Text()
    documentation: str = ""
    executable: bool = True
    nodes: tuple[Node, ...] = ()
    flows: tuple[Flow, ...] = ()
    lanes: tuple[Lane, ...] = ()
