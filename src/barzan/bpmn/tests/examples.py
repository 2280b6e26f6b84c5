"""Processes that the tests share: a permit with five lanes, loops and an inquiry of four authorities."""

from __future__ import annotations

from barzan.bpmn.model import (
    Choice,
    Field,
    FieldType,
    Flow,
    Kind,
    Lane,
    Mapping,
    Message,
    MultiInstance,
    Node,
    Process,
    StandardLoop,
    Text,
    Timer,
    TimerKind,
    Trigger,
    Work,
)
from barzan.clock.core.values import Counting, RunsFrom, Silence, Terms


def flow(source: str, target: str, name: str = "", condition: str = "", parent: str = "permit") -> Flow:
    return Flow(f"f_{source}_{target}", source, target, parent, Text(name), condition)


def permit() -> Process:
    """Forty nodes: a permit of a municipality."""
    lanes = (
        Lane("l_client", Text("درخواست‌کننده", "Applicant"), Work(outside=True, unit="MUN-REC")),
        Lane("l_desk", Text("میز خدمت", "Counter"), Work(unit="MUN-REC")),
        Lane("l_expert", Text("کارشناس شهرسازی", "Planning expert"), Work(unit="MUN-URB", post="expert")),
        Lane("l_out", Text("مراجع چهارگانه", "Four authorities"), Work(unit="MUN-URB", outside=True)),
        Lane("l_head", Text("کمیسیون و شهردار", "Commission and mayor"), Work(body="C100")),
    )
    nodes: list[Node] = []

    def node(id_: str, kind: Kind, lane: str, name: str = "", **more: object) -> None:
        nodes.append(Node(id_, kind, "permit", Text(name), lane=lane, **more))  # type: ignore[arg-type]

    node("start", Kind.START, "l_client", "درخواست پروانه")
    node("fill", Kind.USER, "l_client", "پر کردن درخواست و بارگذاری مدارک", fields=FIELDS)
    node("receive", Kind.USER, "l_desk", "دریافت و ثبت درخواست", deadline=Terms("P1D"))
    node("complete", Kind.EXCLUSIVE, "l_desk", "مدارک کامل است؟", default="f_complete_ask")
    node("ask", Kind.SEND, "l_desk", "اعلام کسری مدارک", message=Message("missing"))
    node("fix", Kind.USER, "l_client", "رفع کسری مدارک")
    node(
        "late",
        Kind.BOUNDARY,
        "l_client",
        "ده روز گذشت",
        attached_to="fix",
        trigger=Trigger.TIMER,
        timer=Timer(TimerKind.DURATION, "P10D", Counting.CALENDAR_DAYS, "INS-12", "مادهٔ ۴"),
    )
    node("closed", Kind.END, "l_client", "پرونده بسته شد")
    node("fee", Kind.RULE, "l_desk", "محاسبهٔ عوارض اولیه", decision="fee", result="fee")
    node("pay", Kind.RECEIVE, "l_desk", "دریافت رسید پرداخت", message=Message("paid", "request"))
    node("visit", Kind.MANUAL, "l_expert", "بازدید از ملک", deadline=TERMS)
    node("report", Kind.USER, "l_expert", "نوشتن گزارش بازدید")
    node("plan", Kind.EXCLUSIVE, "l_expert", "با طرح تفصیلی سازگار است؟", default="f_plan_commission")
    node("split", Kind.PARALLEL, "l_expert")
    node("water", Kind.USER, "l_out", "استعلام از شرکت آب و فاضلاب")
    node("power", Kind.USER, "l_out", "استعلام از شرکت توزیع برق")
    node("heritage", Kind.USER, "l_out", "استعلام از میراث فرهنگی")
    node("fire", Kind.USER, "l_out", "استعلام از آتش‌نشانی")
    node("join", Kind.PARALLEL, "l_expert")
    node("sum", Kind.SCRIPT, "l_expert", "جمع‌بندی پاسخ‌ها", script="count(answers)", result="answered")
    node("objection", Kind.EXCLUSIVE, "l_expert", "مخالفتی هست؟", default="f_objection_draft")
    node("draft", Kind.USER, "l_expert", "پیش‌نویس پروانه")
    node("commission", Kind.USER, "l_head", "رسیدگی در کمیسیون مادهٔ پنج", work=Work(body="C5"))
    node("verdict", Kind.EXCLUSIVE, "l_head", "رأی کمیسیون", default="f_verdict_refuse")
    node("refuse", Kind.SEND, "l_head", "ابلاغ رد درخواست", message=Message("refused"))
    node("refused", Kind.END, "l_head", "رد شد")
    node("sign", Kind.USER, "l_head", "امضای شهردار")
    node("ok", Kind.EXCLUSIVE, "l_head", "تأیید شد؟", default="f_ok_draft")
    node(
        "bill",
        Kind.SERVICE,
        "l_desk",
        "صدور قبض نهایی",
        action="money.bill",
        inputs=(Mapping("amount", "fee"),),
        outputs=(Mapping("bill", "number"),),
    )
    node("wait", Kind.EVENT_BASED, "l_desk")
    node("paid", Kind.CATCH, "l_desk", "پرداخت شد", trigger=Trigger.MESSAGE, message=Message("final paid"))
    node(
        "month",
        Kind.CATCH,
        "l_desk",
        "یک ماه گذشت",
        trigger=Trigger.TIMER,
        timer=Timer(TimerKind.DURATION, "P1M", Counting.JALALI_MONTHS),
    )
    node("remind", Kind.SEND, "l_desk", "یادآوری پرداخت", message=Message("reminder"))
    node("issue", Kind.USER, "l_desk", "صدور پروانه")
    node("archive", Kind.CALL, "l_desk", "بایگانی پرونده", called="archive")
    node("deliver", Kind.MANUAL, "l_client", "دریافت پروانه")
    node("survey", Kind.USER, "l_client", "رضایت‌سنجی")
    node("end", Kind.END, "l_client", "پایان")
    node("publish", Kind.SERVICE, "l_head", "انتشار در سامانهٔ شفافیت", action="open.publish")
    node("void", Kind.END, "l_desk", "باطل", trigger=Trigger.TERMINATE)
    flows = (
        flow("start", "fill"), flow("fill", "receive"), flow("receive", "complete"),
        flow("complete", "fee", "بله", "complete"), flow("complete", "ask", "خیر"), flow("ask", "fix"),
        flow("fix", "receive"), flow("late", "closed"), flow("fee", "pay"), flow("pay", "visit"),
        flow("visit", "report"), flow("report", "plan"), flow("plan", "split", "بله", "fits"),
        flow("plan", "commission", "خیر"), flow("split", "water"), flow("split", "power"),
        flow("split", "heritage"), flow("split", "fire"), flow("water", "join"), flow("power", "join"),
        flow("heritage", "join"), flow("fire", "join"), flow("join", "sum"), flow("sum", "objection"),
        flow("objection", "draft", "خیر"), flow("objection", "commission", "بله", "against"),
        flow("commission", "verdict"), flow("verdict", "draft", "موافق", "agreed"),
        flow("verdict", "refuse", "مخالف"), flow("refuse", "refused"), flow("draft", "sign"),
        flow("sign", "ok"), flow("ok", "draft", "خیر"), flow("ok", "bill", "بله", "signed"),
        flow("bill", "wait"), flow("wait", "paid"), flow("wait", "month"), flow("month", "remind"),
        flow("remind", "void"), flow("paid", "issue"), flow("issue", "archive"), flow("issue", "publish"),
        flow("archive", "deliver"), flow("deliver", "survey"), flow("survey", "end"),
    )  # fmt: skip
    return Process(
        "permit", Text("صدور پروانهٔ ساختمان", "Building permit"), "نمونه", True, tuple(nodes), flows, lanes
    )


TERMS = Terms("P3D", Counting.WORKING_DAYS, RunsFrom.NOTICE, "INS-7", "مادهٔ ۲", Silence.CONSENT, "three")
FIELDS = (
    Field("area", Text("مساحت", "Area"), FieldType.NUMBER),
    Field(
        "use", Text("کاربری", "Use"), FieldType.CHOICE, False,
        (Choice("home", Text("مسکونی", "Residential")), Choice("shop", Text("تجاری", "Commercial"))),
    ),
)  # fmt: skip


def inquiry() -> Process:
    """A subprocess for each authority with a loop inside, and an error on its border."""

    def node(id_: str, kind: Kind, name: str = "", parent: str = "inquiry", **more: object) -> Node:
        return Node(id_, kind, parent, Text(name), **more)  # type: ignore[arg-type]

    return Process(
        "inquiry",
        Text("استعلام", "Inquiry"),
        nodes=(
            node("i_start", Kind.START, "آغاز"),
            node("each", Kind.SUBPROCESS, "برای هر مرجع",
                 loop=MultiInstance(False, "authorities", "authority", "", "answer", "answers", "enough")),
            node("e_start", Kind.START, "", "each"),
            node("e_ask", Kind.USER, "پرسش از مرجع", "each", loop=StandardLoop("not(clear)", True, 3)),
            node("e_clear", Kind.EXCLUSIVE, "روشن است؟", "each", default="f_e_clear_e_ask"),
            node("e_end", Kind.END, "", "each"),
            node("i_error", Kind.BOUNDARY, "نپذیرفت", attached_to="each", trigger=Trigger.ERROR,
                 error="refused"),
            node("i_note", Kind.BOUNDARY, "سه روز", attached_to="each", trigger=Trigger.TIMER,
                 interrupting=False, timer=Timer(TimerKind.CYCLE, "R3/P3D", Counting.WORKING_DAYS)),
            node("i_remind", Kind.SEND, "یادآوری",
                 message=Message("remind", "", (Mapping("to", "authority"),))),
            node("i_stop", Kind.END, "رد", trigger=Trigger.ERROR, error="refused"),
            node("i_end", Kind.END, "پایان"),
            node("i_told", Kind.END),
        ),
        flows=(
            flow("e_start", "e_ask", parent="each"),
            flow("e_ask", "e_clear", parent="each"),
            flow("e_clear", "e_ask", "خیر", parent="each"),
            flow("e_clear", "e_end", "بله", "clear", parent="each"),
            flow("i_start", "each", parent="inquiry"),
            flow("each", "i_end", parent="inquiry"),
            flow("i_error", "i_stop", parent="inquiry"),
            flow("i_note", "i_remind", parent="inquiry"),
            flow("i_remind", "i_told", parent="inquiry"),
        ),
    )  # fmt: skip
