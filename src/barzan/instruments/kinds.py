"""The stable names of the room. Pure: no Django, no clock, no I/O."""

import re

CODE = re.compile(r"L-[0-9]{4,6}")
# A decree of the cabinet («تصویب‌نامه») is a resolution, as the booklets have it.
KINDS = ("act", "bylaw", "instruction", "resolution", "circular", "letter", "other")
RELATIONS = ("replaces", "repeals", "amends", "implements", "cites")
ENDS = {"replaces": "replaced", "repeals": "repealed"}
# What changes the law of a day says from which day; what only names another instrument need not.
DATED = ("replaces", "repeals", "amends")
