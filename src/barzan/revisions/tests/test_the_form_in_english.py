"""The form of a draft opens in English too: a national group has a Persian title alone."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import Role
from barzan.catalogue.models import ServiceGroup
from barzan.catalogue.tests.factories import make_service
from barzan.people.tests.factories import make_unit, make_user


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["new/", "of/AZ-0001/edit/", "of/AZ-0001/move/"])
def test_the_form_opens_where_a_group_has_no_english_title(client: Client, page: str) -> None:
    unit = make_unit("office")
    make_service("AZ-0001", unit)
    ServiceGroup.objects.create(code="G-1", title="گروه")
    client.force_login(make_user(Role.UNIT_HEAD, unit), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/en/staff/services/{page}", follow=True)
    assert answer.status_code == 200
    assert '<html lang="en"' in answer.content.decode()
