"""Doubles: proposed where entries share a key, merged field by field by a person, taken apart again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from django.db import transaction
from django.db.models import Count, Q

from barzan.access import Actor
from barzan.jobs import actions as jobs
from barzan.persian import normalise
from barzan.registers.core.likeness import alike
from barzan.registers.core.merging import at, merged, put, sides
from barzan.registers.errors import EntryError, RegisterError
from barzan.registers.facts import locked, personal_of, put_back
from barzan.registers.followers import Happened, tell
from barzan.registers.formed import fields_of, joined, parted
from barzan.registers.found import refresh
from barzan.registers.models import (
    Deed,
    Entry,
    EntryVersion,
    Likeness,
    Merge,
    Proposal,
    Register,
    Unmerge,
    Verdict,
)
from barzan.registers.rules import ENTRY_MERGE
from barzan.registers.signing import signed
from barzan.registers.timing import drop_timers, set_timers
from barzan.trail import actions as trail

CROWD = 30  # a key that more entries share says nothing: «فروشگاه» in a city
BATCH = 500
MOST = 5_000
Progress = Callable[[int, int, str], None]


def look_for_doubles(actor: Actor, register: Register) -> None:
    """Asks the worker to look through a register."""
    ENTRY_MERGE.require(actor, register.target)
    with transaction.atomic():
        jobs.enqueue(
            "registers.doubles",
            {"register": register.pk},
            key=f"{register.pk}:{actor.request_id}",
            actor=actor,
        )
        trail.record(actor, "register.doubles-sought", register)


def propose(register: Register, progress: Progress = lambda done, total, note: None) -> int:
    """Adds a proposal for each pair that is alike and was not proposed before, ``MOST`` open ones at most.

    Entries are compared only where they share a key, and by few: the work grows with the register, not with
    its square. How many were added.
    """
    shared = Likeness.objects.filter(register=register, entry__hidden=False).order_by()
    keys = shared.values("key").annotate(many=Count("entry", distinct=True))
    crowded = keys.filter(many__gt=1, many__lte=CROWD)
    found = list(crowded.values_list("key", flat=True))
    added = Proposal.objects.filter(register=register, verdict=Verdict.OPEN).count()
    begun = added
    for start in range(0, len(found), BATCH):
        if added >= MOST:
            break
        added += _propose(register, found[start : start + BATCH])
        progress(min(start + BATCH, len(found)), len(found), "")
    return added - begun


def _propose(register: Register, keys: list[str]) -> int:
    rows = Likeness.objects.filter(register=register, key__in=keys, entry__hidden=False)
    by_key: dict[str, list[int]] = {}
    for key, entry in rows.order_by("entry").values_list("key", "entry"):
        by_key.setdefault(key, []).append(entry)
    pairs = {pair for entries in by_key.values() for pair in combinations(sorted(set(entries)), 2)}
    known = set(Proposal.objects.filter(first__in={one for one, _ in pairs}).values_list("first", "second"))
    made = list(_alike(register, sorted(pairs - known)))
    with transaction.atomic():
        Proposal.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _alike(register: Register, pairs: list[tuple[int, int]]) -> Iterator[Proposal]:
    life, fields = register.current.life, fields_of(register.current.form_version)
    keys = {key for pair in pairs for key in pair}
    entries = Entry.objects.select_related("current__personal").in_bulk(keys)
    answers = {key: joined(entry.current.answers, _personal(entry.current)) for key, entry in entries.items()}
    for one, other in pairs:
        first, second = entries[one], entries[other]
        if first.organisation_id != second.organisation_id:
            continue
        same_place = first.place_id is not None and first.place_id == second.place_id
        found = alike(life, fields, answers[one], answers[other], same_place)
        if found:
            yield Proposal(
                register=register, first=first, second=second, score=found.score, reasons=list(found.reasons)
            )


def _personal(version: EntryVersion) -> dict[str, object]:
    return version.personal.answers if hasattr(version, "personal") else {}


def keep_apart(actor: Actor, proposal: Proposal, *, why: str = "") -> Proposal:
    """Says that two entries are not the same; they are not proposed again."""
    with transaction.atomic():
        proposal = (
            Proposal.objects.select_for_update(of=("self",))
            .select_related("first", "second")
            .get(pk=proposal.pk)
        )
        for entry in (proposal.first, proposal.second):
            ENTRY_MERGE.require(actor, entry.target)
        proposal.verdict = Verdict.DIFFERENT
        proposal.save(update_fields=["verdict"])
        trail.record(actor, "entry.kept-apart", proposal, why=why)
    return proposal


def merge(actor: Actor, kept: Entry, gone: Entry, taken: Mapping[str, bool], *, why: str) -> Merge:
    """Makes ``gone`` a part of ``kept``. ``taken`` says by field (name) whether ``gone``'s answer stays.

    The number, state and validity are those of ``kept``; both histories stay.
    """
    if not why.strip():
        raise RegisterError.no_reason()
    with transaction.atomic():
        first, second = sorted((kept.pk, gone.pk))
        rows = {key: locked(Entry(pk=key)) for key in (first, second)}
        kept, gone = rows[kept.pk], rows[gone.pk]
        for entry in (kept, gone):
            ENTRY_MERGE.require(actor, entry.target)
        if (
            kept == gone
            or kept.register_id != gone.register_id
            or kept.organisation_id != gone.organisation_id
        ):
            raise EntryError.unlike()
        before, chosen = kept.current, {name: bool(take) for name, take in taken.items() if take}
        made = _say_together(actor, kept, gone, chosen, why)
        found = Merge.objects.create(
            kept=kept,
            gone=gone,
            before=before,
            after=made,
            chosen=chosen,
            **signed(actor, ENTRY_MERGE, kept.target, normalise(why)),
        )
        gone.hidden, gone.merged_into, gone.seen = True, kept, gone.seen + 1
        gone.save(update_fields=["hidden", "merged_into", "seen"])
        drop_timers(gone)
        refresh([gone])
        _decide(kept, gone, Verdict.MERGED)
        detail = {"register": kept.register.key, "gone": gone.pk, "fields": sorted(chosen)}
        for entry in (kept, gone):
            trail.record(actor, "entry.merged", entry, why=why, detail=detail)
        tell(actor, [Happened(kept, version=made)])
    return found


def _say_together(
    actor: Actor, kept: Entry, gone: Entry, chosen: Mapping[str, bool], why: str
) -> EntryVersion:
    fields = fields_of(kept.version.form_version)
    whole = joined(kept.current.answers, personal_of(kept.current))
    other = joined(gone.current.answers, personal_of(gone.current))
    for name in chosen:
        if name in fields:
            whole = put(whole, fields[name].path, at(other, fields[name].path))
    answers = parted(kept.version.form_version, whole)
    return put_back(actor, kept, answers, Deed.MERGED, why)


def unmerge(actor: Actor, found: Merge, *, why: str) -> Unmerge:
    """Takes two entries apart again: ``gone`` stands by itself as it did, ``kept`` loses what it got from it
    unless somebody has changed that field since.
    """
    if not why.strip():
        raise RegisterError.no_reason()
    with transaction.atomic():
        kept, gone = (locked(Entry(pk=key), merged=True) for key in (found.kept_id, found.gone_id))
        for entry in (kept, gone):
            ENTRY_MERGE.require(actor, entry.target)
        if gone.merged_into_id != kept.pk or Unmerge.objects.filter(merge=found).exists():
            raise EntryError.changed_since()
        made = Unmerge.objects.create(merge=found, **signed(actor, ENTRY_MERGE, kept.target, normalise(why)))
        fields = fields_of(kept.version.form_version)
        base, theirs, mine = (
            joined(version.answers, personal_of(version))
            for version in (found.after, kept.current, found.before)
        )
        back = merged(sides(fields, base, theirs, mine), theirs, {})
        answers = parted(kept.version.form_version, back)
        version = put_back(actor, kept, answers, Deed.RESTORED, why)
        gone.hidden, gone.merged_into, gone.seen = False, None, gone.seen + 1
        gone.save(update_fields=["hidden", "merged_into", "seen"])
        set_timers(gone.version.life, [gone])
        refresh([gone])
        _decide(kept, gone, Verdict.DIFFERENT)
        detail = {"register": kept.register.key, "gone": gone.pk}
        for entry in (kept, gone):
            trail.record(actor, "entry.unmerged", entry, why=why, detail=detail)
        tell(actor, [Happened(kept, version=version)])
    return made


def _decide(one: Entry, other: Entry, verdict: str) -> None:
    first, second = sorted((one.pk, other.pk))
    pair = Q(first=first, second=second)
    Proposal.objects.filter(pair).update(verdict=verdict)
    if verdict == Verdict.MERGED:
        gone = Q(first__hidden=True) | Q(second__hidden=True)
        Proposal.objects.filter(gone, register=one.register, verdict=Verdict.OPEN).delete()
