"""Tells the runner how many cases each test of the proof ran.

A test runs as many cases as it asked ``count`` for in its body; else as many as hypothesis may draw; else one
(a parametrised test counts its parameters that way).
"""

import pytest

from barzan.config import proof

_asked: list[int] = []
_count = proof.count


def _telling_count(full: int) -> int:
    _asked.append(_count(full))
    return _asked[-1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """From here on ``count`` tells; what was asked while modules were imported belongs to no test."""
    proof.count = _telling_count
    for module in {item.module for item in items if isinstance(item, pytest.Function)}:
        if getattr(module, "count", None) is _count:
            module.count = _telling_count


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item):
    _asked.clear()
    try:
        return (yield)
    finally:
        settings = getattr(getattr(item, "obj", None), "_hypothesis_internal_use_settings", None)
        cases = sum(_asked) or (settings.max_examples if settings else 1)
        item.user_properties.append(("cases", cases))
