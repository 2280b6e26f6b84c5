"""Sample records for the generated access test. The press stands still: what is printed is not looked at."""

from __future__ import annotations

from unittest.mock import patch

from barzan.access.tests.samples import Sample, Where
from barzan.permits.models import Certificate
from barzan.permits.tests.factories import make_certificate, make_template, make_valid
from barzan.registers.models import Register
from barzan.registers.tests.factories import make_register

PAPER = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
)


def signed(where: Where) -> Certificate:
    with patch("barzan.permits.press.pdf", return_value=PAPER):
        return make_certificate(where.unit)


def certificate(where: Where) -> Sample:
    made = signed(where)
    return Sample({"pk": made.pk}, made.target)


def verified(where: Where) -> Sample:
    return Sample({"code": signed(where).code})


def designed(where: Where) -> Register:
    register = make_register(where.unit)
    make_template(register)
    return register


def template(where: Where) -> Sample:
    register = designed(where)
    return Sample({"key": register.key}, register.target)


def issue(where: Where) -> Sample:
    entry = make_valid(designed(where))
    return Sample({"key": entry.register.key, "pk": entry.pk}, entry.target)


SAMPLES = {
    **{f"permits:{name}": certificate for name in ("certificate", "file", "replace", "withdraw")},
    "permits:template": template,
    "permits:sample": template,
    "permits:issue": issue,
    "verify:certificate": verified,
}
