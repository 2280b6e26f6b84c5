"""Decisions about items: facts that are added, two people at once, and an undo that restores exactly."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction

from barzan.access import Actor, Forbidden, Role
from barzan.config.proof import count
from barzan.people.tests.factories import make_actor
from barzan.review import actions, errors
from barzan.review.core.fold import Fact, standings
from barzan.review.core.said import Said
from barzan.review.guards import GUARDS
from barzan.review.models import Item, ItemDecision, ItemState, Reading
from barzan.review.tests.factories import make_reading, make_units
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> tuple[Reading, Actor, Actor]:
    """A reading, and two people who may decide about it."""
    root = make_units()
    first, second = make_actor(Role.OFFICER, root), make_actor(Role.SECRETARY, root)
    return make_reading(root, first), first, second


def item(reading: Reading, order: int) -> Item:
    return reading.items.get(order=order)


def test_an_item_is_accepted_as_it_is_proposed_with_who_and_when(people) -> None:
    reading, first, _ = people
    done = actions.decide(first, item(reading, 1), item(reading, 1).said, seen=0)
    fact = done.decisions.get()
    assert (done.state, done.number) == (ItemState.ACCEPTED, 1)
    assert (fact.user_id, fact.post_id) == (first.user, first.grants[0].post)
    assert fact.before == fact.after == done.proposed
    assert Event.objects.filter(verb="item.accepted", key=f"{reading.pk}.1").exists()


def test_a_correction_needs_a_reason_and_keeps_what_stood_before(people) -> None:
    reading, first, _ = people
    said = replace(item(reading, 1).said, title="صدور پروانهٔ ساختمان")
    with pytest.raises(errors.ReviewRefused, match="needs a reason"):
        actions.decide(first, item(reading, 1), said, seen=0, why="  ")
    done = actions.decide(first, item(reading, 1), said, seen=0, reason="original")
    assert (done.state, done.title) == (ItemState.CORRECTED, "صدور پروانهٔ ساختمان")
    assert Said.from_value(done.decisions.get().before).title == "صدور پروانه"


def test_what_the_source_does_not_say_is_not_accepted_without_a_reason(people) -> None:
    reading, first, _ = people
    lost = item(reading, 6)
    with pytest.raises(errors.ReviewRefused, match="title is still open"):
        actions.decide(first, lost, lost.said, seen=0)
    named = replace(lost.said, title="خدمت گم‌شده")
    with pytest.raises(errors.ReviewRefused, match="class is still open"):
        actions.decide(first, lost, named, seen=0)
    done = actions.decide(first, lost, named, seen=0, reason="silent")
    assert (done.state, done.service_class) == (ItemState.CORRECTED, None)


def test_a_question_and_an_item_set_aside_need_words(people) -> None:
    reading, first, second = people
    with pytest.raises(errors.ReviewRefused):
        actions.question(first, item(reading, 1), seen=0, why="")
    asked = actions.question(first, item(reading, 1), seen=0, why="این همان خدمت ۷ نیست؟")
    assert asked.state == ItemState.QUESTIONED
    aside = actions.set_aside(second, item(reading, 1), seen=1, reason="office")
    assert aside.state == ItemState.ASIDE
    assert actions.reopen(first, item(reading, 1), seen=2).state == ItemState.OPEN


def test_a_stale_decision_is_refused_with_the_other_one_and_nothing_is_lost(people) -> None:
    reading, first, second = people
    page_of_second = item(reading, 1)
    actions.decide(first, item(reading, 1), replace(page_of_second.said, title="یکی"), seen=0, why="اصل")
    with pytest.raises(errors.StaleDecision) as refused:
        actions.decide(second, page_of_second, replace(page_of_second.said, title="دیگری"), seen=0, why="من")
    theirs = refused.value.decision
    assert theirs is not None
    assert theirs.user_id == first.user
    assert item(reading, 1).title == "یکی"
    actions.decide(second, item(reading, 1), replace(page_of_second.said, title="دیگری"), seen=1, why="من")
    assert [Said.from_value(each.after).title for each in item(reading, 1).decisions.all()] == [
        "یکی",
        "دیگری",
    ]


def test_the_same_said_again_adds_nothing(people) -> None:
    reading, first, _ = people
    actions.decide(first, item(reading, 1), item(reading, 1).said, seen=0)
    again = actions.decide(first, item(reading, 1), item(reading, 1).said, seen=1)
    assert again.number == 1


def test_a_form_that_is_sent_twice_decides_once(people) -> None:
    reading, first, second = people
    page = item(reading, 1)
    for _ in range(2):
        done = actions.decide(first, page, page.said, seen=0)
    assert done.number == 1
    with pytest.raises(errors.StaleDecision):
        actions.decide(second, page, page.said, seen=0)


def test_undo_goes_back_step_by_step_and_is_a_fact_itself(people) -> None:
    reading, first, _ = people
    proposed = item(reading, 1).said
    actions.decide(first, item(reading, 1), proposed, seen=0)
    actions.decide(first, item(reading, 1), replace(proposed, title="دیگر"), seen=1, why="اصل")
    once = actions.undo(first, item(reading, 1), seen=2)
    assert (once.state, once.said, once.number) == (ItemState.ACCEPTED, proposed, 3)
    twice = actions.undo(first, item(reading, 1), seen=3)
    assert (twice.state, twice.said, twice.decided_at) == (ItemState.OPEN, proposed, None)
    with pytest.raises(errors.ReviewRefused, match="no decision"):
        actions.undo(first, item(reading, 1), seen=4)
    assert [each.undoes for each in item(reading, 1).decisions.all()] == [None, None, 2, 1]


def test_one_takes_back_the_own_last_decision_but_not_anothers(people) -> None:
    reading, first, second = people
    actions.decide(first, item(reading, 1), item(reading, 1).said, seen=0)
    actions.decide(first, item(reading, 2), item(reading, 2).said, seen=0)
    actions.question(second, item(reading, 2), seen=1, why="مطمئنید؟")
    assert [each.order for each in actions.undo_last(first, reading)] == [1]
    with pytest.raises(errors.ReviewRefused, match="somebody may have decided"):
        actions.undo_last(first, reading)
    assert item(reading, 2).state == ItemState.QUESTIONED


def test_clean_items_are_accepted_together_and_taken_back_together(people) -> None:
    reading, first, _ = people
    office = reading.offices.get(name="دفتر آبادانی")
    clean = list(reading.items.filter(office=office, group=2).values_list("order", flat=True))
    assert clean == [1]
    reading.items.filter(order__in=[2, 3]).update(group=2)
    actions.decide(first, item(reading, 2), item(reading, 2).said, seen=0)
    done = actions.accept_clean(first, reading, office, [1, 2, 3, 4], why="همه را خواندم")
    assert [each.order for each in done] == [1, 3], "decided ones and those of other offices are left alone"
    assert len(set(ItemDecision.objects.filter(item__in=done).values_list("batch", "why"))) == 1
    assert [each.order for each in actions.undo_last(first, reading)] == [1, 3]
    assert item(reading, 2).state == ItemState.ACCEPTED


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ANALYST, Role.CITIZEN])
def test_who_only_reads_decides_nothing(people, role: Role) -> None:
    reading, *_ = people
    actor = make_actor(role, reading.unit)
    for command in (
        lambda: actions.decide(actor, item(reading, 1), item(reading, 1).said, seen=0),
        lambda: actions.question(actor, item(reading, 1), seen=0, why="چرا"),
        lambda: actions.undo_last(actor, reading),
        lambda: actions.accept_clean(actor, reading, reading.offices.first(), [1]),
        lambda: actions.give_up(actor, reading, why="نه"),
        lambda: actions.ask_to_publish(actor, reading, title="و", why="نه"),
    ):
        with pytest.raises(Forbidden):
            command()


def test_nothing_is_decided_in_a_review_that_was_given_up(people) -> None:
    reading, first, _ = people
    actions.give_up(first, reading, why="متن بهتری رسید")
    with pytest.raises(errors.ReviewRefused, match="not open"):
        actions.decide(first, item(reading, 1), item(reading, 1).said, seen=0)


@pytest.mark.parametrize("table", ["review_itemdecision", "review_sourcechunk"])
def test_the_database_refuses_to_change_what_was_decided_or_read(people, table: str) -> None:
    reading, first, _ = people
    actions.decide(first, item(reading, 1), item(reading, 1).said, seen=0)
    assert GUARDS.missing(connection) == []
    for statement in (f"UPDATE {table} SET id = id + 100000", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.proof
def test_random_decisions_of_two_people_with_stale_pages_lose_nothing(people) -> None:
    """Replayed, the facts give the items as they stand; a stale page changes nothing; undo is exact."""
    reading, *hands = people
    chance = Random(1405)
    pages = [{row.order: row for row in reading.items.all()} for _ in hands]
    kept: dict[int, list[tuple[str, dict]]] = {order: [] for order in pages[0]}
    refused = 0
    for number in range(count(1_000)):
        who = chance.randrange(2)
        order = chance.choice(list(kept))
        page = pages[who][order]
        if chance.random() < 0.3:
            page = pages[who][order] = item(reading, order)
        now = item(reading, order)
        try:
            done = _random_deed(hands[who], page, chance, number)
        except errors.StaleDecision:
            refused += 1
            assert page.number != now.number
            assert _row(item(reading, order)) == _row(now), "a refused decision changes nothing"
            continue
        except errors.ReviewRefused:
            assert _row(item(reading, order)) == _row(now)
            continue
        assert page.number == now.number, "what was decided rests on what was seen"
        kept[order].append((done.state, done.current))
        pages[who][order] = item(reading, order)
    for row in reading.items.all():
        facts = [Fact(each.number, each.verb, each.after) for each in row.decisions.all()]
        standing = standings(facts, row.proposed)[-1]
        assert (row.state, row.current) == (standing.state, standing.value), "the facts alone tell it"
        assert [each.number for each in facts] == list(range(1, len(facts) + 1))
        assert [each.after for each in row.decisions.all()] == [value for _, value in kept[row.order]]
        _undo_all(hands[0], row)
    assert refused or count(1_000) < 100, "stale pages were among them"


def _random_deed(actor: Actor, page: Item, chance: Random, number: int) -> Item:
    said = replace(page.said, title=f"عنوان {number}", service_class="shared", has_client=number % 2 == 0)
    deed = chance.choice(["accept", "correct", "correct", "question", "aside", "reopen", "undo", "undo"])
    if deed == "accept":
        return actions.decide(actor, page, Said.from_value(page.proposed), seen=page.number, why="خواندم")
    if deed == "correct":
        return actions.decide(actor, page, said, seen=page.number, reason="original")
    if deed == "question":
        return actions.question(actor, page, seen=page.number, why="چرا؟")
    if deed == "aside":
        return actions.set_aside(actor, page, seen=page.number, why="در این نسخه نه")
    if deed == "reopen":
        return actions.reopen(actor, page, seen=page.number)
    return actions.undo(actor, page, seen=page.number)


def _undo_all(actor: Actor, row: Item) -> None:
    """Every undo gives exactly what stood before, down to what was proposed."""
    facts = [Fact(each.number, each.verb, each.after) for each in row.decisions.all()]
    for standing in reversed(standings(facts, row.proposed)[:-1]):
        row = actions.undo(actor, row, seen=row.number)
        row.refresh_from_db()
        assert (row.state, row.current) == (standing.state, standing.value)
    assert (row.state, row.current) == (ItemState.OPEN, row.proposed)


def _row(row: Item) -> tuple[object, ...]:
    return (row.number, row.state, row.current, row.title, row.decided_at)
