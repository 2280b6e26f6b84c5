"""Logs are one JSON object a line and hold no personal data."""

import json
import logging
import logging.config

import pytest
from django.conf import settings
from django.test import Client

from barzan.config.logging import JsonFormatter

SECRET = "0012345679"


def formatted(**more: object) -> dict[str, object]:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(f"Key (national_id)=({SECRET}) already exists") from cause
    except ValueError as error:
        information = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("barzan.x", logging.ERROR, __file__, 1, "job %s failed", (7,), information)
    vars(record).update(more)
    text = JsonFormatter().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_an_error_is_told_by_kind_and_place_without_its_message() -> None:
    line = formatted(job=7)
    assert SECRET not in json.dumps(line)
    assert (line["message"], line["job"], line["level"]) == ("job 7 failed", 7, "error")
    told = line["exception"]
    assert isinstance(told, list)
    assert {"KeyError", "ValueError"} <= set(told)
    assert any("formatted" in place for place in told)


def test_the_request_is_never_written() -> None:
    assert "request" not in formatted(request=f"<WSGIRequest: GET '/people?national_id={SECRET}'>")


@pytest.mark.django_db
def test_a_wrong_address_and_a_wrong_password_leave_nothing_personal(
    client: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    logging.config.dictConfig(settings.LOGGING)
    client.get(f"/nowhere?national_id={SECRET}")
    client.post("/account/login/", {"login": SECRET, "password": SECRET}, headers={"accept-language": "en"})
    assert SECRET not in capfd.readouterr().err
