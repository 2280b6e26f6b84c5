"""Who may write and publish, what the trail says, what a version is."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from barzan.access import Actor, Forbidden, Role
from barzan.decisions import actions, queries
from barzan.decisions.core.checking import check
from barzan.decisions.core.evaluating import decide
from barzan.decisions.core.findings import Refused
from barzan.decisions.core.reading import read
from barzan.decisions.errors import DecisionError
from barzan.decisions.models import Decision, DecisionVersion, Draft
from barzan.decisions.tests.factories import PURCHASE, table_file
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
GAP = table_file([("< 18", "1"), ("> 18", "2")], inputs=[("age", "number")])


@pytest.fixture
def unit() -> Unit:
    return make_unit("office", make_unit("root"))


@pytest.fixture
def head(unit: Unit) -> Actor:
    return make_actor(Role.UNIT_HEAD, unit)


def made(head: Actor, unit: Unit, xml: bytes = PURCHASE) -> Decision:
    return actions.create(head, "purchase", title="آستانهٔ خرید", unit=unit, xml=xml, why="آغاز")


def test_a_model_begins_as_a_draft_and_is_published_as_a_version(head: Actor, unit: Unit) -> None:
    decision = made(head, unit)
    assert queries.current(["purchase"]) == {}
    version = actions.publish(head, decision, why="آیین‌نامهٔ معاملات")
    assert (version.number, version.data, version.user_id) == (1, PURCHASE, head.user)
    assert version.content_hash == actions.hash_of("purchase", PURCHASE)
    assert not Draft.objects.exists()
    assert queries.current(["purchase", "none"]) == {"purchase": version}
    assert queries.by_hash([version.content_hash]) == {version.content_hash: version}
    assert decide(version.model, "", {"نوع خرید": "خدمت"}).value == "قرارداد"
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "decision.added", "decision.saved", "decision.published"
    ]  # fmt: skip


def test_the_engine_asks_for_many_in_one_question(head: Actor, unit: Unit) -> None:
    actions.publish(head, made(head, unit), why="x")
    with CaptureQueriesContext(connection) as asked:
        (version,) = queries.current(["purchase", "other"]).values()
        queries.by_hash([version.content_hash])
    assert len(asked) == 2


def test_a_version_is_never_changed_or_deleted(head: Actor, unit: Unit) -> None:
    version = actions.publish(head, made(head, unit), why="x")
    for attempt in (
        lambda: DecisionVersion.objects.filter(pk=version.pk).update(why="other"),
        lambda: DecisionVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_who_may_write_and_publish(head: Actor, unit: Unit) -> None:
    officer, stranger = make_actor(Role.OFFICER, unit), make_actor(Role.UNIT_HEAD, make_unit("other"))
    decision = made(officer, unit)
    for refused in (officer, stranger, make_actor(Role.AUDITOR, unit), make_actor(Role.CITIZEN)):
        with pytest.raises(Forbidden):
            actions.publish(refused, decision, why="x")
    with pytest.raises(Forbidden):
        actions.save_draft(stranger, decision, PURCHASE, seen=1)
    assert list(queries.decisions(stranger)) == [decision], "staff of every unit read all of them"
    with pytest.raises(Forbidden):
        queries.decisions(make_actor(Role.CITIZEN))


def test_nobody_writes_over_another_unseen(head: Actor, unit: Unit) -> None:
    decision = made(head, unit)
    actions.save_draft(head, decision, GAP, seen=1)
    with pytest.raises(DecisionError, match="saved the draft"):
        actions.save_draft(head, decision, PURCHASE, seen=1)
    with pytest.raises(DecisionError, match="saved the draft"):
        actions.publish(head, decision, why="x", seen=1)
    assert Draft.objects.get().data == GAP


def test_an_error_keeps_a_draft_from_being_published(head: Actor, unit: Unit) -> None:
    overlap = table_file([("< 18", "1"), ("-", "2")], inputs=[("age", "number")])
    decision = made(head, unit, overlap)
    with pytest.raises(Refused) as caught:
        actions.publish(head, decision, why="x")
    assert caught.value.code == "table.overlap"
    assert not DecisionVersion.objects.exists()


def test_a_warning_needs_a_reason_that_the_version_keeps(head: Actor, unit: Unit) -> None:
    decision = made(head, unit, GAP)
    with pytest.raises(DecisionError, match="no reason for this warning") as caught:
        actions.publish(head, decision, why="x")
    (finding,) = check(read(GAP))
    assert caught.value.place["finding"] == finding.place
    version = actions.publish(head, decision, why="x", accepted={finding.place: "هیچ‌گاه پیش نمی‌آید"})
    assert version.accepted == {finding.place: "هیچ‌گاه پیش نمی‌آید"}


def test_what_is_the_same_is_not_published_again(head: Actor, unit: Unit) -> None:
    decision = made(head, unit)
    actions.publish(head, decision, why="x")
    actions.save_draft(head, decision, PURCHASE, seen=0)
    with pytest.raises(DecisionError, match="same as version 1"):
        actions.publish(head, decision, why="again")
    actions.drop_draft(head, decision, seen=1)
    with pytest.raises(DecisionError, match="no draft"):
        actions.publish(head, decision, why="again")


@pytest.mark.parametrize("key", ["", "Big", "a b", "new", "x" * 61, "-a", "الف"])
def test_a_key_is_small_latin_letters(head: Actor, unit: Unit, key: str) -> None:
    with pytest.raises(DecisionError, match="is not right"):
        actions.create(head, key, title="t", unit=unit, xml=PURCHASE)


def test_a_key_is_given_once_and_a_file_must_be_dmn(head: Actor, unit: Unit) -> None:
    decision = made(head, unit)
    with pytest.raises(DecisionError, match="never reused"):
        made(head, unit)
    with pytest.raises(Refused):
        actions.save_draft(head, decision, b"<a/>", seen=1)
    with pytest.raises(DecisionError, match="reason"):
        actions.publish(head, decision, why=" ")
