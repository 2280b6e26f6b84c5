"""Whether an entry may pass from one state to another: who, what is asked for, the condition. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from barzan.registers.core.conditions import holds
from barzan.registers.core.fields import Answers, Fields, answer
from barzan.registers.core.findings import Finding
from barzan.registers.core.values import Transition
from barzan.registers.core.wording import quoted


@dataclass(frozen=True, slots=True)
class Given:
    """What comes with a passage: the answers as they stand, keys of documents, a reason, and what is known of
    the entry (``conditions.about``).
    """

    answers: Answers
    documents: Collection[str] = ()
    why: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


def may(one: Transition, roles: Collection[str], posts: Collection[str]) -> bool:
    """Whether somebody with these roles and posts (codes), all covering the entry, may take it."""
    return bool(set(one.roles) & set(roles)) or bool(set(one.posts) & set(posts))


def obstacles(one: Transition, given: Given, fields: Fields, now: datetime) -> list[Finding]:
    """What is missing for the passage; nothing where it may go on."""
    found = [*_missing_fields(one, given, fields), *_missing_documents(one, given)]
    if one.reason and not given.why.strip():
        found.append(
            Finding(
                "why",
                "entry.reason",
                f"{quoted(one.title)} دلیل می‌خواهد؛ آن را در یک جمله بنویسید.",
                f"“{one.named('en')}” asks for a reason; give it in a sentence.",
            )
        )
    if one.condition and not holds(one.condition, fields, given.answers, given.about, now):
        found.append(
            Finding(
                "condition",
                "entry.condition",
                f"شرط {quoted(one.title)} برقرار نیست: {one.condition}",
                f"The condition of “{one.named('en')}” does not hold: {one.condition}",
            )
        )
    return found


def _missing_fields(one: Transition, given: Given, fields: Fields) -> list[Finding]:
    return [
        Finding(
            name,
            "entry.field",
            f"{quoted(one.title)} به پاسخ {quoted(fields[name].labelled('fa'))} نیاز دارد؛ آن را پر کنید.",
            f"“{one.named('en')}” needs “{fields[name].labelled('en')}”; fill it in first.",
        )
        for name in one.fields
        if name in fields and not answer(given.answers, fields[name].path)
    ]


def _missing_documents(one: Transition, given: Given) -> list[Finding]:
    return [
        Finding(
            f"document-{each.key}",
            "entry.document",
            f"برای {quoted(one.title)} باید {quoted(each.title)} پیوست شود.",
            f"“{one.named('en')}” needs the document “{each.named('en')}”; attach it.",
        )
        for each in one.documents
        if each.key not in given.documents
    ]
