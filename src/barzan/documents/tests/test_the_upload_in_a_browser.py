"""The form with its script: a refused file is answered in the form itself, a good one opens the list."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from barzan.access import Role
from barzan.documents.tests.files import PDF
from barzan.people.tests.factories import make_unit, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_reasons_stand_in_the_form_and_a_good_file_in_the_list(live_server: Any, page: Any) -> None:
    client = Client()
    user = make_user(Role.ADMINISTRATOR, make_unit("top"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page.goto(f"{live_server.url}/en/staff/documents/")
    for file, content in (("virus.exe", b"MZ"), ("again.exe", b"MZ"), ("plan.pdf", PDF)):
        page.select_option("#id_unit", index=1)
        sent = {"name": file, "mimeType": "application/octet-stream", "buffer": content}
        page.set_input_files("#id_file", sent)
        page.click("form[data-upload] button")
        if file.endswith(".exe"):
            page.wait_for_selector("form[data-upload] [role=alert]:focus")
    page.wait_for_selector("td >> text=plan.pdf")
    assert page.locator("form[data-upload] [role=alert]").count() == 0
