"""Accounts: made by an administrator, with a first password that must be changed."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from barzan.access import Forbidden, Role
from barzan.jobs.registry import schedules
from barzan.people import actions
from barzan.people.errors import PeopleRefused
from barzan.people.models import User
from barzan.people.tests.factories import make_actor, make_person, make_user
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_actor(Role.ADMINISTRATOR)


def test_a_new_account_has_a_first_password_to_change(admin) -> None:
    user, password = actions.add_user(admin, "clerk", person=make_person())
    assert user.must_change_password
    assert user.check_password(password)
    assert len(password) == 17
    assert password not in str(list(Event.objects.values()))


def test_user_names_are_unique_whatever_their_case_and_persons_have_one_account(admin) -> None:
    user, _ = actions.add_user(admin, "Clerk", person=make_person())
    for name, person, code in (
        ("clerk", None, "user.username"),
        ("a b", None, "user.letters"),
        ("other", user.person, "user.person"),
    ):
        with pytest.raises(PeopleRefused) as refused:
            actions.add_user(admin, name, person=person)
        assert refused.value.code == code
    assert User.objects.filter(username__in=["clerk", "a b", "other"]).count() == 0


def test_a_reset_password_must_be_changed_again(admin) -> None:
    user = make_user(Role.OFFICER)
    password = actions.reset_password(admin, user)
    user.refresh_from_db()
    assert user.must_change_password
    assert user.check_password(password)


def test_a_deactivated_account_is_refused_at_once(admin, client) -> None:
    user = make_user(Role.OFFICER)
    client.force_login(user)
    actions.deactivate(admin, user)
    response = client.get("/account/sessions/")
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]
    actions.activate(admin, user)
    assert User.objects.get(pk=user.pk).is_active


def test_only_administrators_keep_accounts() -> None:
    with pytest.raises(Forbidden):
        actions.add_user(make_actor(Role.UNIT_HEAD), "clerk")
    with pytest.raises(Forbidden):
        actions.reset_password(make_actor(Role.AUDITOR), make_user(Role.OFFICER))


def test_rows_of_ended_sessions_go_once_a_day() -> None:
    over, running = timezone.now() - timedelta(days=1), timezone.now() + timedelta(hours=1)
    Session.objects.create(session_key="over", session_data="", expire_date=over)
    Session.objects.create(session_key="running", session_data="", expire_date=running)
    schedules["people.sessions"].run()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["running"]
