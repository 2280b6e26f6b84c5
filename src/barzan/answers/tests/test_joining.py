"""Which question became which: one column where the office says so, and back."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from barzan.access import Role
from barzan.answers import actions, queries, segments
from barzan.answers.errors import NotJoinable
from barzan.answers.models import Joining
from barzan.answers.tests.making import SURVEY, add_version, make_form, make_submission, xml_of
from barzan.people.actors import actor_of
from barzan.people.tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    made = make_form(key="households")
    make_submission(made, {"home": {"rooms": "2"}})
    segments.take_in(made)
    renamed = [{**row, "name": "room_count"} if row.get("name") == "rooms" else row for row in SURVEY]
    add_version(made, xml_of(renamed))
    make_submission(made, {"home": {"room_count": "4"}})
    return made


@pytest.fixture
def user(form):
    return make_user(Role.UNIT_HEAD, form.unit)


def mean(form, actor, path):
    with queries.look(actor, form) as look:
        table = look.table("")
        if path not in table.by_path:
            return None
        return look.distribution(look.rows(table), table.by_path[path]).numbers.mean


def test_answers_under_both_names_are_one_column_and_apart_again(form, user) -> None:
    actor = actor_of(user, form.added_at.date())
    assert mean(form, actor, "home/room_count") == 4
    actions.join(actor, form, "home/rooms", "home/room_count", why="renamed")
    assert mean(form, actor, "home/room_count") == 3
    assert mean(form, actor, "home/rooms") is None
    actions.part(actor, form, "home/rooms")
    assert mean(form, actor, "home/rooms") == 2
    assert Joining.objects.count() == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("home/rooms", "member/age"),
        ("home/room_count", "home/rooms"),
        ("x", "home/rooms"),
        ("home/rooms", "phone"),
    ],
)
def test_what_cannot_stand_in_one_column_is_refused(form, user, old, new) -> None:
    with pytest.raises(NotJoinable):
        actions.join(actor_of(user, form.added_at.date()), form, old, new)
    assert not Joining.objects.exists()


def test_on_the_page(form, user) -> None:
    client = Client(headers={"accept-language": "fa"})
    client.force_login(user)
    page = "/staff/answers/households/versions/"
    assert "home/rooms" in client.get(page).content.decode()
    client.post(f"{page}join/", {"old": "home/rooms", "new": "home/room_count"})
    assert "جدا کن" in client.get(page).content.decode()
    client.post(f"{page}part/", {"old": "home/rooms"})
    client.post(f"{page}part/", {"old": "nothing"})
    assert "در یک ستون نمی‌گنجند" in client.get(page).content.decode()


def test_the_word_of_an_office_is_only_added(form, user) -> None:
    actions.join(actor_of(user, form.added_at.date()), form, "home/rooms", "home/room_count")
    with pytest.raises(DatabaseError), transaction.atomic():
        Joining.objects.update(new="home/owner")
