"""The example of the documentation runs, and the room's door opens without Django."""

import doctest
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[5]


def test_the_example_of_the_documentation_runs():
    found = doctest.testfile(str(ROOT / "docs/process-core.md"), module_relative=False)
    assert found.attempted > 5
    assert found.failed == 0


def test_compile_and_advance_need_no_django():
    code = "import sys; from barzan.process import compile, advance; assert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT / "src")})
