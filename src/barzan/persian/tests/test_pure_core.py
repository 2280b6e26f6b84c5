"""The pure core stands without Django."""

import subprocess
import sys


def test_importing_the_room_does_not_import_django() -> None:
    probe = "import sys, barzan.persian; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
