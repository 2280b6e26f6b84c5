from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> None:
    """The files of a test lie in a folder of their own."""
    settings.HOME = tmp_path
