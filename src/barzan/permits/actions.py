"""The only writers: templates, certificates, replacements, withdrawals."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.documents import actions as documents
from barzan.people.models import Post
from barzan.permits import press
from barzan.permits.core import made_of, unknown_names
from barzan.permits.errors import PermitError
from barzan.permits.models import Certificate, Paper, Template, Withdrawal
from barzan.permits.rules import PERMIT_DESIGN, PERMIT_SIGN
from barzan.permits.signers import signing_post, template_of
from barzan.persian import normalise
from barzan.registers.actions.entries import locked
from barzan.registers.core import Standing
from barzan.registers.formed import fields_of
from barzan.registers.models import Entry, Register
from barzan.registers.signing import signed
from barzan.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Design:
    """What a template says; see ``models.Template``."""

    title: str
    body: str
    title_en: str = ""
    footer: str = ""
    posts: tuple[str, ...] = ()
    paper: str = Paper.PORTRAIT


@dataclass(frozen=True, slots=True)
class Printing:
    """What is to be printed: the certificate of ``entry``, in the place of ``old``."""

    entry: Entry
    address: str
    old: Certificate | None = None


def design(actor: Actor, register: Register, of: Design, *, why: str) -> Template:
    """A new template of a register's certificates; those that were issued keep theirs.

    Raises ``PermitError`` at the field: an empty text, names that the form has not, unknown posts.
    """
    PERMIT_DESIGN.require(actor, register.target)
    if not why.strip():
        raise PermitError.no_reason()
    if not of.body.strip():
        raise PermitError.empty_body()
    fields = fields_of(register.current.form_version) if register.current else {}
    for place in ("body", "footer"):
        if wrong := unknown_names(getattr(of, place), fields):
            raise PermitError.unknown_names(place, wrong)
    known = set(Post.objects.filter(code__in=of.posts).values_list("code", flat=True))
    if missing := [code for code in of.posts if code not in known]:
        raise PermitError.unknown_posts(missing)
    with transaction.atomic():
        Register.objects.select_for_update().get(pk=register.pk)
        last = register.templates.aggregate(last=Max("number"))["last"] or 0
        made = Template.objects.create(
            register=register,
            number=last + 1,
            title=normalise(of.title).strip(),
            title_en=of.title_en.strip(),
            body=normalise(of.body).strip(),
            footer=normalise(of.footer).strip(),
            posts=list(of.posts),
            paper=of.paper,
            **signed(actor, PERMIT_DESIGN, register.target, normalise(why)),
        )
        trail.record(actor, "certificate-template.designed", made, version=made.number, why=why)
    return made


def issue(actor: Actor, entry: Entry, *, address: str, seen: int | None = None) -> Certificate:
    """Signs and prints the certificate of a valid entry. ``seen`` is ``entry.seen`` as it was shown,
    ``address`` that of the installation (https://city.example) where its settings name none.

    Raises ``Forbidden``, ``PermitError`` (no template, not valid, another post signs, one is in force
    already), ``PressMissing``.
    """
    return _issue(actor, Printing(entry, address), seen=seen)


def replace(actor: Actor, certificate: Certificate, *, why: str, address: str) -> Certificate:
    """A new certificate in the place of one that is lost or says what is so no longer; the old one is void.

    Raises as ``issue`` does, and ``PermitError`` for one that is void already.
    """
    if not why.strip():
        raise PermitError.no_reason()
    return _issue(actor, Printing(certificate.entry, address, certificate), why=why)


def withdraw(actor: Actor, certificate: Certificate, *, why: str) -> Withdrawal:
    """A certificate that was issued by mistake or handed back is void; its entry stays as it is."""
    PERMIT_SIGN.require(actor, certificate.target)
    if not why.strip():
        raise PermitError.no_reason()
    with transaction.atomic():
        entry = locked(certificate.entry, merged=True)
        if not _in_force(entry).filter(pk=certificate.pk).exists():
            raise PermitError.not_in_force()
        made = Withdrawal.objects.create(
            certificate=certificate, **signed(actor, PERMIT_SIGN, certificate.target, normalise(why))
        )
        trail.record(actor, "certificate.withdrawn", certificate, why=why)
    return made


def _issue(actor: Actor, of: Printing, *, why: str = "", seen: int | None = None) -> Certificate:
    """Prints first and writes then: the press takes a second, in which nobody has to wait for the entry."""
    PERMIT_SIGN.require(actor, of.entry.target)
    entry, old = Entry.objects.select_related(*press.RELATED).get(pk=of.entry.pk), of.old
    if seen is not None and entry.seen != seen:
        raise PermitError.changed()
    template, post = _allowed(actor, entry)
    _check_others(entry, old)
    code = made_of(secrets.choice)
    serial = _next_serial(entry)
    today = timezone.localdate()
    sheet = press.Sheet(entry, template, post, serial, code, today, old is not None, of.address)
    file = press.certificate(sheet)
    with transaction.atomic():
        now = locked(entry)
        if now.seen != entry.seen or _next_serial(now) != serial:
            raise PermitError.changed()
        _check_others(now, old)
        name = f"{entry.number}-{serial}.pdf"
        made = Certificate.objects.create(
            entry=now,
            serial=serial,
            template=template,
            entry_version=now.current,
            code=code,
            valid_from=now.valid_from,
            valid_to=now.valid_to,
            file=documents.store(actor, name, file, unit=now.unit, personal=True),
            replaces=old,
            **signed(actor, PERMIT_SIGN, now.target, normalise(why)) | {"post_id": post.pk},
        )
        verb = "certificate.replaced" if old else "certificate.issued"
        trail.record(actor, verb, made, why=why, detail={"entry": now.pk, "serial": serial})
    return made


def _allowed(actor: Actor, entry: Entry) -> tuple[Template, Post]:
    template = template_of(entry.register_id)
    if template is None:
        raise PermitError.no_template(entry.register.title)
    state = entry.version.life.state(entry.state)
    if entry.merged_into_id or state is None or state.standing is not Standing.VALID:
        raise PermitError.not_valid(state.title if state else entry.state)
    post = signing_post(actor, entry, template)
    if post is None:
        raise PermitError.not_by_you(_titles(template))
    return template, post


def _titles(template: Template) -> Sequence[str]:
    titles = list(Post.objects.filter(code__in=template.posts).values_list("title", flat=True))
    return titles or ["رئیس واحد"]


def _check_others(entry: Entry, old: Certificate | None) -> None:
    """One certificate of an entry's present version and validity is in force at a time."""
    in_force = list(_in_force(entry))
    if old is not None:
        if all(each.pk != old.pk for each in in_force):
            raise PermitError.not_in_force()
        return
    for each in in_force:
        if each.entry_version_id == entry.current_id and each.valid_to == entry.valid_to:
            raise PermitError.holds_already(f"{entry.number}/{each.serial}")


def _in_force(entry: Entry) -> QuerySet[Certificate]:
    return Certificate.objects.filter(entry=entry, replaced_by__isnull=True, withdrawn__isnull=True)


def _next_serial(entry: Entry) -> int:
    return (Certificate.objects.filter(entry=entry).aggregate(last=Max("serial"))["last"] or 0) + 1
