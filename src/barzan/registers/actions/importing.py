"""Files are imported: mapped, checked without a change, taken in batches, taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction

from barzan.access import Actor
from barzan.blueprints.registry import Row
from barzan.blueprints.sheets import read_workbook
from barzan.documents import actions as documents
from barzan.documents.storage import path_of
from barzan.jobs import actions as jobs
from barzan.people.models import Unit
from barzan.persian import normalise
from barzan.registers.actions.entries import NewEntry, change, open_many
from barzan.registers.core.importing import OWN, guessed
from barzan.registers.errors import ImportRefused, RegisterError
from barzan.registers.facts import locked, personal_of, put_back
from barzan.registers.formed import Parted, fields_of, joined
from barzan.registers.found import refresh
from barzan.registers.models import Deed, Entry, EntryVersion, Import, ImportedRow, ImportState, Register
from barzan.registers.rows import Read, Reading, sheet_rows
from barzan.registers.rules import ENTRY_IMPORT
from barzan.registers.signing import signed
from barzan.trail import actions as trail

BATCH = 500
MOST_FINDINGS = 200
Progress = Callable[[int, int, str], None]
IDLE = (ImportState.MAPPED, ImportState.CHECKED, ImportState.STOPPED)


def begin_import(actor: Actor, register: Register, unit: Unit, name: str, data: bytes) -> Import:
    """Keeps a workbook or CSV file and guesses its mapping, from the last import with the same headings.

    Raises ``BlueprintRefused`` with what is wrong with the file as such, ``DocumentRefused``.
    """
    ENTRY_IMPORT.require(actor, unit.target)
    if register.current is None:
        raise RegisterError.closed(register.title)
    sheets = read_workbook(data, name)
    sheet = max(sheets, key=lambda each: len(sheets[each]))
    rows = sheets[sheet]
    headings = list(rows[0].cells) if rows else []
    if not headings:
        raise ImportRefused.empty()
    with transaction.atomic():
        kept = documents.store(actor, name, data, unit=unit, personal=True)
        fields = fields_of(register.current.form_version)
        before = Import.objects.filter(register=register, headings=headings).order_by("-pk").first()
        made = Import.objects.create(
            register=register,
            unit=unit,
            file=kept,
            sheet=sheet[:120],
            headings=headings,
            mapping=guessed(headings, fields, before.mapping if before else {}),
            rows=len(rows),
            **signed(actor, ENTRY_IMPORT, unit.target),
        )
        trail.record(actor, "register.imported", made, detail={"register": register.key, "rows": len(rows)})
    return made


def map_import(actor: Actor, imported: Import, mapping: Mapping[str, str]) -> Import:
    """Says which column fills which field, and has the file checked against it; nothing is opened yet."""
    ENTRY_IMPORT.require(actor, imported.target)
    with transaction.atomic():
        imported = _locked(imported, *IDLE)
        if imported.done:
            raise ImportRefused.begun()
        fields = fields_of(imported.register.current.form_version)
        given = {heading: mapping.get(heading, "") for heading in imported.headings}
        used = [name for name in given.values() if name]
        if not used or len(set(used)) != len(used) or any(n not in fields and n not in OWN for n in used):
            raise ImportRefused.mapping()
        imported.mapping, imported.state, imported.findings, imported.wrong = (
            given,
            ImportState.CHECKING,
            [],
            0,
        )
        imported.save()
        trail.record(actor, "register.import-mapped", imported, detail={"columns": len(used)})
        _enqueue(actor, imported, "check")
    return imported


def start_import(actor: Actor, imported: Import) -> Import:
    """Takes a file that was checked without errors, in the background."""
    ENTRY_IMPORT.require(actor, imported.target)
    with transaction.atomic():
        imported = _locked(imported, ImportState.CHECKED, ImportState.STOPPED)
        if imported.wrong:
            raise ImportRefused.findings(imported.wrong)
        imported.state = ImportState.RUNNING
        imported.save(update_fields=["state"])
        trail.record(actor, "register.import-started", imported, detail={"rows": imported.rows})
        _enqueue(actor, imported, f"take:{imported.done}")
    return imported


def check_rows(imported: Import, progress: Progress) -> None:
    """The dry run: every row is read and judged, nothing is opened. Called by the worker."""
    reading = Reading(imported)
    findings, wrong = [], 0
    for number, row in enumerate(_rows(imported), 1):
        read = reading.read(row)
        wrong += len(read.wrong)
        findings += [
            {"row": row.number, "column": each.column, "fa": each.fa, "en": each.en} for each in read.wrong
        ][: MOST_FINDINGS - len(findings)]
        if number % BATCH == 0:
            progress(number, imported.rows, "")
    with transaction.atomic():
        imported = Import.objects.select_for_update().get(pk=imported.pk)
        imported.findings, imported.wrong, imported.state = findings, wrong, ImportState.CHECKED
        imported.save(update_fields=["findings", "wrong", "state"])


def take_rows(actor: Actor, imported: Import, progress: Progress) -> None:
    """Opens and changes entries row by row, a batch a transaction; goes on where it was cut off."""
    rows = list(_rows(imported))
    reading = Reading(imported)
    try:
        for start in range(imported.done, len(rows), BATCH):
            batch = [reading.read(row) for row in rows[start : start + BATCH]]
            with transaction.atomic():
                opened = _take(actor, imported, batch)
                done = start + len(batch)
                Import.objects.filter(pk=imported.pk).update(done=done, opened=imported.opened + opened)
                imported.done, imported.opened = done, imported.opened + opened
            progress(done, len(rows), "")
    except ImportRefused as refused:
        _stand(actor, imported, ImportState.STOPPED, "register.import-stopped", refused.en)
        return
    with transaction.atomic():
        Import.objects.filter(pk=imported.pk).update(state=ImportState.DONE)


def _take(actor: Actor, imported: Import, batch: list[Read]) -> int:
    """One batch; how many entries are new. Raises ``ImportRefused`` for a row that is wrong by now."""
    for read in batch:
        if read.wrong:
            raise ImportRefused.row(read.number, read.wrong[0])
    new = [read for read in batch if read.entry is None]
    why = f"import:{imported.pk}"
    opened = open_many(actor, imported.register, [_new(imported, read, why) for read in new]) if new else []
    made = [(read.number, entry.current) for read, entry in zip(new, opened, strict=True)]
    for read in batch:
        if read.entry is not None:
            entry = Entry.objects.select_related("current").get(pk=read.entry)
            whole = joined(joined(entry.current.answers, personal_of(entry.current)), read.answers)
            version = change(actor, entry, whole, base=entry.current.number, why=why)
            if version.pk != entry.current_id:
                made.append((read.number, version))
    ImportedRow.objects.bulk_create(
        ImportedRow(of=imported, row=number, version=version) for number, version in made
    )
    return len(opened)


def _new(imported: Import, read: Read, why: str) -> NewEntry:
    return NewEntry(
        read.answers,
        read.unit or imported.unit,
        number=read.number_given,
        state=read.state,
        valid=read.valid,
        why=why,
    )


def undo_import(actor: Actor, imported: Import, *, why: str) -> int:
    """Takes an import back as a whole: entries that it opened leave all lists, changed ones get back what
    they said. Those that somebody worked on since stay; how many these are.
    """
    ENTRY_IMPORT.require(actor, imported.target)
    if not why.strip():
        raise RegisterError.no_reason()
    with transaction.atomic():
        imported = _locked(imported, ImportState.DONE, ImportState.STOPPED)
        rows = ImportedRow.objects.filter(of=imported).select_related("version").order_by("-row")
        kept = sum(not _undo(actor, row.version, why) for row in rows)
        imported.state = ImportState.UNDONE
        imported.save(update_fields=["state"])
        trail.record(actor, "register.import-undone", imported, why=why, detail={"kept": kept})
    return kept


def _undo(actor: Actor, version: EntryVersion, why: str) -> bool:
    """Whether the row could be taken back: nobody changed or passed on its entry since, nor related one
    that it opened.
    """
    entry = locked(Entry(pk=version.entry_id), merged=True)
    if entry.hidden or entry.current_id != version.pk:
        return False
    opened = version.number == 1
    facts = [entry.passages, *([entry.relations, entry.related_from] if opened else ())]
    if any(rows.filter(at__gt=version.at).exists() for rows in facts):
        return False
    if opened:
        Entry.objects.filter(pk=entry.pk).update(hidden=True, seen=entry.seen + 1)
        refresh([entry])
        return True
    before = entry.versions.get(number=version.number - 1)
    put_back(actor, entry, Parted(before.answers, personal_of(before)), Deed.RESTORED, why)
    return True


def _rows(imported: Import) -> list[Row]:
    data = path_of(imported.file.sha256).read_bytes()
    return sheet_rows(data, imported.file.name, imported.sheet)


def _enqueue(actor: Actor, imported: Import, deed: str) -> None:
    payload = {"import": imported.pk, "deed": deed.partition(":")[0]}
    jobs.enqueue("registers.import", payload, key=f"{imported.pk}:{deed}:{actor.request_id}", actor=actor)


def _stand(actor: Actor, imported: Import, state: str, verb: str, why: str) -> None:
    with transaction.atomic():
        Import.objects.filter(pk=imported.pk).update(state=state)
        trail.record(actor, verb, imported, why=normalise(why)[:300])


def _locked(imported: Import, *states: str) -> Import:
    rows = Import.objects.select_for_update(of=("self",))
    related = ("register__unit", "register__current__form_version", "unit", "file")
    found = rows.select_related(*related).get(pk=imported.pk)
    if found.state not in states:
        raise ImportRefused.state(found.get_state_display())
    return found
