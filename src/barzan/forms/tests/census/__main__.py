"""Writes the census into a directory."""

import sys
from pathlib import Path

from barzan.forms.tests.census import write

write(Path(sys.argv[1]))
