"""Answers as XML, the way OpenRosa sends them."""

from __future__ import annotations

from typing import Any

from barzan.xforms.model import Answers, Form


def to_xml(form: Form, answers: Answers) -> bytes:
    """The submission of ``answers``."""
    raise NotImplementedError


def from_xml(form: Form, data: bytes) -> dict[str, Any]:
    """The answers of a submission, unknown names included: ``check`` judges. Raises ``Refused``."""
    raise NotImplementedError
