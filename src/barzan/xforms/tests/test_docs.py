"""The example of the handbook runs."""

from __future__ import annotations

import re
from pathlib import Path

from barzan.xforms.tests.cases import binds, expressions, models


def test_the_example_runs_and_the_count_is_right() -> None:
    page = (Path(__file__).parents[4] / "docs" / "xforms.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "docs/xforms.md", "exec"), {})
    cases = len(expressions.ALL) + len(binds.TYPES) + len(binds.BINDS) + len(models.ALL)
    assert f"{cases} cases written from it" in page
