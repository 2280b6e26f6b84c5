"""A reorganisation happens on its day, whole or not at all; what belonged to a unit follows it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from barzan.access import Forbidden, Role
from barzan.jobs import worker
from barzan.jobs.models import Job, State
from barzan.people import actions, followers, queries
from barzan.people.errors import PeopleRefused, ReorganisationRefused
from barzan.people.models import (
    Holding,
    Post,
    PostStanding,
    Reorganisation,
    Unit,
    UnitStanding,
    UnitSuccession,
)
from barzan.people.reorganising import Close, Merge, Move, New, Rename, Split
from barzan.people.tests.factories import LONG_AGO, make_actor, make_person, make_post, make_unit
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def admin():
    return make_actor(Role.ADMINISTRATOR)


@pytest.fixture
def org():
    """A head with two deputies; under the first two offices with a held post each, a cell under one."""
    top = make_unit("top")
    one, two = make_unit("one", top), make_unit("two", top)
    a, b = make_unit("a", one), make_unit("b", one)
    make_unit("cell", a)
    for unit in (a, b):
        post = make_post(unit, Role.OFFICER, code=f"post-{unit.code}")
        Holding.objects.create(person=make_person(), post=post, since=LONG_AGO)
    return {unit.code: unit for unit in (top, one, two, a, b)}


def drafted(admin, *steps, on=TODAY, **said) -> Reorganisation:
    organisation = Unit.objects.get(code="top").organisation
    said = {"title": "نظم نو", "order_number": "۱۲/۳", "order_date": date(2024, 3, 20)} | said
    plan = actions.draft_reorganisation(admin, organisation, on=on, **said)
    for step in steps:
        plan = actions.add_step(admin, plan, step)
    return plan


def ordered(admin, *steps, on=TODAY) -> Reorganisation:
    return actions.order_reorganisation(admin, drafted(admin, *steps, on=on))


def done(admin, *steps, on=TODAY) -> Reorganisation:
    plan = actions.carry_out(admin, ordered(admin, *steps, on=on))
    assert plan.state == "done", plan.stopped
    return plan


def refused_sentences(admin, plan) -> str:
    with pytest.raises(ReorganisationRefused) as refused:
        actions.order_reorganisation(admin, plan)
    return " ".join(trouble.en for trouble in refused.value.troubles)


def test_units_are_renamed_moved_merged_split_and_closed_in_one_go(admin, org) -> None:
    plan = done(
        admin,
        Rename("one", "معاونت تازه", "New deputy", "deputy"),
        Move("two", "one"),
        Merge(("a",), "b"),
        Split("b", New("c", "دفتر نو", "", "office", "two"), ("post-b",)),
    )
    units = {unit.code: unit for unit in Unit.objects.select_related("parent")}
    assert units["one"].name == "معاونت تازه"
    assert units["two"].path == f"/{units['top'].pk}/{units['one'].pk}/{units['two'].pk}/"
    assert units["c"].path == f"{units['two'].path}{units['c'].pk}/"
    assert units["cell"].parent == units["b"]
    assert units["cell"].path.startswith(units["b"].path)
    assert units["a"].valid_to == TODAY
    posts = Post.objects.filter(code__in=["post-a", "post-b"]).select_related("unit")
    assert {post.code: post.unit.code for post in posts} == {
        "post-a": "b",
        "post-b": "c",
    }
    assert Holding.objects.filter(post__unit__code="b", until__isnull=True).count() == 1
    assert plan.result["posts"] == 2


def test_every_event_names_the_reorganisation(admin, org) -> None:
    plan = done(admin, Merge(("a",), "b"), Rename("b", "دفتر یگانه", "", "office"))
    told = {event.verb: event for event in Event.objects.exclude(verb__startswith="reorganisation.")}
    assert set(told) == {"unit.renamed", "unit.moved", "unit.closed", "post.moved"}
    assert {event.details["reorganisation"] for event in told.values()} == {plan.pk}
    assert told["unit.closed"].details["into"] == "b"
    assert Event.objects.get(verb="reorganisation.done").details["order"] == "۱۲/۳"


def test_the_chart_of_an_earlier_day_shows_names_places_and_posts_of_then(admin, org) -> None:
    done(admin, Rename("one", "نام نو", "", "deputy"), Move("b", "two"), Merge(("a",), "b"))

    def chart(at: date) -> dict[str, tuple[str, str, int, int]]:
        found = {}
        pending = [(branch, "") for branch in queries.chart(admin, at)]
        while pending:
            branch, parent = pending.pop()
            found[branch.unit.code] = (branch.unit.name, parent, branch.posts, branch.held)
            pending += [(each, branch.unit.code) for each in branch.branches]
        return found

    before, after = chart(TODAY - timedelta(1)), chart(TODAY)
    assert before["one"][0] == "واحد one"
    assert (before["a"][1:], before["b"][1:], before["cell"][1]) == (("one", 1, 1), ("one", 1, 1), "a")
    assert after["one"][0] == "نام نو"
    assert (after["b"][1:], after["cell"][1]) == (("two", 2, 2), "b")
    assert "a" not in after


def test_old_units_lead_to_their_successors(admin, org) -> None:
    done(admin, Merge(("a", "b"), "ab", New("ab", "دفتر یگانه", "", "office", "one")))
    old = Unit.objects.get(code="a")
    assert [step.new.code for step in queries.succession(admin, old)] == ["ab"]
    assert {each.old.code for each in queries.predecessors(admin, Unit.objects.get(code="ab"))} == {"a", "b"}
    with pytest.raises(PeopleRefused):
        actions.add_unit(admin, old.organisation, code="a", name="دوباره", valid_from=TODAY)


def test_a_plan_for_a_coming_day_waits_for_it(admin, org, monkeypatch) -> None:
    plan = ordered(admin, Merge(("a",), "b"), on=TODAY + timedelta(3))
    job = Job.objects.get(kind="people.reorganise")
    assert timezone.localdate(job.run_at) == TODAY + timedelta(3)
    with pytest.raises(PeopleRefused) as refused:
        actions.carry_out(admin, plan)
    assert refused.value.code == "reorganisation.day"
    assert Unit.objects.get(code="a").valid_to is None


def test_the_worker_carries_it_out_and_once_more_does_nothing(admin, org) -> None:
    plan = ordered(admin, Merge(("a",), "b"))
    assert worker.run_one()
    plan.refresh_from_db()
    assert plan.state == "done"
    events = Event.objects.count()
    assert actions.carry_out(admin, plan).state == "done"
    Job.objects.update(state=State.WAITING)
    assert worker.run_one()
    assert Event.objects.count() == events
    assert UnitSuccession.objects.count() == 1


def test_what_can_no_longer_be_done_changes_nothing_and_says_why(admin, org) -> None:
    plan = ordered(admin, Move("two", "one"), Merge(("a",), "b"), on=TODAY)
    Unit.objects.filter(code="b").update(valid_to=TODAY)
    plan = actions.carry_out(admin, plan)
    assert plan.state == "ordered"
    assert "b" in plan.stopped[0]["en"]
    assert Unit.objects.get(code="two").parent.code == "top"
    assert list(queries.stopped(admin)) == [plan]
    assert Event.objects.filter(verb="reorganisation.stopped").exists()
    assert actions.reopen_reorganisation(admin, plan).stopped == []


def test_what_a_follower_cannot_move_undoes_all(admin, org, monkeypatch) -> None:
    def fails(actor, moved, why):
        raise RuntimeError("killed")

    plan = ordered(admin, Rename("two", "نو", "", "deputy"), Merge(("a",), "b"))
    monkeypatch.setitem(followers._followers, "x", followers.Follower("x", "x", fails, lambda units: {}))
    before = (list(Unit.objects.values()), UnitStanding.objects.count(), Event.objects.count())
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.carry_out(admin, plan)
    assert (list(Unit.objects.values()), UnitStanding.objects.count(), Event.objects.count()) == before
    assert Reorganisation.objects.get().state == "ordered"


def test_cancelling_before_the_day_leaves_all_as_it_was(admin, org) -> None:
    plan = ordered(admin, Merge(("a",), "b"), on=TODAY)
    actions.cancel_reorganisation(admin, plan, why="پس گرفته شد")
    assert worker.run_one()
    assert Unit.objects.get(code="a").valid_to is None
    with pytest.raises(PeopleRefused):
        actions.carry_out(admin, plan)


def test_an_earlier_order_of_a_reopened_plan_does_nothing(admin, org) -> None:
    plan = actions.reopen_reorganisation(admin, ordered(admin, Merge(("a",), "b")))
    actions.describe_reorganisation(
        admin, plan, title="نظم", order_number="۱", order_date=TODAY, on=TODAY + timedelta(9)
    )
    actions.order_reorganisation(admin, plan)
    assert worker.run_one()
    assert not worker.run_one()
    assert Unit.objects.get(code="a").valid_to is None


WRONG = {
    "nothing": ((), "No step"),
    "a closed unit": ((Move("gone", "two"),), "not in today's chart"),
    "a closed parent": ((Move("a", "gone"),), "not in the chart"),
    "a ring": ((Move("one", "cell"),), "lie under itself"),
    "a ring of two": ((Move("one", "two"), Move("two", "one")), "lie under itself"),
    "a merger that makes a ring": ((Merge(("one",), "cell"),), "lie under itself"),
    "a code taken": ((Split("a", New("gone", "نو", "", "office", "one")),), "never given again"),
    "a code of another shape": ((Split("a", New("دفتر", "نو", "", "office", "one")),), "Latin letters"),
    "a unit twice": ((Merge(("a",), "b"), Move("a", "two")), "two steps"),
    "a unit renamed twice": (
        (Rename("a", "x", "", "office"), Rename("a", "y", "", "office")),
        "two steps",
    ),
    "a merger into what ends": ((Merge(("a",), "b"), Close("b", "two")), "itself ends"),
    "a merger into itself": ((Merge(("a", "b"), "a"),), "into itself"),
    "a merger of one": ((Merge(("a",), "n", New("n", "نو", "", "office", "one")),), "at least two"),
    "posts left without a unit": ((Close("a"),), "which unit follows"),
    "posts of another unit": ((Split("a", New("n", "نو", "", "office", "one"), ("post-b",)),), "post-b"),
    "no name": ((Rename("a", " ", "", "office"),), "empty"),
    "nothing new": ((Move("a", "one"),), "stands under that unit"),
    "a code for two": (
        (
            Split("a", New("n", "نو", "", "office", "one")),
            Split("b", New("n", "نو", "", "office", "one")),
        ),
        "two new units",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_blocks_a_plan_is_said(admin, org, name) -> None:
    gone = make_unit("gone", org["two"])
    actions.close_unit(admin, gone, on=TODAY)
    steps, sentence = WRONG[name]
    assert sentence in refused_sentences(admin, drafted(admin, *steps))


def test_days_out_of_order_are_refused(admin, org) -> None:
    actions.rename_unit(admin, org["a"], name="نام امروز", on=TODAY)
    plan = drafted(admin, Rename("a", "نام دیروز", "", "office"), on=TODAY - timedelta(5))
    assert "holds from" in refused_sentences(admin, plan)
    plan = drafted(admin, Move("b", "two"), on=TODAY - timedelta(400))
    assert "days back" in refused_sentences(admin, plan)


def test_a_plan_without_an_order_stays_a_draft(admin, org) -> None:
    plan = drafted(admin, Move("b", "two"), order_number="", order_date=None)
    assert "number and the date" in refused_sentences(admin, plan)
    with pytest.raises(PeopleRefused) as refused:
        drafted(admin, order_date=TODAY + timedelta(1))
    assert refused.value.place["field"] == "order_date"


def test_only_administrators_plan(org) -> None:
    with pytest.raises(Forbidden):
        drafted(make_actor(Role.UNIT_HEAD, org["top"]))


def test_what_was_done_can_be_turned_back(admin, org) -> None:
    chart = queries.present_chart(admin, org["top"].organisation)
    plan = done(
        admin,
        Rename("one", "نام نو", "", "deputy"),
        Move("two", "one"),
        Merge(("a",), "b"),
        Split("top", New("new", "دفتر نو", "", "office", "top")),
    )
    inverse = actions.prepare_inverse(admin, plan)
    assert inverse.inverse_of == plan
    assert not queries.plan(admin, inverse).outcome.chart.keys() & {"a"}
    # A new unit cannot end on the day it began; the day after, all is turned back.
    assert "holds from" in refused_sentences(admin, _with_order(admin, inverse, TODAY))
    again = queries.plan(admin, _with_order(admin, inverse, TODAY + timedelta(1)))
    assert again.troubles == []
    back = again.outcome.chart
    assert set(back) == {*chart, "a-2"} - {"a"}
    assert (back["one"].name, back["two"].parent) == (chart["one"].name, "top")
    assert (set(back["a-2"].posts), back["a-2"].parent) == ({"post-a"}, "one")


def _with_order(admin, plan: Reorganisation, on: date) -> Reorganisation:
    return actions.describe_reorganisation(
        admin, plan, title=plan.title, order_number="۲", order_date=TODAY, on=on
    )


def test_posts_keep_to_which_unit_they_belonged(admin, org) -> None:
    done(admin, Merge(("a",), "b"))
    facts = PostStanding.objects.filter(post__code="post-a").order_by("since")
    assert [(each.unit.code, each.until) for each in facts] == [("a", TODAY), ("b", None)]
