"""Names that one test's records had are not those of the next one's."""

import pytest

from barzan.people import called


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    called.forget()
