"""A form written as a workbook of XLSForm that reads from the right and converts to the same form again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from barzan.xforms import Form
    from barzan.xlsform.converting import Converted


def workbook(form: Form | Converted) -> bytes:
    """The ``.xlsx`` of a form; no cell of it is a formula."""
    raise NotImplementedError
