"""Relations of an entry to other entries, persons, places and organisations: facts, ended by facts."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from barzan.access import Actor
from barzan.people.models import Organisation, Person
from barzan.persian import normalise
from barzan.places.models import Place
from barzan.registers.core import Other, Relation
from barzan.registers.errors import EntryError, RegisterError
from barzan.registers.facts import locked
from barzan.registers.models import Entry, Related, Unrelated
from barzan.registers.rules import ENTRY_EDIT, ENTRY_READ
from barzan.registers.signing import signed
from barzan.trail import actions as trail

Thing = Entry | Person | Place | Organisation
KINDS: dict[Other, tuple[type[Thing], str]] = {
    Other.ENTRY: (Entry, "to_entry"),
    Other.PERSON: (Person, "to_person"),
    Other.PLACE: (Place, "to_place"),
    Other.ORGANISATION: (Organisation, "to_organisation"),
}


def relate(actor: Actor, entry: Entry, kind: str, other: Thing, *, why: str = "") -> Related:
    """Records a relation that the register knows. Raises ``EntryError`` for a thing of another kind, for the
    same again, and for a second one where the register takes one.
    """
    ENTRY_EDIT.require(actor, entry.target)
    if isinstance(other, Entry):
        ENTRY_READ.require(actor, other.target)
    with transaction.atomic():
        entry = locked(entry)
        relation = entry.version.life.relation(kind)
        if relation is None or not fits(relation, other) or other == entry:
            raise EntryError.relation(relation.title if relation else kind)
        column = KINDS[relation.to][1]
        present = Related.objects.filter(entry=entry, kind=kind, ended__isnull=True)
        if present.filter(**{column: other}).exists() or (not relation.many and present.exists()):
            raise EntryError.relation(relation.title)
        made = Related.objects.create(
            entry=entry,
            kind=kind,
            **{column: other},
            **signed(actor, ENTRY_EDIT, entry.target, normalise(why)),
        )
        trail.record(actor, "entry.related", entry, why=why, detail={"kind": kind, "relation": made.pk})
    return made


def fits(relation: Relation, other: Thing) -> bool:
    """Whether a thing is of the kind (and of the register) that a relation takes."""
    if not isinstance(other, KINDS[relation.to][0]):
        return False
    return not (isinstance(other, Entry) and relation.register) or other.register.key == relation.register


def unrelate(actor: Actor, relation: Related, *, why: str) -> Unrelated:
    """Says that a relation has ended or was a mistake; both facts stay."""
    ENTRY_EDIT.require(actor, relation.entry.target)
    if not why.strip():
        raise RegisterError.no_reason()
    try:
        with transaction.atomic():
            signature = signed(actor, ENTRY_EDIT, relation.entry.target, normalise(why))
            made = Unrelated.objects.create(relation=relation, **signature)
            detail = {"kind": relation.kind, "relation": relation.pk}
            trail.record(actor, "entry.unrelated", relation.entry, why=why, detail=detail)
    except IntegrityError:
        raise RegisterError.stale() from None
    return made
