"""Commands on items: decide, ask, set aside, open again, take back. Each adds a fact, none changes one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from barzan.access import Actor
from barzan.review import errors
from barzan.review.actions.locking import locked
from barzan.review.core.fold import STATE_AFTER, Fact, standings
from barzan.review.core.reading import CLEAN
from barzan.review.core.reasons import REASONS
from barzan.review.core.said import Said
from barzan.review.models import STANDING, Item, ItemDecision, ItemState, Office, Reading, Verb
from barzan.review.rules import REVIEW_EDIT
from barzan.revisions.actions.drafts import signature
from barzan.trail import actions as trail

EVENTS = {
    Verb.ACCEPT: "item.accepted",
    Verb.CORRECT: "item.corrected",
    Verb.QUESTION: "item.questioned",
    Verb.ASIDE: "item.set_aside",
    Verb.REOPEN: "item.reopened",
    Verb.UNDO: "item.undone",
}


def decide(actor: Actor, item: Item, said: Said, *, seen: int, reason: str = "", why: str = "") -> Item:
    """Accepts an item as proposed, or corrects it where ``said`` differs; ``seen`` is the decision one saw.

    A correction, and a class or client that stays unknown, need a reason. Raises ``StaleDecision`` where
    somebody else decided since, ``ReviewRefused`` for what may not be decided so. A form that was sent twice
    decides once.
    """
    with transaction.atomic():
        if twice := _sent_twice(actor, item, said, seen):
            return twice
        item = _locked(actor, item, seen)
        verb = Verb.ACCEPT if said == Said.from_value(item.proposed) else Verb.CORRECT
        _check(said, verb, given=bool(reason or why.strip()))
        after = said.as_value()
        if _says_so_already(item, verb, after) and not (reason or why.strip()):
            return item
        return _added(actor, item, verb, after, reason, why)


def question(actor: Actor, item: Item, *, seen: int, why: str) -> Item:
    """Leaves an item with a question for the others; it stays to be decided."""
    return _told(actor, item, Verb.QUESTION, seen, "", why)


def set_aside(actor: Actor, item: Item, *, seen: int, reason: str = "", why: str = "") -> Item:
    """Leaves an item out of this version, with the reason."""
    return _told(actor, item, Verb.ASIDE, seen, reason, why)


def reopen(actor: Actor, item: Item, *, seen: int, why: str = "") -> Item:
    """Lets an item be decided again; what was written stays in it."""
    with transaction.atomic():
        item = _locked(actor, item, seen)
        return _added(actor, item, Verb.REOPEN, item.current, "", why)


def undo(actor: Actor, item: Item, *, seen: int, why: str = "") -> Item:
    """Takes the decision back that holds: the item stands exactly as before it. A new fact."""
    with transaction.atomic():
        item = _locked(actor, item, seen)
        facts = list(item.decisions.order_by("number"))
        changed, decision = _undone(actor, item, facts, why, "")
        decision.save(force_insert=True)
        changed.save(update_fields=STANDING)
        trail.record(actor, EVENTS[Verb.UNDO], item, version=item.number, why=why)
        return changed


def undo_last(actor: Actor, reading: Reading) -> list[Item]:
    """Takes back what the actor decided last in a reading, if it still holds; a batch as a whole."""
    REVIEW_EDIT.require(actor, reading.target)
    with transaction.atomic():
        reading = locked(reading)
        still = ItemDecision.objects.filter(
            item__reading=reading, user=actor.user, number=F("item__number")
        ).exclude(verb=Verb.UNDO)
        last = still.order_by("-pk").first()
        if last is None:
            raise errors.nothing_to_undo()
        rows = still.filter(batch=last.batch) if last.batch else still.filter(pk=last.pk)
        return _undo_many(actor, reading, [row.item_id for row in rows])


def accept_clean(
    actor: Actor, reading: Reading, office: Office, orders: Sequence[int], *, reason: str = "", why: str = ""
) -> list[Item]:
    """Accepts the listed items of an office that nothing was found about and nobody has touched."""
    REVIEW_EDIT.require(actor, reading.target)
    with transaction.atomic():
        reading = locked(reading)
        rows = Item.objects.select_for_update(of=("self",)).filter(
            reading=reading, office=office, order__in=orders, group=CLEAN, state=ItemState.OPEN
        )
        items = list(rows.order_by("order"))
        signed = signature(actor, REVIEW_EDIT, reading.unit, why)
        facts = [
            _fact(item, Verb.ACCEPT, item.proposed, signed, reason=_known(reason), batch=actor.request_id)
            for item in items
        ]
        ItemDecision.objects.bulk_create(facts)
        Item.objects.bulk_update(items, STANDING, batch_size=100)
        trail.record(
            actor, "reading.accepted_clean", reading, why=why,
            detail={"items": len(items), "office": office.order},
        )  # fmt: skip
    return items


def _sent_twice(actor: Actor, item: Item, said: Said, seen: int) -> Item | None:
    """The item as the actor has just decided it from the same page, with the same words."""
    last = ItemDecision.objects.filter(item=item.pk, item__number=F("number"), number=seen + 1)
    same = last.filter(user=actor.user, verb__in=(Verb.ACCEPT, Verb.CORRECT)).first()
    if same is None or actor.user is None or Said.from_value(same.after) != said:
        return None
    REVIEW_EDIT.require(actor, item.reading.target)
    return Item.objects.get(pk=item.pk)


def _told(actor: Actor, item: Item, verb: Verb, seen: int, reason: str, why: str) -> Item:
    if not (reason or why.strip()):
        raise errors.no_reason()
    with transaction.atomic():
        item = _locked(actor, item, seen)
        return _added(actor, item, verb, item.current, reason, why)


def _locked(actor: Actor, item: Item, seen: int) -> Item:
    REVIEW_EDIT.require(actor, item.reading.target)
    reading = locked(item.reading)
    found = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    found.reading = reading
    if found.number != seen:
        raise errors.StaleDecision(found.decisions.select_related("post").order_by("-number").first())
    return found


def _check(said: Said, verb: Verb, *, given: bool) -> None:
    if not said.title.strip():
        raise errors.undecided(["title"])
    unknown = [name for name in ("service_class", "has_client") if getattr(said, name) is None]
    if unknown and not given:
        raise errors.undecided(unknown)
    if verb is Verb.CORRECT and not given:
        raise errors.no_reason()


def _says_so_already(item: Item, verb: Verb, after: dict[str, Any]) -> bool:
    return item.state == STATE_AFTER[verb] and item.current == after


def _added(actor: Actor, item: Item, verb: Verb, after: dict[str, Any], reason: str, why: str) -> Item:
    signed = signature(actor, REVIEW_EDIT, item.reading.unit, why)
    _fact(item, verb, after, signed, reason=_known(reason)).save(force_insert=True)
    item.save(update_fields=STANDING)
    trail.record(
        actor, EVENTS[verb], item, version=item.number, why=why,
        detail={"reason": reason} if reason else None,
    )  # fmt: skip
    return item


def _fact(
    item: Item,
    verb: Verb,
    after: dict[str, Any],
    signed: dict[str, Any],
    *,
    reason: str = "",
    batch: str = "",
) -> ItemDecision:
    """The next fact about an item, which stands accordingly; the caller saves both."""
    before = item.current
    item.number += 1
    item.decided_at, item.decided_by = signed["at"], signed["post_id"]
    item.stand(STATE_AFTER[verb], after)
    return ItemDecision(
        item=item,
        number=item.number,
        verb=verb,
        before=before,
        after=after,
        reason=reason,
        batch=batch,
        **signed,
    )


def _known(reason: str) -> str:
    return reason if reason in REASONS else ""


def _undo_many(actor: Actor, reading: Reading, pks: Sequence[int]) -> list[Item]:
    items = list(Item.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("order"))
    facts: dict[int, list[ItemDecision]] = {item.pk: [] for item in items}
    for fact in ItemDecision.objects.filter(item__in=items).order_by("number"):
        facts[fact.item_id].append(fact)
    undone = []
    for item in items:
        item.reading = reading
        undone.append(_undone(actor, item, facts[item.pk], "", actor.request_id if len(items) > 1 else ""))
    ItemDecision.objects.bulk_create(decision for _, decision in undone)
    Item.objects.bulk_update(items, STANDING, batch_size=100)
    if len(items) == 1:
        trail.record(actor, EVENTS[Verb.UNDO], items[0], version=items[0].number)
    else:
        trail.record(actor, "reading.undone", reading, detail={"items": len(items)})
    return items


def _undone(
    actor: Actor, item: Item, facts: Sequence[ItemDecision], why: str, batch: str
) -> tuple[Item, ItemDecision]:
    """The item as it stood before the decision that holds, and the fact that says so."""
    stack = standings((Fact(each.number, each.verb, each.after) for each in facts), item.proposed)
    if len(stack) == 1:
        raise errors.nothing_to_undo()
    holding, before = stack[-1], stack[-2]
    signed = signature(actor, REVIEW_EDIT, item.reading.unit, why)
    was = item.current
    item.number += 1
    item.stand(before.state, before.value)
    earlier = next((each for each in facts if each.number == before.by), None)
    item.decided_at = earlier.at if earlier else None
    item.decided_by = earlier.post_id if earlier else None
    decision = ItemDecision(
        item=item,
        number=item.number,
        verb=Verb.UNDO,
        before=was,
        after=before.value,
        undoes=holding.by,
        batch=batch,
        **signed,
    )
    return item, decision
