"""A message reaches those it is meant for, once, and is read by each for themselves."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from barzan.access import Role
from barzan.access.values import ANONYMOUS
from barzan.notify import actions, models, queries
from barzan.notify.actions import Audience, Message
from barzan.people.actors import actor_of
from barzan.people.tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
MOVED = Message("closure:1:task:4", "پایان مهلت جابه‌جا شد.", "A deadline moved.", "desk:home")


@pytest.fixture
def two():
    """An officer of each of two units under one root."""
    root = make_unit("R")
    return [make_user(Role.OFFICER, make_unit(code, root)) for code in ("A", "B")]


def actor(user):
    from django.utils import timezone

    return actor_of(user, timezone.now())


def test_a_message_is_told_once_under_its_key(two):
    for _ in range(2):
        actions.tell(MOVED, Audience(persons=[two[0].person_id]))
    assert models.Message.objects.count() == 1
    assert models.Recipient.objects.count() == 1


def test_persons_posts_and_units_are_told_and_nobody_else(two):
    first, other = (actor(user) for user in two)
    unit = two[0].person.holdings.get().post.unit
    actions.tell_many(
        [
            (Message("p", "۱", "1"), Audience(persons=[first.person])),
            (Message("s", "۲", "2"), Audience(posts=[first.grants[0].post])),
            (Message("u", "۳", "3"), Audience(units=[unit.pk])),
        ]
    )
    assert {message.key for message in queries.messages(first)} == {"p", "s", "u"}
    assert not queries.messages(other).exists()


def test_each_reads_for_themselves(two):
    first, other = (actor(user) for user in two)
    actions.tell(MOVED, Audience(persons=[first.person, other.person]))
    assert actions.read(first) == 1
    assert actions.read(first) == 0
    assert (queries.unread(first).count(), queries.unread(other).count()) == (0, 1)


def test_a_message_never_changes(two):
    actions.tell(MOVED, Audience(persons=[two[0].person_id]))
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Message.objects.update(text_fa="دیگر")


def test_the_page_shows_opens_and_marks(two):
    actions.tell(MOVED, Audience(persons=[two[0].person_id]))
    client = Client()
    client.force_login(two[0])
    page = client.get(reverse("notify:inbox")).content.decode()
    assert "پایان مهلت جابه‌جا شد." in page
    message = models.Message.objects.get()
    opened = client.post(reverse("notify:read"), {"message": message.pk})
    assert opened.url == reverse("desk:home")
    assert "همه را خوانده‌اید" in client.get(reverse("notify:inbox")).content.decode()
    assert "پیامی نیست" in client.get(reverse("notify:inbox"), {"show": "unread"}).content.decode()


def test_a_page_that_is_no_more_leads_back_to_the_messages(two):
    actions.tell(Message("gone", "۱", "1", "no-such:page"), Audience(persons=[two[0].person_id]))
    client = Client()
    client.force_login(two[0])
    opened = client.post(reverse("notify:read"), {"message": models.Message.objects.get().pk})
    assert opened.url == reverse("notify:inbox")


def test_nobody_signed_in_has_no_messages():
    from barzan.access import Forbidden

    with pytest.raises(Forbidden):
        queries.messages(ANONYMOUS)
