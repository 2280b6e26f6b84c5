"""The pure core of ``permits``: codes that people can type, what a certificate says to whoever verifies it,
the texts of a template.
"""

from barzan.permits.core.codes import ALPHABET, LENGTH, Mistyped, clean, grouped, made_of
from barzan.permits.core.verdicts import Verdict, verdict
from barzan.permits.core.wording import ALWAYS, filled, unknown_names

__all__ = [
    "ALPHABET",
    "ALWAYS",
    "LENGTH",
    "Mistyped",
    "Verdict",
    "clean",
    "filled",
    "grouped",
    "made_of",
    "unknown_names",
    "verdict",
]
