"""What the room's commands take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from barzan.clock.core.values import Terms


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose time it is: ``Owner("task", "17")``. An owner has one deadline at most."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """A deadline to start for ``owner`` in a unit (id), asked for at ``since``.

    One that runs from notice or from complete documents waits for these, unless ``begun`` says when they came
    already. The subject and the address are what lists and messages show of it.
    """

    owner: Owner
    unit_id: int
    terms: Terms
    since: datetime
    subject_fa: str = ""
    subject_en: str = ""
    url_name: str = ""
    url_args: Mapping[str, str | int] = field(default_factory=dict)
    begun: datetime | None = None
