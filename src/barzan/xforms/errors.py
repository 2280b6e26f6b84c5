"""What can be wrong with a form or an expression: refused with a place and a cure."""

from __future__ import annotations

from barzan.persian.errors import BilingualError


class Refused(BilingualError):
    """A form, a list or a submission that cannot be read.

    ``place`` holds ``line`` and ``path`` where they are known; both sentences end with the cure.
    """


class XPathError(BilingualError):
    """An expression that cannot be read, or one that spent its budget. ``place["at"]`` counts from one."""
