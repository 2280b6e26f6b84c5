"""Each test has registries and a folder of its own."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from barzan.jobs import registry


@pytest.fixture(autouse=True)
def apart(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME, settings.KEYS = tmp_path, tmp_path / "keys"
    monkeypatch.setattr(registry, "handlers", {})
    monkeypatch.setattr(registry, "schedules", {})
