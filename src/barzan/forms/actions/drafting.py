"""The draft of a form: a workbook that is read each time it is saved; every saving can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.forms.contents import checked_media, keep, media_of, workbook_name, workbook_type
from barzan.forms.core import books
from barzan.forms.core.columns import code_of
from barzan.forms.core.facts import facts
from barzan.forms.errors import FormError
from barzan.forms.models import DraftSaving, Form, FormDraft, FormVersion, Refusal
from barzan.forms.rules import FORM_EDIT
from barzan.people.models import Unit
from barzan.trail import actions as trail
from barzan.xlsform import Converted, NotConverted, convert

EDITED = "xlsx"


@dataclass(frozen=True, slots=True)
class Saved:
    """What is to be kept as the draft: a workbook, its files by name (media type, bytes), and why."""

    name: str
    data: bytes
    deed: str
    note: str = ""
    media: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    without: tuple[str, ...] = ()


def upload(
    actor: Actor,
    form: Form,
    name: str,
    data: bytes,
    *,
    media: Mapping[str, bytes] | None = None,
    seen: int,
) -> DraftSaving:
    """A workbook (.xlsx, .xls) becomes the draft; ``media`` (pictures, lists) is added to what there is.

    ``seen`` is the count of the draft that was shown, 0 where there was none. Raises ``xlsform.NotConverted``
    with the findings, ``FormError`` where somebody saved meanwhile. Nothing is kept then.
    """
    FORM_EDIT.require(actor, form.target)
    saved = Saved(workbook_name(name, data), data, "uploaded", name, checked_media(media or {}))
    return save(actor, form, saved, seen=seen)


def add_files(
    actor: Actor, form: Form, media: Mapping[str, bytes], *, without: tuple[str, ...] = (), seen: int
) -> DraftSaving:
    """Adds pictures and lists to the draft, or takes some out; the workbook stays."""
    FORM_EDIT.require(actor, form.target)
    with transaction.atomic():
        saving = _present(form)
        if saving is None:
            raise FormError.no_draft()
        note = ", ".join([*media, *without])[:200]
        data = bytes(saving.workbook.data)
        saved = Saved(saving.workbook_name, data, "files", note, checked_media(media), without)
        return save(actor, form, saved, seen=seen)


def rewrite(actor: Actor, form: Form, book: books.Book, *, deed: str, note: str, seen: int) -> DraftSaving:
    """Keeps a book that a page changed (translation, questions of the bank) as the draft."""
    FORM_EDIT.require(actor, form.target)
    return save(actor, form, Saved(f"{form.key}.{EDITED}", books.write(book), deed, note[:200]), seen=seen)


def save(actor: Actor, form: Form, saved: Saved, *, seen: int) -> DraftSaving:
    """Reads a workbook and keeps it as the draft; whatever it raises, nothing is kept."""
    FORM_EDIT.require(actor, form.target)
    files = files_of(form)
    names = {name: pk for name, pk in files.items() if name not in saved.without}
    given = media_of(names) | {name: data for name, (_type, data) in saved.media.items()}
    read = convert(saved.data, saved.name, media=given)
    told = facts(books.read(saved.data, saved.name)) | {"files": list(read.files)}
    with transaction.atomic():
        draft = _draft(form, seen)
        names |= {name: keep(data, kind).pk for name, (kind, data) in saved.media.items()}
        saving = DraftSaving.objects.create(
            draft=draft,
            number=draft.seen,
            before=draft.saving,
            workbook=keep(saved.data, workbook_type(saved.name)),
            workbook_name=saved.name[:150],
            xml=read.xml,
            files=names,
            findings=[each.as_value() for each in read.warnings],
            facts=told,
            deed=saved.deed,
            note=saved.note,
            at=timezone.now(),
            user_id=actor.user,
        )
        _stand(draft, saving)
        _take_settings(form, read)
        detail = {"sha256": saving.workbook.sha256, "seen": draft.seen, "deed": saved.deed}
        trail.record(actor, "form.saved", form, detail=detail)
    return saving


def undo(actor: Actor, form: Form, *, seen: int) -> DraftSaving:
    """Goes back to what the draft said before its last saving, by a saving that says the same."""
    FORM_EDIT.require(actor, form.target)
    with transaction.atomic():
        draft = _draft(form, seen)
        last = draft.saving
        if last is None or last.before is None:
            raise FormError.nothing_to_undo()
        back = last.before
        copied = ("workbook_id", "workbook_name", "xml", "files", "findings", "facts", "before_id")
        saving = DraftSaving.objects.create(
            draft=draft,
            number=draft.seen,
            deed="undone",
            note=back.note,
            at=timezone.now(),
            user_id=actor.user,
            **{name: getattr(back, name) for name in copied},
        )
        _stand(draft, saving)
        trail.record(actor, "form.undone", form, detail={"seen": draft.seen, "back_to": back.number})
    return saving


def drop(actor: Actor, form: Form, *, seen: int) -> None:
    """Throws the draft away; the published version stays."""
    FORM_EDIT.require(actor, form.target)
    with transaction.atomic():
        draft = locked_draft(form, seen)
        remove(draft)
        trail.record(actor, "form.dropped", form, detail={"seen": seen})


def refuse(actor: Actor, unit: Unit, name: str, refused: NotConverted, form: Form | None = None) -> Refusal:
    """Keeps what is wrong with a workbook that was sent, so that its author can take it along."""
    FORM_EDIT.require(actor, unit.target)
    with transaction.atomic():
        kept = Refusal.objects.create(
            unit=unit,
            form=form,
            name=name[:150],
            findings=[each.as_value() for each in refused.findings],
            at=timezone.now(),
            user_id=actor.user,
        )
        detail = {"findings": len(refused.findings), "form": form.key if form else ""}
        trail.record(actor, "form.refused", kept, detail=detail)
    return kept


def locked_draft(form: Form, seen: int | None) -> FormDraft:
    """The draft, held until the transaction ends; raises where there is none or somebody saved meanwhile."""
    draft = (
        FormDraft.objects.select_for_update(of=("self",)).select_related("saving").filter(form=form).first()
    )
    if draft is None or draft.saving is None:
        raise FormError.no_draft()
    if seen is not None and draft.seen != seen:
        raise FormError.stale()
    return draft


def remove(draft: FormDraft) -> None:
    """Takes a draft away with its savings (in the transaction of its command)."""
    draft.saving = None
    draft.save(update_fields=["saving"])
    draft.delete()


def _draft(form: Form, seen: int) -> FormDraft:
    """The draft that is saved next, with ``seen`` counted up."""
    Form.objects.select_for_update(of=("self",)).get(pk=form.pk)
    draft = FormDraft.objects.select_related("saving__before").filter(form=form).first()
    if (draft.seen if draft else 0) != seen:
        raise FormError.stale()
    if draft is None:
        return FormDraft.objects.create(form=form)
    draft.seen += 1
    return draft


def _stand(draft: FormDraft, saving: DraftSaving) -> None:
    draft.saving = saving
    draft.save(update_fields=["saving", "seen"])


def _present(form: Form) -> DraftSaving | None:
    draft = FormDraft.objects.filter(form=form).select_related("saving__workbook").first()
    return draft.saving if draft else None


def files_of(form: Form) -> dict[str, int]:
    """The files that come with a form: those of the draft, else of the current version."""
    saving = _present(form)
    if saving is not None:
        return dict(saving.files)
    version = FormVersion.objects.filter(pk=form.current_id).first()
    return dict(version.files.values_list("name", "content_id")) if version else {}


def _take_settings(form: Form, read: Converted) -> None:
    """Consent and retention of the workbook's settings, where the form has none yet."""
    consent = {code_of(name, "fa"): text for name, text in read.settings.get("consent", {}).items()}
    days = next(iter(read.settings.get("retention_days", {}).values()), "")
    fields = {}
    if consent and not form.consent:
        fields = {"consent": consent.get("fa", ""), "consent_en": consent.get("en", "")}
    if days.isascii() and days.isdigit() and len(days) < 6 and form.retention_days is None:
        fields["retention_days"] = int(days)
    if fields:
        Form.objects.filter(pk=form.pk).update(**fields)
