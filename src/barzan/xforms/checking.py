"""The judgement of answers that arrived: everything reckoned from scratch."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from barzan.xforms.filling import Broken
from barzan.xforms.model import Answers, ChoiceList, Form


@dataclass(frozen=True, slots=True)
class Verdict:
    """``answers`` as they stand: recalculated, without what is not relevant.

    ``changed``: calculations that came out otherwise (place, sent, reckoned); ``dropped``: places whose
    answers were left out because they are not relevant, beyond the count of a repeat, or unknown.
    """

    answers: dict[str, Any]
    broken: tuple[Broken, ...]
    changed: tuple[tuple[str, str, str], ...]
    dropped: tuple[str, ...]


def check(
    form: Form,
    answers: Answers,
    *,
    now: datetime.datetime,
    lists: Mapping[str, ChoiceList] | None = None,
    metadata: Mapping[str, str] = {},
) -> Verdict:
    """What holds of ``answers``. Never raises because of them."""
    raise NotImplementedError
