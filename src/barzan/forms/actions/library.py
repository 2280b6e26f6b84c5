"""A form and what is set for it: made, set, copied, opened, closed, retired."""

from __future__ import annotations

from dataclasses import dataclass

from barzan.access import Actor
from barzan.forms.kinds import FormKind, OpenTo
from barzan.forms.models import Form
from barzan.people.models import Unit


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


def create(actor: Actor, key: str, settings: Settings, *, why: str = "") -> Form:
    """A new form without questions; ``drafting.upload`` gives it some. Raises ``FormError``."""
    raise NotImplementedError


def set_(actor: Actor, form: Form, settings: Settings, *, seen: int, why: str = "") -> Form:
    """Sets title, kind, unit, consent and so on; ``seen`` is ``form.changed`` as it was shown."""
    raise NotImplementedError


def open_(actor: Actor, form: Form, *, why: str = "") -> Form:
    """Takes answers (again). Publishing opens a form by itself the first time."""
    raise NotImplementedError


def close(actor: Actor, form: Form, *, why: str = "") -> Form:
    """Takes no more answers; what was begun is kept."""
    raise NotImplementedError


def retire(actor: Actor, form: Form, *, why: str) -> Form:
    """Takes the form out of use; versions and answers stay. Refused while something uses it."""
    raise NotImplementedError


def copy(actor: Actor, form: Form, key: str, settings: Settings) -> Form:
    """A new form whose draft has the workbook and files of ``form`` (draft, else current version)."""
    raise NotImplementedError
