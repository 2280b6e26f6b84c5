"""An event joins the transaction of its command, says who acted in which post, and cannot be changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from barzan.access import Actor, Grant, Role
from barzan.access.values import system_actor
from barzan.trail import actions as trail
from barzan.trail.guards import GUARDS
from barzan.trail.models import Event, Link, Pending, Seal
from barzan.trail.sealer import seal

pytestmark = pytest.mark.django_db
OFFICER = Actor(
    user=7,
    person=9,
    grants=(Grant(Role.OFFICER, post=3, unit_path="/1/"), Grant(Role.UNIT_HEAD, post=5, delegated_by=11)),
)


def test_it_says_who_in_which_post_and_for_whom():
    event = trail.record(
        OFFICER, "service.published", ("service", "S-1"), version=2, why="asked", detail={"a": 1}
    )
    event.refresh_from_db()
    assert (event.user, event.person, event.request_id) == (7, 9, OFFICER.request_id)
    assert event.held == [
        {"role": "officer", "post": 3, "for": None},
        {"role": "unit_head", "post": 5, "for": 11},
    ]
    assert (event.kind, event.key, event.version, event.why, event.details) == (
        "service", "S-1", 2, "asked", {"a": 1},
    )  # fmt: skip


def test_the_system_is_named():
    assert trail.record(system_actor("loader"), "place.added", ("place", "1")).system == "loader"


def test_a_read_of_personal_data_is_an_event():
    assert trail.reading(OFFICER, ("person", "9"), why="call").verb == "person.read"


def test_it_vanishes_with_its_command():
    with transaction.atomic():
        trail.record(OFFICER, "service.published", ("service", "S-1"))
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert not Pending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        trail.record(OFFICER, "service.published", ("service", "S-1"))


@pytest.mark.parametrize("verb", ["published", "Service.published", "service.", "service published"])
def test_another_verb_is_refused(verb):
    with pytest.raises(ValueError, match=r"noun\.past"):
        trail.record(OFFICER, verb, ("service", "S-1"))


@pytest.mark.parametrize("model", [Event, Link, Seal])
@pytest.mark.parametrize("change", ["update", "delete", "truncate", "replace"])
def test_the_database_refuses_to_change_what_is_recorded(model, change):
    trail.record(OFFICER, "service.published", ("service", "S-1"))
    seal()
    table, key = model._meta.db_table, model._meta.pk.column
    before = list(model.objects.values())
    truncate, replace = "DELETE FROM {0}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"
    if connection.vendor == "postgresql":
        truncate = "TRUNCATE {0}"
        replace = "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT ({1}) DO UPDATE SET {1} = 5"
    statements = {
        "update": "UPDATE {0} SET {1} = {1} + 1",
        "delete": "DELETE FROM {0}",
        "truncate": truncate,
        "replace": replace,
    }
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statements[change].format(table, key))
    assert list(model.objects.values()) == before


def test_a_lost_trigger_is_named():
    assert GUARDS.missing(connection) == []
    GUARDS.remove(connection)
    assert {name.rsplit("_", 2)[0] for name in GUARDS.missing(connection)} == set(GUARDS.tables)
