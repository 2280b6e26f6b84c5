"""Registers are defined, changed as drafts and published as versions that never change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.forms.models import Form
from barzan.people.models import Post, Unit
from barzan.persian import normalise
from barzan.registers.core import Definition, Finding, Refused, check, read
from barzan.registers.errors import RegisterError
from barzan.registers.formed import fields_of
from barzan.registers.models import Register, RegisterDraft, RegisterState, RegisterVersion
from barzan.registers.rules import REGISTER_DEFINE
from barzan.registers.signing import signed
from barzan.search import actions as search
from barzan.trail import actions as trail
from barzan.trail.canonical import content_hash

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
RESERVED = ("new", "ref")  # addresses of the pages


def hash_of(key: str, definition: Mapping[str, Any], form_hash: str) -> str:
    """The content hash of a version: over key, definition and form."""
    return content_hash({"kind": "register", "key": key, "definition": definition, "form": form_hash})


def define(
    actor: Actor,
    key: str,
    *,
    title: str,
    title_en: str = "",
    unit: Unit,
    form: Form,
    definition: Mapping[str, Any],
    why: str = "",
) -> Register:
    """A new register with ``definition`` as its draft; raises ``RegisterError``, ``Refused``."""
    REGISTER_DEFINE.require(actor, unit.target)
    if not KEY.fullmatch(key) or key in RESERVED:
        raise RegisterError.key_shape(key)
    written = read(definition)
    with transaction.atomic():
        if Register.objects.filter(key=key).exists():
            raise RegisterError.key_taken(key)
        register = Register.objects.create(
            key=key, title=normalise(title), title_en=normalise(title_en), unit=unit, form=form
        )
        trail.record(actor, "register.defined", register, why=why)
        _save(actor, register, written)
        search.refresh("register", [key])
    return register


def describe(
    actor: Actor,
    register: Register,
    *,
    title: str,
    title_en: str = "",
    unit: Unit,
    form: Form | None = None,
    why: str = "",
) -> Register:
    """Gives a register another title, unit or form; the actor defines those of both units."""
    REGISTER_DEFINE.require(actor, register.target)
    REGISTER_DEFINE.require(actor, unit.target)
    with transaction.atomic():
        register = _locked(register)
        before = {"title": register.title, "title_en": register.title_en, "unit": register.unit.code}
        register.title, register.title_en, register.unit = normalise(title), normalise(title_en), unit
        register.form = form or register.form
        register.save(update_fields=["title", "title_en", "unit", "form"])
        trail.record(actor, "register.described", register, why=why, detail={"before": before})
        search.refresh("register", [register.key])
    return register


def save_draft(
    actor: Actor, register: Register, definition: Mapping[str, Any], *, seen: int
) -> RegisterDraft:
    """Keeps a definition as the draft. ``seen`` is the count of the draft that was shown, 0 where none was.

    Raises ``Refused`` for what is no definition, ``RegisterError`` where somebody saved meanwhile.
    """
    REGISTER_DEFINE.require(actor, register.target)
    written = read(definition)
    with transaction.atomic():
        register = _locked(register)
        present = RegisterDraft.objects.filter(register=register).values_list("seen", flat=True).first() or 0
        if present != seen:
            raise RegisterError.stale()
        return _save(actor, register, written)


def drop_draft(actor: Actor, register: Register, *, seen: int) -> None:
    """Throws the draft away; what is published stays."""
    REGISTER_DEFINE.require(actor, register.target)
    with transaction.atomic():
        draft = _locked_draft(register, seen)
        draft.delete()
        trail.record(actor, "register.draft-dropped", register)


def findings(definition: Definition, form: Form) -> tuple[Finding, ...]:
    """What keeps a definition for ``form`` from being published, errors first; warnings after them."""
    if form.current is None:
        error = RegisterError.no_form(form.title)
        return (Finding("form", error.code, error.fa, error.en),)
    posts = {post for each in definition.transitions for post in each.posts}
    wanted = {each.register for each in definition.relations if each.register}
    wanted |= {each.register for each in definition.beside.counts} if definition.beside else set()
    return check(
        definition,
        fields_of(form.current),
        posts=set(Post.objects.filter(code__in=posts).values_list("code", flat=True)) if posts else set(),
        registers=set(Register.objects.filter(key__in=wanted).values_list("key", flat=True)),
    )


def publish(actor: Actor, register: Register, *, why: str, seen: int | None = None) -> RegisterVersion:
    """Makes the draft the current version; entries stay pinned to theirs until they are moved.

    Raises ``Refused`` with the errors of the definition, ``RegisterError`` without a reason or a change.
    """
    REGISTER_DEFINE.require(actor, register.target)
    if not why.strip():
        raise RegisterError.no_reason()
    with transaction.atomic():
        draft = _locked_draft(register, seen)
        register = _locked(register)
        definition = read(draft.definition)
        found = findings(definition, register.form)
        if any(each.is_error for each in found):
            raise Refused(found)
        form_version, current = register.form.current, register.current
        hashed = hash_of(register.key, draft.definition, form_version.content_hash)
        if current and current.content_hash == hashed:
            raise RegisterError.unchanged(current.number)
        version = RegisterVersion.objects.create(
            register=register,
            number=current.number + 1 if current else 1,
            definition=draft.definition,
            form_version=form_version,
            content_hash=hashed,
            **signed(actor, REGISTER_DEFINE, register.target, normalise(why)),
        )
        register.current, register.state = version, RegisterState.OPEN
        register.save(update_fields=["current", "state"])
        draft.delete()
        detail = {"content_hash": hashed, "form": form_version.number}
        trail.record(actor, "register.published", register, version=version.number, why=why, detail=detail)
        search.refresh("register", [register.key])
    return version


def close(actor: Actor, register: Register, *, why: str) -> Register:
    """Takes no new entries; those that there are go on."""
    return _stand(actor, register, RegisterState.CLOSED, "register.closed", why)


def reopen(actor: Actor, register: Register, *, why: str) -> Register:
    """Takes new entries again."""
    return _stand(actor, register, RegisterState.OPEN, "register.reopened", why)


def _stand(actor: Actor, register: Register, state: str, verb: str, why: str) -> Register:
    REGISTER_DEFINE.require(actor, register.target)
    if not why.strip():
        raise RegisterError.no_reason()
    with transaction.atomic():
        register = _locked(register)
        if register.current is None:
            raise RegisterError.no_draft()
        register.state = state
        register.save(update_fields=["state"])
        trail.record(actor, verb, register, why=why)
    return register


def _locked(register: Register) -> Register:
    rows = Register.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "form__current", "current").get(pk=register.pk)


def _locked_draft(register: Register, seen: int | None) -> RegisterDraft:
    draft = RegisterDraft.objects.select_for_update().filter(register=register).first()
    if draft is None:
        raise RegisterError.no_draft()
    if seen is not None and draft.seen != seen:
        raise RegisterError.stale()
    return draft


def _save(actor: Actor, register: Register, definition: Definition) -> RegisterDraft:
    draft = RegisterDraft.objects.filter(register=register).first() or RegisterDraft(
        register=register, seen=0
    )
    draft.definition, draft.changed_at, draft.user_id = definition.as_value(), timezone.now(), actor.user
    draft.seen += 1
    draft.save()
    trail.record(actor, "register.saved", register, detail={"seen": draft.seen})
    return draft
