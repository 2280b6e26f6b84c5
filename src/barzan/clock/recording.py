"""Facts of deadlines, and telling of an end that moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from barzan.access import Actor
from barzan.clock.followers import by_kind
from barzan.clock.models import Deadline, Deed, Fact, State
from barzan.notify import actions as notify
from barzan.notify.actions import Audience, Message
from barzan.persian import format_jalali
from barzan.trail import bulk


def fact(actor: Actor, deadline: Deadline, deed: Deed, at: datetime, **fields: Any) -> Fact:
    """A fact by ``actor``, in the first of their posts."""
    grant = next((each for each in actor.grants if each.post is not None), None)
    return Fact(
        deadline=deadline,
        deed=deed,
        at=at,
        user_id=actor.user,
        post_id=grant.post if grant else None,
        **fields,
    )


def add_facts(facts: Iterable[Fact]) -> None:
    """Inserts many facts at little cost; nobody learns their ids."""
    rows = [[getattr(each, name) for name in _COLUMNS] for each in facts]
    bulk.insert(Fact, _NAMES, rows)


_NAMES = [field.name for field in Fact._meta.concrete_fields if not field.primary_key]
_COLUMNS = [field.attname for field in Fact._meta.concrete_fields if not field.primary_key]


def tell_moved(actor: Actor, moved: list[tuple[Deadline, Fact]], *, aloud: bool = True) -> None:
    """Lets the owners know that ends are others now and, ``aloud``, tells those concerned."""
    facts = {deadline.pk: fact for deadline, fact in moved}
    for follower, group in by_kind([deadline for deadline, _ in moved]):
        if aloud:
            audience = follower.audience(group) if follower.audience else {}
            notify.tell_many(
                (_moved(each, facts[each.pk]), audience.get(each.pk, Audience(units=[each.unit_id])))
                for each in group
            )
        if follower.moved:
            follower.moved(actor, group)


def message(deadline: Deadline, key: str, fa: str, en: str) -> Message:
    """A message about a deadline; ``fa`` and ``en`` say what, after its subject."""
    subject_en = deadline.subject_en or deadline.subject_fa
    url, arguments = deadline.url_name, deadline.url_args
    if not url:
        url, arguments = "clock:deadline", {"pk": deadline.pk}
    return Message(
        f"clock:{deadline.pk}:{key}",
        f"{deadline.subject_fa}: {fa}",
        f"{subject_en}: {en}",
        url,
        arguments,
        deadline.trail_ref,
    )


def _moved(deadline: Deadline, fact: Fact) -> Message:
    key = f"moved:{fact.pk}"
    if deadline.state == State.SUSPENDED or deadline.due_on is None:
        return message(deadline, key, "مهلت متوقف شد.", "the time stands still.")
    fa, en = format_jalali(deadline.due_on, "long"), format_jalali(deadline.due_on, "long", "en")
    why_fa, why_en = (f" ({fact.why})", f" ({fact.why})") if fact.why else ("", "")
    return message(
        deadline, key, f"مهلت تا پایان {fa} است{why_fa}.", f"the time runs until the end of {en}{why_en}."
    )
