"""Each test has followers and handlers of timers of its own."""

import pytest

from barzan.clock import followers, timers


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followers, "_followers", {})
    monkeypatch.setattr(timers, "_handlers", {})
