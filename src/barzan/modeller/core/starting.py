"""What a new definition begins with: an empty drawing, or the general course of a service. Pure."""

from __future__ import annotations

from barzan.bpmn.layout import laid_out
from barzan.bpmn.model import Field, FieldType, Flow, Kind, Lane, Node, Process, Text, Work
from barzan.bpmn.writing import written

OWNER = "@owner"
UNNAMED = Text()


def empty(key: str, title: Text) -> bytes:
    """A start, one task of the unit that runs the process, an end."""
    nodes = (
        _node(key, "Start", Kind.START, Text("آغاز", "Start")),
        _node(key, "First", Kind.USER, Text("نخستین کار", "First task")),
        _node(key, "End", Kind.END, Text("پایان", "End")),
    )
    flows = (_flow(key, "Start", "First"), _flow(key, "First", "End"))
    return _file(key, title, nodes, flows)


def general(key: str, title: Text) -> bytes:
    """The course of most services: receive, check documents (again where they lack), decide, tell."""
    complete = Field("complete", Text("آیا مدارک کامل است؟", "Are the documents complete?"), FieldType.YES_NO)
    approved = Field(
        "approved", Text("آیا با درخواست موافقت می‌شود؟", "Is the request granted?"), FieldType.YES_NO
    )
    why = Field("reason", Text("دلیل", "Reason"), required=False)
    lacking = Field("lacking", Text("چه مدرکی کم است؟", "Which document is missing?"), required=False)
    nodes = (
        _node(key, "Start", Kind.START, Text("درخواست رسید", "A request came")),
        _node(key, "Receive", Kind.USER, Text("دریافت و ثبت درخواست", "Receive and register the request")),
        _node(key, "Check", Kind.USER, Text("بررسی مدارک", "Check the documents"), (complete, lacking)),
        _node(
            key,
            "Complete",
            Kind.EXCLUSIVE,
            Text("مدارک کامل است؟", "Documents complete?"),
            default="F_Complete_Correct",
        ),
        _node(key, "Correct", Kind.USER, Text("گرفتن مدارک کم‌بوده", "Obtain what is missing")),
        _node(
            key,
            "Decide",
            Kind.USER,
            Text("تصمیم دربارهٔ درخواست", "Decide about the request"),
            (approved, why),
        ),
        _node(key, "Approved", Kind.EXCLUSIVE, Text("موافقت شد؟", "Granted?"), default="F_Approved_Refuse"),
        _node(key, "Tell", Kind.USER, Text("انجام و اعلام به متقاضی", "Carry out and tell the applicant")),
        _node(key, "Refuse", Kind.USER, Text("اعلام دلیل به متقاضی", "Tell the applicant why not")),
        _node(key, "Done", Kind.END, Text("انجام شد", "Done")),
        _node(key, "Refused", Kind.END, Text("رد شد", "Refused")),
    )
    flows = (
        _flow(key, "Start", "Receive"),
        _flow(key, "Receive", "Check"),
        _flow(key, "Check", "Complete"),
        _flow(key, "Complete", "Decide", Text("بله", "Yes"), "complete = true"),
        _flow(key, "Complete", "Correct", Text("خیر", "No")),
        _flow(key, "Correct", "Check"),
        _flow(key, "Decide", "Approved"),
        _flow(key, "Approved", "Tell", Text("بله", "Yes"), "approved = true"),
        _flow(key, "Approved", "Refuse", Text("خیر", "No")),
        _flow(key, "Tell", "Done"),
        _flow(key, "Refuse", "Refused"),
    )
    return _file(key, title, nodes, flows)


def _file(key: str, title: Text, nodes: tuple[Node, ...], flows: tuple[Flow, ...]) -> bytes:
    lane = Lane("Lane_Owner", Text("واحد مسئول", "Responsible unit"), Work(unit=OWNER))
    return laid_out(written(Process(key, title, nodes=nodes, flows=flows, lanes=(lane,)))).write()


def _node(
    key: str, id_: str, kind: Kind, name: Text, fields: tuple[Field, ...] = (), *, default: str = ""
) -> Node:
    return Node(id_, kind, key, name, lane="Lane_Owner", fields=fields, default=default)


def _flow(key: str, source: str, target: str, name: Text = UNNAMED, condition: str = "") -> Flow:
    return Flow(f"F_{source}_{target}", source, target, key, name, condition)
