"""A form on paper as PDF, set by WeasyPrint. Nothing but our font is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, override
from qrcode.image.svg import SvgPathImage
from qrcode.main import make as qr

from barzan.filling import parts
from barzan.filling.core.conditions import Words
from barzan.filling.core.paper import items
from barzan.forms.models import Form
from barzan.forms.runnable import Loaded
from barzan.look.press import FONT, pdf
from barzan.persian.language import is_persian
from barzan.xforms import Filling


@dataclass(frozen=True, slots=True)
class Blank:
    """One copy to fill in: its number, and the address that its QR code opens."""

    number: int
    address: str

    @property
    def code(self) -> str:
        """The QR code as SVG."""
        made: str = qr(self.address, image_factory=SvgPathImage, border=0).to_string(encoding="unicode")
        return made.replace(' id="qr-path"', "")  # an id stands once in a document; there are many copies


def make(form: Form, kept: Loaded, version: int, language: str, blanks: Sequence[Blank], rows: int) -> bytes:
    """The paper as PDF, every copy with its own number. Raises ``PressMissing``."""
    blank = Filling(kept.form, now=timezone.localtime(), lists=kept.lists)
    with override(parts.code(language) if parts.code(language) in ("fa", "en") else "fa"):
        context = {
            "form": form,
            "version": version,
            "items": items(blank, language, words(), rows=rows, persian=is_persian()),
            "blanks": blanks,
            "language": parts.code(language),
            "direction": parts.direction_of(language),
            "font": FONT,
            "title": kept.form.title.in_(language) or form.title,
        }
        text = render_to_string("filling/paper/paper.html", context)
    return pdf(text)


def words() -> Words:
    """How conditions are said on paper, in the active language."""
    return Words(
        question=gettext("question {number}"),
        equals=gettext("{question} is “{answer}”"),
        differs=gettext("{question} is not “{answer}”"),
        more=gettext("{question} is more than {answer}"),
        least=gettext("{question} is {answer} or more"),
        less=gettext("{question} is less than {answer}"),
        most=gettext("{question} is {answer} or less"),
        holds=gettext("“{answer}” is ticked in {question}"),
        lacks=gettext("“{answer}” is not ticked in {question}"),
        answered=gettext("{question} is answered"),
        empty=gettext("{question} is not answered"),
        both=gettext(" and "),
        either=gettext(" or "),
    )
