"""A form and what is set for it: made, set, copied, opened, closed, retired; moved with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.forms import usage
from barzan.forms.errors import FormError
from barzan.forms.kinds import FormKind, OpenTo, State
from barzan.forms.models import DraftSaving, Form, FormDraft, FormVersion, Question, Tag
from barzan.forms.rules import FORM_EDIT, FORM_PUBLISH, FORM_READ
from barzan.people.models import Unit
from barzan.persian import normalise, search_key, sort_key
from barzan.search import actions as search
from barzan.trail import actions as trail

RESERVED = frozenset({"new", "questions", "refusals", "upload"})  # addresses of the pages
ORDER_DIGITS = 200
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
FIELDS = (
    "title",
    "title_en",
    "kind",
    "open_to",
    "consent",
    "consent_en",
    "retention_days",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set for a form beside its questions."""

    title: str
    unit: Unit
    kind: str = FormKind.QUESTIONNAIRE
    title_en: str = ""
    open_to: str = OpenTo.STAFF
    consent: str = ""
    consent_en: str = ""
    retention_days: int | None = None
    tags: tuple[str, ...] = ()

    def fields(self) -> dict[str, object]:
        """The columns of the form that they fill."""
        values = {name: getattr(self, name) for name in FIELDS}
        return {name: normalise(value) if isinstance(value, str) else value for name, value in values.items()}

    def found_by(self, key: str) -> dict[str, str]:
        """The columns by which lists find and order the form."""
        words = f"{self.title} {self.title_en} {key} {' '.join(self.tags)}"
        order = sort_key(self.title).encode().hex()[:ORDER_DIGITS]
        return {"sought": search_key(words), "title_order": order}


def create(actor: Actor, key: str, settings: Settings, *, why: str = "") -> Form:
    """A new form without questions; ``drafting.upload`` gives it some. Raises ``FormError``."""
    FORM_EDIT.require(actor, settings.unit.target)
    if not KEY.fullmatch(key) or key in RESERVED:
        raise FormError.key_shape(key)
    with transaction.atomic():
        return _added(actor, key, settings, why=why)


def _added(actor: Actor, key: str, settings: Settings, *, why: str, origin: Form | None = None) -> Form:
    if Form.objects.filter(key=key).exists():
        raise FormError.key_taken(key)
    now = timezone.now()
    form = Form.objects.create(
        key=key,
        unit=settings.unit,
        added_at=now,
        changed_at=now,
        copied_from=origin,
        **settings.fields(),
        **settings.found_by(key),
    )
    form.tags.set(tags(settings.tags))
    detail = {"kind": form.kind} | ({"copied_from": origin.key} if origin else {})
    trail.record(actor, "form.added", form, why=why, detail=detail)
    search.refresh("form", [key])
    return form


def set_(actor: Actor, form: Form, settings: Settings, *, seen: int, why: str = "") -> Form:
    """Sets title, kind, unit, consent and so on; ``seen`` is ``form.changed`` as it was shown.

    The actor edits the forms of both units. Who may fill an open form in is set by who may publish it.
    """
    FORM_EDIT.require(actor, form.target)
    FORM_EDIT.require(actor, settings.unit.target)
    with transaction.atomic():
        form = locked(form)
        if form.changed != seen:
            raise FormError.settings_stale()
        before = _standing(form)
        if settings.open_to != form.open_to and form.current_id is not None:
            FORM_PUBLISH.require(actor, form.target)
        for name, value in (settings.fields() | settings.found_by(form.key)).items():
            setattr(form, name, value)
        form.unit = settings.unit
        form.tags.set(tags(settings.tags))
        after = _standing(form)
        detail = {
            name: {"from": before[name], "to": after[name]} for name in after if before[name] != after[name]
        }
        _changed(actor, form, "form.set", why, detail)
    return form


def _standing(form: Form) -> dict[str, object]:
    """What is set, as the trail keeps it (the words of consent by whether they are there)."""
    values = {name: getattr(form, name) for name in FIELDS}
    return values | {"unit": form.unit.code, "tags": sorted(tag.name for tag in form.tags.all())}


def open_(actor: Actor, form: Form, *, why: str = "") -> Form:
    """Takes answers (again). Publishing opens a form by itself the first time."""
    return _to_state(actor, form, State.OPEN, "form.opened", why)


def close(actor: Actor, form: Form, *, why: str = "") -> Form:
    """Takes no more answers; what was begun is kept."""
    return _to_state(actor, form, State.CLOSED, "form.closed", why)


def retire(actor: Actor, form: Form, *, why: str) -> Form:
    """Takes the form out of use; versions and answers stay. Refused while something uses it."""
    if not why.strip():
        raise FormError.no_reason()
    return _to_state(actor, form, State.RETIRED, "form.retired", why)


def _to_state(actor: Actor, form: Form, state: State, verb: str, why: str) -> Form:
    FORM_PUBLISH.require(actor, form.target)
    with transaction.atomic():
        form = locked(form)
        if form.current_id is None:
            raise FormError.not_published()
        if state == State.RETIRED and (number := usage.counts([form.pk]).get(form.pk, 0)):
            raise FormError.in_use(number)
        before, form.state = form.state, state
        if before != state:
            _changed(actor, form, verb, why, {"from": before})
    return form


def copy(actor: Actor, form: Form, key: str, settings: Settings) -> Form:
    """A new form whose draft has the workbook and files of ``form`` (its current version, else its draft)."""
    FORM_READ.require(actor)
    FORM_EDIT.require(actor, settings.unit.target)
    if not KEY.fullmatch(key) or key in RESERVED:
        raise FormError.key_shape(key)
    with transaction.atomic():
        saving = _first_saving(form)
        if saving is None:
            raise FormError.no_draft()
        made = _added(actor, key, settings, why="", origin=form)
        draft = FormDraft.objects.create(form=made)
        saving.draft, saving.user_id, saving.at = draft, actor.user, timezone.now()
        saving.save(force_insert=True)
        draft.saving = saving
        draft.save(update_fields=["saving"])
    return made


def _first_saving(form: Form) -> DraftSaving | None:
    """What a copy begins with."""
    version = FormVersion.objects.filter(pk=form.current_id).first()
    if version is None:
        draft = FormDraft.objects.filter(form=form).select_related("saving").first()
        saving = draft.saving if draft else None
        return saving and DraftSaving(**_same(saving), files=saving.files, findings=saving.findings)
    files = dict(version.files.values_list("name", "content_id"))
    return DraftSaving(**_same(version), files=files)


def _same(source: DraftSaving | FormVersion) -> dict[str, object]:
    fields = ("workbook_id", "workbook_name", "xml", "facts")
    return {name: getattr(source, name) for name in fields} | {"number": 1, "deed": "copied"}


def follow_units(actor: Actor, moved: Mapping[Unit, Unit], why: str) -> int:
    """Gives the forms and questions of units that ended to their successors; how many forms there were."""
    for unit in (*moved, *moved.values()):
        FORM_EDIT.require(actor, unit.target)
    successors = {old.pk: new for old, new in moved.items()}
    with transaction.atomic():
        forms = list(Form.objects.select_for_update(of=("self",)).filter(unit__in=moved))
        for form in forms:
            form.unit = successors[form.unit_id]
            trail.record(actor, "form.set", form, why=why, detail={"unit": form.unit.code})
        Form.objects.bulk_update(forms, ["unit"], batch_size=200)
        for question in Question.objects.select_for_update(of=("self",)).filter(unit__in=moved):
            question.unit = successors[question.unit_id]
            question.save(update_fields=["unit"])
            detail = {"unit": question.unit.code}
            trail.record(actor, "form-question.placed", question, why=why, detail=detail)
        search.refresh("form", [form.key for form in forms])
    return len(forms)


def tags(names: Iterable[str]) -> QuerySet[Tag]:
    """The tags of these names, made where they are new."""
    wanted = {normalise(name).strip()[:60] for name in names} - {""}
    Tag.objects.bulk_create([Tag(name=name) for name in sorted(wanted)], ignore_conflicts=True)
    return Tag.objects.filter(name__in=wanted)


def locked(form: Form) -> Form:
    """The form as it stands now, held until the transaction ends."""
    return Form.objects.select_for_update(of=("self",)).select_related("unit").get(pk=form.pk)


def _changed(actor: Actor, form: Form, verb: str, why: str, detail: dict[str, object]) -> None:
    form.changed += 1
    form.changed_at = timezone.now()
    form.save()
    trail.record(actor, verb, form, why=why, detail=detail)
    search.refresh("form", [form.key])
