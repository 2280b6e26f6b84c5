"""The commands of the exchange: hand a file in, confirm what it would change, discard it, take it back.

A file is kept before it is read; large ones are read and applied by the worker, in the name and with the
rights that whoever handed them in has then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor, Forbidden
from barzan.blueprints.values import BlueprintRefused, Problem
from barzan.catalogue import queries as catalogue
from barzan.documents import actions as documents
from barzan.documents.errors import DocumentRefused
from barzan.exchange import errors, queries
from barzan.exchange.applying import applied_drafts, applied_publishing
from barzan.exchange.models import Fault, Import, Line, Mode, Outcome, State
from barzan.exchange.planning import Plan, plan
from barzan.exchange.reading import Sheet, plainly, read
from barzan.exchange.rules import EXCHANGE_IMPORT
from barzan.jobs import actions as jobs
from barzan.people.models import Post
from barzan.persian import search_key
from barzan.revisions import actions as revisions
from barzan.revisions.actions.drafts import current
from barzan.revisions.merge import merge
from barzan.revisions.models import OPEN, Draft
from barzan.revisions.proposed import Proposed
from barzan.trail import actions as trail

SUFFIXES = (".xlsx", ".csv", ".zip")
# What a request does itself; the worker does the rest.
INLINE_BYTES, INLINE_CHANGES = 2**19, 300
READ_JOB, APPLY_JOB = "exchange.read", "exchange.apply"


@dataclass(frozen=True, slots=True)
class Refused:
    """The problems of a file, and the sheets as far as they could be read."""

    problems: Sequence[Problem]
    sheets: Sequence[Sheet]


def hand_in(actor: Actor, name: str, data: bytes, *, why: str = "") -> Import:
    """Keeps a file and says what it would change, or what is wrong with it; nothing else is written.

    Raises ``ExchangeRefused`` for another kind of file, ``DocumentRefused`` or ``BlueprintRefused`` for one
    that cannot even be kept.
    """
    EXCHANGE_IMPORT.require(actor)
    if not name.lower().endswith(SUFFIXES):
        raise errors.wrong_kind()
    post = _post(actor)
    try:
        version = documents.store(actor, name, data, unit=post.unit)
    except DocumentRefused:
        read(data, name)  # the reader names the place and the cure where it finds them
        raise
    with transaction.atomic():
        imported = Import.objects.create(
            user_id=actor.user,
            post=post,
            unit=post.unit,
            at=timezone.now(),
            why=why.strip(),
            document=version,
        )
        trail.record(actor, "import.handed_in", imported, detail={"sha256": version.sha256})
        if len(data) > INLINE_BYTES:
            jobs.enqueue(READ_JOB, {"import": imported.pk}, key=f"{imported.pk}", actor=actor)
            return imported
        look(actor, imported, data)
    return imported


def look(actor: Actor, imported: Import, data: bytes) -> Plan | None:
    """Writes down what the file would change, or its problems (then there is no plan)."""
    with transaction.atomic():
        found = _judged(actor, imported, data)
        _write_down(imported, found)
    return None if isinstance(found, Refused) else found


def confirm(actor: Actor, imported: Import, *, mode: str, why: str) -> Import:
    """Does what the dry run showed, as drafts or at once; the file is read and checked again.

    Where the catalogue has changed so that something else would be done, nothing is: the import then waits
    with its new dry run. Much work is left to the worker. Raises ``ExchangeRefused``.
    """
    EXCHANGE_IMPORT.require(actor, imported.target)
    if not why.strip():
        raise errors.no_reason()
    with transaction.atomic():
        imported = _locked(imported, State.PLANNED)
        if mode == Mode.PUBLISH and not imported.publishable:
            raise errors.may_not_publish()
        imported.why = why.strip()
        if imported.added + imported.changed > INLINE_CHANGES:
            imported.state = State.APPLYING
            imported.save()
            key = f"{imported.pk}:{imported.digest}"
            jobs.enqueue(APPLY_JOB, {"import": imported.pk, "mode": mode}, key=key, actor=actor)
            return imported
        return carry_out(actor, imported, mode)


def carry_out(actor: Actor, imported: Import, mode: str) -> Import:
    """Does what the file asks for where that is still what was shown; ``imported`` is locked."""
    shown = imported.digest
    with transaction.atomic():
        found = _judged(actor, imported, queries.content(actor, imported))
        if isinstance(found, Refused) or found.digest != shown:
            _write_down(imported, found)
            return imported
        if mode == Mode.PUBLISH:
            if not found.publishable:
                raise errors.may_not_publish()
            applied_publishing(actor, found, imported)
        else:
            applied_drafts(actor, found, imported)
        imported.state = State.PUBLISHED if mode == Mode.PUBLISH else State.DRAFTED
        imported.settled_at = timezone.now()
        imported.save()
        detail = {"added": imported.added, "changed": imported.changed}
        trail.record(actor, f"import.{imported.state}", imported, why=imported.why, detail=detail)
    return imported


def discard(actor: Actor, imported: Import) -> Import:
    """Lays an import aside; the file stays among the documents."""
    EXCHANGE_IMPORT.require(actor, imported.target)
    with transaction.atomic():
        imported = _locked(imported, State.PLANNED, State.REFUSED)
        imported.state, imported.settled_at = State.DISCARDED, timezone.now()
        imported.save()
        trail.record(actor, "import.discarded", imported)
    return imported


def take_back(actor: Actor, imported: Import, *, why: str) -> tuple[int, tuple[str, ...]]:
    """Withdraws the open drafts of an import, or prepares drafts that go back to what was published before.

    Returns how many drafts that were, and the services for which it cannot be done: new ones that are
    published (retire them), and those that were changed in the same place since.
    """
    EXCHANGE_IMPORT.require(actor, imported.target)
    if not why.strip():
        raise errors.no_reason()
    with transaction.atomic():
        imported = _locked(imported, State.DRAFTED, State.PUBLISHED)
        drafted = imported.state == State.DRAFTED
        number, left = (_withdraw if drafted else _go_back)(actor, imported, why)
        trail.record(actor, "import.taken_back", imported, why=why, detail={"drafts": number})
    return number, left


def _judged(actor: Actor, imported: Import, data: bytes) -> Plan | Refused:
    sheets: list[Sheet] = []
    try:
        sheets = read(data, imported.document.name)
        return plan(actor, sheets, imported.document.name)
    except BlueprintRefused as refused:
        return Refused(refused.problems, sheets or plainly(data))


def _write_down(imported: Import, found: Plan | Refused) -> None:
    imported.lines.all().delete()
    imported.faults.all().delete()
    if isinstance(found, Refused):
        _keep_faults(imported, found.problems, found.sheets)
        imported.state = State.REFUSED
    else:
        _keep_lines(imported, found)
        imported.state = State.PLANNED
    imported.save()


def _withdraw(actor: Actor, imported: Import, why: str) -> tuple[int, tuple[str, ...]]:
    drafts = list(Draft.objects.filter(origin=imported.origin, state__in=OPEN).select_related("unit"))
    for draft in drafts:
        revisions.withdraw(actor, draft, why=why)
    kept = imported.lines.exclude(outcome=Outcome.DRAFTED).filter(outcome=Outcome.JOINED)
    return len(drafts), tuple(kept.values_list("code", flat=True))


def _go_back(actor: Actor, imported: Import, why: str) -> tuple[int, tuple[str, ...]]:
    """Drafts that undo the import alone: what was changed elsewhere since stays."""
    lines = list(
        imported.lines.filter(outcome=Outcome.PUBLISHED).select_related("before", "after__service__unit")
    )
    now = current([line.after.service for line in lines if line.after])
    items, left = [], []
    for line in lines:
        if line.after is None or line.before is None:
            left.append(line.code)
            continue
        before, after = _sides(line, now[line.code])
        merged = merge(after, before, now[line.code])
        if merged.conflicts:
            left.append(line.code)
        else:
            items.append((line.after.service, merged.proposed))
    opened = revisions.open_drafts(actor, items, why=why, origin=f"{imported.origin}:back")
    return len(opened.drafts), (*left, *opened.contradicted)


def _sides(line: Line, now: Proposed) -> tuple[Proposed, Proposed]:
    """What the service said before and after the import; where it stood is in the fields of the line."""
    moved = {each["name"]: each for each in line.fields if each["name"] in now.placed.__dataclass_fields__}

    def placed(side: str) -> dict[str, object]:
        values = {name: each[side] for name, each in moved.items()}
        return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}

    assert line.before is not None and line.after is not None  # noqa: S101, PT018 - asked for by the caller
    return (
        Proposed(catalogue.content_of(line.before), replace(now.placed, **placed("old"))),
        Proposed(catalogue.content_of(line.after), replace(now.placed, **placed("new"))),
    )


def _locked(imported: Import, *states: str) -> Import:
    rows = Import.objects.select_for_update(of=("self",)).select_related("unit", "document")
    imported = rows.get(pk=imported.pk)
    if imported.state not in states:
        raise errors.settled()
    return imported


def _post(actor: Actor) -> Post:
    """The post in which the actor hands files in."""
    for grant in actor.grants:
        if grant.post is not None and EXCHANGE_IMPORT.admits(actor.holding(grant)):
            return Post.objects.select_related("unit").get(pk=grant.post)
    raise Forbidden(EXCHANGE_IMPORT)


def _keep_faults(imported: Import, problems: Sequence[Problem], sheets: Sequence[Sheet]) -> None:
    columns = {sheet.table.key: sheet.columns for sheet in sheets}
    Fault.objects.bulk_create(
        Fault(
            imported=imported,
            number=number,
            sheet=each.file[:200],
            row=each.row,
            column=each.column[:200],
            letter=columns.get(each.file, {}).get(each.column, ""),
            fa=each.fa,
            en=each.en,
        )
        for number, each in enumerate(problems, start=1)
    )
    imported.added = imported.changed = imported.unchanged = imported.arranged = 0
    imported.digest = ""


def _keep_lines(imported: Import, found: Plan) -> None:
    arranged = [
        Line(
            table=each.table, code=each.code, kind="add" if each.new else "change", title=each.title,
            fields=list(each.changed),
        )
        for each in found.arrangings
    ]  # fmt: skip
    services = [
        Line(
            table="services", code=each.code, kind="change" if each.service else "add",
            title=each.after.content.title, unit=each.after.placed.unit, fields=each.fields(),
            before=each.service.current_version if each.service else None,
        )
        for each in found.changes
    ]  # fmt: skip
    for number, line in enumerate([*arranged, *services], start=1):
        line.imported, line.number = imported, number
        line.key = search_key(f"{line.code} {line.unit} {line.title}")[:600]
    Line.objects.bulk_create([*arranged, *services], batch_size=500)
    counts = found.counts()
    imported.added, imported.changed, imported.unchanged = counts["add"], counts["change"], counts["keep"]
    imported.arranged, imported.publishable = len(arranged), found.publishable
    imported.digest = found.digest
