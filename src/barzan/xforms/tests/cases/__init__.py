"""Cases of form logic written from the ODK XForms specification (https://getodk.github.io/xforms-spec/).

Each names the section it comes from: ``fn:…`` a function, ``data-type:…`` a type, ``bind:…`` an attribute of
a bind, ``event:…`` and ``action:…``, else the heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Says:
    """``expression``, reckoned in the form of ``expressions``, stores ``expected``."""

    section: str
    expression: str
    expected: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Does:
    """A form is filled: after ``steps`` (place, text; a bare place adds a row, ``-place`` takes one away) it
    has ``values`` by place, ``broken`` (place, rule) and, where given, exactly the ``answers``.

    ``irrelevant`` and ``relevant`` are places; ``choices`` the values that stand open by place.
    """

    section: str
    title: str
    instance: str
    model: str = ""
    body: str = ""
    itext: str = ""
    steps: Sequence[str | tuple[str, str]] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    broken: Sequence[tuple[str, str]] | None = None
    answers: Mapping[str, Any] | None = None
    relevant: Sequence[str] = ()
    irrelevant: Sequence[str] = ()
    required: Mapping[str, bool] = field(default_factory=dict)
    readonly: Mapping[str, bool] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
