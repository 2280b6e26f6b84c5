"""What can be known of the forms: the actor first; ``open_form`` and what follows are for the rooms above."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Prefetch, QuerySet

from barzan.access import ANONYMOUS, Actor
from barzan.access.querysets import within
from barzan.access.rules import STAFF
from barzan.forms.kinds import OpenTo, State
from barzan.forms.models import (
    Asked,
    Content,
    DraftSaving,
    Form,
    FormDraft,
    FormFile,
    FormVersion,
    Question,
    Refusal,
    Tag,
)
from barzan.forms.rules import FORM_EDIT, FORM_READ
from barzan.persian import search_tokens

# A page that lists forms or versions never reads their texts.
LIGHT = ("current__xml",)


def forms(actor: Actor) -> QuerySet[Form]:
    """All forms with unit and current version (without its XForm); ``filters.narrowed`` narrows them."""
    FORM_READ.require(actor)
    return Form.objects.select_related("unit", "current").defer(*LIGHT)


def form(actor: Actor, key: str) -> Form | None:
    """One form with unit, current version (with its XForm) and draft; None where there is none."""
    FORM_READ.require(actor)
    found = Form.objects.select_related("unit", "current__workbook", "draft", "copied_from").filter(key=key)
    return found.defer("current__workbook__data").prefetch_related("tags").first()


def draft(actor: Actor, shown: Form) -> DraftSaving | None:
    """What the draft of a form says now, with ``draft.seen``; None where it has none."""
    FORM_READ.require(actor)
    rows = FormDraft.objects.filter(form=shown).select_related("saving__workbook")
    found = rows.defer("saving__workbook__data").first()
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
    rows = shown.versions.select_related("post", "workbook").defer("workbook__data")
    return rows.prefetch_related(files).filter(number=number).first()


def draft_file(actor: Actor, saving: DraftSaving, name: str) -> Content | None:
    """A picture, sound or list of a draft."""
    FORM_READ.require(actor)
    return Content.objects.filter(pk=saving.files.get(name, 0)).first()


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


# --- the question bank ---


def questions(actor: Actor, words: str = "", tag: str = "") -> QuerySet[Question]:
    """The questions of the bank with their tags, narrowed by words and a tag; retired ones are left out."""
    FORM_READ.require(actor)
    rows = Question.objects.filter(retired_at=None).select_related("unit", "origin")
    for word in search_tokens(words)[:8]:
        rows = rows.filter(sought__contains=word)
    if tag:
        rows = rows.filter(tags__name=tag)
    return rows.prefetch_related("tags")


def question(actor: Actor, key: str) -> Question | None:
    """One question of the bank, retired or not."""
    FORM_READ.require(actor)
    found = Question.objects.filter(key=key).select_related("unit", "origin")
    return found.prefetch_related("tags").first()


def asked_by(actor: Actor, wording: str) -> QuerySet[Asked]:
    """Where a question is asked in these words: in the versions that are filled in now."""
    FORM_READ.require(actor)
    rows = Asked.objects.filter(wording=wording, version__current_of__isnull=False)
    return rows.select_related("version__form").defer("version__xml").order_by("version__form__key")


def uses_of(actor: Actor, wordings: Collection[str]) -> dict[str, int]:
    """By wording: how many forms ask it now, in one question."""
    FORM_READ.require(actor)
    rows = Asked.objects.filter(wording__in=list(wordings), version__current_of__isnull=False)
    found = rows.order_by().values_list("wording").annotate(number=Count("version", distinct=True))
    return dict(found)


def banked(actor: Actor, wordings: Collection[str]) -> dict[str, Question]:
    """By wording: the questions of the bank that say the same, in one question."""
    FORM_READ.require(actor)
    found = Question.objects.filter(wording__in=list(wordings), retired_at=None)
    return {each.wording: each for each in found}


def tags_of_questions(actor: Actor) -> list[tuple[str, int]]:
    """The tags of the bank with how many questions each has, the most used first."""
    FORM_READ.require(actor)
    rows = Tag.objects.filter(questions__retired_at=None).annotate(number=Count("questions"))
    return list(rows.filter(number__gt=0).order_by("-number", "name").values_list("name", "number"))


def tags_of_forms(actor: Actor) -> list[str]:
    """The tags that forms have."""
    FORM_READ.require(actor)
    return list(Tag.objects.filter(forms__isnull=False).distinct().values_list("name", flat=True))


def savings(actor: Actor, shown: Form) -> QuerySet[DraftSaving]:
    """The savings of a form's draft, the newest first, without their texts."""
    FORM_READ.require(actor)
    return DraftSaving.objects.filter(draft__form=shown).defer("xml")
