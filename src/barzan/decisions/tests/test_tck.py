"""The published compatibility tests of DMN, where a copy of them is at hand (``BARZAN_DMN_TCK``)."""

from __future__ import annotations

import pytest

from barzan.decisions.tests import tck

LEVEL_2, LEVEL_3 = tck.folder("compliance-level-2"), tck.folder("compliance-level-3")
#: The share of level 3 that passed when this was written; docs/decision-tables.md says what the rest asks for.
FLOOR = 0.97


@pytest.mark.skipif(LEVEL_2 is None, reason="BARZAN_DMN_TCK names no copy of the DMN TCK")
def test_level_2_passes_whole() -> None:
    assert LEVEL_2
    report = tck.run(LEVEL_2)
    assert not report.failures, str(report)
    assert report.passed >= 126


@pytest.mark.skipif(LEVEL_3 is None, reason="BARZAN_DMN_TCK names no copy of the DMN TCK")
def test_level_3_passes_as_far_as_it_did() -> None:
    assert LEVEL_3
    report = tck.run(LEVEL_3)
    assert report.passed >= FLOOR * (report.passed + len(report.failures)), str(report)
