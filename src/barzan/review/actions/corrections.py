"""What a review put right and what it decided, as rows of the catalogue, with reasons in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from barzan.catalogue.models import (
    BookletReading,
    Correction,
    Decision,
    DecisionBasis,
    DecisionField,
    Service,
    ServiceClass,
)
from barzan.persian import joined_key
from barzan.review.core.reasons import PUBLISHED, REASONS, sentences
from barzan.review.core.said import PARTS, SCALARS, Said
from barzan.review.models import ItemDecision, Verb
from barzan.review.planning import Planned

LONGEST_POST = 120


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Why the decision that holds was taken: in both languages, the common reason's key, the post."""

    fa: str = ""
    en: str = ""
    reason: str = ""
    post: str = ""


def reasons_of(planned: Sequence[Planned]) -> dict[int, Reasoned]:
    """By item: the reason of the decision that holds; one question."""
    stacks: dict[int, list[Reasoned]] = {}
    rows = ItemDecision.objects.filter(item__in=[each.item.pk for each in planned])
    columns = ("item", "verb", "reason", "why", "post__title")
    for item, verb, reason, why, post in rows.order_by("item", "number").values_list(*columns):
        stack = stacks.setdefault(item, [])
        if verb != Verb.UNDO:
            stack.append(Reasoned(*sentences(reason, why), reason, post or ""))
        elif stack:
            stack.pop()
    return {item: stack[-1] for item, stack in stacks.items() if stack}


def decisions_of(
    booklet: BookletReading,
    planned: Sequence[Planned],
    services: Mapping[int, Service],
    reasons: Mapping[int, Reasoned],
) -> list[Decision]:
    """One row for each class and client that the print leaves open and a person has set.

    What was set before and is confirmed as published keeps its own reason, and gets no row.
    """
    earlier = {(row.service_id, row.field, row.value) for row in booklet.decisions.all()}
    rows = []
    for each in planned:
        given = reasons.get(each.item.pk)
        read = Said.from_value(each.item.read)
        for field, value in _flags_set(read, each.said):
            if given is None:
                continue
            if given.reason == PUBLISHED and (services[each.item.pk].pk, field, value) in earlier:
                continue
            rows.append(
                Decision(
                    booklet=booklet,
                    field=field,
                    value=value,
                    reason_fa=given.fa,
                    reason_en=given.en,
                    decided_by=given.post[:LONGEST_POST],
                    basis=DecisionBasis.SOURCE if given.reason == "original" else DecisionBasis.JUDGEMENT,
                    line=each.item.line or each.item.section_line,
                    unit=each.item.office.unit,
                    service=services[each.item.pk],
                )
            )
    return rows


def corrections_of(
    booklet: BookletReading,
    planned: Sequence[Planned],
    services: Mapping[int, Service],
    reasons: Mapping[int, Reasoned],
) -> list[Correction]:
    """One row for each field of a service that is published otherwise than it was read; not yet numbered."""
    spelling = Reasoned(*REASONS["spelling"])
    rows = []
    for each in planned:
        for field, printed, corrected, by_hand in _put_right(each):
            given = reasons.get(each.item.pk, spelling) if by_hand else spelling
            rows.append(
                Correction(
                    booklet=booklet,
                    field=field,
                    printed=printed,
                    corrected=corrected,
                    reason_fa=given.fa,
                    reason_en=given.en,
                    line=each.item.line or each.item.section_line,
                    unit=each.item.office.unit,
                    service=services[each.item.pk],
                )
            )
    return rows


def _flags_set(read: Said, said: Said) -> Iterator[tuple[str, str]]:
    """(field, value) of the flags that the print leaves open and that are set now."""
    if read.service_class is None and said.service_class is not None:
        yield DecisionField.CLASS.value, said.service_class
    if read.has_client is None and said.has_client is not None:
        yield DecisionField.CLIENT.value, "yes" if said.has_client else "no"


def _put_right(each: Planned) -> Iterator[tuple[str, str, str, bool]]:
    """(field, as read, as published, whether a person changed it) of each field that differs.

    Parts count as put right only where a person changed them: where the service was published before, what
    was proposed for them is not in the words of the print. A flag that the print leaves open is a decision
    instead.
    """
    read, proposed, said = Said.from_value(each.item.read), Said.from_value(each.item.proposed), each.said
    for field in SCALARS:
        was, now = getattr(read, field), getattr(said, field)
        by_hand = now != getattr(proposed, field)
        if was is None and field in ("service_class", "has_client"):
            continue
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
