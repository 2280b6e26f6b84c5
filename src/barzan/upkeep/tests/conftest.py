import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_wrote_before() -> None:
    """All tests come from one address; what one of them counted is nothing to the next."""
    cache.clear()
