"""The certificate as PDF: the template's text with the answers of the entry, who signed, the QR code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from qrcode.image.svg import SvgPathImage
from qrcode.main import make as qr

from barzan.look.press import FONT, pdf
from barzan.people.models import Post
from barzan.permits.core import filled, grouped, made_of
from barzan.permits.models import Template
from barzan.persian import format_jalali
from barzan.registers import describe
from barzan.registers.actions.entries import personal_of
from barzan.registers.core.fields import answer
from barzan.registers.formed import fields_of, joined
from barzan.registers.models import Entry

RELATED = ("register", "version__form_version", "unit", "organisation", "current")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed; ``copy``: it stands in the place of another. ``address`` is that of the installation.
    A ``specimen`` bears a code that was never given, and says so across the page.
    """

    entry: Entry
    template: Template
    post: Post | None
    serial: int
    code: str
    issued_on: date
    copy: bool = False
    address: str = ""
    specimen: bool = False

    @property
    def verified_at(self) -> str:
        """The address that the QR code opens."""
        with override("fa"):
            return (settings.ADDRESS or self.address) + reverse("verify:certificate", args=[self.code])


def certificate(sheet: Sheet) -> bytes:
    """The PDF, in Persian. Raises ``PressMissing``."""
    with override("fa"):
        values = values_of(sheet.entry, sheet.issued_on)
        picture = qr(sheet.verified_at, image_factory=SvgPathImage, border=0)
        context = {
            "sheet": sheet,
            "font": FONT,
            "body": filled(sheet.template.body, values),
            "footer": filled(sheet.template.footer, values),
            "code": grouped(sheet.code),
            "qr": picture.to_string(encoding="unicode"),
        }
        return pdf(render_to_string("permits/certificate.html", context))


def specimen(entry: Entry, template: Template, address: str) -> Sheet:
    """The certificate of an entry for whoever writes the template: its code was never given."""
    code = made_of(lambda signs: signs[0])
    return Sheet(entry, template, None, 1, code, entry.changed_at.date(), False, address, True)


def values_of(entry: Entry, issued_on: date) -> dict[str, str]:
    """What the names of a template stand for, in words."""
    answers = joined(entry.current.answers, personal_of(entry.current))
    fields = fields_of(entry.version.form_version)
    said = {name: describe.said(field, answer(answers, field.path)) for name, field in fields.items()}
    return said | {
        "number": entry.number,
        "title": entry.title,
        "unit": entry.unit.name,
        "organisation": entry.organisation.name,
        "valid_from": _day(entry.valid_from),
        "valid_to": _day(entry.valid_to),
        "issued_on": _day(issued_on),
    }


def _day(on: date | None) -> str:
    return format_jalali(on, "long", "fa") if on else ""
