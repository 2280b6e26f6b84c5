"""What can be known of certificates: the actor first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.people.models import Post
from barzan.permits.core import Mistyped, Verdict, clean, verdict
from barzan.permits.models import Certificate, Template
from barzan.permits.rules import PERMIT_READ, PERMIT_SIGN
from barzan.permits.signers import signing_post, template_of
from barzan.registers import describe
from barzan.registers.core import Standing
from barzan.registers.core.fields import answer
from barzan.registers.formed import fields_of
from barzan.registers.models import Entry, EntryVersion, Register

RELATED = ("entry__register", "entry__version", "entry__unit", "post", "template", "replaced_by", "withdrawn")


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate with what it is worth today."""

    certificate: Certificate
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody who holds the code may know: the verdict and the public fields, no more.

    ``until`` is the last day. ``changed``: some of these said otherwise when the certificate was signed.
    """

    certificate: Certificate
    verdict: Verdict
    said: list[tuple[str, str]]
    until: date | None
    changed: bool = False


def certificates(actor: Actor, words: str = "", register: str = "") -> QuerySet[Certificate]:
    """The certificates that the actor may read, the newest first; by number or code, by register (key)."""
    PERMIT_READ.require(actor)
    scope = PERMIT_READ.scope(actor)
    rows = Certificate.objects.filter(within(scope, unit="entry__unit_path", place="entry__place_path"))
    if register:
        rows = rows.filter(entry__register__key=register)
    if words := words.strip():
        sought = Q(entry__number__startswith=words)
        with suppress(Mistyped):
            sought |= Q(code=clean(words))
        rows = rows.filter(sought)
    return rows.select_related(*RELATED).order_by("-pk")


def certificate(actor: Actor, pk: int) -> Certificate | None:
    """One certificate that the actor may read."""
    return certificates(actor).select_related("file", "replaces", *RELATED).filter(pk=pk).first()


def of_entry(actor: Actor, entry: Entry) -> list[Certificate]:
    """All certificates of an entry, the newest first."""
    return list(certificates(actor).filter(entry=entry))


def worth(certificate: Certificate, today: date) -> Verdict:
    """What a certificate is worth on a day; with ``RELATED`` it asks nothing more."""
    state = certificate.entry.version.life.state(certificate.entry.state)
    return verdict(
        state.standing if state and not certificate.entry.hidden else Standing.NONE,
        (certificate.valid_from, _until(certificate)),
        today,
        replaced=hasattr(certificate, "replaced_by"),
        withdrawn=hasattr(certificate, "withdrawn"),
    )


def _until(certificate: Certificate) -> date | None:
    """The last day on the paper, or that of the entry where its validity was cut since: a renewal undone."""
    return min(filter(None, (certificate.valid_to, certificate.entry.valid_to)), default=None)


def verified(actor: Actor, code: str, today: date) -> Verified | None:
    """The certificate under ``code`` for anybody; None where there is none. Raises ``Mistyped``."""
    rows = Certificate.objects.select_related(*RELATED, "entry__version__form_version", "entry__current")
    rows = rows.select_related("entry__organisation", "entry_version")
    found = rows.filter(code=clean(code)).first()
    if found is None:
        return None
    said = list(_public(found.entry, found.entry.current))
    until = _until(found)
    changed = said != list(_public(found.entry, found.entry_version)) or until != found.valid_to
    return Verified(found, worth(found, today), said, until, changed)


def _public(entry: Entry, version: EntryVersion) -> Iterator[tuple[str, str]]:
    """The answers of a version that the register makes public; never a personal one."""
    fields = fields_of(entry.version.form_version)
    for name in entry.version.life.public:
        field = fields.get(name)
        text = answer(version.answers, field.path) if field and not field.personal else ""
        if field and text:
            yield field.labelled(describe.language()), describe.said(field, text)


def signs_as(actor: Actor, entry: Entry) -> Post | None:
    """The post in which the actor would sign the certificate of an entry; None where they may not."""
    if not PERMIT_SIGN.permits(actor, entry.target):
        return None
    template = template_of(entry.register_id)
    return signing_post(actor, entry, template) if template else None


def templates(actor: Actor, register: Register) -> list[Template]:
    """The templates of a register, the newest first."""
    PERMIT_READ.require(actor)
    return list(register.templates.select_related("post"))


def designable(actor: Actor) -> QuerySet[Register]:
    """The registers that have certificates or could: the published ones."""
    PERMIT_READ.require(actor)
    return Register.objects.filter(current__isnull=False).select_related("unit").order_by("title")
