from pathlib import Path

import pytest

from barzan.cli.tests.installations import Installation


@pytest.fixture(scope="session")
def migrated_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite installation, made once; tests work on copies."""
    home = tmp_path_factory.mktemp("migrated") / "home"
    home.mkdir()
    Installation(home).manage("migrate", "-v0")
    return home


@pytest.fixture
def installation(migrated_home: Path, tmp_path: Path) -> Installation:
    return Installation(migrated_home).copy(tmp_path / "home")
