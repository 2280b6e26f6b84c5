"""What a review put right, as rows of the catalogue: printed, corrected, why, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import override

from barzan.catalogue.models import BookletReading, Correction, Service, ServiceClass
from barzan.persian import joined_key
from barzan.review.core.reasons import REASONS, sentences
from barzan.review.core.said import PARTS, SCALARS, Said
from barzan.review.models import ItemDecision, Verb
from barzan.review.planning import Planned


def corrections_of(
    booklet: BookletReading, planned: Sequence[Planned], services: Mapping[int, Service]
) -> list[Correction]:
    """One row for each field of a service that is published otherwise than it was read; numbers are not set."""
    reasons = _reasons(planned)
    rows = []
    for each in planned:
        fa, en = reasons.get(each.item.pk, ("", ""))
        for field, printed, corrected, by_hand in _put_right(each):
            given = (fa, en) if by_hand and fa else REASONS["spelling"]
            rows.append(
                Correction(
                    booklet=booklet,
                    field=field,
                    printed=printed,
                    corrected=corrected,
                    reason_fa=given[0],
                    reason_en=given[1],
                    line=each.item.line or each.item.section_line,
                    unit=each.item.office.unit,
                    service=services[each.item.pk],
                )
            )
    return rows


def _put_right(each: Planned) -> Iterator[tuple[str, str, str, bool]]:
    """(field, as read, as published, whether a person changed it) of each field that differs.

    Parts count as put right only where a person changed them: what was proposed for them is not in the words of
    the print where the service was published before.
    """
    read, proposed, said = Said.from_value(each.item.read), Said.from_value(each.item.proposed), each.said
    for field in SCALARS:
        was, now = getattr(read, field), getattr(said, field)
        by_hand = now != getattr(proposed, field)
        if was != now and (by_hand or _spelling(was, now)):
            yield field, _text(field, was), _text(field, now), by_hand
    for field in PARTS:
        was, now = getattr(proposed, field), getattr(said, field)
        if was != now:
            yield field, _lines(was, now), _lines(now, was), True


def _spelling(was: Any, now: Any) -> bool:
    """Whether the two are the same words in other letters."""
    return isinstance(was, str) and isinstance(now, str) and joined_key(was) == joined_key(now)


def _text(field: str, value: Any) -> str:
    if value is None or value == "":
        return "نامعلوم" if field in ("service_class", "has_client") else ""
    if field == "service_class":
        with override("fa"):
            return str(ServiceClass(value).label)
    if field == "has_client":
        return "دارد" if value else "ندارد"
    return str(value)


def _lines(rows: Sequence[Any], other: Sequence[Any]) -> str:
    """The texts of the rows of a part that the other does not have."""
    there = {_words(row) for row in other}
    return "\n".join(_words(row) for row in rows if _words(row) not in there)


def _words(row: Any) -> str:
    return str(getattr(row, "text", "") or getattr(row, "title", ""))


def _reasons(planned: Sequence[Planned]) -> dict[int, tuple[str, str]]:
    """By item: the reason of the decision that holds."""
    pks = [each.item.pk for each in planned]
    found: dict[int, tuple[str, str]] = {}
    rows = ItemDecision.objects.filter(item__in=pks).order_by("item", "number")
    stacks: dict[int, list[tuple[str, str]]] = {}
    for item, verb, reason, why in rows.values_list("item", "verb", "reason", "why"):
        stack = stacks.setdefault(item, [])
        if verb != Verb.UNDO:
            stack.append(sentences(reason, why))
        elif stack:
            stack.pop()
    for item, stack in stacks.items():
        if stack:
            found[item] = stack[-1]
    return found
