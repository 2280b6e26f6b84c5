"""A trail of its own for each test: keys and heads in a fresh folder."""

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def kept(settings: LazySettings, tmp_path: Path) -> Path:
    """The folder of the keys and heads file; the daily heads lie in ``heads`` beside it."""
    settings.HOME, settings.KEYS = tmp_path, tmp_path / "keys"
    return settings.KEYS
