"""What can be known of the forms: the actor first; ``open_form`` and what follows are for the rooms above."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from barzan.access import ANONYMOUS, Actor
from barzan.access.querysets import within
from barzan.access.rules import STAFF
from barzan.forms.kinds import OpenTo, State
from barzan.forms.models import DraftSaving, Form, FormDraft, FormFile, FormVersion, Refusal
from barzan.forms.rules import FORM_EDIT, FORM_READ

# A page that lists forms or versions never reads their texts.
LIGHT = ("current__xml",)


def forms(actor: Actor) -> QuerySet[Form]:
    """All forms with unit and current version (without its XForm); ``filters.narrowed`` narrows them."""
    FORM_READ.require(actor)
    return Form.objects.select_related("unit", "current").defer(*LIGHT)


def form(actor: Actor, key: str) -> Form | None:
    """One form with unit, current version (with its XForm) and draft; None where there is none."""
    FORM_READ.require(actor)
    found = Form.objects.select_related("unit", "current", "draft", "copied_from").filter(key=key)
    return found.prefetch_related("tags").first()


def draft(actor: Actor, shown: Form) -> DraftSaving | None:
    """What the draft of a form says now, with ``draft.seen``; None where it has none."""
    FORM_READ.require(actor)
    found = FormDraft.objects.filter(form=shown).select_related("saving__workbook").first()
    if found is None or found.saving is None:
        return None
    found.saving.draft = found
    return found.saving


def versions(actor: Actor, shown: Form) -> QuerySet[FormVersion]:
    """The published versions, the newest first, without their XForms."""
    FORM_READ.require(actor)
    return shown.versions.select_related("post").defer("xml")


def version(actor: Actor, shown: Form, number: int) -> FormVersion | None:
    """One published version with its XForm and files."""
    FORM_READ.require(actor)
    files = Prefetch("files", FormFile.objects.select_related("content").defer("content__data"))
    return shown.versions.select_related("post").prefetch_related(files).filter(number=number).first()


def refusal(actor: Actor, pk: int) -> Refusal | None:
    """What was wrong with a workbook that was not taken, within the actor's units."""
    FORM_EDIT.require(actor)
    covered = within(FORM_EDIT.scope(actor), unit="unit__path")
    return Refusal.objects.filter(covered, pk=pk).select_related("unit", "form").first()


# --- for the rooms that fill in, keep and read answers ---


def may_fill(actor: Actor, shown: Form) -> bool:
    """Whether the actor may fill the form in now: it is open, and open to them."""
    if not shown.takes_answers:
        return False
    if shown.open_to == OpenTo.PUBLIC:
        return True
    return actor.signed_in if shown.open_to == OpenTo.SIGNED_IN else STAFF.admits(actor)


def open_form(actor: Actor, key: str) -> Form | None:
    """A form that the actor may fill in now, with unit and current version; for everybody, hence no rule."""
    found = Form.objects.select_related("unit", "current").filter(key=key, state=State.OPEN).first()
    return found if found and may_fill(actor, found) else None


def open_forms(actor: Actor) -> QuerySet[Form]:
    """All forms that the actor may fill in now (without the XForms), by title."""
    allowed = [OpenTo.PUBLIC]
    if actor.signed_in:
        allowed.append(OpenTo.SIGNED_IN)
    if actor != ANONYMOUS and STAFF.admits(actor):
        allowed.append(OpenTo.STAFF)
    rows = Form.objects.filter(state=State.OPEN, open_to__in=allowed)
    return rows.select_related("unit", "current").defer(*LIGHT).order_by("title", "key")


def version_numbered(shown: Form, number: int) -> FormVersion | None:
    """A version of a form by the number that a submission names."""
    return FormVersion.objects.filter(form=shown, number=number).select_related("form").first()


def version_by_hash(content_hash: str) -> FormVersion | None:
    """A version by its content hash, however old."""
    return FormVersion.objects.filter(content_hash=content_hash).select_related("form").first()


def file(shown: FormVersion, name: str) -> FormFile | None:
    """A picture, sound or list of a version with its ``content`` (``data``, ``media_type``)."""
    return FormFile.objects.filter(version=shown, name=name).select_related("content").first()
