"""Conditions of transitions: FEEL over the fields of an entry and what is known of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from barzan.feel import Expression, FeelError, parse
from barzan.registers.core.fields import Answers, Fields, condition_names, values

KNOWN = frozenset({"number", "state", "valid_from", "valid_to", "renewal_open", "today"})


@lru_cache(maxsize=1_000)
def parsed(text: str, names: frozenset[str]) -> Expression:
    """The condition ``text``; raises ``FeelError``."""
    return parse(text, names=sorted(names))


def unknown_names(text: str, fields: Fields) -> list[str]:
    """Names in a condition that are neither fields nor known of every entry. Raises ``FeelError``."""
    names = condition_names(fields) | KNOWN
    return sorted(parsed(text, names).names - names)


def holds(text: str, fields: Fields, answers: Answers, about: Mapping[str, Any], now: datetime) -> bool:
    """Whether the condition is true (null and errors within are not); ``about`` gives the ``KNOWN`` names."""
    context = {**values(fields, answers), **about}
    try:
        return parsed(text, condition_names(fields) | KNOWN).evaluate(context, now=now) is True
    except FeelError:
        return False


def about(
    number: str,
    state: str,
    valid: tuple[date | None, date | None],
    renew_from: date | None,
    today: date,
) -> dict[str, Any]:
    """What is known of every entry, by the names that conditions use."""
    until = valid[1]
    renewable = until is not None and (renew_from or date.min) <= today
    return {
        "number": number,
        "state": state,
        "valid_from": valid[0],
        "valid_to": until,
        "renewal_open": renewable,
        "today": today,
    }
