"""The invented governorate of Mehrkuh, whose blueprint lies beside the tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from barzan.blueprints import actions as blueprints
from barzan.catalogue.tests.factories import LOADER

MEHRKUH = Path(__file__).parent / "blueprints/mehrkuh"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the blueprint that a test may spoil."""
    return Path(shutil.copytree(MEHRKUH, tmp_path / "mehrkuh"))


@pytest.fixture
def mehrkuh(db: None) -> None:
    """The catalogue of Mehrkuh: 12 services, one of them lost in the scan."""
    blueprints.load(LOADER, MEHRKUH)
