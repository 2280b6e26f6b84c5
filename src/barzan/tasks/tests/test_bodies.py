"""A task that a body holds is completed by its recorded decision; who sat when stays known."""

from __future__ import annotations

from datetime import date

import pytest

from barzan.access import Actor, Role
from barzan.blueprints.registry import Context, Row
from barzan.people.models import Post, Unit
from barzan.people.tests.factories import make_actor, make_post
from barzan.tasks import providers
from barzan.tasks.actions import bodies
from barzan.tasks.actions.bodies import About
from barzan.tasks.actions.completing import complete
from barzan.tasks.errors import TaskRefused
from barzan.tasks.models import Body, Decision, Duty, State
from barzan.tasks.tests.conftest import Told
from barzan.tasks.tests.factories import SYSTEM, make_task
from barzan.tasks.values import NewDecision

pytestmark = pytest.mark.django_db
DECIDED = NewDecision("۱۲", date(2026, 11, 20), "با تغییر کاربری موافقت شد.", "۳", 3, 1, 0)


@pytest.fixture
def commission(office: Unit) -> Body:
    members = {make_post(office, Role.OFFICER): Duty.MEMBER for _ in range(4)}
    return bodies.add(SYSTEM, "com", About("commission", "کمیسیون مادهٔ پنج", office, quorum=3), members)


def test_a_body_completes_by_its_decision(officer: Actor, office: Unit, commission: Body, told: Told) -> None:
    task = make_task(office, body="com")
    with pytest.raises(TaskRefused, match="in a session"):
        complete(officer, task.pk, {"approved": True}, seen=0)
    complete(officer, task.pk, {"approved": True}, seen=0, decision=DECIDED)
    kept = Decision.objects.get()
    assert (kept.task_id, kept.session, kept.quorum, kept.votes_for) == (task.pk, "۱۲", 3, 3)
    assert told.completed[0][1]["approved"] is True


@pytest.mark.parametrize(
    ("votes", "said"),
    [((1, 1, 0), "at least 3"), ((None, None, None), "at least 3"), ((4, 1, 0), "more than 4")],
)
def test_votes_that_make_no_session_decide_nothing(
    officer: Actor, office: Unit, commission: Body, votes: tuple, said: str
) -> None:
    task = make_task(office, body="com")
    decided = NewDecision("۱", date(2026, 11, 20), "متن", "", *votes)
    with pytest.raises(TaskRefused, match=said):
        complete(officer, task.pk, {"approved": True}, seen=0, decision=decided)
    assert not Decision.objects.exists()


def test_where_the_secretary_alone_is_known_votes_are_what_the_minutes_say(
    officer: Actor, office: Unit
) -> None:
    seats = {make_post(office, Role.SECRETARY): Duty.SECRETARY}
    bodies.add(SYSTEM, "council", About("council", "شورای شهر", office), seats)
    complete(officer, make_task(office, body="council").pk, {"approved": True}, seen=0, decision=DECIDED)
    assert Decision.objects.get().votes_for == 3


def test_one_persons_task_takes_no_decision(officer: Actor, office: Unit) -> None:
    with pytest.raises(TaskRefused, match="One person"):
        complete(officer, make_task(office).pk, {"approved": True}, seen=0, decision=DECIDED)


def test_a_task_for_an_unknown_or_closed_body_is_not_opened(office: Unit, commission: Body) -> None:
    secretary = make_actor(Role.SECRETARY, office)
    task = make_task(office, body="com")
    with pytest.raises(TaskRefused, match="1 tasks wait"):
        bodies.close(secretary, commission, why="انحلال")
    complete(secretary, task.pk, {"approved": True}, seen=0, decision=DECIDED)
    bodies.close(secretary, commission, why="انحلال")
    with pytest.raises(TaskRefused, match="no open body"):
        make_task(office, body="com")


def test_who_sat_when_stays_known(office: Unit, commission: Body) -> None:
    stays = Post.objects.get(pk=commission.members.first().post_id)
    bodies.seat(SYSTEM, commission, {stays: Duty.CHAIR})
    assert commission.members.filter(until__isnull=True).get().duty == Duty.CHAIR
    assert commission.members.count() == 5
    bodies.seat(SYSTEM, commission, {stays: Duty.CHAIR})
    assert commission.members.count() == 5


def test_a_blueprint_founds_bodies_and_finds_nothing_to_do_the_second_time(office: Unit) -> None:
    make_post(office, Role.OFFICER, code="A")
    make_post(office, Role.OFFICER, code="B")
    cells = {"code": "COM", "kind": "council", "name": "شورا", "unit": "OFFICE", "quorum": "2", "chair": "A"}
    row = Row(2, {**cells, "name_en": "", "secretary": "", "members": "A B"})
    context = Context("demo", "bodies.csv")
    assert providers.check([row], context) == []
    assert [change.kind for change in providers.changes(SYSTEM, [row], context)] == ["add"]
    providers.apply(SYSTEM, [row], context)
    assert [change.kind for change in providers.changes(SYSTEM, [row], context)] == ["keep"]
    changed = Row(2, {**row.cells, "members": "B", "chair": ""})
    assert providers.changes(SYSTEM, [changed], context)[0].fields == ("members",)
    providers.apply(SYSTEM, [changed], context)
    assert [change.kind for change in providers.changes(SYSTEM, [changed], context)] == ["keep"]
    assert Body.objects.get().members.filter(until__isnull=True).get().post.code == "B"


def test_a_row_that_cannot_be_is_named_cell_by_cell(office: Unit) -> None:
    cells = {"code": "COM", "kind": "club", "name": "", "unit": "NO", "quorum": "x", "chair": "NO"}
    row = Row(2, {**cells, "name_en": "", "secretary": "", "members": "Z"})
    problems = providers.check([row], Context("demo", "bodies.csv"))
    assert {problem.column for problem in problems} == {"kind", "name", "unit", "quorum", "chair", "members"}


def test_a_done_task_of_a_body_is_closed(officer: Actor, office: Unit, commission: Body) -> None:
    task = make_task(office, body="com")
    assert complete(officer, task.pk, {"approved": False}, seen=0, decision=DECIDED).state == State.DONE
