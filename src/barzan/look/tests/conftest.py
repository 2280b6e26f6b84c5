"""This room stands below the others: its pages are tested without what they register about the reader."""

import pytest

from barzan.look import institution, reader


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(institution, "_name_of", lambda language: "")
    monkeypatch.setattr(reader, "_title_of", lambda actor, language: "")
