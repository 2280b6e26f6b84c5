"""Play on its page: by forms alone, with nothing written."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from barzan.access import Role
from barzan.bpmn.layout import laid_out
from barzan.bpmn.model import (
    Field,
    FieldType,
    Flow,
    Kind,
    Lane,
    Message,
    Node,
    Process,
    Text,
    Timer,
    TimerKind,
    Trigger,
    Work,
)
from barzan.bpmn.writing import written
from barzan.decisions.tests.samples import make_decision
from barzan.modeller.tests.world import make_definition
from barzan.people.tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("office")


@pytest.fixture
def officer(client: Any, unit: Any) -> Any:
    client.force_login(make_user(Role.OFFICER, unit))
    return client


class Game:
    """Plays by filling the forms of the page, as a browser without scripts does."""

    def __init__(self, client: Any, key: str, of: str = "draft") -> None:
        self.client, self.url = client, reverse("modeller:play", args=[key])
        self.text = unescape(client.get(f"{self.url}?of={of}").content.decode())
        self.status = 200

    def hidden(self, name: str, at: int = 0) -> str:
        return re.findall(rf'name="{name}" value="([^"]*)"', self.text)[at]

    def waits(self) -> list[str]:
        """What each card waits for, in their order."""
        return list(re.findall(r'name="waits" value="(\w+)"', self.text))

    def send(self, **given: str) -> Game:
        fields = {"of": self.hidden("of")}
        if 'name="game"' in self.text:
            fields["game"] = self.hidden("game")
        answer = self.client.post(self.url, fields | given, follow=True)
        self.status, self.text = answer.status_code, unescape(answer.content.decode())
        return self

    def do(self, at: int = 0, **answers: str) -> Game:
        """Answers the card ``at``; names of questions get the prefix of their task."""
        token = self.hidden("token", at)
        told = {
            f"t{token}-{name}" if name not in ("values", "fail") else name: value
            for name, value in answers.items()
        }
        return self.send(token=token, waits=self.hidden("waits", at), **told)


def test_a_process_is_played_to_its_end_by_forms_alone(officer: Any, unit: Any) -> None:
    game = Game(officer, make_definition(unit).key).send(start="")
    assert "دریافت و ثبت درخواست" in game.text
    game.do().do(complete="true").do(approved="false", reason="ناقص است")
    assert "یک جا در انتظار است" in game.text
    assert '"ناقص است"' in game.text
    game.do()
    assert "فرایند پایان یافت" in game.text
    assert "در این بازی رسیده" in game.text
    assert game.text.count("bpmn-done") > 5


def test_an_answer_that_is_missing_is_asked_for_and_the_game_stays(officer: Any, unit: Any) -> None:
    game = Game(officer, make_definition(unit).key).send(start="").do().do(complete="")
    assert game.status == 422
    assert "field-wrong" in game.text
    assert game.do(complete="true").status == 200


def test_a_move_is_taken_back(officer: Any, unit: Any) -> None:
    game = Game(officer, make_definition(unit).key).send(start="").do()
    assert "آیا مدارک کامل است؟" in game.text
    assert "آیا مدارک کامل است؟" not in game.send(back="yes").text


def test_play_writes_nothing(officer: Any, unit: Any) -> None:
    game = Game(officer, make_definition(unit).key)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        game.send(start="").do().do(complete="true")
    wrote = [each["sql"] for each in asked if each["sql"].split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE")]
    assert [sql for sql in wrote if "session" not in sql] == []


def test_the_search_shows_how_each_end_is_reached(officer: Any, unit: Any) -> None:
    made = make_definition(unit)
    shown = unescape(
        officer.get(reverse("modeller:play", args=[made.key]) + "?of=draft&explore=yes").content.decode()
    )
    assert "به هر ۲ پایان می‌توان رسید" in shown
    address = re.search(r'href="([^"]*game=[^"]*)"', shown)
    assert address
    assert "فرایند پایان یافت" in unescape(officer.get(address[1]).content.decode())


def test_a_published_version_is_played_too(officer: Any, unit: Any) -> None:
    made = make_definition(unit, published=True)
    assert "نسخهٔ ۱" in Game(officer, made.key, "1").text


def busy(key: str) -> bytes:
    """A message, a timer at the border, a number, a document, a loop of many at once."""
    amount = Field("amount", Text("مبلغ", "Amount"), FieldType.MONEY)
    paper = Field("paper", Text("سند", "Paper"), FieldType.DOCUMENT)
    day = Field("day", Text("روز", "Day"), FieldType.DATE)

    def node(id_: str, kind: Kind, **more: Any) -> Node:
        return Node(id_, kind, key, Text(f"گره {id_}", id_), lane="L", **more)

    nodes = (
        node("S", Kind.START),
        node("Work", Kind.USER, fields=(amount, paper, day)),
        node(
            "Late",
            Kind.BOUNDARY,
            attached_to="Work",
            trigger=Trigger.TIMER,
            timer=Timer(TimerKind.DURATION, "P5D"),
            interrupting=False,
        ),
        node("Told", Kind.CATCH, trigger=Trigger.MESSAGE, message=Message("answer")),
        node("E", Kind.END),
        node("Over", Kind.END),
    )
    ways = [("S", "Work"), ("Work", "Told"), ("Told", "E"), ("Late", "Over")]
    flows = tuple(Flow(f"F_{a}_{b}", a, b, key) for a, b in ways)
    lane = Lane("L", Text("خط"), Work(unit="@owner"))
    return laid_out(written(Process(key, Text("شلوغ"), nodes=nodes, flows=flows, lanes=(lane,)))).write()


def test_timers_messages_money_and_dates_are_played(officer: Any, unit: Any) -> None:
    game = Game(officer, make_definition(unit, key="busy", xml=busy("busy")).key).send(start="")
    assert "۲ جا در انتظار است" in game.text
    timer = game.waits().index("timer")
    game.do(timer)
    task = game.waits().index("task")
    game.do(task, amount="۱۲۰٬۰۰۰", paper="7", day_day="1", day_month="1", day_year="1405")
    assert game.status == 200
    assert "120000" in game.text
    assert "2026-03-21" in game.text
    wrong = game.do(values="no value here")
    assert wrong.status == 422
    assert "سطر ۱" in wrong.text or "سطر 1" in wrong.text
    assert "فرایند پایان یافت" in game.do(values='kind = "x"').text


@pytest.mark.parametrize("game", ["nonsense", "eNqLjgUAARUAuQ"])
def test_a_game_that_is_none_begins_anew(officer: Any, unit: Any, game: str) -> None:
    made = make_definition(unit)
    shown = officer.get(reverse("modeller:play", args=[made.key]) + f"?of=draft&game={game}")
    assert shown.status_code == 200
    assert "چگونه آغاز شود؟" in unescape(shown.content.decode())


def test_the_search_knows_the_thresholds_of_a_decision_table(officer: Any, unit: Any) -> None:
    decision = make_decision(unit, key="purchase")
    table = next(each.logic for each in decision.current.model.decisions)
    column = table.inputs[0].expression.text
    outcomes = list(dict.fromkeys(rule.outputs[0].text for rule in table.rules))
    assert len(outcomes) > 1
    key = "bought"
    ask = Field(column, Text("نوع خرید", "Kind"))
    ends = [Node(f"E{at}", Kind.END, key, Text(f"پایان {at}"), lane="L") for at in range(len(outcomes))]
    nodes = (
        Node("S", Kind.START, key, Text("آغاز"), lane="L"),
        Node("Ask", Kind.USER, key, Text("پرسش"), lane="L", fields=(ask,)),
        Node("Table", Kind.RULE, key, Text("جدول"), lane="L", decision="purchase", result="way"),
        Node("X", Kind.EXCLUSIVE, key, Text("کدام؟"), lane="L", default="F_E0"),
        *ends,
    )
    ways = [("S", "Ask", ""), ("Ask", "Table", ""), ("Table", "X", ""), ("X", "E0", "")]
    ways += [("X", f"E{at}", f"way = {text}") for at, text in enumerate(outcomes) if at]
    flows = tuple(Flow(f"F_{goal}", source, goal, key, condition=text) for source, goal, text in ways)
    process = Process(
        key, Text("خرید"), nodes=nodes, flows=flows, lanes=(Lane("L", Text("خط"), Work("@owner")),)
    )
    made = make_definition(unit, key=key, xml=written(process).write())
    shown = officer.get(reverse("modeller:play", args=[made.key]) + "?of=draft&explore=yes").content.decode()
    assert "به هر ۳ پایان می‌توان رسید" in shown
