"""From the XML of an XForm to a ``Form``."""

from __future__ import annotations

from barzan.xforms.model import Form


def read(xml: bytes | str) -> Form:
    """The form of an XForm as pyxform writes it. Raises ``Refused``."""
    raise NotImplementedError
